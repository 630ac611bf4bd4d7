"""The upper edge of a lane, which is dragged to make the lane higher or lower."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gui.kit import theme
from gui.kit.language import tr

_HEIGHT_PX: Final = 5
_KEY_PX: Final = 10
_KEYS: Final = {Qt.Key.Key_Up: _KEY_PX, Qt.Key.Key_Down: -_KEY_PX}


class LaneEdge(QWidget):
    """Asks for another height of the lane below it, by the mouse or by the keys Up and Down."""

    height_wanted = Signal(int)  # pixels; 0 for the usual height, after a double-click

    def __init__(self, lane: QWidget) -> None:
        super().__init__()
        self._lane = lane
        self._held: tuple[float, int] | None = None  # place of the mouse, height of the lane
        self.setAccessibleName(tr("Height of {lane}", lane=lane.accessibleName()))
        self.setToolTip(tr("Drag to resize, double-click for the usual height"))
        self.setFixedHeight(_HEIGHT_PX)
        self.setCursor(Qt.CursorShape.SplitVCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        is_marked = self.underMouse() or self.hasFocus()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.colour("accent" if is_marked else "window"))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.globalPosition().y(), self._lane.height()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            from_y, height = self._held
            self.height_wanted.emit(max(1, round(height + from_y - event.globalPosition().y())))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.height_wanted.emit(0)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        pixels = _KEYS.get(Qt.Key(event.key()))
        if pixels is None:
            super().keyPressEvent(event)
        else:
            self.height_wanted.emit(max(1, self._lane.height() + pixels))
