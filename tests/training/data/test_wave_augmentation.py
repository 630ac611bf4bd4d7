import numpy as np
import pytest

from training.data.wave_augmentation import (
    change_speed,
    changed_gain,
    excerpt_samples,
    filtered,
    mixed,
)

RATE = 22050


def tone(hz: float, samples: int) -> np.ndarray:
    return (0.5 * np.sin(2 * np.pi * hz / RATE * np.arange(samples))).astype(np.float32)


def peak_hz(wave: np.ndarray) -> float:
    return np.abs(np.fft.rfft(wave * np.hanning(len(wave)))).argmax() * RATE / len(wave)


@pytest.mark.parametrize("speed", [0.8, 1.0, 1.25])
def test_another_speed_moves_the_pitch_and_keeps_the_level(speed):
    played = change_speed(tone(1000, excerpt_samples(8000, speed)), 8000)
    assert len(played) == 8000
    assert peak_hz(played) == pytest.approx(1000 * speed, rel=0.01)
    assert np.abs(played).max() == pytest.approx(0.5, rel=0.05)


def test_a_filter_changes_the_spectrum_and_nothing_blows_up():
    random = np.random.default_rng(0)
    wave = random.normal(0, 0.1, 8000).astype(np.float32)
    for _ in range(30):
        made = filtered(wave, random)
        assert made.shape == wave.shape
        assert np.isfinite(made).all()
        assert not np.allclose(made, wave, atol=1e-3)
        assert np.sqrt(np.mean(made**2)) < 1.0


def test_what_is_added_is_not_louder_than_the_sound():
    random = np.random.default_rng(0)
    for _ in range(20):
        both = mixed(tone(500, 4000), 0.001 * tone(3000, 4000), random)
        added = np.abs(np.fft.rfft(both))[round(3000 * 4000 / RATE)]
        assert added > 30  # the other one was raised to the sound's level
        assert np.sqrt(np.mean(both**2)) < 1.5 * np.sqrt(np.mean(tone(500, 4000) ** 2))


def test_silence_can_be_added_and_added_to():
    random = np.random.default_rng(0)
    assert np.array_equal(mixed(tone(500, 100), np.zeros(100, np.float32), random), tone(500, 100))
    assert np.array_equal(mixed(np.zeros(100, np.float32), tone(500, 100), random), tone(500, 100))


def test_gain_is_in_decibels_and_never_clips():
    assert changed_gain(tone(500, 400), -6.0206) == pytest.approx(0.5 * tone(500, 400), abs=1e-4)
    assert np.abs(changed_gain(tone(500, 400), 30.0)).max() == pytest.approx(0.99, abs=1e-4)
