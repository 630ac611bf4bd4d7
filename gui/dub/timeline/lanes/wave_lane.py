"""A waveform lane for a sound that starts anywhere in clip time."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from typing_extensions import override

from gui.dub.timeline.lanes.lane import Lane, LaneContext
from gui.kit import theme
from gui.playback.mixer import RATE_HZ
from gui.playback.waveform import Peaks

LEAST_HEIGHT: Final = 34
_HEADROOM: Final = 0.94  # of the lane's half height, for full scale
_MIN_PEAK: Final = 0.05  # quieter sounds are not scaled up to full height


class WaveLane(Lane):
    """Draws the peaks of a sound, or `empty_text` if there is none."""

    def __init__(
        self, context: LaneContext, name: str, colour: Callable[[], QColor], empty_text: str
    ) -> None:
        super().__init__(context, name)
        self.setMinimumHeight(LEAST_HEIGHT)
        self._colour = colour
        self._empty_text = empty_text
        self._peaks: Peaks | None = None
        self._start_s = 0.0

    def set_sound(self, peaks: Peaks | None, start_s: float = 0.0) -> None:
        """Show a sound that starts at a clip time."""
        self._peaks, self._start_s = peaks, start_s
        self.refresh()

    def say(self, text: str) -> None:
        """Set the text that is shown if there is no sound."""
        if text != self._empty_text:
            self._empty_text = text
            self.refresh()

    @property
    def empty_text(self) -> str:
        """The text that is shown if there is no sound."""
        return self._empty_text

    @property
    def has_sound(self) -> bool:
        """Whether there is something to draw."""
        return self._peaks is not None

    @property
    def span_s(self) -> tuple[float, float]:
        """Clip time of the start and the end of the sound."""
        length = 0 if self._peaks is None else self._peaks.samples
        return self._start_s, self._start_s + length / RATE_HZ

    @override
    def paint_content(self, painter: QPainter) -> None:
        middle = self.height() / 2
        if self._peaks is None:
            if (
                self.clip is not None and self.context.media.info is not None
            ):  # the clip has been read
                painter.setPen(theme.colour("faint"))
                self.paint_words(painter, self._empty_text)
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
        scale = _HEADROOM * middle / max(self._peaks.loudest, _MIN_PEAK)
        image = outline_image(
            (middle - high * scale) * ratio,
            (middle - low * scale) * ratio,
            round(self.height() * ratio),
            self._colour(),
        )
        painter.drawImage(QRectF(0, 0, columns / ratio, self.height()), image)


def outline_image(
    tops: NDArray[np.float32], bottoms: NDArray[np.float32], height: int, colour: QColor
) -> QImage:
    """A waveform image on a transparent background, one column per pixel.

    Drawing a thousand separate lines would be too slow.
    """
    rows = np.arange(height)[:, None]
    drawn = (rows >= np.floor(tops)) & (rows <= np.floor(np.maximum(bottoms, tops + 0.5)))
    drawn &= tops != bottoms  # digital silence shows only the centre line
    stride = -(-len(tops) // 4) * 4  # QImage needs rows of 32 bits
    pixels = np.zeros((height, stride), np.uint8)
    pixels[:, : len(tops)] = drawn
    image = QImage(pixels.data, len(tops), height, stride, QImage.Format.Format_Indexed8)
    image.setColorTable([0, colour.rgba()])
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
