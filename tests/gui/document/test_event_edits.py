"""Edits of a track's events."""

import pytest

from engine.events.event import Event
from engine.project.model import Track, new_id
from gui.document import event_edits

DURATION_S = 10.0


def _times(track: Track) -> list[float]:
    return [item.event.time_s for item in track.events]


@pytest.fixture
def three() -> tuple[Track, tuple[str, ...]]:
    events = [Event(1.0, 0.5), Event(3.0, 0.5), Event(2.0, 0.5)]
    return event_edits.add_events(Track(id=new_id()), events, DURATION_S)


def test_added_events_stand_in_order_of_time(three):
    track, _ = three
    assert _times(track) == [1.0, 2.0, 3.0]


def test_events_past_the_clip_are_left_out():
    track = Track(id=new_id())
    changed, ids = event_edits.add_events(track, [Event(1.0), Event(99.0)], DURATION_S)
    assert len(ids) == 1
    assert _times(changed) == [1.0]


def test_a_moved_group_stops_at_the_edge_and_keeps_its_spacing(three):
    track, ids = three
    assert _times(event_edits.move_events(track, ids, -5.0, DURATION_S)) == [0.0, 1.0, 2.0]
    moved = event_edits.move_events(track, ids, +50.0, DURATION_S)
    assert _times(moved) == pytest.approx([7.98, 8.98, 9.98])  # the last is still heard


def test_strength_stays_between_just_visible_and_one(three):
    track, ids = three
    assert {e.event.strength for e in event_edits.change_strength(track, ids, -9).events} == {0.02}
    assert {e.event.strength for e in event_edits.change_strength(track, ids, +9).events} == {1.0}


def test_muting_a_mixed_group_mutes_all_and_again_lets_all_sound(three):
    track, ids = three
    mixed = event_edits.toggle_muted(track, ids[:1])
    muted = event_edits.toggle_muted(mixed, ids)
    assert all(item.event.muted for item in muted.events)
    assert not any(item.event.muted for item in event_edits.toggle_muted(muted, ids).events)


def test_quantising_moves_only_the_chosen_to_the_nearest_frame(three):
    track, ids = three
    moved = event_edits.quantise(track, ids[:1], [0.0, 1.04, 2.04])
    assert _times(moved) == [1.04, 2.0, 3.0]


def test_pasted_events_start_at_the_cursor_with_their_old_spacing():
    pasted = event_edits.pasted_at([Event(7.0, 0.3), Event(6.0, 0.9)], 1.5)
    assert [(e.time_s, e.strength) for e in pasted] == [(1.5, 0.9), (2.5, 0.3)]


def test_strikes_last_until_the_next_event_and_become_strikes_again(three):
    track, ids = three
    lasting = event_edits.toggle_lasting(track, ids, 3.2)
    assert [e.event.duration_s for e in lasting.events] == pytest.approx([0.5, 0.5, 0.2])
    struck = event_edits.toggle_lasting(lasting, ids, 3.2)
    assert {e.event.duration_s for e in struck.events} == {0.0}


def test_lasting_events_are_lengthened_within_the_clip_and_strikes_stay_strikes(three):
    track, ids = three
    track = event_edits.toggle_lasting(track, ids[:1], DURATION_S)
    longer = event_edits.change_duration(track, ids, 1.0, DURATION_S)
    assert [e.event.duration_s for e in longer.events] == [1.5, 0.0, 0.0]
    longest = event_edits.change_duration(track, ids, 99.0, DURATION_S)
    assert longest.events[0].event.end_s == DURATION_S
    shortest = event_edits.change_duration(track, ids, -99.0, DURATION_S)
    assert shortest.events[0].event.duration_s == 0.02


@pytest.fixture
def two() -> tuple[Track, tuple[str, ...]]:
    events = [Event(1.0, 0.5), Event(3.0, 1.0)]
    return event_edits.add_events(Track(id=new_id()), events, DURATION_S)


def values(track: Track, name: str) -> list[float]:
    return [getattr(item.event, name) for item in track.events]


def test_a_typed_time_is_that_of_the_first_event_and_the_others_follow(two):
    track, ids = two
    assert values(event_edits.set_time(track, ids, 2.5, DURATION_S), "time_s") == [2.5, 4.5]
    late = event_edits.set_time(track, ids[1:], 99, DURATION_S)
    assert values(late, "time_s") == pytest.approx([1.0, 9.98])  # still heard


def test_half_the_strength_is_six_decibels_less(two):
    track, ids = two
    assert event_edits.strength_db(1.0) == 0.0
    assert event_edits.strength_db(0.5) == pytest.approx(-6.02, abs=0.01)
    changed = event_edits.set_strength(track, ids[1:], -6.0206)
    assert values(changed, "strength") == pytest.approx([0.5, 0.5], abs=1e-4)
    softest = event_edits.set_strength(track, ids, -80.0)
    assert values(softest, "strength") == [0.02, 0.02]


def test_a_duration_ends_with_the_clip_and_0_makes_a_strike(two):
    track, ids = two
    lasting = event_edits.set_duration(track, ids, 8.0, DURATION_S)
    assert values(lasting, "duration_s") == [8.0, 7.0]
    assert values(event_edits.set_duration(lasting, ids, 0.0, DURATION_S), "duration_s") == [0, 0]


def test_only_the_given_events_are_muted(two):
    track, ids = two
    assert values(event_edits.set_muted(track, ids[:1], True), "muted") == [True, False]
