"""What is dragged inside the window: references onto the clip, a piece of the timeline back.

Files from outside are the main window's business; a target here lets them pass.
"""

from collections.abc import Callable, Iterable
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from engine.storage.values import DamagedValueError, decode, encode
from gui.document.model import Reference
from gui.kit import theme
from gui.kit.file_drops import take_copy

REFERENCES_MIME: Final = "application/x-varietysound-references"
RANGE_MIME: Final = "application/x-varietysound-range"

T = TypeVar("T")


def references_data(references: Iterable[Reference]) -> QMimeData:
    """References to be dragged."""
    data = QMimeData()
    data.setData(REFERENCES_MIME, encode(tuple(references)))
    return data


def read_references(data: QMimeData) -> list[Reference]:
    """The references that are dragged; none, if it is anything else."""
    try:
        return decode(list[Reference], bytes(data.data(REFERENCES_MIME).data()), "references")
    except DamagedValueError:
        return []


def range_data(start_s: float, end_s: float) -> QMimeData:
    """A piece of the clip's own sound to be dragged."""
    data = QMimeData()
    data.setData(RANGE_MIME, f"{start_s:.6f} {end_s:.6f}".encode())
    return data


def read_range(data: QMimeData) -> tuple[float, float] | None:
    """The piece that is dragged, in seconds of clip time; None, if it is anything else."""
    words = bytes(data.data(RANGE_MIME).data()).split()
    try:
        start_s, end_s = map(float, words)
    except ValueError:
        return None
    return (start_s, end_s) if end_s > start_s else None


class DropTarget(QObject, Generic[T]):
    """Lets a widget take what `read` understands, and says on it what a drop would do."""

    dropped = Signal(object)  # what `read` gave

    def __init__(
        self, widget: QWidget, read: Callable[[QMimeData], T | None], say: Callable[[T], str]
    ) -> None:
        super().__init__(widget)
        self._widget = widget
        self._read = read
        self._say = say
        self._held: T | None = None
        self._sign = QLabel(widget)
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._sign.hide()
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            return self._on_enter(event)
        if event.type() == QEvent.Type.DragLeave:
            self._sign.hide()
            self._held = None
        elif isinstance(event, QResizeEvent):
            self._sign.resize(event.size())
        elif isinstance(event, QDropEvent) and not isinstance(event, QDragMoveEvent):
            return self._on_drop(event)
        return super().eventFilter(watched, event)

    def _on_enter(self, event: QDragEnterEvent) -> bool:
        value = self._held = self._read(event.mimeData())
        if not value:
            return False
        edge = theme.colours().accent
        ground = theme.colour("window", 0.86).name(QColor.NameFormat.HexArgb)
        self._sign.setStyleSheet(
            f"border: 2px dashed {edge}; border-radius: 8px; font-weight: 600;"
            f" background: {ground};"
        )
        self._sign.setText(self._say(value))
        self._sign.resize(self._widget.size())
        self._sign.raise_()
        self._sign.show()
        take_copy(event)
        return True

    def _on_drop(self, event: QDropEvent) -> bool:
        self._sign.hide()
        # A slow program on X11 may not answer any more at the drop: it has said it before.
        value, self._held = self._read(event.mimeData()) or self._held, None
        if not value:
            return False
        take_copy(event)
        self.dropped.emit(value)
        return True
