import numpy as np
import pytest

from engine.config import GRID
from training.procedural.clip import make_clip
from training.procedural.scene import Order
from training.procedural.scenes import lasting

FAMILIES = ("saw", "pour", "roll", "cry")
SIZE = (128, 96)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_scene_moves_as_long_as_its_sound_lasts_and_rests_in_between(family):
    scene = getattr(lasting, family)(Order(np.random.default_rng(4), SIZE, 10.0))
    moved, rested = [], []
    with scene:
        for blow in scene.blows:
            inside_s = blow.time_s + 0.5 * blow.duration_s
            first, second = (scene.draw(inside_s + each, 0).astype(int) for each in (0.0, 0.05))
            moved.append(np.abs(first - second).mean())
            if blow.time_s > 0.3:
                before_s = blow.time_s - 0.15
                first, second = (scene.draw(before_s + each, 0).astype(int) for each in (0, 0.05))
                rested.append(np.abs(first - second).mean())
    assert min(moved) > 0
    assert max(rested) == 0


@pytest.mark.parametrize("family", FAMILIES)
def test_the_sound_of_a_clip_lasts_as_long_as_its_events(family):
    clip = make_clip(5, size=SIZE, family=family)
    assert clip.timbre == "lasting"
    assert clip.events
    assert all(event.duration_s > 0 and event.end_s <= GRID.window_s for event in clip.events)
    level = np.abs(clip.sounds.foreground)
    for event in clip.heard:
        middle = round((event.time_s + event.duration_s / 2) * 22050)
        assert level[middle - 2000 : middle + 2000].max() > 0.05 * level.max()
