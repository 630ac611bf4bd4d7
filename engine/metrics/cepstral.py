"""Mel-cepstral distortion (Kubichek 1993) between a sound's mel and that of its reconstruction.

The paper (Ablation Study, Table 7 and 8) only says "the Euclidean distance between the
mel-spectrogram". On this project's mel of 0 to 1, 13 cepstra give the range that it publishes
(`mcd_paper`); on the natural logarithm of the magnitudes, which other publications use, the same
gives ln(10) * 5 = 11.5 times as much (`mcd`).

Shapes: T mel frames; mels are (80, T) of 0 to 1. Two mels are compared over the shorter one's
length. 0 for equal mels, larger for larger differences; the level, cepstrum 0, does not count.
"""

import math
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.mel.spectrogram import Floats, check_mel, mel_to_log
from engine.metrics.time_warping import warped_mean

_CEPSTRA: Final = range(1, 14)
_DECIBELS: Final = 10.0 * math.sqrt(2.0) / math.log(10.0)  # 6.1418, Kubichek's factor


def mcd_paper(truth: Floats, made: Floats) -> float:
    """Mel-cepstral distortion on the paper's scale: cepstra of the mel of 0 to 1, frame by frame.

    Args:
        truth: (80, T).
        made: (80, T'); the longer one is cut.

    Raises:
        ValueError: a mel does not have 80 bands.
    """
    first, second = _cut(mel_cepstra(truth), mel_cepstra(made))
    return _DECIBELS * float(np.linalg.norm(first - second, axis=0).mean())


def mcd(truth: Floats, made: Floats, *, warped: bool = False) -> float:
    """Mel-cepstral distortion of the natural-log mels, in decibels.

    Args:
        truth: (80, T).
        made: (80, T').
        warped: whether to align the frames by dynamic time warping, which forgives sounds at the
            wrong time; otherwise frame by frame.

    Raises:
        ValueError: a mel does not have 80 bands.
    """
    first, second = (mel_cepstra(mel_to_log(mel)) for mel in (truth, made))
    if not warped:
        first, second = _cut(first, second)
        return _DECIBELS * float(np.linalg.norm(first - second, axis=0).mean())
    squares = [np.square(each).sum(axis=0) for each in (first, second)]
    products = first.T @ second
    distances = np.sqrt(np.maximum(squares[0][:, None] + squares[1] - 2 * products, 0.0))
    return _DECIBELS * warped_mean(distances)


def mel_cepstra(mel: Floats) -> NDArray[np.float64]:
    """Cepstra 1 to 13 of each frame: the orthonormal DCT-II over the bands of (80, T), (13, T)."""
    check_mel(mel)
    cepstra: NDArray[np.float64] = cosines(_CEPSTRA, mel.shape[0]) @ mel.astype(np.float64)
    return cepstra


@lru_cache(maxsize=2)
def cosines(cepstra: range, bands: int) -> NDArray[np.float64]:
    """The orthonormal DCT-II of some cepstra other than 0: (cepstra, bands)."""
    places = (np.arange(bands) + 0.5) * (np.pi / bands)
    waves: NDArray[np.float64] = np.cos(np.outer(cepstra, places)) * math.sqrt(2.0 / bands)
    return waves


def _cut(
    first: NDArray[np.float64], second: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    frames = min(first.shape[1], second.shape[1])
    return first[:, :frames], second[:, :frames]
