import numpy as np
import pytest
import torch

from engine.mel import mel_magnitudes
from engine.metrics.round_trip import log_mel_l1
from engine.vocoder.refinement import refine
from tests.engine.vocoder.sounds import click, energy_centre

FRAMES = 40
SAMPLES = 256 * FRAMES


def noise(level=0.1):
    return np.random.default_rng(0).normal(0, level, SAMPLES).astype(np.float32)


def tone(hz, level=0.1):
    return (level * np.sin(2 * np.pi * hz * np.arange(SAMPLES) / 22050)).astype(np.float32)


def refined(wave, wanted, passages=4):
    """`wave` brought to the mel of another sound."""
    bands = torch.from_numpy(mel_magnitudes(wanted))
    return refine(torch.from_numpy(wave), bands, passages).numpy()


def level_at(wave, hz):
    """The amplitude of a tone."""
    return 2 * abs(np.vdot(np.exp(2j * np.pi * hz * np.arange(SAMPLES) / 22050), wave)) / SAMPLES


def test_a_sound_with_the_wanted_mel_stays_as_it_is():
    np.testing.assert_allclose(refined(noise(), noise()), noise(), atol=1e-4)


def test_wrong_bands_are_put_right():
    wanted = noise() + tone(1000, 0.5)
    wrong = 0.3 * noise() + tone(1000, 0.1)
    assert log_mel_l1(wanted, wrong) > 1.0
    assert log_mel_l1(wanted, refined(wrong, wanted)) < 0.1


def test_more_passages_come_nearer():
    wanted = np.convolve(noise(), np.ones(8) / 8, mode="same").astype(np.float32)
    distances = [log_mel_l1(wanted, refined(noise(), wanted, passages)) for passages in (0, 1, 4)]
    assert distances[0] > 3 * distances[1] > 3 * distances[2]


def test_an_attack_stays_where_it_is():
    soft = 0.2 * click(SAMPLES, 5000)
    made = refined(soft, click(SAMPLES, 5000))
    assert energy_centre(made) == pytest.approx(5000, abs=2)
    assert np.abs(made).max() == pytest.approx(np.abs(click(SAMPLES, 5000)).max(), rel=0.1)


def test_what_lies_above_the_bands_follows_the_highest():
    wanted = tone(7000) + tone(9500)
    made = refined(0.5 * wanted, wanted)
    assert level_at(made, 9500) == pytest.approx(0.1, rel=0.05)


def test_where_silence_is_wanted_there_is_silence():
    assert np.abs(refined(noise(), np.zeros(SAMPLES, np.float32))).max() < 1e-6


def test_nothing_becomes_no_error():
    assert np.isfinite(refined(np.zeros(SAMPLES, np.float32), noise())).all()
