"""Files dragged in from other programs."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent


def paths_of(data: QMimeData) -> list[Path]:
    """The local files in drag data."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def take_copy(event: QDropEvent) -> None:
    """Accept a drag as a copy, so that the source does not delete the file."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
