"""The aligned mel of a sample: hits of its reference, laid under its events.

Importing this loads the engine's media, which the training on a prepared data set does not need.

Shapes: n samples at 22050 Hz; a window has 860 mel frames.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID
from engine.dubbing.aligned import aligned_mel
from engine.dubbing.reference import SILENT_PEAK
from engine.events.event import Event
from engine.mel.contract import MEL

Floats = NDArray[np.float32]


def window_aligned_mel(events: Sequence[Event], reference: Floats, *, seed: int) -> Floats:
    """Lay a reference (n,) under events in seconds from the window's start: (80, 860).

    A seed other than 0 varies every hit, so that a sound laid under its own events is not itself.
    Silence if the reference is silent.
    """
    frames = GRID.window_mel_frames
    if np.abs(reference).max(initial=0.0) < SILENT_PEAK:
        return np.zeros((MEL.bins, frames), np.float32)
    blocks = aligned_mel(events, reference, frames, seed=seed)
    return np.concatenate(list(blocks), axis=1)[:, :frames]
