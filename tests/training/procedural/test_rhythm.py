import itertools

import numpy as np
import pytest

from training.procedural.limbs import draw_style, lift_curve
from training.procedural.rhythm import Beat, Tempo, draw_beats

TEMPO = Tempo(shortest_s=0.2, usual_s=0.6)


def many_rhythms() -> list[list[Beat]]:
    return [draw_beats(np.random.default_rng(seed), TEMPO, 10.0) for seed in range(300)]


def test_beats_keep_their_distance_and_lie_in_the_clip() -> None:
    for beats in many_rhythms():
        times_s = [beat.time_s for beat in beats]
        assert all(0 < time_s < 10 for time_s in times_s)
        assert all(late - early >= 0.2 for early, late in itertools.pairwise(times_s))


def test_some_clips_have_nothing_some_one_and_some_many_beats() -> None:
    counts = [len(beats) for beats in many_rhythms()]
    assert 0 in counts
    assert 1 in counts
    assert max(counts) > 15


def test_some_clips_have_feints_and_most_have_none() -> None:
    feinting = [any(not beat.real for beat in beats) for beats in many_rhythms()]
    assert 0.03 < np.mean(feinting) < 0.4


@pytest.mark.parametrize("seed", range(10))
def test_a_tool_is_down_at_its_beat_and_up_before_it(seed: int) -> None:
    rng = np.random.default_rng(seed)
    lift = lift_curve([Beat(2.0, 1.0)], draw_style(rng), 4.0)
    assert lift[2000] <= 0 < lift[1900]
    assert np.argmin(lift) == 2000


def test_a_feint_stops_above_its_target() -> None:
    lift = lift_curve([Beat(2.0, 1.0, real=False)], draw_style(np.random.default_rng(1)), 4.0)
    assert lift.min() > 0.02


def test_a_harder_beat_is_wound_up_higher() -> None:
    style = draw_style(np.random.default_rng(1))
    soft, hard = (lift_curve([Beat(2.0, s)], style, 4.0).max() for s in (0.2, 1.0))
    assert hard > 1.3 * soft
