"""Values of events as a person types them."""

import math

from engine.storage.timecode import parse_time
from gui.kit.language import tr


def typed_seconds(text: str) -> float:
    """Read a time, with a point or a comma and with or without its unit.

    Raises:
        ValueError: it is none; the message is a sentence for the user.
    """
    try:
        return parse_time(text.strip().removesuffix("s").replace(",", "."))
    except ValueError as error:
        raise ValueError(
            tr("“{text}” is not a time such as 12.5, 0:12.5 or 1:02:12.5.", text=text.strip())
        ) from error


def typed_duration_s(text: str) -> float:
    """Read a duration; nothing is that of a strike, 0.

    Raises:
        ValueError: as in `typed_seconds`.
    """
    return typed_seconds(text) if text.strip() else 0.0


def typed_decibels(text: str) -> float:
    """Read a level.

    Raises:
        ValueError: it is none; the message is a sentence for the user.
    """
    try:
        level_db = float(text.strip().removesuffix("dB").replace(",", "."))
    except ValueError:
        level_db = math.nan
    if not math.isfinite(level_db):
        raise ValueError(tr("“{text}” is not a level such as -6 or -12.5.", text=text.strip()))
    return level_db
