"""Clicks for a count-in and for the tap test, as a sound to play."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from gui.playback.mixer import RATE_HZ, Block

_PITCH_HZ: Final = 1200.0
_FIRST_PITCH_HZ: Final = 1800.0
_LENGTH: Final = RATE_HZ // 25  # 40 ms
_DECAY: Final = 120.0  # per second


class Clicks:
    """Clicks at given times, the first higher; a `Source` for normal speed."""

    def __init__(self, times_s: Sequence[float]) -> None:
        self.duration_s = max(times_s, default=0.0) + _LENGTH / RATE_HZ
        self._sound = np.zeros((round(self.duration_s * RATE_HZ) + _LENGTH, 2), np.float32)
        seconds = np.arange(_LENGTH) / RATE_HZ
        for number, time_s in enumerate(times_s):
            pitch_hz = _PITCH_HZ if number else _FIRST_PITCH_HZ
            click = 0.5 * np.sin(2 * np.pi * pitch_hz * seconds) * np.exp(-_DECAY * seconds)
            start = round(time_s * RATE_HZ)
            self._sound[start : start + _LENGTH] += click[:, None].astype(np.float32)

    def add_to(self, out: Block, start: float, rate: float, gain: float) -> None:
        """Add the samples from `start` on to `out` (n, 2); silence outside."""
        del rate  # always 1
        first = round(start)
        part = self._sound[max(first, 0) : max(first + len(out), 0)]
        offset = max(-first, 0)
        out[offset : offset + len(part)] += gain * part
