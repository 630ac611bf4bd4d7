"""Files dragged in from other programs, and the frame that marks where to drop them."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt
from PySide6.QtGui import QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from gui.kit import theme


class DropZone(QWidget):
    """A dashed frame; it only shows where to drop, the window handles the drops."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hot = False
        self.setMinimumHeight(230)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_hot(self, hot: bool) -> None:
        """Highlight the frame while files are dragged over the window."""
        self._hot = hot
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.colour("accent" if self._hot else "border")
        painter.setPen(QPen(edge, 2, Qt.PenStyle.DashLine))
        painter.setBrush(theme.colour("accent", 0.12) if self._hot else theme.colour("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 12, 12)


def paths_of(data: QMimeData) -> list[Path]:
    """The local files in drag data."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def take_copy(event: QDropEvent) -> None:
    """Accept a drag as a copy, so that the source does not delete the file."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
