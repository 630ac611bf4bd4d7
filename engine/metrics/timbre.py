"""The timbre vector and scores based on it: acceptance measures of timbre control.

Shapes: n samples at 22050 Hz, T mel frames, N references and the N sounds made from them, each a
vector of 19 cepstra. Timbre vectors of any two sounds are nearly parallel, so a plain cosine says
little; subtracting the mean of the references leaves what distinguishes them.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.mel.spectrogram import mel_magnitudes
from engine.metrics.cepstral import cosines
from engine.metrics.level import at_peak

Vectors = NDArray[np.float64]

_MAGNITUDE_FLOOR: Final = 1e-4
_LOUDEST_SHARE: Final = 0.3  # of the frames: those that sound, not the pauses between
_LEAST_FRAMES: Final = 4
_CEPSTRA: Final = range(1, 20)  # without 0, the level


class TimbreScore(NamedTuple):
    """How well sounds carry the timbre of their own reference.

    Attributes:
        identification: share of the sounds whose nearest reference is their own, 0 to 1.
        centred_margin: mean centred cosine with the own reference minus that with the others,
            -2 to 2; 0 for sounds unrelated to their reference.
    """

    identification: float
    centred_margin: float


def timbre_vector(wave: NDArray[np.float32]) -> Vectors:
    """Describe a sound's timbre independently of its level and rhythm.

    Args:
        wave: (n,) at 22050 Hz, mono (mean of the channels).

    Returns:
        (19,) DCT-II cepstra 1 to 19 of the mean natural-log mel over the loudest frames.
    """
    magnitudes = mel_magnitudes(at_peak(wave))  # (80, T)
    energy = np.square(magnitudes, dtype=np.float64).sum(axis=0)  # (T,)
    count = max(_LEAST_FRAMES, round(_LOUDEST_SHARE * len(energy)))
    loudest = np.argsort(energy, kind="stable")[-count:]
    log_mel = np.log(np.maximum(magnitudes[:, loudest], _MAGNITUDE_FLOOR)).mean(axis=1)  # (80,)
    cepstra: Vectors = cosines(_CEPSTRA, len(log_mel)) @ log_mel.astype(np.float64)
    return cepstra


def centred_cosines(references: Vectors, sounds: Vectors) -> Vectors:
    """Cosine of every sound with every reference, after subtracting the references' mean.

    The cosine is the paper's (Evaluation Metrics, Eq. 10), which subtracts no mean.

    Args:
        references: (N, 19).
        sounds: (M, 19).

    Returns:
        (M, N), -1 to 1; 0 where a vector equals the mean.
    """
    mean = references.mean(axis=0)
    cosines: Vectors = _unit(sounds - mean) @ _unit(references - mean).T
    return cosines


def score_timbre(references: Vectors, sounds: Vectors) -> TimbreScore:
    """Score N sounds, where sound i was made with reference i.

    Args:
        references: (N, 19), at least two.
        sounds: (N, 19).

    Raises:
        ValueError: the shapes differ, or there are fewer than two references.
    """
    if references.shape != sounds.shape or len(references) < 2:
        raise ValueError(
            f"expected two or more references and as many sounds, "
            f"got {references.shape} and {sounds.shape}"
        )
    cosines = centred_cosines(references, sounds)  # (N, N)
    own = np.eye(len(references), dtype=bool)
    return TimbreScore(
        float(np.mean(cosines.argmax(axis=1) == np.arange(len(references)))),
        float(cosines[own].mean() - cosines[~own].mean()),
    )


def _unit(vectors: Vectors) -> Vectors:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0)
    return unit
