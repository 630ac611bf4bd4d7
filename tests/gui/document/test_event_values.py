"""Typed values of events."""

import pytest

from engine.events.event import Event
from engine.project.model import Track, new_id
from gui.document import event_edits, event_values

DURATION_S = 10.0


@pytest.fixture
def two() -> tuple[Track, tuple[str, ...]]:
    events = [Event(1.0, 0.5), Event(3.0, 1.0)]
    return event_edits.add_events(Track(id=new_id()), events, DURATION_S)


def values(track: Track, name: str) -> list[float]:
    return [getattr(item.event, name) for item in track.events]


def test_a_typed_time_is_that_of_the_first_event_and_the_others_follow(two):
    track, ids = two
    assert values(event_values.set_time(track, ids, 2.5, DURATION_S), "time_s") == [2.5, 4.5]
    late = event_values.set_time(track, ids[1:], 99, DURATION_S)
    assert values(late, "time_s") == pytest.approx([1.0, 9.98])  # still heard


def test_half_the_strength_is_six_decibels_less(two):
    track, ids = two
    assert event_values.strength_db(1.0) == 0.0
    assert event_values.strength_db(0.5) == pytest.approx(-6.02, abs=0.01)
    changed = event_values.set_strength(track, ids[1:], -6.0206)
    assert values(changed, "strength") == pytest.approx([0.5, 0.5], abs=1e-4)
    softest = event_values.set_strength(track, ids, -80.0)
    assert values(softest, "strength") == [0.02, 0.02]


def test_a_duration_ends_with_the_clip_and_0_makes_a_strike(two):
    track, ids = two
    lasting = event_values.set_duration(track, ids, 8.0, DURATION_S)
    assert values(lasting, "duration_s") == [8.0, 7.0]
    assert values(event_values.set_duration(lasting, ids, 0.0, DURATION_S), "duration_s") == [0, 0]


def test_only_the_given_events_are_muted(two):
    track, ids = two
    assert values(event_values.set_muted(track, ids[:1], True), "muted") == [True, False]
