"""Edits of a fader's envelope and fades."""

import pytest

from engine.recipe import Fader
from gui.document import fader_edits


@pytest.fixture
def three() -> Fader:
    fader = Fader()
    for time_s, gain_db in ((3.0, -6.0), (1.0, 0.0), (2.0, -20.0)):
        fader = fader_edits.add_point(fader, time_s, gain_db)
    return fader


def points(fader: Fader) -> list[tuple[float, float]]:
    return [(point.time_s, point.gain_db) for point in fader.envelope]


def test_points_stand_in_order_of_time(three):
    assert points(three) == [(1.0, 0.0), (2.0, -20.0), (3.0, -6.0)]
    assert points(fader_edits.remove_point(three, 1)) == [(1.0, 0.0), (3.0, -6.0)]


def test_a_point_stays_between_its_neighbours_and_within_the_scale(three):
    assert points(fader_edits.move_point(three, 1, 0.2, -99.0))[1] == (1.001, -36.0)
    assert points(fader_edits.move_point(three, 1, 9.0, 99.0))[1] == (2.999, 12.0)
    assert points(fader_edits.move_point(three, 0, -1.0, 0.0))[0] == (0.0, 0.0)


def test_two_fades_are_no_longer_than_the_sound():
    fader = fader_edits.set_fade(Fader(), 3.0, 4.0, at_end=False)
    fader = fader_edits.set_fade(fader, 3.0, 4.0, at_end=True)
    assert (fader.fade_in_s, fader.fade_out_s) == (3.0, 1.0)
    assert fader_edits.set_fade(fader, -1.0, 4.0, at_end=False).fade_in_s == 0.0


def test_the_shape_can_be_taken_away(three):
    faded = fader_edits.set_fade(three, 1.0, 4.0, at_end=True)
    assert fader_edits.without_shape(faded) == Fader()
