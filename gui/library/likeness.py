"""Sounds by their likeness: their places on a plane, and the nearest ones.

Shapes: N sounds, each a timbre vector of 19 values (`engine.metrics.timbre`).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float64]
_EDGE: Final = 0.02  # share of the sounds on each side that count as outliers
_EVENNESS: Final = 0.5  # 0: distances as they are; 1: only their order, which fills the plane


def places_by_likeness(vectors: Vectors) -> Vectors:
    """Lay sounds out on a plane so that like ones lie together: principal component analysis.

    Args:
        vectors: (N, 19).

    Returns:
        (N, 2): the two directions in which the sounds differ most, each from 0 to 1. Half of
        a place is its rank, so that outliers need little room and crowds are spread out.
    """
    if len(vectors) < 2:
        return np.full((len(vectors), 2), 0.5)
    centred = vectors - vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    plane = centred @ directions[:2].T  # (N, 2)
    # The sign of a direction is arbitrary; this one is the same whenever the sounds are.
    strongest = np.argmax(np.abs(directions[:2]), axis=1)
    plane = plane * np.sign(directions[[0, 1], strongest])
    low, high = np.quantile(plane, [_EDGE, 1.0 - _EDGE], axis=0)
    room = np.maximum(high - low, 1e-9)
    values = np.clip((plane - low) / room, 0.0, 1.0)
    ranks = plane.argsort(axis=0, kind="stable").argsort(axis=0) / (len(plane) - 1)
    placed: Vectors = _EVENNESS * ranks + (1.0 - _EVENNESS) * values
    return placed


def nearest(vectors: Vectors, index: int, count: int) -> list[int]:
    """The sounds most like one of them, the most alike first, without itself."""
    distances = np.linalg.norm(vectors - vectors[index], axis=1)
    distances[index] = np.inf
    order = np.argsort(distances, kind="stable")[: min(count, len(vectors) - 1)]
    return [int(other) for other in order]
