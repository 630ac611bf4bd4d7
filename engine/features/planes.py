"""Layout of the `motion` features: eight planes of 16 x 16 cells, and their units.

Rows 0 to 1023 are four planes of appearance, rows 1024 to 2047 four of motion, each plane row by
row from the top left cell. Values are stored as arcsinh(value / unit): linear below the unit, which
is about the noise of a compressed video, and logarithmic above, so that both a muzzle flash and a
finger on a key are within a network's range; `plane` inverts this exactly for detectors.

This module loads neither OpenCV nor torch.
"""

from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from engine.config import FEATURES

PlaneName = Literal[
    "level",  # luminance, -1 black to 1 white
    "brightening",  # luminance gain not due to camera motion, 1 is black to white
    "darkening",  # luminance loss, likewise
    "flicker",  # luminance gain that no motion in the picture explains
    "rightward",  # motion in the picture to the right, camera included
    "downward",  # motion down
    "stop",  # speed lost by moving things, without camera motion
    "bounce",  # upward speed of things that moved down before, without camera motion
]
PLANES: Final[tuple[PlaneName, ...]] = get_args(PlaneName)

WIDTH: Final = 170  # of the analysed frames, in pixels
HEIGHT: Final = 128
PICTURES_PER_ROW: Final = 4  # 86 per second: no frame of a 60 Hz recording is missed

CELLS: Final = 16  # per side
PLANE_VALUES: Final = CELLS * CELLS

_LIGHT_UNIT: Final = 0.02  # 1 is black to white
_SPEED_UNIT: Final = 0.5  # pixels of a 170 x 128 picture per frame of 1 / 21.5 s
UNITS: Final[dict[PlaneName, float]] = {
    "level": 1.0,
    "brightening": _LIGHT_UNIT,
    "darkening": _LIGHT_UNIT,
    "flicker": _LIGHT_UNIT,
    "rightward": _SPEED_UNIT,
    "downward": _SPEED_UNIT,
    "stop": _SPEED_UNIT,
    "bounce": _SPEED_UNIT,
}


def rows(name: PlaneName) -> slice:
    """The rows of a plane in the features."""
    start = PLANES.index(name) * PLANE_VALUES
    return slice(start, start + PLANE_VALUES)


def _mirror() -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    numbers = np.arange(FEATURES).reshape(len(PLANES), CELLS, CELLS)
    signs = np.ones(FEATURES, np.float32)
    signs[rows("rightward")] = -1.0
    return numbers[:, :, ::-1].ravel(), signs


# Features of the horizontally mirrored picture: the source of each row, and its sign.
MIRRORED_ROWS, MIRROR_SIGNS = _mirror()


def compress(features: NDArray[np.float32]) -> None:
    """Convert values in their units to features, in place.

    Args:
        features: (2048, F), in the units given by `PLANES` and `UNITS`.
    """
    for name in PLANES:
        np.arcsinh(features[rows(name)] / UNITS[name], out=features[rows(name)])


def plane(features: NDArray[np.float32], name: PlaneName) -> NDArray[np.float32]:
    """Convert one plane of `motion` features (2048, F) back to its unit.

    Returns:
        (F, 256): cells row by row from the top left.

    Raises:
        ValueError: the features have a different number of rows.
    """
    if features.ndim != 2 or features.shape[0] != FEATURES:
        raise ValueError(f"expected features of shape ({FEATURES}, F), got {features.shape}")
    values: NDArray[np.float32] = np.sinh(features[rows(name)].T) * np.float32(UNITS[name])
    return values
