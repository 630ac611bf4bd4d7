import numpy as np
import pytest

from training.procedural.sounds.held import make_held

RATE_HZ = 22050


@pytest.mark.parametrize("seed", range(6))
def test_a_sound_lasts_as_long_as_asked_and_then_decays(seed):
    source = make_held(np.random.default_rng(seed))
    for duration_s in (0.4, 2.0):
        wave = source.hold(duration_s, 0.8, np.random.default_rng(1))
        assert np.isfinite(wave).all()
        assert 0.4 < np.abs(wave).max() <= 1.0
        level = np.abs(wave).reshape(-1)[: len(wave) // 441 * 441].reshape(-1, 441).max(axis=1)
        loud_s = np.flatnonzero(level > 0.1 * level.max()) * 441 / RATE_HZ
        assert loud_s[0] < 0.2
        assert 0.6 * duration_s < loud_s[-1] < 1.2 * duration_s + 0.2
        assert abs(wave[-1]) < 0.05


def test_a_stronger_sound_is_louder_and_no_two_are_equal():
    source = make_held(np.random.default_rng(1))
    soft, loud, other = (
        source.hold(0.5, strength, np.random.default_rng(seed))
        for strength, seed in ((0.3, 2), (0.9, 2), (0.9, 3))
    )
    assert np.abs(soft).mean() < 0.6 * np.abs(loud).mean()
    assert not np.array_equal(loud, other)
