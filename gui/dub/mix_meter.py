"""The meter of the mix: its level, the held peak and a clip light."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from gui.kit import theme
from gui.kit.language import tr
from gui.playback.meters import Level
from gui.playback.mixer import MIX
from gui.playback.player import Player

_HEIGHT: Final = 6
_LIGHT: Final = 8  # width of the clip light


class MixMeter(QWidget):
    """Shows the level of what is heard; a click turns the clip light off."""

    def __init__(self, player: Player) -> None:
        super().__init__()
        self._player = player
        self._shown = player.meters.level(MIX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Level of the mix"))
        self.setToolTip(tr("Level of the mix; click to reset the clip light"))
        player.metered.connect(self._on_metered)

    @property
    def level(self) -> Level:
        """What is shown."""
        return self._shown

    @override
    def sizeHint(self) -> QSize:
        return QSize(96, _HEIGHT)

    @Slot()
    def _on_metered(self) -> None:
        level = self._player.meters.level(MIX)
        if level != self._shown:
            self._shown = level
            self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._player.meters.clear_clips()
            self._on_metered()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        level, width = self._shown, self.width() - _LIGHT - 2.0
        with QPainter(self) as painter:
            painter.fillRect(QRectF(0, 0, width, self.height()), theme.colour("base"))
            bar = QRectF(0, 0, width * level.share, self.height())
            painter.fillRect(bar, theme.colour("warning" if level.warns else "accent"))
            if level.held_share is not None:
                x = min(width * level.held_share, width - 1)
                painter.fillRect(QRectF(x, 0, 1, self.height()), theme.colour("text"))
            light = QRectF(width + 2, 0, _LIGHT, self.height())
            painter.fillRect(light, theme.colour("danger" if level.clipped else "base"))
