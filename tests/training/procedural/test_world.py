import numpy as np
import pytest

from training.procedural.physics import simulate
from training.procedural.world import World

pytestmark = pytest.mark.usefixtures("drawing")

SIZE = (64, 48)


def test_things_move_in_some_rooms_and_strike_nothing() -> None:
    joints = []
    for seed in range(24):
        world = World(np.random.default_rng(seed), scale_m=0.8)
        world.room(floor_m=-0.5)
        model = world.compile(SIZE)
        recording = simulate(model, 2.0)
        assert recording.impacts == ()
        assert not model.nq or np.all(np.ptp(recording.qpos, axis=0) > 0.01)
        joints.append(model.nq)
    assert 6 <= sum(count > 0 for count in joints) <= 18
    assert max(joints) >= 2  # limbs that swing from one another
