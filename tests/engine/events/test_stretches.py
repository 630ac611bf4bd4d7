import numpy as np
import pytest

from engine.config import GRID
from engine.events.liveliness import Liveliness, liveliness
from engine.events.stretches import find_stretches
from tests.engine.features import scenes

RATE = float(GRID.video_rate)


def stretches_s(scene, duration_s):
    """Start and end of each stretch that is found in a scene."""
    found = find_stretches(liveliness(scenes.watch(scene, duration_s)))
    return [time_s for each in found for time_s in (each.start_s, each.stop / RATE)]


def test_what_goes_on_is_found_from_its_beginning_to_its_end():
    found = stretches_s(scenes.simmering([(1.0, 1.8), (3.0, 6.0)]), 8.0)
    assert found == pytest.approx([1.0, 1.8, 3.0, 6.0], abs=0.2)


def test_a_moment_of_rest_ends_nothing_and_a_moment_of_change_is_no_stretch():
    found = stretches_s(scenes.simmering([(1.0, 2.0), (2.1, 3.5), (5.0, 5.2)]), 7.0)
    assert found == pytest.approx([1.0, 3.5], abs=0.2)


def test_what_goes_on_until_the_clip_ends_ends_there():
    assert stretches_s(scenes.simmering([(2.0, 9.0)]), 5.0) == pytest.approx([2.0, 5.0], abs=0.2)


@pytest.mark.parametrize("scene", [scenes.still, scenes.flash([1.0, 3.0], everywhere=True)])
def test_nothing_goes_on_in_a_still_picture_and_after_a_flash(scene):
    assert stretches_s(scene, 5.0) == []


def test_what_grows_where_the_picture_never_rests_begins_nothing():
    level = np.full(200, -5.0, np.float32)
    level[:20] = -7.0
    level[20:] = -4.0
    level[100:] = -3.4
    (found,) = find_stretches(Liveliness.of(level))
    assert found.row == 20
    assert found.rise == pytest.approx(3.0, abs=0.01)


def test_a_livelier_scene_begins_nothing_and_ends_what_went_on():
    level = np.full(200, -6.0, np.float32)
    level[40:60] = -4.0
    level[60:150] = -3.0
    cut_s = 58 / RATE
    found = find_stretches(Liveliness.of(level), [cut_s])
    assert [(each.row, each.stop) for each in found] == [(40, 58)]
    level[40:60] = -6.0
    assert [each.row for each in find_stretches(Liveliness.of(level))] == [60]
    assert find_stretches(Liveliness.of(level), [cut_s]) == []
