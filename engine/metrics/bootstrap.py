"""Confidence intervals of a measure over clips, by the percentile bootstrap (Efron 1979).

A set of clips is drawn again and again from the clips at hand, with replacement, and the measure
computed for each draw: nothing is assumed about its distribution.
"""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

_DRAWS: Final = 1000
_CONFIDENCE: Final = 0.95

Indices = NDArray[np.intp]


class Interval(NamedTuple):
    """A measure over clips with its 95 % confidence interval.

    Attributes:
        value: the measure over the clips at hand.
        low: lower end; None for a single clip, which says nothing about others.
        high: upper end; likewise.
        clips: number of clips.
    """

    value: float
    low: float | None
    high: float | None
    clips: int


def bootstrap(statistic: Callable[[Indices], float], clips: int, *, seed: int = 0) -> Interval:
    """Compute a measure of several clips and its confidence interval.

    Args:
        statistic: the measure of the clips with the given indices, some of which are repeated;
            NaN where they leave it undefined: such a draw does not count.
        clips: number of clips, at least one.
        seed: of the draws.

    Raises:
        ValueError: there are no clips.
    """
    if clips < 1:
        raise ValueError("a measure needs at least one clip")
    value = float(statistic(np.arange(clips)))
    if clips == 1:
        return Interval(value, None, None, clips)
    draws = np.random.default_rng(seed).integers(clips, size=(_DRAWS, clips))
    values = [float(statistic(draw)) for draw in draws]
    outside = (1 - _CONFIDENCE) / 2
    low, high = np.nanquantile(values, (outside, 1 - outside))
    return Interval(value, float(low), float(high), clips)


def bootstrap_mean(values: Sequence[float], *, seed: int = 0) -> Interval:
    """Compute the mean of one value per clip and its confidence interval."""
    numbers = np.asarray(values, np.float64)
    return bootstrap(lambda draw: float(numbers[draw].mean()), len(numbers), seed=seed)
