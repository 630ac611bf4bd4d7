"""What is dragged onto a widget, and the frames that mark where to drop it."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from gui.kit import theme
from gui.kit.labels import Label
from gui.kit.layouts import ROOM, add, hbox, vbox
from gui.kit.widgets import IconLabel, faint

T = TypeVar("T")

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


class DropTarget(QObject, Generic[T]):
    """Makes a widget accept what `read` understands and shows a hint while dragging.

    Args:
        widget: the widget.
        read: takes the value from the drag data; nothing or None if there is none.
        describe: the text of the hint.
        covered: the part of the widget that the hint covers; by default, all of it.
    """

    dropped = Signal(object)  # the value returned by `read`

    def __init__(
        self,
        widget: QWidget,
        read: Callable[[QMimeData], T | None],
        describe: Callable[[T], str],
        covered: Callable[[T], QWidget] | None = None,
    ) -> None:
        super().__init__(widget)
        self._widget = widget
        self._read = read
        self._describe = describe
        self._covered = covered
        self._dragged: T | None = None
        self._hint = Label(parent=widget)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._hint.hide()
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            return self._on_enter(event)
        if event.type() == QEvent.Type.DragLeave:
            self._hint.hide()
            self._dragged = None
        elif event.type() == QEvent.Type.Resize:
            self._place_hint()
        elif isinstance(event, QDropEvent) and not isinstance(event, QDragMoveEvent):
            return self._on_drop(event)
        return super().eventFilter(watched, event)

    def _on_enter(self, event: QDragEnterEvent) -> bool:
        value = self._dragged = self._read(event.mimeData())
        if not value:
            return False
        border = theme.colours().accent
        background = theme.colour("window", 0.86).name(QColor.NameFormat.HexArgb)
        self._hint.setStyleSheet(
            f"border: 2px dashed {border}; border-radius: 8px; font-weight: 600;"
            f" background: {background};"
        )
        self._hint.setText(self._describe(value))
        self._place_hint()
        self._hint.raise_()
        self._hint.show()
        take_copy(event)
        return True

    def _place_hint(self) -> None:
        part = self._widget
        if self._dragged and self._covered is not None:
            part = self._covered(self._dragged)
        self._hint.setGeometry(QRect(part.mapTo(self._widget, QPoint()), part.size()))

    def _on_drop(self, event: QDropEvent) -> bool:
        self._hint.hide()
        # On X11 a slow source may not answer at the drop; fall back to what it sent on entering.
        value, self._dragged = self._read(event.mimeData()) or self._dragged, None
        if not value:
            return False
        take_copy(event)
        self.dropped.emit(value)
        return True
