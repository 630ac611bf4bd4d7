"""A level meter with peak hold and a clip light."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gui.kit import theme
from gui.playback.meters import SILENT, Level

WIDTH: Final = 6
_LOWEST_DB: Final = -48.0
_NEAR_DB: Final = -3.0  # from here on the bar warns
_LIGHT_PX: Final = 4


class LevelMeter(QWidget):
    """Shows the level of a sound in the mix."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Level")
        self.level: Level = SILENT

    def show_level(self, level: Level) -> None:
        """Show a level."""
        if level != self.level:
            self.level = level
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        level, width = self.level, self.width() - 2
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.colour("base"))
            top = self._y(level.level_db)
            colour = "warning" if level.level_db >= _NEAR_DB else "accent"
            painter.fillRect(QRectF(1, top, width, self.height() - top), theme.colour(colour))
            if level.held_db > _LOWEST_DB:
                held = QRectF(1, min(self._y(level.held_db), self.height() - 1), width, 1)
                painter.fillRect(held, theme.colour("text"))
            if level.clipped:
                painter.fillRect(QRectF(1, 0, width, _LIGHT_PX), theme.colour("danger"))

    def _y(self, level_db: float) -> float:
        share = min(max(1.0 - level_db / _LOWEST_DB, 0.0), 1.0)
        return self.height() * (1.0 - share)
