"""Edits of a track's events, as pure functions from track to track.

`duration_s` is the length of the clip, which events do not leave.
"""

import math
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from msgspec.structs import replace

from engine.events.event import Event
from engine.project.model import TimelineEvent, Track, new_id

MIN_DURATION_S: Final = 0.02  # of an event that lasts; keeps its two ends apart
NEW_DURATION_S: Final = 0.5
MIN_STRENGTH: Final = 0.02  # keeps an event dragged to the bottom visible; X mutes, Delete removes
SOFTEST_DB: Final = -34.0  # of `MIN_STRENGTH`


def strength_db(strength: float) -> float:
    """A strength in decibels below the strongest one."""
    return 20.0 * math.log10(max(strength, MIN_STRENGTH))


def ordered(events: Iterable[TimelineEvent]) -> tuple[TimelineEvent, ...]:
    """The events in order of time."""
    return tuple(sorted(events, key=lambda item: (item.event.time_s, item.id)))


def add_events(
    track: Track, events: Iterable[Event], duration_s: float
) -> tuple[Track, tuple[str, ...]]:
    """Add events, except those past the end; return the track and the ids of the new events."""
    added = [TimelineEvent(new_id(), event) for event in events if event.time_s <= duration_s]
    changed = replace(track, events=ordered([*track.events, *added]))
    return changed, tuple(item.id for item in added)


def replace_events(track: Track, events: Iterable[Event], duration_s: float) -> Track:
    """Replace all events with these."""
    return add_events(replace(track, events=()), events, duration_s)[0]


def change_events(track: Track, changes: Mapping[str, Event]) -> Track:
    """Replace events by id."""
    return replace(
        track,
        events=ordered(
            TimelineEvent(item.id, changes[item.id]) if item.id in changes else item
            for item in track.events
        ),
    )


def remove_events(track: Track, ids: Collection[str]) -> Track:
    """Remove events."""
    return replace(track, events=tuple(item for item in track.events if item.id not in ids))


def _edit(track: Track, ids: Collection[str], change: Callable[[Event], Event]) -> Track:
    chosen = {item.id: change(item.event) for item in track.events if item.id in ids}
    return change_events(track, chosen)


def move_events(track: Track, ids: Collection[str], by_s: float, duration_s: float) -> Track:
    """Move events together, in seconds; the group keeps its spacing.

    It stops at the start of the clip, and shortly before its end, where a sound is still heard.
    """
    times = [item.event.time_s for item in track.events if item.id in ids]
    if not times:
        return track
    last_s = max(duration_s - MIN_DURATION_S, 0.0)
    by_s = max(min(by_s, last_s - max(times)), -min(times))

    def moved(event: Event) -> Event:
        return replace(event, time_s=max(event.time_s + by_s, 0.0))

    return _edit(track, ids, moved)


def set_time(track: Track, ids: Collection[str], time_s: float, duration_s: float) -> Track:
    """Move events together so that the first of them is at a time."""
    times_s = [item.event.time_s for item in track.events if item.id in ids]
    return move_events(track, ids, time_s - min(times_s, default=time_s), duration_s)


def change_strength(track: Track, ids: Collection[str], by: float) -> Track:
    """Add to the strength of events, within 0.02 to 1."""
    return _edit(
        track,
        ids,
        lambda event: replace(event, strength=min(max(event.strength + by, MIN_STRENGTH), 1.0)),
    )


def set_strength(track: Track, ids: Collection[str], level_db: float) -> Track:
    """Give events a strength in decibels below the strongest one."""
    strength = min(max(10.0 ** (level_db / 20.0), MIN_STRENGTH), 1.0)
    return _edit(track, ids, lambda event: replace(event, strength=strength))


def change_duration(track: Track, ids: Collection[str], by_s: float, duration_s: float) -> Track:
    """Lengthen events that last by a number of seconds; strikes stay strikes."""

    def longer(event: Event) -> Event:
        is_strike = event.duration_s == 0
        return event if is_strike else _lasting(event, event.duration_s + by_s, duration_s)

    return _edit(track, ids, longer)


def set_duration(track: Track, ids: Collection[str], lasts_s: float, duration_s: float) -> Track:
    """Let events last for a number of seconds; 0 makes strikes of them."""
    if lasts_s <= 0:
        return _edit(track, ids, _struck)
    return _edit(track, ids, lambda event: _lasting(event, lasts_s, duration_s))


def _lasting(event: Event, lasts_s: float, duration_s: float) -> Event:
    longest = max(duration_s - event.time_s, MIN_DURATION_S)
    return replace(event, duration_s=min(max(lasts_s, MIN_DURATION_S), longest))


def _struck(event: Event) -> Event:
    return replace(event, duration_s=0.0)


def toggle_lasting(
    track: Track,
    ids: Collection[str],
    duration_s: float,
    suggested_s: Mapping[str, float] = MappingProxyType({}),
) -> Track:
    """Let strikes last, or make all strikes again.

    Args:
        track: the track.
        ids: of the events.
        duration_s: length of the clip.
        suggested_s: durations by id; others last until the next event, half a second at most.
    """
    chosen = [item.event for item in track.events if item.id in ids]
    suggested = {
        item.event: suggested_s[item.id] for item in track.events if item.id in suggested_s
    }
    times_s = [item.event.time_s for item in track.events]

    def lasting(event: Event) -> Event:
        if event.duration_s > 0:
            return event
        following = [time_s for time_s in [*times_s, duration_s] if time_s > event.time_s]
        room_s = min(following, default=event.time_s) - event.time_s
        lasts_s = suggested.get(event) or min(room_s, NEW_DURATION_S)
        return replace(event, duration_s=max(lasts_s, MIN_DURATION_S))

    return _edit(track, ids, lasting if any(e.duration_s == 0 for e in chosen) else _struck)


def toggle_muted(track: Track, ids: Collection[str]) -> Track:
    """Mute events, or unmute them if all of them are muted."""
    chosen = [item for item in track.events if item.id in ids]
    return set_muted(track, ids, not all(item.event.muted for item in chosen))


def set_muted(track: Track, ids: Collection[str], muted: bool) -> Track:
    """Mute events or unmute them."""
    return _edit(track, ids, lambda event: replace(event, muted=muted))


def quantise(track: Track, ids: Collection[str], frame_times: Iterable[float]) -> Track:
    """Move events to the nearest of the given times, such as the clip's frames."""
    grid = sorted(frame_times)
    if not grid:
        return track

    def nearest(time_s: float) -> float:
        index = bisect_left(grid, time_s)
        return min(grid[max(index - 1, 0) : index + 1], key=lambda t: abs(t - time_s))

    return _edit(track, ids, lambda event: replace(event, time_s=nearest(event.time_s)))


def copied(track: Track, ids: Collection[str]) -> tuple[Event, ...]:
    """The selected events, for the clipboard."""
    return tuple(item.event for item in track.events if item.id in ids)


def pasted_at(events: Iterable[Event], time_s: float) -> list[Event]:
    """The events shifted so that the first one is at `time_s`."""
    ordered = sorted(events)
    if not ordered:
        return []
    shift = time_s - ordered[0].time_s
    return [replace(event, time_s=max(0.0, event.time_s + shift)) for event in ordered]
