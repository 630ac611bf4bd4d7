"""AV-Align (Yariv et al. 2024): whether a sound starts where the picture moves most.

It needs no true sound, and so also judges a dub of a clip that has none.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID


def motion_peaks(motion: NDArray[np.floating]) -> list[float]:
    """The times of the local maxima of the picture's motion.

    Args:
        motion: (F,) mean length of the optical flow of each frame, at 21.5 frames a second.

    Returns:
        Seconds, ascending.
    """
    inner = motion[1:-1]
    peaks = np.flatnonzero((inner > motion[:-2]) & (inner > motion[2:])) + 1
    return [float(peak) / float(GRID.video_rate) for peak in peaks]


def av_align(motion_s: Sequence[float], onsets_s: Sequence[float]) -> float | None:
    """Intersection over union of the motion's peaks and the sound's onsets.

    Args:
        motion_s: see `motion_peaks`.
        onsets_s: seconds.

    Returns:
        0 to 1, an onset meeting a peak less than a frame away; None where there is neither.
    """
    window_s = float(1 / GRID.video_rate)
    met = sum(any(abs(onset - peak) < window_s for peak in motion_s) for onset in onsets_s)
    union = len(motion_s) + len(onsets_s) - met
    return met / union if union else None
