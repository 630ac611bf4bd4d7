"""What a sound holds, and by how much it is late."""

from pathlib import Path
from typing import Any

import numpy as np

from engine.media.audio import read_blocks


def read(path: Path, **options: Any) -> np.ndarray:
    """All blocks of a track joined, (n, channels)."""
    return np.concatenate(list(read_blocks(path, **options)))


def shift(found: np.ndarray, wanted: np.ndarray) -> int:
    """By how many samples `found` (n,) is later than `wanted` (n,), by correlation."""
    size = len(found) + len(wanted)
    product = np.fft.rfft(found, size) * np.conj(np.fft.rfft(wanted, size))
    best = int(np.argmax(np.fft.irfft(product, size)))
    return best if best < len(found) else best - size
