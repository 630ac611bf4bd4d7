"""Drag and drop inside the window: references onto the clip, a range of the clip back.

Files from other programs are handled by the main window, except for sounds on a track.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from engine.media.kinds import SOUNDS_IN_FOLDERS
from engine.project.model import Reference
from engine.storage.values import DamagedValueError, decode, encode
from gui.kit import theme
from gui.kit.drops import paths_of, take_copy
from gui.kit.labels import Label

REFERENCES_MIME: Final = "application/x-varietysound-references"
RANGE_MIME: Final = "application/x-varietysound-range"

T = TypeVar("T")


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
