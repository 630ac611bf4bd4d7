from itertools import pairwise

import numpy as np
import pytest

from engine.metrics.loudness import Loudness, LoudnessMeter, measure_loudness

RATE_HZ = 48000


def _sine(seconds: float, db: float = -23.0, channels: int = 2, hz: float = 1000.0) -> np.ndarray:
    time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    wave = 10 ** (db / 20) * np.sin(2 * np.pi * hz * time_s)
    return np.repeat(wave[:, np.newaxis], channels, axis=1).astype(np.float32)


def test_the_test_tone_of_the_standard_reads_its_level():
    # EBU Tech 3341, case 1: a stereo sine of 1 kHz at -23 dBFS reads -23 LUFS within 0.1
    loudness = measure_loudness([_sine(20)], RATE_HZ, 2)
    assert loudness.integrated_lufs == pytest.approx(-23.0, abs=0.1)
    assert loudness.true_peak_dbtp == pytest.approx(-23.0, abs=0.1)


def test_silence_between_sounds_does_not_count():
    pause = np.zeros((20 * RATE_HZ, 2), np.float32)
    loudness = measure_loudness([_sine(10), pause, _sine(10)], RATE_HZ, 2)
    assert loudness.integrated_lufs == pytest.approx(-23.0, abs=0.2)


def test_a_pause_of_any_length_and_in_any_blocks_does_not_count():
    sounds = [_sine(0.73, -20), np.zeros((3 * RATE_HZ + 77, 2), np.float32), _sine(0.5, -30)]
    wave = np.concatenate(sounds)
    whole = measure_loudness([wave], RATE_HZ, 2)
    parts = measure_loudness([*np.split(wave, range(1000, len(wave), 1000))], RATE_HZ, 2)
    longer = [sounds[0], *[np.zeros((RATE_HZ, 2), np.float32)] * 100, sounds[1], sounds[2]]
    for other in (parts, measure_loudness(longer, RATE_HZ, 2)):
        assert other.integrated_lufs == pytest.approx(whole.integrated_lufs, abs=0.001)
        assert other.true_peak_dbtp == pytest.approx(whole.true_peak_dbtp, abs=0.001)


def test_the_true_peak_lies_between_samples():
    # a quarter of the sample rate, met at 45 degrees: samples of 0.707 on a wave of 1
    wave = np.sin(2 * np.pi * (np.arange(RATE_HZ) + 0.5) / 4).astype(np.float32)[:, np.newaxis]
    fade = np.minimum(1, np.arange(RATE_HZ) / 4800).astype(np.float32)[:, np.newaxis]
    peak = measure_loudness([wave * fade * fade[::-1]], RATE_HZ, 1).true_peak_dbtp
    assert peak == pytest.approx(0.0, abs=0.3)


def test_blocks_of_any_size_give_the_same():
    wave = np.random.default_rng(0).normal(0, 0.1, (RATE_HZ, 2)).astype(np.float32)
    whole = measure_loudness([wave], RATE_HZ, 2)
    cuts = [0, 0, 1, 300, 4801, 40000, RATE_HZ]
    parts = [wave[a:b] for a, b in pairwise(cuts)]
    assert measure_loudness(parts, RATE_HZ, 2) == whole


@pytest.mark.parametrize("sound", [np.zeros((RATE_HZ, 2)), np.zeros((0, 2))])
def test_silence_and_nothing_have_no_loudness(sound: np.ndarray):
    assert measure_loudness([sound.astype(np.float32)], RATE_HZ, 2) == Loudness(None, None)


def test_a_sound_under_400_ms_is_judged_with_silence_behind_it():
    # a fifth of a second fills half of what is judged: 3 dB less
    loudness = measure_loudness([_sine(0.2)], RATE_HZ, 2)
    assert loudness.integrated_lufs == pytest.approx(-26.0, abs=0.3)
    assert loudness.true_peak_dbtp == pytest.approx(-23.0, abs=0.3)


def test_a_click_at_the_very_end_is_heard():
    wave = np.zeros((RATE_HZ + 100, 2), np.float32)
    wave[-2] = 0.5
    loudness = measure_loudness([wave], RATE_HZ, 2)
    assert loudness.true_peak_dbtp == pytest.approx(-6.0, abs=0.5)
    assert loudness.integrated_lufs is not None


def test_a_loud_end_does_not_dilute_the_sound_before_it():
    loudness = measure_loudness([_sine(1.0)], RATE_HZ, 2)
    assert loudness.integrated_lufs == pytest.approx(-23.0, abs=0.1)


@pytest.mark.parametrize("channels", [1, 2, 3, 6, 8, 9, 11])
@pytest.mark.parametrize("rate_hz", [8000, 22050, 192000])
def test_any_rate_and_any_number_of_channels_is_measured(rate_hz: int, channels: int):
    wave = np.zeros((rate_hz, channels), np.float32)
    wave[:, 0] = 0.1 * np.sin(2 * np.pi * 500 * np.arange(rate_hz) / rate_hz)
    meter = LoudnessMeter(rate_hz, channels)
    meter.add(wave)
    assert meter.result().integrated_lufs == pytest.approx(-23.4, abs=0.5)
