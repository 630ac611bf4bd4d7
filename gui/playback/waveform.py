"""Waveform peaks of a sound, for display at any zoom."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

BIN_SAMPLES: Final = 128  # 2.7 ms at 48 kHz; closer views read the samples themselves
_FULL_SCALE: Final = 32767

Floats = NDArray[np.float32]
ReadSamples = Callable[[int, int], Floats]


class Peaks:
    """Minimum and maximum of every 128 samples; half an hour takes 2.7 MB."""

    def __init__(self, samples: int, read: ReadSamples) -> None:
        self.samples = samples  # of the whole sound
        bins = samples // BIN_SAMPLES + 1
        self._low = np.zeros(bins, np.int16)
        self._high = np.zeros(bins, np.int16)
        self._read = read
        self._rest = np.zeros(0, np.float32)
        self.bins = 0  # available so far
        self.loudest = 0.0

    def append(self, block: Floats) -> None:
        """Append samples (n, channels)."""
        mono = block.mean(axis=1)
        if len(mono):
            self.loudest = max(self.loudest, float(np.abs(block).max()))
        joined = np.concatenate([self._rest, mono])
        whole = min(len(joined) // BIN_SAMPLES, len(self._low) - self.bins)
        grid = joined[: whole * BIN_SAMPLES].reshape(whole, BIN_SAMPLES)
        ready = slice(self.bins, self.bins + whole)
        self._low[ready] = np.clip(grid.min(axis=1), -1, 1) * _FULL_SCALE
        self._high[ready] = np.clip(grid.max(axis=1), -1, 1) * _FULL_SCALE
        self._rest = joined[whole * BIN_SAMPLES :]
        self.bins += whole

    def columns(self, start: float, end: float, width: int) -> tuple[Floats, Floats]:
        """Minimum and maximum of each of `width` columns between two sample positions."""
        per_column = (end - start) / max(width, 1)
        if per_column < 2 * BIN_SAMPLES:
            first = max(int(start), 0)
            samples = self._read(first, int(np.ceil(end)) + 1)
            return _columns(samples, samples, start - first, per_column, width)
        low, high = self._low[: self.bins], self._high[: self.bins]
        lows, highs = _columns(low, high, start / BIN_SAMPLES, per_column / BIN_SAMPLES, width)
        return lows / np.float32(_FULL_SCALE), highs / np.float32(_FULL_SCALE)


def _columns(
    low: NDArray[np.generic], high: NDArray[np.generic], start: float, step: float, width: int
) -> tuple[Floats, Floats]:
    """Pool values into columns; columns without values are zero."""
    edges = (start + np.arange(width + 1) * step).astype(np.int64)
    count = len(low)
    filled = int(np.searchsorted(edges[:-1], count))
    lows, highs = np.zeros(width, np.float32), np.zeros(width, np.float32)
    if filled and count:
        last = min(max(int(edges[filled]), int(edges[filled - 1]) + 1, 1), count)
        starts = np.clip(edges[:filled], 0, last - 1)
        lows[:filled] = np.minimum.reduceat(low[:last], starts)
        highs[:filled] = np.maximum.reduceat(high[:last], starts)
        before = edges[1:] <= 0  # before the start of the sound
        lows[before] = highs[before] = 0.0
    return lows, highs
