"""Pictures of sounds, such as a waveform above a spectrogram."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QLineF, QRectF, QSize
from PySide6.QtGui import QPainter, QPen, QPixmap

from gui.kit import theme
from gui.playback.mixer import RATE_HZ
from gui.playback.sounds import LoadedSound

_RANGE_DB = (-60.0, 5.0)
_MIN_PEAK = 0.05  # quieter sounds are not scaled up to full height


def paint_sound(
    painter: QPainter,
    area: QRectF,
    sound: LoadedSound,
    span_s: tuple[float, float],
    *,
    wave_px: float,
    ratio: int = 1,
) -> None:
    """Paint a part of a sound.

    Args:
        painter: the painter.
        area: target area, in points.
        sound: the sound.
        span_s: start and end of the part, in seconds.
        wave_px: height of the waveform, in points.
        ratio: pixels per point.
    """
    columns = max(round(area.width() * ratio), 1)
    start_s, end_s = span_s
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    low_db, high_db = _RANGE_DB
    image = sound.data.mel.image(start_s, end_s, columns, low_db=low_db, high_db=high_db)
    painter.drawImage(area.adjusted(0, wave_px, 0, 0), image)
    low, high = sound.data.peaks.columns(start_s * RATE_HZ, end_s * RATE_HZ, columns)
    margin = 1 / ratio if ratio > 1 else 2.0
    middle = wave_px / 2
    scale = (middle - margin) / max(sound.data.peaks.loudest, _MIN_PEAK)
    painter.setPen(QPen(theme.colour("original"), 1 / ratio))
    places = area.left() + np.arange(columns) / ratio
    tops, bottoms = middle - high * scale, middle - low * scale + 0.5 / ratio
    lines = np.stack([places, area.top() + tops, places, area.top() + bottoms], axis=1)
    painter.drawLines([QLineF(*line) for line in lines.tolist()])


def sound_picture(sound: LoadedSound, size: QSize, wave_px: int) -> QPixmap:
    """A picture of a whole sound: waveform above spectrogram, at twice the resolution."""
    pixmap = QPixmap(size * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(theme.colour("raised"))
    with QPainter(pixmap) as painter:
        area = QRectF(0, 0, size.width(), size.height())
        paint_sound(painter, area, sound, (0.0, sound.duration_s), wave_px=wave_px, ratio=2)
    return pixmap


class SoundPictures:
    """Draws the picture of each sound once in each colour, and so in each theme.

    Args:
        draw: makes the picture of a sound in a colour.
    """

    def __init__(self, draw: Callable[[LoadedSound, str], QPixmap]) -> None:
        self._draw = draw
        self._pictures: dict[tuple[Path, str], QPixmap] = {}

    def get(
        self, path: Path, sound: Callable[[], LoadedSound | None], role: str = "base"
    ) -> QPixmap | None:
        """The picture of a sound in a colour; None until the sound is ready.

        Args:
            path: its file.
            sound: the same, decoded; asked for only once.
            role: the colour.
        """
        key = path, theme.colour(role).name()
        if key not in self._pictures and (decoded := sound()) is not None:
            self._pictures[key] = self._draw(decoded, role)
        return self._pictures.get(key)
