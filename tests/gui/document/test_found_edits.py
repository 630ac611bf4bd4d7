"""What was found for a track is shown and hidden, accepted, and left alone once it was edited."""

import pytest
from msgspec.structs import replace

from engine.events.candidates import Candidate
from engine.events.event import Event
from engine.project.model import Track, new_id
from gui.document import event_edits, found_edits


def candidate(time_s: float, certainty: float, *, may_last_s: float = 0.0) -> Candidate:
    return Candidate(Event(time_s, 0.5, source="picture"), certainty, may_last_s)


CANDIDATES = (candidate(1.0, 0.9), candidate(2.0, 0.5), candidate(3.0, 0.2))


def times_s(track: Track) -> list[float]:
    return [item.event.time_s for item in track.events]


def id_at(track: Track, time_s: float) -> str:
    return next(item.id for item in track.events if item.event.time_s == time_s)


@pytest.fixture
def track() -> Track:
    """Two of three candidates beside an event set by hand."""
    own, _ = event_edits.add_events(Track(id=new_id()), [Event(5.0)], 10.0)
    return found_edits.put_found(own, "picture", CANDIDATES, 10.0)


def test_the_sensitivity_shows_and_hides_what_was_found(track):
    assert times_s(track) == [1.0, 2.0, 5.0]
    assert times_s(found_edits.set_sensitivity(track, 1.0)) == [1.0, 2.0, 3.0, 5.0]
    assert times_s(found_edits.set_sensitivity(track, 0.2)) == [1.0, 5.0]
    assert times_s(found_edits.set_sensitivity(track, 0.0)) == [5.0]  # set by hand


def test_an_event_that_returns_is_the_same_one(track):
    hidden = found_edits.set_sensitivity(track, 0.2)
    assert found_edits.set_sensitivity(hidden, 0.5) == track


def test_a_moved_event_is_neither_hidden_nor_doubled(track):
    moved = event_edits.move_events(track, [id_at(track, 2.0)], 0.25, 10.0)
    low = found_edits.set_sensitivity(moved, 0.0)
    assert times_s(low) == [2.25, 5.0]
    assert times_s(found_edits.set_sensitivity(low, 0.5)) == [1.0, 2.25, 5.0]


def test_a_deleted_event_stays_away(track):
    deleted = event_edits.remove_events(track, [id_at(track, 1.0)])
    low = found_edits.set_sensitivity(deleted, 0.0)
    assert times_s(found_edits.set_sensitivity(low, 1.0)) == [2.0, 3.0, 5.0]


def test_accepted_events_are_the_users_own(track):
    accepted = found_edits.accept(track, [id_at(track, 2.0)])
    assert next(x.event for x in accepted.events if x.event.time_s == 2.0).source == "hand"
    assert times_s(found_edits.set_sensitivity(accepted, 0.0)) == [2.0, 5.0]


def test_another_search_leaves_the_users_own_events_and_adds_none_beside_them(track):
    again = found_edits.put_found(track, "sound", [candidate(4.98, 0.9), candidate(6, 0.9)], 10.0)
    assert times_s(again) == [5.0, 6.0]
    assert again.found.by == "sound"


def test_candidates_past_the_end_are_left_out(track):
    assert times_s(found_edits.put_found(track, "sound", [candidate(11.0, 0.9)], 10.0)) == [5.0]


def test_only_what_is_like_the_given_events_is_proposed(track):
    assert found_edits.proposed(track) == {}
    rest = replace(track, found=replace(track.found, by="likeness"))
    assert sorted(found_edits.proposed(rest).values()) == [0.5, 0.9]
    accepted = found_edits.accept(rest, [id_at(rest, 2.0)])
    assert list(found_edits.proposed(accepted).values()) == [0.9]


def test_an_event_lasts_as_long_as_the_picture_suggests():
    track = found_edits.put_found(
        Track(id=new_id()), "auto", [candidate(1.0, 0.9, may_last_s=2.5)], 10.0
    )
    (event_id,) = (item.id for item in track.events)
    suggested_s = found_edits.suggested_durations_s(track)
    assert suggested_s == {event_id: 2.5}
    lasting = event_edits.toggle_lasting(track, [event_id], 10.0, suggested_s)
    assert lasting.events[0].event.duration_s == 2.5
    assert found_edits.suggested_durations_s(lasting) == {}
