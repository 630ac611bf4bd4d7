import numpy as np

from training.procedural.rhythm import Beat
from training.procedural.strikes import deal, unsteady


def test_a_hand_wavers_in_the_air_and_not_where_it_strikes() -> None:
    lift = np.repeat([0.5, 0.0, 0.5], 2000)
    moved = unsteady(np.random.default_rng(0), lift, 0.2)
    assert np.all(moved[2000:4000] == 0)
    assert moved[:2000].std() > 0.02
    assert np.abs(np.diff(moved[:2000])).max() < 0.002  # slowly


def test_no_hand_strikes_before_it_has_rested() -> None:
    beats = [Beat(0.1 * number, 1.0) for number in range(40)]
    dealt = deal(np.random.default_rng(0), beats, 2, 0.16)
    for mine in dealt:
        assert len(mine) > 10
        assert np.diff([beat.time_s for beat in mine]).min() >= 0.16
