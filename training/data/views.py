"""Features of the same picture seen otherwise, from those of the picture: mirrored, or moved.

Only a backend whose numbers stand for places in the picture can be turned without looking at the
picture again. The backends that can stand here with the version that this knows.

Shapes: features are (2048, F).
"""

from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.features.planes import CELLS, MIRROR_SIGNS, MIRRORED_ROWS, PLANES

Features = NDArray[np.float16]


class Views(Protocol):
    """How the features of one backend are turned."""

    def mirrored(self, features: Features) -> Features:
        """Those of the picture mirrored left to right."""

    def moved(self, features: Features, down: int, right: int) -> Features:
        """Those of the picture moved by cells of the grid; what leaves it comes in again."""


class _MotionViews:
    """Planes of 16 x 16 cells, one after the other."""

    def mirrored(self, features: Features) -> Features:
        signs = MIRROR_SIGNS.astype(features.dtype)
        return features[MIRRORED_ROWS] * signs[:, np.newaxis]

    def moved(self, features: Features, down: int, right: int) -> Features:
        return np.roll(_planes(features), (down, right), axis=(1, 2)).reshape(features.shape)


def find_views(backend: str, version: int) -> Views | None:
    """How features of a backend are turned; None if it is not known."""
    return _VIEWS.get((backend, version))


def _planes(features: Features) -> Features:
    """(2048, F) -> (planes, rows, columns, F)."""
    return features.reshape(len(PLANES), CELLS, CELLS, features.shape[1])


_VIEWS: Final[dict[tuple[str, int], Views]] = {("motion", 1): _MotionViews()}
