"""A strip of time with a playhead."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class TimeStrip(QWidget):
    """What lasts a number of seconds, from the left edge to the right; a click seeks.

    Attributes:
        duration_s: of all of it; 0 while there is nothing.
        at_s: where the playhead is.
    """

    sought = Signal(float)  # seconds

    def __init__(self) -> None:
        super().__init__()
        self.duration_s = self.at_s = 0.0

    def set_position(self, at_s: float) -> None:
        """Move the playhead."""
        self.at_s = at_s
        self.update()

    def x_of(self, time_s: float) -> float:
        """Where a time is, in pixels."""
        return time_s / self.duration_s * self.width() if self.duration_s else 0.0

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._seek(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._seek(event)

    def _seek(self, event: QMouseEvent) -> None:
        if self.duration_s:
            share = min(max(event.position().x() / max(self.width(), 1), 0.0), 1.0)
            self.sought.emit(share * self.duration_s)
