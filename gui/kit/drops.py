"""Files dragged in from other programs, and the frame that marks where to drop them."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QRectF, Qt
from PySide6.QtGui import QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from gui.kit import theme
from gui.kit.labels import Label
from gui.kit.layouts import ROOM, add, hbox, vbox
from gui.kit.widgets import IconLabel, faint

_TEXT_SCALE: Final = 1.4


class DropZone(QWidget):
    """A dashed frame; it only shows where to drop, the window handles the drops.

    Args:
        icon: of what is dropped.
        text: what to drop.
        hint: below it.
        buttons: to choose it instead.
        least_px: height.
    """

    def __init__(
        self, icon: str, text: str, hint: str, *buttons: QPushButton, least_px: int
    ) -> None:
        super().__init__()
        self._hot = False
        self.setMinimumHeight(least_px)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        large = Label(text)
        font = large.font()
        font.setPointSizeF(font.pointSizeF() * _TEXT_SCALE)
        large.setFont(font)
        column = add(vbox(self, spacing=10), ROOM)
        for label in (IconLabel(icon, "faint", 32), large, faint(hint, wraps=False)):
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        add(column, add(hbox(spacing=10), ROOM, *buttons, ROOM), ROOM)

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
