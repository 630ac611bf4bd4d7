"""The free space where something will be written, and the question whether to fill it."""

import shutil
from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui.kit.language import tr
from gui.kit.questions import ask
from gui.kit.widgets import bytes_text


def free_bytes(place: Path | None) -> int | None:
    """Free space on the disk of a folder that may not exist yet; None if unknown."""
    for each in () if place is None else (place, *place.parents):
        with suppress(OSError):  # not there, or a name that nothing can have
            return shutil.disk_usage(each).free
    return None


def may_fill(window: QWidget, title: str, needed: float | None, free: int | None) -> bool:
    """Whether to write so much; a person is asked if the disk has less.

    Args:
        window: the parent of the question.
        title: of the question.
        needed: bytes to be written; None if unknown.
        free: bytes on the disk; None if unknown.
    """
    if needed is None or free is None or needed <= free:
        return True
    text = tr(
        "This will need about {needed}, and the disk has {free} free. Start anyway?",
        needed=bytes_text(needed),
        free=bytes_text(free),
    )
    anyway = tr("Start anyway")
    return ask(window, title, text, (anyway,)) == anyway
