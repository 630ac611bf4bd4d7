import numpy as np
import pytest

from engine.metrics.level import SILENCE_DB, level_difference_db, quiet_level_db


def test_half_the_amplitude_is_six_decibels_less():
    tone = np.sin(np.arange(22050) / 10).astype(np.float32)
    assert level_difference_db(tone, 0.5 * tone) == pytest.approx(-6.02, abs=0.01)
    assert level_difference_db(tone, 0 * tone) is None
    assert level_difference_db(tone, tone[:0]) is None


def test_the_quiet_level_is_that_of_the_noise_between_two_blows():
    wave = np.full(22050, 0.009, np.float32)
    wave[5000:5100] = 0.9
    assert quiet_level_db(wave) == pytest.approx(-40.9, abs=0.1)
    wave[1::2] *= -1
    assert quiet_level_db(0.1 * wave) == pytest.approx(-40.9, abs=0.1)
    assert quiet_level_db(np.zeros(22050, np.float32)) == SILENCE_DB
