import numpy as np
import pytest

from tests.training.procedural.sounds.test_track import RATE_HZ
from training.procedural.arrangement import make_arrangement


def test_an_arrangement_follows_from_its_seed():
    first, same, other = (make_arrangement(seed) for seed in (3, 3, 4))
    assert np.array_equal(first.sounds.wave, same.sounds.wave)
    assert first.events == same.events
    assert not np.array_equal(first.sounds.wave, other.sounds.wave)


@pytest.mark.slow
def test_arrangements_hold_strikes_and_sounds_that_last_with_their_references():
    made = [make_arrangement(seed) for seed in range(24)]
    lasting = [each for each in made if each.source == "lasting"]
    assert 2 <= len(lasting) <= 16
    for each in made:
        durations_s = [event.duration_s for event in each.events]
        assert all(durations_s) if each in lasting else not any(durations_s)
        assert max((event.strength for event in each.events), default=1.0) == 1.0
        assert np.abs(each.sounds.reference).max() > 0.01
        for event in each.events:
            middle = round((event.time_s + min(event.duration_s / 2, 0.02)) * RATE_HZ)
            assert np.abs(each.sounds.foreground[middle : middle + 1500]).max() > 0
        ends_s = [event.end_s for event in each.events]
        assert all(a <= b.time_s for a, b in zip(ends_s, each.events[1:], strict=False))
