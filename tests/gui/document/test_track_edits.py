"""Edits of a clip's tracks."""

import pytest
from msgspec.structs import replace

from engine.events.candidates import Candidate
from engine.events.event import Event
from engine.project.found import Found, FoundEvent
from engine.project.model import Clip, Track, new_id
from gui.document import event_edits, found_edits, track_edits


@pytest.fixture
def three(clip: Clip) -> Clip:
    """A clip with an event at 1 and at 3 s on its first track, and two empty tracks."""
    track = event_edits.replace_events(clip.track, [Event(1.0), Event(3.0)], 10.0)
    clip = track_edits.put_track(clip, track)
    for name in ("door", "glass"):
        clip = track_edits.add_track(clip, Track(id=new_id(), name=name), len(clip.tracks))
    return clip


def names(clip: Clip) -> list[str]:
    return [track.name for track in clip.tracks]


def times(track: Track) -> list[float]:
    return [item.event.time_s for item in track.events]


def test_an_added_track_takes_a_colour_that_is_free(three):
    assert [track.colour for track in three.tracks] == [0, 1, 2]
    without = track_edits.remove_track(three, three.tracks[1].id)
    again = track_edits.add_track(without, Track(id=new_id()), 2)
    assert again.tracks[2].colour == 1


def test_the_only_track_is_not_removed(clip):
    assert track_edits.remove_track(clip, clip.track.id) == clip


def test_a_track_moves_up_and_down_and_stops_at_the_edges(three):
    glass = three.tracks[2].id
    assert names(track_edits.move_track(three, glass, -1)) == ["", "glass", "door"]
    assert names(track_edits.move_track(three, glass, -9)) == ["glass", "", "door"]
    assert names(track_edits.move_track(three, glass, +1)) == ["", "door", "glass"]


def test_a_copy_of_a_track_has_ids_of_its_own_and_no_take(three):
    first = three.tracks[0]
    found = tuple(FoundEvent(item.id, Candidate(item.event, 0.9)) for item in first.events)
    track = replace(first, chosen_take_id=new_id(), found=Found("picture", found))
    copy = track_edits.copy_of(track, "steps 2")
    assert (copy.name, times(copy), copy.chosen_take_id) == ("steps 2", [1.0, 3.0], None)
    assert copy.id != track.id
    assert not {item.id for item in copy.events} & {item.id for item in track.events}
    assert found_edits.unchanged(copy).keys() == {item.id for item in copy.events}


def test_events_that_move_to_another_track_keep_their_ids(three):
    first, door, _ = three.tracks
    chosen = first.events[1].id
    moved = track_edits.move_to_track(three, {chosen}, first.id, door.id, by_s=0.5)
    assert times(moved.tracks[0]) == [1.0]
    assert times(moved.tracks[1]) == [3.5]
    assert moved.tracks[1].events[0].id == chosen


def test_events_moved_to_their_own_track_stay_as_they_are(three):
    first = three.tracks[0]
    ids = {item.id for item in first.events}
    assert track_edits.move_to_track(three, ids, first.id, first.id, by_s=1.0) == three
