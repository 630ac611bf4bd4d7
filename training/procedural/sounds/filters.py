"""Filters given by their gain over frequency.

Shapes: T samples at 22050 Hz, K frequencies.
"""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.config import MEL

Gain = Callable[[NDArray[np.float64]], NDArray[np.float64]]

_ROOM_SAMPLES: Final = (
    2048  # for the filter's ringing, which else would come round to the other end
)


def filtered(wave: NDArray[np.floating[Any]], gain: Gain) -> NDArray[np.float64]:
    """Filter a sound without moving it in time.

    Args:
        wave: (T,).
        gain: for frequencies (K,) in hertz the factor at each, (K,).

    Returns:
        (T,); what would ring before its beginning or after its end is cut off.
    """
    length = wave.size + _ROOM_SAMPLES
    frequency_hz = np.asarray(np.fft.rfftfreq(length, 1 / MEL.sample_rate_hz), np.float64)
    spectrum = np.fft.rfft(wave, length) * gain(frequency_hz)
    return np.asarray(np.fft.irfft(spectrum, length)[: wave.size])
