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
    total = np.full((rows + 1, columns + 1), np.inf)
    total[0, 0] = 0.0
    # All cells of a diagonal depend only on the two before it, so a diagonal is one operation.
    for diagonal in range(2, rows + columns + 1):
        row = np.arange(max(1, diagonal - columns), min(rows, diagonal - 1) + 1)
        column = diagonal - row
        before = [total[row - down, column - right] for down, right in _STEPS]
        total[row, column] = distances[row - 1, column - 1] + np.minimum.reduce(before)
    return float(total[rows, columns] / _path_length(total))


def _path_length(total: Floats) -> int:
    """Number of cells on the best path, found backwards from its end."""
    row, column = total.shape[0] - 1, total.shape[1] - 1
    length = 0
    while (row, column) != (0, 0):
        length += 1
        down, right = min(_STEPS, key=lambda step: total[row - step[0], column - step[1]])
        row, column = row - down, column - right
    return length
