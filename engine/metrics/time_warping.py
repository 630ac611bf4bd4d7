"""Dynamic time warping: the alignment of two sequences of frames with the least mean distance.

Shapes: N and M frames.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_STEPS: Final = ((1, 1), (1, 0), (0, 1))  # both sequences advance, the first, the second


def warped_mean(distances: Floats) -> float:
    """Mean distance along the path of least total distance from corner to corner.

    Args:
        distances: (N, M) between each frame of one sequence and each of the other, at least (1, 1).
    """
    rows, columns = distances.shape
    # The total of row r and column c, from 1, stands in [r + c, r]: the cells of a diagonal depend
    # only on the two diagonals before it, so each diagonal is one operation.
    total = np.full((rows + columns + 1, rows + 1), np.inf)
    total[0, 0] = 0.0
    mirrored = distances[:, ::-1]
    for diagonal in range(2, rows + columns + 1):
        first, end = max(1, diagonal - columns), min(rows, diagonal - 1) + 1
        here, above = slice(first, end), slice(first - 1, end - 1)
        before = np.minimum(total[diagonal - 1, above], total[diagonal - 1, here])
        np.minimum(before, total[diagonal - 2, above], out=before)
        total[diagonal, here] = mirrored.diagonal(columns + 1 - diagonal) + before
    return float(total[rows + columns, rows] / _path_length(total, rows, columns))


def _path_length(total: Floats, row: int, column: int) -> int:
    """Number of cells on the best path, found backwards from its end."""
    length = 0
    while (row, column) != (0, 0):
        length += 1
        steps = [(row - down, column - right) for down, right in _STEPS]
        row, column = min(steps, key=lambda place: total[sum(place), place[0]])
    return length
