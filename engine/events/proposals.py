"""Propose from the picture how long events last; a proposal for a person to confirm.

Shapes: F feature rows at 21.5 per second, C = 256 cells of the `motion` features.

What sounds for long keeps changing: a saw, water, a mouth. It shows in the *flicker*, the change
that no motion explains. Its level follows that of the sound, but only weakly (on the 25 shared
clips r = 0.20, and -0.01 with the clips paired wrongly), so no event lasts because of it alone.

A strike ends a motion, and what lasts begins with one: a hammer that swings back flickers after a
blow, but it did before, too. And what swings from strike to strike comes to rest at none of them.
docs/events.md has the figures.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from engine.config import GRID
from engine.events.candidates import USUAL_SENSITIVITY, Candidate
from engine.events.liveliness import BRIDGED_ROWS, Liveliness

Floats = NDArray[np.floating[Any]]

_RATE_HZ: Final = float(GRID.video_rate)

_LEAST_RISE: Final = 0.5  # nepers above rest: less says nothing
_ASIDE_ROWS: Final = 8  # 370 ms before an event, and after it: between them, ...
_LEAST_START: Final = 0.3  # ... the level rises by this many nepers where something begins
_UP_SHARE: Final = 0.5  # of the way from rest to the event's own level: below, it is over
_LEAST_S: Final = 0.5
_LEAST_UNENDED_S: Final = 1.0  # of what goes on until the next event


def with_proposals(candidates: Sequence[Candidate], lively: Liveliness) -> list[Candidate]:
    """Add to each candidate how long it may last.

    Args:
        candidates: ascending, in seconds from the first row; one that does not count at the usual
            sensitivity does not end the one before.
        lively: how lively the picture is.

    Returns:
        The candidates; `may_last_s` is 0 where nothing speaks for a sound that goes on.
    """
    level, rest, soon = lively
    proposed = []
    stop = len(level)
    for candidate in reversed(candidates):
        row = min(round(candidate.event.time_s * _RATE_HZ), len(level) - 1)
        may_last_s = 0.0
        if _begins(level, row):
            may_last_s = _duration_s(soon[row:stop], rest[row:stop], is_ended=stop < len(level))
        proposed.append(replace(candidate, may_last_s=may_last_s))
        if candidate.certainty >= 1.0 - USUAL_SENSITIVITY:
            stop = row
    return proposed[::-1]


def _begins(level: Floats, row: int) -> bool:
    """Whether the picture changes more after a row than before it, as far as is known."""
    before = level[max(0, row - _ASIDE_ROWS) : max(0, row - 1)]
    after = level[row + 1 : row + 1 + _ASIDE_ROWS]
    if not len(before) or not len(after):
        return len(after) > 0
    return bool(after.mean() - before.mean() >= _LEAST_START)


def _duration_s(soon: Floats, rest: Floats, *, is_ended: bool) -> float:
    """How long the level of an event stays up.

    Args:
        soon: from the event's first row to the next event or the end of the clip.
        rest: of the same rows.
        is_ended: whether the next event ends them, not the clip.
    """
    if not len(soon):
        return 0.0
    own = float(soon[:BRIDGED_ROWS].max())
    if own - float(rest[0]) < _LEAST_RISE:
        return 0.0
    over = np.flatnonzero(soon < rest + _UP_SHARE * (own - rest))
    duration_s = (int(over[0]) if len(over) else len(soon)) / _RATE_HZ
    least_s = _LEAST_S if len(over) or not is_ended else _LEAST_UNENDED_S
    return duration_s if duration_s >= least_s else 0.0
