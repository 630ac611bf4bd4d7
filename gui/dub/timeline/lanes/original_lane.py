"""The lane of the clip's own sound, with a handle to drag its range to the references."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QDrag, QEnterEvent, QMouseEvent, QPainter
from typing_extensions import override

from gui.document.drags import range_data
from gui.dub.timeline.lanes.lane import LaneContext
from gui.dub.timeline.lanes.wave_lane import LEAST_HEIGHT, WaveLane
from gui.kit import theme
from gui.kit.language import mark, tr
from gui.kit.layouts import NO_LIMIT

_SILENT_HEIGHT: Final = 26  # where the clip has no sound
_HANDLE_HEIGHT: Final = 20
_MARGIN: Final = 6
_TEXT: Final = mark("♪ Drag to references")
_DRAG_PX: Final = 6


class OriginalLane(WaveLane):
    """Offers the range as a reference on hover; Shift+drag sets the range."""

    def __init__(self, context: LaneContext) -> None:
        super().__init__(
            context, tr("Original"), lambda: theme.colour("original"), tr("This clip has no audio")
        )
        self._is_under_mouse = False
        self._pressed_handle: QPointF | None = None
        self.setToolTip(tr("Shift+drag to set the range"))

    def set_silent(self, silent: bool) -> None:
        """Take little room where the clip has no sound."""
        self.setMinimumHeight(_SILENT_HEIGHT if silent else LEAST_HEIGHT)
        self.setMaximumHeight(_SILENT_HEIGHT if silent else NO_LIMIT)

    @override
    def paint_overlay(self, painter: QPainter) -> None:
        if not self._offers_handle():
            return
        handle = self._handle()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("accent"))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(handle, 5, 5)
        painter.setPen(theme.colour("text"))
        painter.drawText(handle, Qt.AlignmentFlag.AlignCenter, tr(_TEXT))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _offers_handle(self) -> bool:
        return self._is_under_mouse and self.has_sound and self.clip is not None

    def _handle(self) -> QRectF:
        """The handle, in the upper right corner of the visible range."""
        width = self.fontMetrics().horizontalAdvance(tr(_TEXT)) + 18
        right = float(self.width())
        if self.clip is not None:
            right = min(right, max(self.x_of(self.clip.range_s[1]), width + _MARGIN))
        return QRectF(right - width - _MARGIN, 4, width, _HANDLE_HEIGHT)

    def _hits_handle(self, place: QPointF) -> bool:
        return self._offers_handle() and self._handle().contains(place)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_under_mouse = True
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._is_under_mouse = False
        self.update()
        super().leaveEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and self._hits_handle(event.position()):
            self._pressed_handle = event.position()
            return
        super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pressed = self._pressed_handle
        if pressed is None:
            over = self._hits_handle(event.position()) and not event.buttons()
            self.setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor)
            super().mouseMoveEvent(event)
        elif (event.position() - pressed).manhattanLength() >= _DRAG_PX and self.clip is not None:
            self._pressed_handle = None
            drag = QDrag(self)
            drag.setMimeData(range_data(*self.clip.range_s))
            drag.exec(Qt.DropAction.CopyAction)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_handle = None
        super().mouseReleaseEvent(event)
