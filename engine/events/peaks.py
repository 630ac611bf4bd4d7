"""Moments at which a curve over feature rows peaks.

Shapes: F feature rows at 21.5 a second.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.signal import find_peaks

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
        prominence: how far it must rise above what is around it, see `scipy.signal.find_peaks`.

    Returns:
        Of each peak its row, and its time in seconds from the first row: that of a parabola
        through the peak and its neighbours.
    """
    ends = np.full(1, floor, curve.dtype)
    rows, _ = find_peaks(
        np.concatenate([ends, curve, ends]),
        height=least,
        prominence=prominence,
        distance=_LEAST_GAP_ROWS,
    )
    found = (rows - 1).tolist()
    rate = float(GRID.video_rate)
    return [(row, max(0.0, (row + _between_rows(curve, row)) / rate)) for row in found]


def _between_rows(values: Floats, row: int) -> float:
    """Where a peak lies between its row and its neighbours: that of a parabola, -0.5 to 0.5."""
    if not 0 < row < len(values) - 1:
        return 0.0
    before, peak, after = (float(value) for value in values[row - 1 : row + 2])
    curvature = before - 2 * peak + after
    return 0.5 * (before - after) / curvature if curvature < 0 else 0.0
