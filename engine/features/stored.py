"""Features extracted elsewhere: the data set's pairs of `.npy` or `.pkl` files."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.config import FEATURES, GRID
from engine.errors import InputError
from engine.features.pickled import read_pickled_array
from engine.storage.arrays import read_array

_HALF = FEATURES // 2


def read_feature_pair(rgb: Path, flow: Path) -> NDArray[np.float32]:
    """Read the features of one window from the files of its two streams.

    The data set's files hold 214 to 216 rows where the model needs 215: extra rows are cut, and
    the last row is repeated if one is missing.

    Args:
        rgb: a `.npy` or `.pkl` of (F, 1024), appearance.
        flow: a `.npy` or `.pkl` of (F, 1024), motion.

    Returns:
        (2048, 215): appearance above motion.

    Raises:
        InputError: a file cannot be read or holds something else.
    """
    return np.concatenate([_stream(rgb), _stream(flow)])


def _stream(path: Path) -> NDArray[np.float32]:
    """Read one stream as (1024, 215)."""
    try:
        stored = read_pickled_array(path) if path.suffix == ".pkl" else read_array(path)
    except (OSError, ValueError) as error:
        raise InputError(
            "{name} does not hold readable features.",
            hint="It must be a .npy file of numbers.",
            name=path.name,
        ) from error
    if stored.ndim != 2 or stored.shape[1] != _HALF:
        raise InputError(
            "{name} does not hold {half} values per frame.",
            hint="Use the rgb or flow features of the VAS data set.",
            name=path.name,
            half=_HALF,
        )
    if not len(stored) or not np.isfinite(stored).all():
        raise InputError(
            "{name} holds no usable features.", hint="Extract them again.", name=path.name
        )
    rows = np.arange(GRID.window_video_frames).clip(max=len(stored) - 1)
    return np.asarray(stored[rows].T, np.float32)
