"""The level of a sound, as a whole and in its quiet parts.

Shapes: n samples at 22050 Hz.
"""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.mel.contract import MEL

Wave = NDArray[np.float32]

_BLOCK_S: Final = 0.05
_QUIET_SHARE: Final = 0.1  # of the blocks
_PEAK: Final = 0.9
SILENCE_DB: Final = -120.0


def at_peak(wave: Wave, peak: float = _PEAK) -> Wave:
    """Scale a sound (n,) to a peak; silence is unchanged."""
    loudest = float(np.abs(wave).max(initial=0.0))
    return wave * np.float32(peak / loudest) if loudest > 0 else wave


def level_difference_db(truth: Wave, made: Wave) -> float | None:
    """How much louder a made sound (m,) is than the true one (n,), by RMS; None if one is silent.

    The authors' published results are 0.06 to 1.26 times as loud as their originals.
    """
    levels = [
        float(np.square(wave, dtype=np.float64).mean()) for wave in (truth, made) if len(wave)
    ]
    if len(levels) < 2 or min(levels) <= 0:
        return None
    return 10.0 * math.log10(levels[1] / levels[0])


def quiet_level_db(wave: Wave) -> float:
    """Level of the quiet parts of a sound (n,): the lowest tenth of 50 ms blocks, at a peak of 0.9.

    Returns:
        Decibels relative to full scale, -120 for silence.
    """
    length = round(_BLOCK_S * MEL.sample_rate_hz)
    blocks = at_peak(wave)[: len(wave) // length * length].reshape(-1, length)
    if not len(blocks):
        return SILENCE_DB
    power = np.square(blocks, dtype=np.float64).mean(axis=1)
    levels_db = 10 * np.log10(np.maximum(power, 10 ** (SILENCE_DB / 10)))
    return float(np.quantile(levels_db, _QUIET_SHARE))
