"""A large pad to tap with mouse or finger; higher is stronger."""

import time
from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QTouchEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gui.kit import theme
from gui.kit.language import tr
from gui.kit.timers import once
from gui.playback.input.stamps import Stamps
from gui.playback.input.strokes import Release, Stroke

_SOFTEST: Final = 0.3  # at the bottom
_FLASH_MS: Final = 110
_MOUSE: Final = "mouse"


class TouchPad(QWidget):
    """Tells strokes; flashes when one was recorded."""

    struck = Signal(object)  # Stroke
    released = Signal(object)  # Release

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setMinimumSize(220, 84)
        self.setAccessibleName(tr("Pad"))
        self._stamps = Stamps()
        self._text = ""
        self._flash = 0.0
        self._end_flash = once(self, _FLASH_MS, lambda: self._set_flash(0.0))

    def say(self, text: str) -> None:
        """Set its text."""
        self._text = text
        self.update()

    def flash(self, strength: float) -> None:
        """Light up for a moment."""
        self._set_flash(strength)
        self._end_flash.start()

    def _set_flash(self, strength: float) -> None:
        self._flash = strength
        self.update()

    def _strength(self, y: float) -> float:
        return 1.0 - (1.0 - _SOFTEST) * min(max(y / max(self.height(), 1), 0.0), 1.0)

    @override
    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QTouchEvent):
            return super().event(event)
        at_s = self._stamps.at_s(event.timestamp(), time.monotonic())
        for point in event.points():
            if point.state() == point.state().Pressed:
                stroke = Stroke(point.id(), at_s, self._strength(point.position().y()))
                self.struck.emit(stroke)
            elif point.state() == point.state().Released:
                self.released.emit(Release(point.id(), at_s))
        event.accept()
        return True

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at_s = self._stamps.at_s(event.timestamp(), time.monotonic())
        self.struck.emit(Stroke(_MOUSE, at_s, self._strength(event.position().y())))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)  # two fast taps are two strokes

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at_s = self._stamps.at_s(event.timestamp(), time.monotonic())
        self.released.emit(Release(_MOUSE, at_s))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(theme.colour("border"))
        painter.setBrush(
            theme.colour("accent", self._flash) if self._flash else Qt.BrushStyle.NoBrush
        )
        painter.drawRoundedRect(area, 8, 8)
        painter.setPen(theme.colour("text"))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area.adjusted(12, 6, -12, -6), flags, self._text)
