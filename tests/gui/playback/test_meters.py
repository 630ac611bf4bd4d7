"""What the meters show of the peaks that are heard."""

import math

import pytest

from gui.playback.meters import FALL_DB_PER_S, HELD_S, Meters


def test_a_level_rises_at_once_and_falls_slowly():
    meters = Meters()
    meters.update({"a": 1.0}, 0.1)
    assert meters.level("a").level_db == 0.0
    meters.update({}, 0.5)
    assert meters.level("a").peak == 0.0
    assert meters.level("a").level_db == pytest.approx(-0.5 * FALL_DB_PER_S)


def test_the_highest_level_is_held_for_a_while():
    meters = Meters()
    meters.update({"a": 0.5}, 0.1)
    for _ in range(10):
        meters.update({"a": 0.1}, 0.1)
    assert meters.level("a").held_db == pytest.approx(20 * math.log10(0.5))
    meters.update({"a": 0.1}, HELD_S)
    assert meters.level("a").held_db == pytest.approx(-20.0)


def test_the_clip_light_stays_on_until_it_is_turned_off():
    meters = Meters()
    meters.update({"a": 1.01, "b": 1.0}, 0.1)
    meters.update({"a": 0.1}, 0.1)
    meters.silence()
    assert (meters.level("a").clipped, meters.level("b").clipped) == (True, False)
    assert meters.level("a").level_db == -math.inf
    meters.clear_clips()
    assert not meters.level("a").clipped


def test_what_was_never_heard_is_silent():
    assert Meters().level("a").level_db == -math.inf
