"""Find the peaks of a curve over feature rows.

Shapes: F feature rows at 21.5 per second.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID

Floats = NDArray[np.floating[Any]]

_LEAST_GAP_ROWS: Final = 3  # 140 ms, the resolution of the acceptance onsets


def peaks(curve: Floats, *, floor: float, least: float = -np.inf) -> list[tuple[int, float]]:
    """Find the peaks of a curve, including those at its first and last row.

    Args:
        curve: (F,).
        floor: assumed value before the first and after the last row.
        least: minimum height of a peak.

    Returns:
        For each peak, its row and its time in seconds from the first row, interpolated by a
        parabola through the peak and its neighbours.
    """
    ends = np.full(1, floor, curve.dtype)
    padded = np.concatenate([ends, curve, ends])
    rows = find_peaks(padded, least=least, distance=_LEAST_GAP_ROWS)
    found = (rows - 1).tolist()
    rate = float(GRID.video_rate)
    return [(row, max(0.0, (row + _between_rows(curve, row)) / rate)) for row in found]


def prominences(curve: Floats, rows: Sequence[int], *, floor: float) -> Floats:
    """How far a curve falls beside each of its peaks before it rises higher or ends.

    Args:
        curve: (F,).
        rows: of n peaks, as `peaks` finds them.
        floor: assumed value before the first and after the last row.

    Returns:
        (n,).
    """
    ends = np.full(1, floor, curve.dtype)
    padded = np.concatenate([ends, curve, ends]).astype(np.float64)
    found = np.asarray(rows, np.intp) + 1
    valleys = np.maximum(_valleys(padded), _valleys(padded[::-1])[::-1])
    descents: Floats = padded[found] - valleys[found]
    return descents


def find_peaks(values: Floats, *, least: float = -np.inf, distance: int = 1) -> NDArray[np.intp]:
    """Find local maxima of a curve; a flat top counts once, at its middle.

    Equals `scipy.signal.find_peaks`, whose import takes longer than dubbing a short clip.

    Args:
        values: (n,).
        least: minimum height of a peak.
        distance: of two peaks less than this many indices apart, only the higher one counts.

    Returns:
        The indices of the peaks, ascending.
    """
    curve = np.asarray(values, np.float64)
    steps = np.flatnonzero(np.diff(curve))  # the last index of each level but the last
    levels = curve[steps]
    tops = np.flatnonzero((levels[1:] > levels[:-1]) & (levels[1:] > curve[steps[1:] + 1])) + 1
    found = (steps[tops - 1] + 1 + steps[tops]) // 2
    return _apart(curve, found[curve[found] >= least], distance)


def _apart(curve: Floats, found: NDArray[np.intp], distance: int) -> NDArray[np.intp]:
    """Starting with the highest peak, drop the lower peaks near each one."""
    first = np.searchsorted(found, found - distance, side="right")
    stop = np.searchsorted(found, found + distance, side="left")
    left = np.ones(len(found), bool)
    for highest in np.argsort(curve[found])[::-1]:
        if left[highest]:
            left[first[highest] : stop[highest]] = False
            left[highest] = True
    return found[left]


def _valleys(curve: Floats) -> Floats:
    """For each index, the lowest value since the curve was last higher, including itself."""
    higher: list[tuple[float, float]] = []  # stack of falling values, each with its valley
    valleys = []
    for value in curve.tolist():
        valley = value
        while higher and higher[-1][0] <= value:
            valley = min(valley, higher.pop()[1])
        higher.append((value, valley))
        valleys.append(valley)
    return np.array(valleys)


def _between_rows(values: Floats, row: int) -> float:
    """Offset of a peak from its row, -0.5 to 0.5, by a parabola through its neighbours."""
    if not 0 < row < len(values) - 1:
        return 0.0
    before, peak, after = (float(value) for value in values[row - 1 : row + 2])
    curvature = before - 2 * peak + after
    return 0.5 * (before - after) / curvature if curvature < 0 else 0.0
