"""What the values of options are read with, and the options that several commands share."""

import argparse
import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.timecode import parse_time

if TYPE_CHECKING:
    from engine.recipe import Blend, Span


def parse_span(text: str) -> "Span":
    """START:END in seconds or [H:]M:S.sss; either side may be left out."""
    from engine.recipe import Span

    start, end = _split_span(text)
    try:
        return Span(parse_time(start) if start else 0.0, parse_time(end) if end else None)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _split_span(text: str) -> tuple[str, str]:
    """Cut START:END at the colon that leaves as many colons on either side, or at an open end."""
    if text.endswith(":"):
        return text[:-1], ""
    if text.startswith(":"):
        return "", text[1:]
    parts = text.split(":")
    if len(parts) % 2:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not START:END; write both in the same form, such as 2.5:4 or 0:02.5:0:04"
        )
    middle = len(parts) // 2
    return ":".join(parts[:middle]), ":".join(parts[middle:])


def number_within(low: float, high: float) -> Callable[[str], float]:
    """A number from low to high."""

    def number(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"'{text}' is not a number from {low:g} to {high:g}")
        return value

    return number


def parse_count(text: str) -> int:
    """A whole number from 1 to 99."""
    if not text.isdecimal() or not 1 <= int(text) <= 99:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 1 to 99")
    return int(text)


def parse_rate(text: str) -> int:
    """A sample rate of 8000 to 192000 Hz."""
    if not text.isdecimal() or not 8000 <= int(text) <= 192000:
        raise argparse.ArgumentTypeError(f"'{text}' is not a sample rate from 8000 to 192000 Hz")
    return int(text)


def parse_seed(text: str) -> int:
    """A whole number from 0 on that fits 63 bits."""
    if not text.isdecimal() or int(text) >= 1 << 63:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 0 on")
    return int(text)


def parse_loudness(text: str) -> str | float:
    """`match`, `off`, or a loudness of -70 to 0 LUFS."""
    return text if text in ("match", "off") else number_within(-70.0, 0.0)(text)


def parse_blend(text: str) -> "Blend":
    """AUDIO:AMOUNT, the amount from 0 to 1."""
    from engine.recipe import Blend

    path, colon, amount = text.rpartition(":")
    if not colon:
        raise argparse.ArgumentTypeError(f"'{text}' is not AUDIO:AMOUNT, such as bell.wav:0.3")
    return Blend(Path(path), number_within(0.0, 1.0)(amount))


def add_device(parser: argparse.ArgumentParser) -> None:
    """Add `--device`."""
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
