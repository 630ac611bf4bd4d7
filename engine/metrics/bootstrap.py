"""Confidence intervals of a measure over clips, by the percentile bootstrap (Efron 1979).

A set of clips is drawn again and again from the clips at hand, with replacement, and the measure
computed for each draw: nothing is assumed about its distribution.
"""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

_DRAWS: Final = 1000
_CONFIDENCE: Final = 0.95

Indices = NDArray[np.intp]
Values = NDArray[np.float64]


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


def bootstrap(statistic: Callable[[Indices], Values], clips: int) -> Interval:
    """Compute a measure of several clips and its confidence interval.

    Args:
        statistic: the measures, (draws,), of the clips with the given indices, (draws, clips),
            some of which are repeated; NaN where they leave it undefined: such a draw does not
            count.
        clips: number of clips, at least one.

    Raises:
        ValueError: there are no clips.
    """
    if clips < 1:
        raise ValueError("a measure needs at least one clip")
    value = float(statistic(np.arange(clips)[None])[0])
    if clips == 1:
        return Interval(value, None, None, clips)
    draws = np.random.default_rng(0).integers(clips, size=(_DRAWS, clips))
    outside = (1 - _CONFIDENCE) / 2
    low, high = np.nanquantile(statistic(draws), (outside, 1 - outside))
    return Interval(value, float(low), float(high), clips)


def bootstrap_mean(values: Sequence[float]) -> Interval:
    """Compute the mean of one value per clip and its confidence interval."""
    numbers = np.asarray(values, np.float64)
    return bootstrap(lambda draws: numbers[draws].mean(axis=1), len(numbers))


def bootstrap_ratio(numerators: ArrayLike, denominators: ArrayLike) -> Interval:
    """Compute the ratio of two sums over clips, as of pooled counts, and its confidence interval.

    Args:
        numerators: (N,), one for each clip.
        denominators: (N,); some may be 0, but not all.
    """
    above, below = (np.asarray(each, np.float64) for each in (numerators, denominators))

    def ratio(draws: Indices) -> Values:
        total = below[draws].sum(axis=1)
        ratios: Values = np.full(len(draws), np.nan)
        np.divide(above[draws].sum(axis=1), total, out=ratios, where=total != 0)
        return ratios

    return bootstrap(ratio, len(above))
