"""Events as a curve over video frames, which the event loss compares predictions with."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID
from engine.events.event import Event, audible


def event_targets(events: Iterable[Event], frames: int, width_s: float) -> NDArray[np.float32]:
    """A bump around each event that is heard, 1 at its time whatever its strength.

    Args:
        events: in seconds from the first frame.
        frames: F, at 21.5 a second.
        width_s: standard deviation of a bump.

    Returns:
        (F,) of 0 to 1; where bumps overlap, the higher one.
    """
    times_s = np.array([event.time_s for event in audible(events)])
    frame_times_s = np.arange(frames) / float(GRID.video_rate)
    if not len(times_s):
        return np.zeros(frames, np.float32)
    distance_s = np.abs(frame_times_s[:, None] - times_s[None, :]).min(axis=1)  # (F, N) -> (F,)
    curve: NDArray[np.float32] = np.exp(-0.5 * np.square(distance_s / width_s)).astype(np.float32)
    return curve
