"""Edits of what was found for a track, as pure functions from track to track."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from msgspec.structs import replace

from engine.events.candidates import Candidate
from engine.project.found import Found, FoundBy, FoundEvent
from engine.project.model import Clip, TimelineEvent, Track, new_id
from gui.document.event_edits import ordered, remove_events
from gui.document.track_edits import put_track

BY_USER: Final = frozenset({"hand", "performance"})
_APART_S: Final = 0.05  # a candidate nearer to an event of the user is that event


def put_found(
    track: Track,
    by: FoundBy,
    candidates: Iterable[Candidate],
    duration_s: float,
    kept: Collection[str] | None = None,
) -> Track:
    """Replace what is on a track by what was found, at the usual sensitivity.

    Args:
        track: the track.
        by: where they were found.
        candidates: sorted by time.
        duration_s: length of the clip; later candidates are left out.
        kept: ids of the events that stay; None means those that the user set.
    """
    if kept is None:
        kept = {item.id for item in track.events if item.event.source in BY_USER}
    stay = [item for item in track.events if item.id in kept]
    own_s = [item.event.time_s for item in stay]
    events = tuple(
        FoundEvent(new_id(), each)
        for each in candidates
        if each.event.time_s <= duration_s
        and all(abs(each.event.time_s - time_s) >= _APART_S for time_s in own_s)
    )
    found = Found(by, events)
    placed = [TimelineEvent(*item) for item in found.shown().items()]
    return replace(track, events=ordered([*stay, *placed]), found=found)


def with_found(clip: Clip, found: Track) -> Clip:
    """A clip with what was found for one of its tracks, unless that track has events."""
    track = clip.track_by_id(found.id)
    if track is None or track.events:
        return clip
    return put_track(clip, replace(track, events=found.events, found=found.found))


def set_sensitivity(track: Track, sensitivity: float) -> Track:
    """Show and hide what was found; events that the user set, moved or deleted are left alone."""
    if track.found is None:
        return track
    here = {item.id: item.event for item in track.events}
    before = track.found.shown()
    events = tuple(
        replace(each, rejected=each.rejected or (each.id in before and each.id not in here))
        for each in track.found.events
    )
    found = replace(track.found, events=events, sensitivity=sensitivity)
    after = found.shown()
    hidden = {i for i, event in before.items() if here.get(i) == event and i not in after}
    added = [TimelineEvent(i, event) for i, event in after.items() if i not in here]
    kept = remove_events(track, hidden).events
    return replace(track, events=ordered([*kept, *added]), found=found)


def accept(track: Track, ids: Collection[str]) -> Track:
    """Make found events the user's own, so that no sensitivity hides them."""
    if track.found is None:
        return track
    accepted = {each.id for each in track.found.events if each.id in ids}
    events = tuple(
        replace(item, event=replace(item.event, source="hand")) if item.id in accepted else item
        for item in track.events
    )
    left = tuple(each for each in track.found.events if each.id not in accepted)
    return replace(track, events=events, found=replace(track.found, events=left))


def unchanged(track: Track) -> Mapping[str, Candidate]:
    """The candidates on a track that the user has neither accepted nor changed, by id."""
    if track.found is None:
        return {}
    here = {item.id: item.event for item in track.events}
    return {
        each.id: each.candidate
        for each in track.found.events
        if here.get(each.id) == each.candidate.event
    }


def proposed(track: Track) -> Mapping[str, float]:
    """The certainty of events that "Find the rest" proposes, by id."""
    if track.found is None or track.found.by != "likeness":
        return {}
    return {i: candidate.certainty for i, candidate in unchanged(track).items()}


def suggested_durations_s(track: Track) -> Mapping[str, float]:
    """How long strikes may last, as the picture suggests, by id."""
    here = unchanged(track)
    return {i: each.may_last_s for i, each in here.items() if each.may_last_s > 0}
