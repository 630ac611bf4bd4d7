"""Zero-phase filters specified by their frequency response.

Shapes: T samples at 22050 Hz, K frequencies.
"""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.mel.contract import MEL

Gain = Callable[[NDArray[np.float64]], NDArray[np.float64]]

_PADDING_SAMPLES: Final = 2048  # keeps the filter's ringing from wrapping around


def filtered(wave: NDArray[np.floating[Any]], gain: Gain) -> NDArray[np.float64]:
    """Filter a sound without delay.

    Args:
        wave: (T,).
        gain: maps frequencies (K,) in hertz to gain factors (K,).

    Returns:
        (T,); ringing before its start or after its end is cut off.
    """
    length = wave.size + _PADDING_SAMPLES
    frequency_hz = np.asarray(np.fft.rfftfreq(length, 1 / MEL.sample_rate_hz), np.float64)
    spectrum = np.fft.rfft(wave, length) * gain(frequency_hz)
    return np.asarray(np.fft.irfft(spectrum, length)[: wave.size])
