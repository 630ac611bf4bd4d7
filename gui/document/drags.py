"""Drag and drop inside the window: references onto the clip, a range of the clip back.

Files from other programs are handled by the main window, except for sounds on a track.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData

from engine.media.kinds import SOUNDS_IN_FOLDERS
from engine.project.model import Reference
from engine.storage.values import DamagedValueError, decode, encode
from gui.kit.drops import paths_of

REFERENCES_MIME: Final = "application/x-varietysound-references"
RANGE_MIME: Final = "application/x-varietysound-range"


def references_data(references: Iterable[Reference]) -> QMimeData:
    """Drag data for references."""
    data = QMimeData()
    data.setData(REFERENCES_MIME, encode(tuple(references)))
    return data


def read_references(data: QMimeData) -> list[Reference]:
    """The dragged references; empty for any other data."""
    try:
        return decode(list[Reference], bytes(data.data(REFERENCES_MIME).data()), "references")
    except DamagedValueError:
        return []


def read_sounds(data: QMimeData) -> list[Path]:
    """The dragged sound files; empty if anything else is among them."""
    paths = paths_of(data)
    are_sounds = all(path.suffix.lower() in SOUNDS_IN_FOLDERS for path in paths)
    return paths if are_sounds else []


def range_data(start_s: float, end_s: float) -> QMimeData:
    """Drag data for a range of the clip's own sound, in seconds."""
    data = QMimeData()
    data.setData(RANGE_MIME, f"{start_s:.6f} {end_s:.6f}".encode())
    return data


def read_range(data: QMimeData) -> tuple[float, float] | None:
    """The dragged range in seconds of clip time; None for any other data."""
    words = bytes(data.data(RANGE_MIME).data()).split()
    try:
        start_s, end_s = map(float, words)
    except ValueError:
        return None
    return (start_s, end_s) if end_s > start_s else None
