"""The mel of a sample under its events, with a playhead."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from typing_extensions import override

from gui.kit import theme
from gui.kit.language import counted, tr
from gui.playback.mel_picture import FRAME_S, MelPicture
from gui.train.data_set.time_strip import TimeStrip

_LANE_PX: Final = 30
_MEL_PX: Final = 96
_LEAST: Final = 0.2  # height of the faintest event, as a share of the lane
_REPEATED_ALPHA: Final = 0.55  # of what covers the repetitions of a short clip


class MelStrip(TimeStrip):
    """Events above a mel."""

    def __init__(self) -> None:
        super().__init__()
        self._mel: MelPicture | None = None
        self._events: Sequence[tuple[float, float]] = ()
        self._content_s = 0.0
        self.setFixedHeight(_LANE_PX + _MEL_PX)
        self.setAccessibleName(tr("Events and mel of the sample"))

    @property
    def events(self) -> Sequence[tuple[float, float]]:
        """Time in seconds and strength of each event that is shown."""
        return self._events

    def show_mel(
        self,
        mel: NDArray[np.float32] | None,
        events: Sequence[tuple[float, float]],
        content_s: float,
    ) -> None:
        """Show a sample.

        Args:
            mel: (80, T) of 0 to 1; None without one.
            events: time in seconds and strength of each.
            content_s: after which a short clip is repeated.
        """
        self._mel = None if mel is None else MelPicture.of(mel)
        self.duration_s = content_s if mel is None else mel.shape[1] * FRAME_S
        self._events, self._content_s, self.at_s = events, content_s, 0.0
        text = counted("{n} event", "{n} events", len(events))
        if content_s < self.duration_s - FRAME_S:
            text += ". " + tr("The darker part repeats the clip.")
        self.setToolTip(text)
        self.setAccessibleDescription(text)
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self.show_mel(None, (), 0.0)
        self.setToolTip("")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.colour("base"))
            if not self.duration_s:
                return
            below = QRectF(0, _LANE_PX, self.width(), self.height() - _LANE_PX)
            if self._mel is not None:
                width = max(round(self.width() * self.devicePixelRatioF()), 1)
                painter.drawImage(below, self._mel.image(0.0, self.duration_s, width))
            self._paint_repetition(painter)
            self._paint_events(painter)
            self.paint_playhead(painter)

    def _paint_repetition(self, painter: QPainter) -> None:
        if self._content_s < self.duration_s - FRAME_S:
            x = self.x_of(self._content_s)
            cover = theme.colour("base", _REPEATED_ALPHA)
            painter.fillRect(QRectF(x, 0, self.width() - x, self.height()), cover)
            painter.setPen(QPen(theme.colour("faint"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QLineF(x, 0, x, self.height()))

    def _paint_events(self, painter: QPainter) -> None:
        painter.setPen(QPen(theme.colour("text"), 2))
        for time_s, strength in self._events:
            height = (_LEAST + (1 - _LEAST) * strength) * (_LANE_PX - 4)
            x = self.x_of(time_s)
            painter.drawLine(QLineF(x, _LANE_PX - 1, x, _LANE_PX - 1 - height))
