"""Edits of a clip's tracks, as pure functions from clip to clip."""

from collections.abc import Collection, Mapping

from msgspec.structs import replace

from engine.project.model import Clip, TimelineEvent, Track, new_id
from gui.document.event_edits import move_events, ordered, remove_events


def put_track(clip: Clip, track: Track) -> Clip:
    """Replace the track with the same id."""
    return replace(clip, tracks=tuple(track if old.id == track.id else old for old in clip.tracks))


def add_track(clip: Clip, track: Track, index: int) -> Clip:
    """Add a track at an index, in a colour that the clip uses least."""
    colours = [other.colour for other in clip.tracks]
    colour = min(range(len(colours) + 1), key=lambda each: (colours.count(each), each))
    added = replace(track, colour=colour)
    return replace(clip, tracks=(*clip.tracks[:index], added, *clip.tracks[index:]))


def remove_track(clip: Clip, track_id: str) -> Clip:
    """Remove a track, unless it is the only one."""
    kept = tuple(track for track in clip.tracks if track.id != track_id)
    return replace(clip, tracks=kept) if kept else clip


def move_track(clip: Clip, track_id: str, by: int) -> Clip:
    """Move a track down by a number of places, or up if negative; it stops at the edges."""
    ids = [track.id for track in clip.tracks]
    index = ids.index(track_id)
    others = [track for track in clip.tracks if track.id != track_id]
    others.insert(min(max(index + by, 0), len(others)), clip.tracks[index])
    return replace(clip, tracks=tuple(others))


def copy_of(track: Track, name: str) -> Track:
    """The same track with a name and ids of its own, and with no take chosen."""
    ids = [item.id for item in track.events]
    ids += [item.id for item in track.found.events] if track.found else []
    new_ids = {old: new_id() for old in ids}
    return replace(
        track,
        id=new_id(),
        name=name,
        events=tuple(TimelineEvent(new_ids[item.id], item.event) for item in track.events),
        found=track.found
        and replace(
            track.found,
            events=tuple(replace(item, id=new_ids[item.id]) for item in track.found.events),
        ),
        chosen_take_id=None,
        compared_take_id=None,
    )


def move_to_track(
    clip: Clip, ids: Collection[str], source_id: str, target_id: str, by_s: float = 0.0
) -> Clip:
    """Move events from one track to another, and by a number of seconds; they keep their ids."""
    source, target = clip.track_by_id(source_id), clip.track_by_id(target_id)
    if source is None or target is None or source is target:
        return clip
    moved = move_events(source, ids, by_s, clip.file.duration_s)
    taken = [item for item in moved.events if item.id in ids]
    clip = put_track(clip, remove_events(source, ids))
    return put_track(clip, replace(target, events=ordered([*target.events, *taken])))


def with_choices(clip: Clip, tracks: Mapping[str, Track]) -> Clip:
    """A clip with the chosen takes and references of the tracks with the same ids."""
    return replace(
        clip,
        tracks=tuple(
            replace(
                track,
                chosen_take_id=same.chosen_take_id,
                compared_take_id=same.compared_take_id,
                reference_id=same.reference_id,
            )
            for track in clip.tracks
            for same in (tracks.get(track.id, track),)
        ),
    )


def with_choices_of(now: Clip, edited: Clip, removed: Mapping[str, Track]) -> Clip:
    """An edited clip with the active track, chosen takes and references of the clip as it is now.

    These are chosen by looking, listening and dubbing, not by edits, so undo leaves them alone. A
    track that the edit adds becomes the active one.

    Args:
        now: the clip as it is.
        edited: the clip as an edit, or its undo, leaves it.
        removed: tracks that were removed before, by id; one that comes back has its choices again.
    """
    here = {track.id: track for track in now.tracks}
    edited = with_choices(edited, {**removed, **here})
    added = [track.id for track in edited.tracks if track.id not in here]
    active = next(iter(added), now.active_track_id)
    if all(track.id != active for track in edited.tracks):
        index = [track.id for track in now.tracks].index(now.track.id)
        active = edited.tracks[min(index, len(edited.tracks) - 1)].id
    return replace(edited, active_track_id=active)
