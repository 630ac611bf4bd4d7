"""Propose from the picture how long events last; a proposal for a person to confirm.

Shapes: F feature rows at 21.5 per second, C = 256 cells of the `motion` features.

What sounds for long keeps changing: a saw, water, a mouth. It shows in the *flicker*, the change
that no motion explains. Its level follows that of the sound, but only weakly (on the 25 shared
clips r = 0.20, and -0.01 with the clips paired wrongly), and a hammer that swings back shows it
too. So no event lasts because of it alone.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from engine.config import GRID
from engine.events.candidates import USUAL_SENSITIVITY, Candidate
from engine.features.planes import plane
from engine.media.filters import running_max, running_mean, running_min

Floats = NDArray[np.floating[Any]]

_CELLS: Final = 8  # the busiest: whatever sounds is small
_SMOOTHING_ROWS: Final = 5  # 230 ms
_SURROUNDINGS: Final = (
    GRID.window_video_frames | 1
)  # rows, 10 s, in which the picture comes to rest
_LEAST_CHANGE: Final = 1e-3  # luminance, 1 is black to white: less is noise
_LEAST_RISE: Final = 1.0  # nepers above rest: less says nothing
_UP_SHARE: Final = 0.5  # of the way from rest to the event's own level: below, it is over
_BRIDGED_ROWS: Final = 4  # 190 ms: a shorter rest, as between two strokes, ends nothing
_LEAST_S: Final = 0.5


def with_proposals(
    candidates: Sequence[Candidate], features: NDArray[np.float32]
) -> list[Candidate]:
    """Add to each candidate how long it may last.

    Args:
        candidates: ascending, in seconds from the first row; one that does not count at the usual
            sensitivity does not end the one before.
        features: (2048, F) of the `motion` backend.

    Returns:
        The candidates; `may_last_s` is 0 where nothing speaks for a sound that goes on.
    """
    level = _level(features)
    rest = running_min(level, _SURROUNDINGS)
    # the highest of the next moment: a rest that is bridged is no end
    soon = running_max(level, _BRIDGED_ROWS, shift=-(_BRIDGED_ROWS // 2))
    rate_hz = float(GRID.video_rate)
    proposed = []
    stop = len(level)
    for candidate in reversed(candidates):
        row = min(round(candidate.event.time_s * rate_hz), len(level) - 1)
        may_last_s = _duration_s(soon[row:stop], rest[row:stop], rate_hz)
        proposed.append(replace(candidate, may_last_s=may_last_s))
        if candidate.certainty >= 1.0 - USUAL_SENSITIVITY:
            stop = row
    return proposed[::-1]


def _level(features: NDArray[np.float32]) -> Floats:
    """How much the picture changes, (F,) nepers."""
    flicker = plane(features, "flicker")  # (F, C)
    busiest = np.sort(flicker, axis=1)[:, -_CELLS:].mean(axis=1)
    smooth = running_mean(busiest, _SMOOTHING_ROWS)
    level: Floats = np.log(np.maximum(smooth, _LEAST_CHANGE))
    return level


def _duration_s(soon: Floats, rest: Floats, rate_hz: float) -> float:
    """How long the level of an event stays up, from its first row to the next event."""
    if not len(soon):
        return 0.0
    own = float(soon[:_BRIDGED_ROWS].max())
    if own - float(rest[0]) < _LEAST_RISE:
        return 0.0
    over = np.flatnonzero(soon < rest + _UP_SHARE * (own - rest))
    duration_s = (int(over[0]) if len(over) else len(soon)) / rate_hz
    return duration_s if duration_s >= _LEAST_S else 0.0
