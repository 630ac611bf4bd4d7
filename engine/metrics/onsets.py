"""The acceptance onsets: detect when sounds start, and score how well two lists of onsets agree.

Every onset figure of this project is computed with these functions, so their constants are fixed. A
share of matches alone says little: in a clip full of onsets, any dense list matches many of them.
F1 is therefore always reported with its *null*, the score of the same clips paired wrongly.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.events.peaks import find_peaks
from engine.mel.contract import MEL
from engine.mel.spectrogram import mel_magnitudes
from engine.metrics.level import at_peak

_MAGNITUDE_FLOOR: Final = 1e-4
_RISE_FRAMES: Final = 2
_LEAST_RISE: Final = 0.25  # mean rise over the bands, in nepers
_LEAST_SHARE: Final = 0.35  # of the strongest rise of the sound
_LEAST_GAP_FRAMES: Final = 12  # 139 ms
LEAST_GAP_S: Final = _LEAST_GAP_FRAMES * MEL.hop_samples / MEL.sample_rate_hz  # between onsets
TOLERANCE_S: Final = 0.1


class OnsetScore(NamedTuple):
    """How well made onsets agree with true ones over a set of clips.

    Attributes:
        true: number of true onsets over all clips.
        made: number of made onsets.
        matched: pairs within the tolerance.
        f1: 2 matched / (true + made), 0 to 1; 0 if there are no onsets at all.
        null: mean F1 with the pairing of the clips shifted cyclically, over every shift.
    """

    true: int
    made: int
    matched: int
    f1: float
    null: float


def onset_rise(wave: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rise of each mel band over two frames, positive parts, averaged over the bands.

    Args:
        wave: (n,) at 22050 Hz, mono (mean of the channels).

    Returns:
        (T - 2,) nepers, value k at (k + 1) * 256 / 22050 s; zeros for silence.
    """
    log_mel = np.log(np.maximum(mel_magnitudes(at_peak(wave)), _MAGNITUDE_FLOOR))  # (80, T)
    rise: NDArray[np.float32] = np.maximum(
        log_mel[:, _RISE_FRAMES:] - log_mel[:, :-_RISE_FRAMES], 0.0
    ).mean(axis=0)
    return rise


def acceptance_onsets(wave: NDArray[np.float32]) -> NDArray[np.float64]:
    """Detect the times at which sounds start, in seconds.

    The transform's window sees a sharp attack before its centre: times are about 15 ms early.

    Args:
        wave: (n,) at 22050 Hz, mono (mean of the channels).

    Returns:
        (N,) seconds, ascending.
    """
    return onsets_of_rise(onset_rise(wave))


def onsets_of_rise(rise: NDArray[np.float32]) -> NDArray[np.float64]:
    """The `acceptance_onsets` of a sound whose `onset_rise` (T - 2,) is known already."""
    least = max(_LEAST_RISE, _LEAST_SHARE * float(np.max(rise, initial=0.0)))
    peaks = find_peaks(rise, least=least, distance=_LEAST_GAP_FRAMES)
    return np.asarray(peaks + 1, np.float64) * (MEL.hop_samples / MEL.sample_rate_hz)


def match_onsets(true_s: Sequence[float], made_s: Sequence[float]) -> list[tuple[int, int]]:
    """Match onsets one to one: each true one, in order, takes the nearest free one in tolerance.

    Args:
        true_s: seconds, ascending.
        made_s: seconds, in any order.

    Returns:
        Pairs of indices (true, made).
    """
    free = dict(enumerate(made_s))
    pairs = []
    for index, time_s in enumerate(true_s):
        if not free:
            break
        distance_s, nearest = min((abs(made - time_s), key) for key, made in free.items())
        if distance_s <= TOLERANCE_S:
            pairs.append((index, nearest))
            del free[nearest]
    return pairs


def score_onsets(
    true_s: Sequence[Sequence[float]], made_s: Sequence[Sequence[float]]
) -> OnsetScore:
    """Score the onsets made for a set of clips, pooled, together with their null.

    Args:
        true_s: the true onsets of each clip, seconds.
        made_s: the made onsets of each clip, with the clips in the same order.

    Raises:
        ValueError: the numbers of clips differ.
    """
    if len(true_s) != len(made_s):
        raise ValueError(f"{len(true_s)} clips of true onsets, but {len(made_s)} of made onsets")
    clips = len(true_s)
    true, made = sum(map(len, true_s)), sum(map(len, made_s))
    f1s, matched = [], []
    for shift in range(clips):
        pairs = sum(
            len(match_onsets(true_s[clip], made_s[(clip + shift) % clips])) for clip in range(clips)
        )
        matched.append(pairs)
        f1s.append(2 * pairs / (true + made) if true + made else 0.0)
    null = float(np.mean(f1s[1:])) if clips > 1 else 0.0
    return OnsetScore(true, made, matched[0] if matched else 0, f1s[0] if f1s else 0.0, null)
