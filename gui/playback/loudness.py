"""Loudness of decoded sounds, for playback at equal loudness (ITU-R BS.1770)."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.metrics.loudness import LoudnessMeter
from gui.playback.mixer import RATE_HZ

LISTENING_LUFS: Final = -20.0  # target for all sources; leaves headroom
LIMIT_DB: Final = 18.0  # maximum gain for very quiet sounds
_SLICE: Final = RATE_HZ // 4  # holds the interpreter for about 1 ms per slice


def integrated_lufs(sound: NDArray[np.float32]) -> float | None:
    """Gated loudness of sound at 48 kHz, (n, 2), or (n,) from both sides; None for silence."""
    meter = LoudnessMeter(RATE_HZ, 2)
    for start in range(0, len(sound), _SLICE):
        part = sound[start : start + _SLICE]
        meter.add(part if part.ndim == 2 else np.stack([part, part], axis=1))
    return meter.result().integrated_lufs


def listening_gain(lufs: float | None) -> float:
    """Linear gain that makes a sound of this loudness as loud as all others; 1 for silence."""
    if lufs is None:
        return 1.0
    return float(10 ** (min(LISTENING_LUFS - lufs, LIMIT_DB) / 20))
