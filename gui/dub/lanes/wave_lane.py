"""A waveform: the outline of a sound that begins somewhere on the clip's clock."""

from typing import Final

import numpy as np
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QPainter, QPen
from typing_extensions import override

from gui import theme
from gui.dub.lanes.lane import Lane, LaneContext
from gui.dub.waveform import Peaks
from gui.playback.mixer import RATE_HZ

_LEAST_HEIGHT: Final = 40
_HEADROOM: Final = 0.94  # of the lane's half height, for full scale
_LEAST_PEAK: Final = 0.05  # a quieter sound is not blown up to look loud


class WaveLane(Lane):
    """Draws `peaks`; `empty_text` says what will stand here."""

    def __init__(self, context: LaneContext, name: str, role: str, empty_text: str) -> None:
        super().__init__(context, name)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self._role = role
        self._empty_text = empty_text
        self._peaks: Peaks | None = None
        self._start_s = 0.0

    def set_sound(self, peaks: Peaks | None, start_s: float = 0.0) -> None:
        """Show a sound that starts at a clip time."""
        self._peaks, self._start_s = peaks, start_s
        self.refresh()

    @property
    def has_sound(self) -> bool:
        """Whether there is something to draw."""
        return self._peaks is not None

    @override
    def paint_content(self, painter: QPainter) -> None:
        middle = self.height() / 2
        if self._peaks is None:
            if self.clip is not None:
                painter.setPen(theme.colour("faint"))
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._empty_text)
            return
        painter.setPen(theme.colour("border"))
        painter.drawLine(QLineF(0, middle, self.width(), middle))
        axis, ratio = self.context.axis, self.devicePixelRatio()
        columns = max(1, round(self.width() * ratio))
        low, high = self._peaks.columns(
            (axis.start_s - self._start_s) * RATE_HZ,
            (axis.end_s - self._start_s) * RATE_HZ,
            columns,
        )
        scale = _HEADROOM * middle / max(self._peaks.loudest, _LEAST_PEAK)
        tops = middle - high * scale
        bottoms = np.maximum(middle - low * scale, tops + 0.5)
        pen = QPen(theme.colour(self._role))
        pen.setWidthF(1 / ratio)
        painter.setPen(pen)
        shown = np.flatnonzero((high != 0) | (low != 0))
        xs = shown / ratio
        painter.drawLines(
            [
                QLineF(x, top, x, bottom)
                for x, top, bottom in zip(
                    xs.tolist(), tops[shown].tolist(), bottoms[shown].tolist(), strict=True
                )
            ]
        )
