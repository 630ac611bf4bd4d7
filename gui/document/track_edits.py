"""Edits of a clip's tracks, as pure functions from clip to clip."""

from msgspec.structs import replace

from engine.project.model import Clip, Track


def put_track(clip: Clip, track: Track) -> Clip:
    """Replace the track with the same id."""
    return replace(clip, tracks=tuple(track if old.id == track.id else old for old in clip.tracks))


def with_choices_of(now: Clip, edited: Clip) -> Clip:
    """An edited clip with the active track and the chosen takes of the clip as it is now.

    These are chosen by looking and listening, not by edits, so undo leaves them alone. A track
    that the edit adds becomes the active one.
    """
    taken = {track.id: track.chosen_take_id for track in now.tracks}
    tracks = tuple(
        replace(track, chosen_take_id=taken.get(track.id, track.chosen_take_id))
        for track in edited.tracks
    )
    added = [track.id for track in tracks if track.id not in taken]
    active = next(iter(added), now.active_track_id)
    if all(track.id != active for track in tracks):
        index = [track.id for track in now.tracks].index(now.track.id)
        active = tracks[min(index, len(tracks) - 1)].id
    return replace(edited, tracks=tracks, active_track_id=active)
