"""Edits of a clip's timeline, as pure functions from clip to clip."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from msgspec.structs import replace

from engine.events.event import Event
from engine.project.model import Clip, Marker, TimelineEvent, new_id

MIN_STRENGTH: Final = 0.02  # keeps an event dragged to the bottom visible; X mutes, Delete removes


def _ordered(events: Iterable[TimelineEvent]) -> tuple[TimelineEvent, ...]:
    return tuple(sorted(events, key=lambda item: (item.event.time_s, item.id)))


def _inside(clip: Clip, time_s: float) -> float:
    return min(max(time_s, 0.0), clip.file.duration_s)


def add_events(clip: Clip, events: Iterable[Event]) -> tuple[Clip, tuple[str, ...]]:
    """Add events, except those past the end; return the clip and the ids of the new events."""
    added = [
        TimelineEvent(new_id(), event) for event in events if event.time_s <= clip.file.duration_s
    ]
    changed = replace(clip, events=_ordered([*clip.events, *added]))
    return changed, tuple(item.id for item in added)


def replace_events(clip: Clip, events: Iterable[Event]) -> Clip:
    """Replace all events with these."""
    return add_events(replace(clip, events=()), events)[0]


def change_events(clip: Clip, changes: Mapping[str, Event]) -> Clip:
    """Replace events by id."""
    return replace(
        clip,
        events=_ordered(
            TimelineEvent(item.id, changes.get(item.id, item.event)) for item in clip.events
        ),
    )


def remove_events(clip: Clip, ids: Collection[str]) -> Clip:
    """Remove events."""
    return replace(clip, events=tuple(item for item in clip.events if item.id not in ids))


def _edit(clip: Clip, ids: Collection[str], change: Callable[[Event], Event]) -> Clip:
    chosen = {item.id: change(item.event) for item in clip.events if item.id in ids}
    return change_events(clip, chosen)


def move_events(clip: Clip, ids: Collection[str], by_s: float) -> Clip:
    """Move events together, in seconds; the group stops at the edges and keeps its spacing."""
    times = [item.event.time_s for item in clip.events if item.id in ids]
    if not times:
        return clip
    by_s = min(max(by_s, -min(times)), clip.file.duration_s - max(times))
    return _edit(clip, ids, lambda event: replace(event, time_s=_inside(clip, event.time_s + by_s)))


def change_strength(clip: Clip, ids: Collection[str], by: float) -> Clip:
    """Add to the strength of events, within 0.02 to 1."""
    return _edit(
        clip,
        ids,
        lambda event: replace(event, strength=min(max(event.strength + by, MIN_STRENGTH), 1.0)),
    )


def toggle_muted(clip: Clip, ids: Collection[str]) -> Clip:
    """Mute events, or unmute them if all of them are muted."""
    chosen = [item for item in clip.events if item.id in ids]
    mute = not all(item.event.muted for item in chosen)
    return _edit(clip, ids, lambda event: replace(event, muted=mute))


def quantise(clip: Clip, ids: Collection[str], frame_times: Iterable[float]) -> Clip:
    """Move events to the nearest of the given times, such as the clip's frames."""
    grid = sorted(frame_times)
    if not grid:
        return clip

    def nearest(time_s: float) -> float:
        index = bisect_left(grid, time_s)
        return min(grid[max(index - 1, 0) : index + 1], key=lambda t: abs(t - time_s))

    return _edit(clip, ids, lambda event: replace(event, time_s=nearest(event.time_s)))


def set_range(clip: Clip, in_s: float | None, out_s: float | None) -> Clip:
    """Set the in and out points; a point on or past the other removes the other."""
    in_s = None if in_s is None or in_s <= 0 else _inside(clip, in_s)
    out_s = None if out_s is None or out_s >= clip.file.duration_s else _inside(clip, out_s)
    if in_s is not None and out_s is not None and out_s <= in_s:
        if in_s != clip.in_s:
            out_s = None
        else:
            in_s = None
    return replace(clip, in_s=in_s, out_s=out_s)


def add_marker(clip: Clip, time_s: float, name: str) -> Clip:
    """Add a named marker."""
    return put_marker(clip, Marker(new_id(), _inside(clip, time_s), name))


def put_marker(clip: Clip, marker: Marker) -> Clip:
    """Add a marker, or replace the one with the same id."""
    others = [other for other in clip.markers if other.id != marker.id]
    ordered = sorted([*others, marker], key=lambda item: (item.time_s, item.id))
    return replace(clip, markers=tuple(ordered))


def remove_marker(clip: Clip, marker_id: str) -> Clip:
    """Remove a marker."""
    return replace(clip, markers=tuple(m for m in clip.markers if m.id != marker_id))


def copied(clip: Clip, ids: Collection[str]) -> tuple[Event, ...]:
    """The selected events, for the clipboard."""
    return tuple(item.event for item in clip.events if item.id in ids)


def pasted_at(events: Iterable[Event], time_s: float) -> list[Event]:
    """The events shifted so that the first one is at `time_s`."""
    ordered = sorted(events)
    if not ordered:
        return []
    shift = time_s - ordered[0].time_s
    return [replace(event, time_s=max(0.0, event.time_s + shift)) for event in ordered]
