"""How loud a decoded sound is, to listen to two sounds at equal loudness (ITU-R BS.1770).

The weighting is applied to the spectrum of each 400 ms block instead of as a filter: the mean power
is the same, and a minute takes a few milliseconds of numpy. What is exported is measured by the
engine; this is for the ear in the preview only.
"""

import math
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gui.playback.mixer import RATE_HZ

_BLOCK: Final = RATE_HZ * 2 // 5  # 400 ms
_ABSOLUTE_GATE_LUFS: Final = -70.0
_RELATIVE_GATE_LU: Final = 10.0
_OFFSET_LU: Final = -0.691  # BS.1770, equation 2
# BS.1770, tables 1 and 2: numerators and denominators of the two stages at 48 kHz
_STAGES: Final = (
    (
        (1.53512485958697, -2.69169618940638, 1.19839281085285),
        (1.0, -1.69065929318241, 0.73248077421585),
    ),
    ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)),
)
LIMIT_DB: Final = 18.0  # a very quiet sound is not raised further than this


def integrated_lufs(sound: NDArray[np.float32]) -> float | None:
    """Gated loudness of (n,) at 48 kHz, heard on both sides; None for silence."""
    padding = -len(sound) % _BLOCK
    blocks = np.pad(sound, (0, padding)).reshape(-1, _BLOCK)
    spectrum = np.fft.rfft(blocks, axis=1)
    powers = (np.abs(spectrum) ** 2 * _weights()).sum(axis=1) * 2 / _BLOCK**2
    powers = 2.0 * powers  # both loudspeakers
    loud = powers[powers > _power(_ABSOLUTE_GATE_LUFS)]
    if not len(loud):
        return None
    loud = loud[loud > _power(_lufs(float(loud.mean())) - _RELATIVE_GATE_LU)]
    return _lufs(float(loud.mean()))


def gain_to(target_lufs: float, lufs: float | None) -> float:
    """Factor that brings a sound to a loudness; 1 for silence."""
    if lufs is None:
        return 1.0
    return float(10 ** (min(target_lufs - lufs, LIMIT_DB) / 20))


@lru_cache(maxsize=1)
def _weights() -> NDArray[np.float64]:
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(_BLOCK))
    response = np.ones(len(z), np.complex128)
    for above, below in _STAGES:
        response *= (above[0] + above[1] * z + above[2] * z**2) / (
            below[0] + below[1] * z + below[2] * z**2
        )
    return np.abs(response) ** 2


def _lufs(power: float) -> float:
    return _OFFSET_LU + 10 * math.log10(max(power, 1e-12))


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET_LU) / 10))
