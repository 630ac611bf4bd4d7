"""Features of the mirrored picture, from those of the picture: half of the clips may be turned.

Only a backend whose numbers stand for places in the picture can be mirrored without looking at the
picture again. The backends that can stand here with the version that this knows.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

Features = NDArray[np.float16]
Mirror = Callable[[Features], Features]

_MOTION_CELLS: Final = 16
_MOTION_HORIZONTAL_PLANE: Final = 4  # the flow to the right, which the mirror turns around


def find_mirror(backend: str, version: int) -> Mirror | None:
    """How features (2048, F) of a backend are mirrored left to right; None if it is not known."""
    return _MIRRORS.get((backend, version))


def _mirror_motion(features: Features) -> Features:
    """Planes of 16 x 16 cells, one after the other: turn each around (2048, F) -> (2048, F)."""
    frames = features.shape[1]
    planes = features.reshape(-1, _MOTION_CELLS, _MOTION_CELLS, frames)
    mirrored = planes[:, :, ::-1].copy()
    mirrored[_MOTION_HORIZONTAL_PLANE] *= -1
    return mirrored.reshape(features.shape)


_MIRRORS: Final[dict[tuple[str, int], Mirror]] = {("motion", 1): _mirror_motion}
