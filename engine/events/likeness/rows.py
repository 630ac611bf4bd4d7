"""Describe every frame of a clip by what moves in it, where, and what a model makes of it.

Shapes: F feature rows at 21.5 per second, S states of a model, D values for each row.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.features.planes import CELLS, PlaneName, plane

Floats = NDArray[np.floating[Any]]

_PLANES: Final[tuple[PlaneName, ...]] = ("stop", "bounce", "brightening", "flicker")
_FIELDS: Final = 4  # per side: where in the picture, but not to the pixel
_QUIET: Final = 1e-3  # in the planes' units, far below the noise of a compressed video
_STEADIEST: Final = 1e-3  # a value that varies less than this is constant


class PictureRows(NamedTuple):
    """A clip, row by row; every column has mean 0 and, unless constant, variance 1.

    Attributes:
        looks: (F, D) motion and light in 4 x 4 fields, and the model's states if there are any.
        evidence: (F, 1) of an event of any kind.
    """

    looks: Floats
    evidence: Floats


def picture_rows(
    features: NDArray[np.float32], evidence: Floats, states: NDArray[np.float32] | None = None
) -> PictureRows:
    """Describe the rows of a clip.

    Args:
        features: (2048, F) of the `motion` backend.
        evidence: (F,) of an event of any kind, on any scale.
        states: (S, F) of a model's temporal encoder, before its bottleneck; without them, motion
            and light alone are described.

    Raises:
        ValueError: the features have a different number of rows, or the lengths differ.
    """
    columns = [_fields(plane(features, name)) for name in _PLANES]
    if states is not None:
        columns.append(states.T)
    lengths = {len(column) for column in columns} | {len(evidence)}
    if len(lengths) > 1:
        raise ValueError(f"features, evidence and states have different lengths: {lengths}")
    looks = np.concatenate(columns, axis=1)
    return PictureRows(_standardised(looks), _standardised(evidence[:, None]))


def _fields(values: NDArray[np.float32]) -> Floats:
    """The logarithms of the maxima in 4 x 4 fields: (F, 256) to (F, 16)."""
    side = CELLS // _FIELDS
    cells = values.reshape(-1, _FIELDS, side, _FIELDS, side)
    strongest = cells.max(axis=(2, 4)).reshape(len(values), _FIELDS * _FIELDS)
    return np.asarray(np.log(np.maximum(strongest, 0.0) + _QUIET))


def _standardised(values: Floats) -> Floats:
    values = values.astype(np.float64)
    spread = np.maximum(values.std(axis=0), _STEADIEST)
    return np.asarray((values - values.mean(axis=0)) / spread)
