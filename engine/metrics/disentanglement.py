"""Probes of the paper's claim that time, timbre and background are separate (paper, Overview).

The paper asserts it and shows pictures; these probes measure it. A reference must not move the
onsets, a picture must not change the timbre, and the temporal code must not tell which clip it
comes from.

Shapes: N clips, K codes per frame, F video frames.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID
from engine.metrics.onsets import match_onsets

Floats = NDArray[np.float64]

_RIDGE: Final = 1e-3  # keeps the least squares solvable where values of the code are constant


class OnsetStability(NamedTuple):
    """How much the onsets of one picture depend on the reference.

    Attributes:
        kept: share of the onsets made with any reference that the others make too, 0 to 1.
        moved_s: median distance between the matched ones; None without any.
    """

    kept: float
    moved_s: float | None


class Probe(NamedTuple):
    """A linear classifier of clips.

    Attributes:
        accuracy: share of frames, unseen in its training, that are given to the right clip.
        chance: what guessing would reach, 1 / N.
    """

    accuracy: float
    chance: float


def onset_stability(onsets_s: Sequence[Sequence[float]]) -> OnsetStability | None:
    """Compare the onsets that each of several references makes for one picture.

    Args:
        onsets_s: seconds, for each reference.

    Returns:
        None for fewer than two references, or without onsets.
    """
    matched = total = 0
    moved_s: list[float] = []
    for index, first in enumerate(onsets_s):
        for second in onsets_s[index + 1 :]:
            pairs = match_onsets(first, second)
            moved_s += [abs(second[j] - first[i]) for i, j in pairs]
            matched += 2 * len(pairs)
            total += len(first) + len(second)
    if not total:
        return None
    return OnsetStability(matched / total, float(np.median(moved_s)) if moved_s else None)


def picture_share(timbres: Sequence[Floats]) -> float | None:
    """Share of the timbres' variance that comes from the picture instead of the reference.

    Args:
        timbres: for each reference, the (pictures, D) timbre vectors of what was made with it.

    Returns:
        0 (the reference alone decides) to 1 (it decides nothing), the variance around the mean of
        each reference over that around the mean of all; None for fewer than two references with
        two pictures, or without any variance.
    """
    groups = [each for each in timbres if len(each) > 1]
    if len(groups) < 2:
        return None
    everything = np.concatenate(groups)
    total = float(np.square(everything - everything.mean(axis=0)).sum()) / (len(everything) - 1)
    within = sum(float(np.square(each - each.mean(axis=0)).sum()) for each in groups)
    within /= len(everything) - len(groups)
    return min(1.0, within / total) if total > 0 else None


def probe_clips(codes: Sequence[NDArray[np.floating]]) -> Probe | None:
    """Try to tell clips apart by single frames of their temporal code, by least squares.

    The even seconds of each clip train the classifier, the odd ones test it, so that neighbouring
    frames, which are nearly equal, are rarely on both sides.

    Args:
        codes: (K, F) of each clip.

    Returns:
        None for fewer than two clips with both.
    """
    trained, tested = [], []
    for label, code in enumerate(codes):
        second = (np.arange(code.shape[1]) / float(GRID.video_rate)).astype(int) % 2
        trained += [(column, label) for column in code.T[second == 0]]
        tested += [(column, label) for column in code.T[second == 1]]
    if len(codes) < 2 or not tested:
        return None
    values, labels = _columns(trained)
    targets = np.eye(len(codes))[labels]
    scaled = values.T @ values + _RIDGE * len(values) * np.eye(values.shape[1])
    weights = np.linalg.solve(scaled, values.T @ targets)
    unseen, true = _columns(tested)
    guessed = (unseen @ weights).argmax(axis=1)
    return Probe(float(np.mean(guessed == true)), 1 / len(codes))


def _columns(
    frames: Sequence[tuple[NDArray[np.floating], int]],
) -> tuple[Floats, NDArray[np.intp]]:
    """Frames as rows with a constant, (n, K + 1), and their labels (n,)."""
    values = np.array([column for column, _ in frames], np.float64)
    return np.column_stack([values, np.ones(len(values))]), np.array([label for _, label in frames])
