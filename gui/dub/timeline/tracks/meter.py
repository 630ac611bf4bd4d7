"""A level meter with peak hold."""

import math
import time
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gui.kit import theme

WIDTH: Final = 6
_LOWEST_DB: Final = -48.0
_FALL_DB_PER_S: Final = 24.0
_HELD_S: Final = 1.5
_NEAR_DB: Final = -3.0  # from here on the bar warns


class LevelMeter(QWidget):
    """Shows the peak level of a sound, falling slowly, and holds the highest for a moment."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Level")
        self.level_db = -math.inf
        self.held_db = -math.inf
        self._shown_at_s = 0.0
        self._held_at_s = 0.0

    def show_peak(self, peak: float) -> None:
        """Show a peak of the sound; 1 is full scale."""
        now_s = time.monotonic()
        fallen_db = self.level_db - _FALL_DB_PER_S * (now_s - self._shown_at_s)
        level_db = max(20 * math.log10(peak) if peak > 0 else -math.inf, fallen_db)
        self._shown_at_s = now_s
        if level_db >= self.held_db or now_s - self._held_at_s > _HELD_S:
            self.held_db, self._held_at_s = level_db, now_s
        if level_db != self.level_db:
            self.level_db = level_db
            self.update()

    def clear(self) -> None:
        """Show silence."""
        if self.level_db > _LOWEST_DB or self.held_db > _LOWEST_DB:
            self.update()
        self.level_db = self.held_db = -math.inf

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.colour("base"))
            top = self._y(self.level_db)
            colour = "accent"
            if self.level_db >= 0:
                colour = "danger"
            elif self.level_db >= _NEAR_DB:
                colour = "warning"
            place = QRectF(1, top, self.width() - 2, self.height() - top)
            painter.fillRect(place, theme.colour(colour))
            if self.held_db > _LOWEST_DB:
                held = QRectF(1, min(self._y(self.held_db), self.height() - 1), self.width() - 2, 1)
                painter.fillRect(held, theme.colour("text"))

    def _y(self, level_db: float) -> float:
        share = min(max(1.0 - level_db / _LOWEST_DB, 0.0), 1.0)
        return self.height() * (1.0 - share)
