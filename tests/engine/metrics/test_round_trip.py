import math

import numpy as np
import pytest
import torch

from engine.metrics.round_trip import (
    RoundTrip,
    attack_sharpness_db,
    compare,
    log_mel_l1,
    round_trip,
    scaled_to_peak,
    stft_distance,
    stft_distance_below_8khz,
)

RATE_HZ = 22050


def noise(samples=8000, seed=0, level=0.1):
    return np.random.default_rng(seed).normal(0.0, level, samples).astype(np.float32)


def tone(hz, samples=8000, level=0.1):
    return (level * np.sin(2 * np.pi * hz * np.arange(samples) / RATE_HZ)).astype(np.float32)


def independent_distance(truth, made, *, low_band):
    """The definition once more, on torch's transform."""
    distances = []
    for size, hop, width in ((1024, 120, 600), (2048, 240, 1200), (512, 50, 240)):
        x, y = (
            torch.stft(
                torch.from_numpy(wave),
                size,
                hop,
                width,
                torch.hann_window(width),
                return_complex=True,
            ).abs()
            for wave in (truth, made)
        )
        floor = 1e-7
        if low_band:
            keep = torch.arange(size // 2 + 1) * RATE_HZ / size < 8000
            x, y = x[keep], y[keep]
            floor = 1e-4 * float(x.max())
        convergence = torch.linalg.norm(x - y) / torch.linalg.norm(x)
        logs = (x.clamp(min=floor).log() - y.clamp(min=floor).log()).abs().mean()
        distances.append(float(convergence + logs))
    return sum(distances) / 3


def test_a_sound_differs_in_nothing_from_itself():
    assert compare(noise(), noise()) == RoundTrip(0.0, 0.0, 0.0)


def test_half_the_level_is_a_half_of_convergence_and_the_logarithm_of_two():
    expected = 0.5 + math.log(2.0)
    assert log_mel_l1(noise(), noise() / 2) == pytest.approx(math.log(2.0), rel=1e-5)
    assert stft_distance(noise(), noise() / 2) == pytest.approx(expected, rel=1e-5)
    assert stft_distance_below_8khz(noise(), noise() / 2) == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("low_band", [False, True])
def test_the_distance_of_two_sounds_is_that_of_an_independent_transform(low_band):
    measure = stft_distance_below_8khz if low_band else stft_distance
    truth, made = noise() + tone(440), noise(seed=1)
    expected = independent_distance(truth, made, low_band=low_band)
    assert measure(truth, made) == pytest.approx(expected, rel=1e-4)


def test_below_8_khz_nothing_above_is_heard():
    truth = noise()
    made = truth + tone(9500, level=0.3)
    assert stft_distance_below_8khz(truth, made) < 0.1 < 1.0 < stft_distance(truth, made)


def test_below_8_khz_nothing_80_db_under_the_loudest_is_heard():
    truth = tone(1000, level=0.9)
    made = truth + noise(level=1e-5)
    assert stft_distance_below_8khz(truth, made) < 1e-3 < stft_distance(truth, made)


def test_mel_magnitudes_under_silence_are_all_alike():
    assert log_mel_l1(noise(level=2e-5), np.zeros(8000, np.float32)) == 0.0


def test_the_longer_sound_is_cut_to_the_shorter():
    longer = np.concatenate([noise(), noise(300, seed=2)])
    assert compare(noise(), longer) == compare(longer, noise()) == RoundTrip(0.0, 0.0, 0.0)


def test_a_silent_truth_gives_finite_figures():
    measured = compare(np.zeros(4000, np.float32), noise(4000))
    assert np.isfinite([measured.log_mel_l1, measured.stft, measured.stft_below_8khz]).all()


def test_a_sound_is_scaled_to_its_peak_and_silence_is_left():
    assert scaled_to_peak(np.array([0.1, -0.5], np.float32)) == pytest.approx([0.19, -0.95])
    assert scaled_to_peak(np.zeros(2, np.float32)).tolist() == [0.0, 0.0]


def test_a_round_trip_scales_the_sound_and_hands_its_mel_to_the_vocoder():
    wave, given = noise(level=0.01), []

    def perfect_vocoder(mel):
        given.append(mel)
        return np.pad(scaled_to_peak(wave), (0, 100))

    assert round_trip(wave, perfect_vocoder) == RoundTrip(0.0, 0.0, 0.0)
    assert given[0].shape == (80, 1 + 8000 // 256)
    assert given[0].max() > 0.7


def test_an_attack_out_of_a_tenth_of_the_level_is_20_db_sharp():
    wave = np.full(RATE_HZ, 0.05, np.float32)
    wave[RATE_HZ // 2 :] = 0.5
    assert attack_sharpness_db(wave, [0.5]) == pytest.approx([-20.0], abs=1e-3)


def test_an_attack_smeared_over_the_time_before_it_is_not_sharp():
    sharp = np.zeros(RATE_HZ, np.float32)
    sharp[11025:12000] = 0.5
    smeared = np.convolve(sharp, np.ones(300) / 300, mode="same").astype(np.float32)
    both = [attack_sharpness_db(wave, [0.5])[0] for wave in (sharp, smeared)]
    assert both[0] < -100 < -15 < both[1]


def test_sharpness_is_zero_where_nothing_starts_and_finite_at_the_ends():
    wave = np.full(1000, 0.1, np.float32)
    assert attack_sharpness_db(wave, [0.02]) == pytest.approx([0.0])
    assert np.isfinite(attack_sharpness_db(wave, [0.0, 1000 / RATE_HZ, 5.0])).all()
    assert attack_sharpness_db(wave, []).shape == (0,)
    assert attack_sharpness_db(np.zeros(1000, np.float32), [0.02]).tolist() == [0.0]
