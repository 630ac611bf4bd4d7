"""Setting the values of events, as pure functions from track to track.

`duration_s` is the length of the clip, which events do not leave.
"""

import math
from collections.abc import Callable, Collection
from typing import Final

from msgspec.structs import replace

from engine.events.event import Event
from engine.project.model import Track
from gui.document.event_edits import MIN_DURATION_S, MIN_STRENGTH, change_events, move_events

SOFTEST_DB: Final = -34.0  # of `MIN_STRENGTH`


def strength_db(strength: float) -> float:
    """A strength in decibels below the strongest one."""
    return 20.0 * math.log10(max(strength, MIN_STRENGTH))


def set_time(track: Track, ids: Collection[str], time_s: float, duration_s: float) -> Track:
    """Move events together so that the first of them is at a time."""
    times_s = [item.event.time_s for item in track.events if item.id in ids]
    return move_events(track, ids, time_s - min(times_s, default=time_s), duration_s)


def set_strength(track: Track, ids: Collection[str], level_db: float) -> Track:
    """Give events a strength in decibels below the strongest one."""
    strength = min(max(10.0 ** (level_db / 20.0), MIN_STRENGTH), 1.0)
    return _set(track, ids, lambda event: replace(event, strength=strength))


def set_duration(track: Track, ids: Collection[str], lasts_s: float, duration_s: float) -> Track:
    """Let events last for a number of seconds; 0 makes strikes of them."""

    def lasting(event: Event) -> Event:
        longest = max(duration_s - event.time_s, MIN_DURATION_S)
        within = min(max(lasts_s, MIN_DURATION_S), longest) if lasts_s > 0 else 0.0
        return replace(event, duration_s=within)

    return _set(track, ids, lasting)


def set_muted(track: Track, ids: Collection[str], muted: bool) -> Track:
    """Mute events or unmute them."""
    return _set(track, ids, lambda event: replace(event, muted=muted))


def _set(track: Track, ids: Collection[str], change: Callable[[Event], Event]) -> Track:
    return change_events(track, {x.id: change(x.event) for x in track.events if x.id in ids})
