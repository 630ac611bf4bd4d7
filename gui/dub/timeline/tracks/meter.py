"""A level meter with peak hold and a clip light."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gui.kit import theme
from gui.kit.language import tr
from gui.playback.meters import SILENT, Level

WIDTH: Final = 6
_LIGHT_PX: Final = 4


class LevelMeter(QWidget):
    """Shows the level of a sound in the mix."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(tr("Level"))
        self.level: Level = SILENT

    def show_level(self, level: Level) -> None:
        """Show a level."""
        if level != self.level:
            self.level = level
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        level, width, height = self.level, self.width() - 2, self.height()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.colour("base"))
            filled = height * level.share
            colour = theme.colour("warning" if level.warns else "accent")
            painter.fillRect(QRectF(1, height - filled, width, filled), colour)
            if level.held_share is not None:
                top = min(height * (1.0 - level.held_share), height - 1)
                painter.fillRect(QRectF(1, top, width, 1), theme.colour("text"))
            if level.clipped:  # apart from the bar, so that not the colour alone tells it
                painter.fillRect(QRectF(1, 0, width, _LIGHT_PX + 2), theme.colour("base"))
                painter.fillRect(QRectF(1, 0, width, _LIGHT_PX), theme.colour("danger"))
