"""Onset accuracy and average precision by the rules of CondFoleyGen (Du et al. 2023).

Unlike the one-to-one matches of `engine.metrics.onsets`, these measures use how loud a made onset
is: a true onset counts as met if the loudest made onset within 0.1 s of it is free, and average
precision asks whether the loudest made onsets are the right ones. Accuracy has no penalty for
superfluous onsets, so it is read next to F1.

CondFoleyGen detects the onsets with librosa; here they are those of `engine.metrics.onsets`.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.mel.contract import MEL
from engine.metrics.onsets import TOLERANCE_S

_SUPPRESSION_S: Final = 0.05  # of two made onsets closer than this, only the louder counts
_PEAK_S: Final = 0.05  # after an onset: where its loudness is read


class Onset(NamedTuple):
    """A made onset: its time in seconds and its loudness, the amplitude of its peak."""

    time_s: float
    peak: float


class OnsetAccuracy(NamedTuple):
    """The scores of one clip.

    Attributes:
        accuracy: share of the true onsets that are met, 0 to 1.
        average_precision: area under precision over recall, made onsets from the loudest on.
        equal_count: whether as many onsets were made as are true.
    """

    accuracy: float
    average_precision: float
    equal_count: bool


def with_peaks(wave: NDArray[np.float32], onsets_s: Sequence[float]) -> list[Onset]:
    """Measure the loudness of onsets in their sound (n,) at 22050 Hz, and drop close quiet ones."""
    span = round(_PEAK_S * MEL.sample_rate_hz)
    starts = [max(0, round(time_s * MEL.sample_rate_hz)) for time_s in onsets_s]
    peaks = [float(np.abs(wave[start : start + span]).max(initial=0.0)) for start in starts]
    kept: list[Onset] = []
    for onset in sorted(map(Onset, onsets_s, peaks), key=lambda each: -each.peak):
        if all(abs(onset.time_s - louder.time_s) >= _SUPPRESSION_S for louder in kept):
            kept.append(onset)
    return sorted(kept)


def score_accuracy(true_s: Sequence[float], made: Sequence[Onset]) -> OnsetAccuracy | None:
    """Score a clip's made onsets; None without true onsets, where there is nothing to meet.

    Args:
        true_s: seconds, ascending.
        made: see `with_peaks`.
    """
    if not true_s:
        return None
    free = set(range(len(made)))
    met = 0
    for time_s in true_s:
        near = [index for index in free if abs(made[index].time_s - time_s) <= TOLERANCE_S]
        if near:
            free.remove(max(near, key=lambda index: made[index].peak))
            met += 1
    precision = _average_precision(true_s, made)
    return OnsetAccuracy(met / len(true_s), precision, len(true_s) == len(made))


def _average_precision(true_s: Sequence[float], made: Sequence[Onset]) -> float:
    """Precision at the rank of each correct onset, summed, over the number of true ones."""
    free = list(true_s)
    correct = 0
    total = 0.0
    for rank, onset in enumerate(sorted(made, key=lambda each: -each.peak), start=1):
        nearest = min(free, key=lambda time_s: abs(time_s - onset.time_s), default=None)
        if nearest is not None and abs(nearest - onset.time_s) <= TOLERANCE_S:
            free.remove(nearest)
            correct += 1
            total += correct / rank
    return total / len(true_s)
