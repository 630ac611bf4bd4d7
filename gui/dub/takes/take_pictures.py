"""Small waveforms of takes for their list."""

from typing import Final

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from gui.dub.timeline.lanes.wave_lane import outline_image
from gui.kit import theme
from gui.playback.mixer import RATE_HZ
from gui.playback.sounds import LoadedSound

PICTURE: Final = QSize(52, 34)
_RATIO: Final = 2  # pixels per point
_MIN_PEAK: Final = 0.05  # quieter takes are not scaled up to full height


def take_picture(sound: LoadedSound, role: str) -> QPixmap:
    """The waveform of a take in a colour."""
    size = PICTURE * _RATIO
    low, high = sound.data.peaks.columns(0, sound.duration_s * RATE_HZ, size.width())
    middle = size.height() / 2
    scale = 0.9 * middle / max(sound.data.peaks.loudest, _MIN_PEAK)
    tops = np.float32(middle) - high * np.float32(scale)
    bottoms = np.float32(middle) - low * np.float32(scale)
    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        image = outline_image(tops, bottoms, size.height(), theme.colour(role))
        painter.drawImage(0, 0, image)
    pixmap.setDevicePixelRatio(_RATIO)
    return pixmap
