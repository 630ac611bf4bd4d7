"""Moments at which a curve over feature rows peaks.

Shapes: F feature rows at 21.5 a second.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID

Floats = NDArray[np.floating[Any]]

_LEAST_GAP_ROWS: Final = 3  # 140 ms, as close as onsets are told apart


def peaks(
    curve: Floats, *, floor: float, least: float = -np.inf, prominence: float = 0.0
) -> list[tuple[int, float]]:
    """The peaks of a curve, the first and the last row among them.

    Args:
        curve: (F,).
        floor: what it is taken to be before its first and after its last row.
        least: how high a peak must be.
        prominence: how far it must rise above what is around it, see `find_peaks`.

    Returns:
        Of each peak its row, and its time in seconds from the first row: that of a parabola
        through the peak and its neighbours.
    """
    ends = np.full(1, floor, curve.dtype)
    rows = find_peaks(
        np.concatenate([ends, curve, ends]),
        least=least,
        prominence=prominence,
        distance=_LEAST_GAP_ROWS,
    )
    found = (rows - 1).tolist()
    rate = float(GRID.video_rate)
    return [(row, max(0.0, (row + _between_rows(curve, row)) / rate)) for row in found]


def find_peaks(
    values: Floats, *, least: float = -np.inf, distance: int = 1, prominence: float = 0.0
) -> NDArray[np.intp]:
    """Where a curve is higher than on either side; of a flat top its middle.

    The same as `scipy.signal.find_peaks`, whose import takes longer than the dub of a short clip.

    Args:
        values: (n,).
        least: how high a peak must be.
        distance: of two peaks less than this many places apart the higher one counts.
        prominence: how far one must go down from a peak before it goes up to a higher one, or
            the curve ends.

    Returns:
        The places of the peaks, ascending.
    """
    curve = np.asarray(values, np.float64)
    steps = np.flatnonzero(np.diff(curve))  # the last place of each level but the last
    levels = curve[steps]
    tops = np.flatnonzero((levels[1:] > levels[:-1]) & (levels[1:] > curve[steps[1:] + 1])) + 1
    found = (steps[tops - 1] + 1 + steps[tops]) // 2
    found = _apart(curve, found[curve[found] >= least], distance)
    if prominence > 0.0 and len(found):
        valleys = np.maximum(_valleys(curve), _valleys(curve[::-1])[::-1])
        found = found[curve[found] - valleys[found] >= prominence]
    return found


def _apart(curve: Floats, found: NDArray[np.intp], distance: int) -> NDArray[np.intp]:
    """The peaks that are left when each, from the highest on, has put out those near it."""
    first = np.searchsorted(found, found - distance, side="right")
    stop = np.searchsorted(found, found + distance, side="left")
    left = np.ones(len(found), bool)
    for highest in np.argsort(curve[found])[::-1]:
        if left[highest]:
            left[first[highest] : stop[highest]] = False
            left[highest] = True
    return found[left]


def _valleys(curve: Floats) -> Floats:
    """For each place the lowest value since the curve was higher than there, itself included."""
    higher: list[tuple[float, float]] = []  # values, falling, each with its valley
    valleys = []
    for value in curve.tolist():
        valley = value
        while higher and higher[-1][0] <= value:
            valley = min(valley, higher.pop()[1])
        higher.append((value, valley))
        valleys.append(valley)
    return np.array(valleys)


def _between_rows(values: Floats, row: int) -> float:
    """Where a peak lies between its row and its neighbours: that of a parabola, -0.5 to 0.5."""
    if not 0 < row < len(values) - 1:
        return 0.0
    before, peak, after = (float(value) for value in values[row - 1 : row + 2])
    curvature = before - 2 * peak + after
    return 0.5 * (before - after) / curvature if curvature < 0 else 0.0
