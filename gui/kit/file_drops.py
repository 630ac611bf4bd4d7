"""Files that are dragged in from outside."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent


def paths_of(data: QMimeData) -> list[Path]:
    """The files of this machine among what is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def take_copy(event: QDropEvent) -> None:
    """Accept a drag as a copy: whoever offers to move a file must not delete it afterwards."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
