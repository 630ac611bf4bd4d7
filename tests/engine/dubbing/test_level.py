import math

import numpy as np
import pytest
from scipy import ndimage, signal

from engine.dubbing.level import Limiter, gain_for, levelled, true_peaks
from engine.metrics.loudness import Loudness, measure_loudness

RATE_HZ = 48000


def _impacts(peak: float, channels: int = 2, seconds: float = 2.0) -> np.ndarray:
    """Bursts of noise that decay, every half a second, the strongest of the peak asked for."""
    rng = np.random.default_rng(1)
    sound = np.zeros((round(seconds * RATE_HZ), channels), np.float32)
    decay = np.exp(-np.arange(RATE_HZ // 4) / 1500)[:, np.newaxis]
    for start in range(RATE_HZ // 4, len(sound) - RATE_HZ // 4, RATE_HZ // 2):
        burst = rng.uniform(-1, 1, (RATE_HZ // 4, channels)) * decay
        sound[start : start + RATE_HZ // 4] = burst
    return (sound * (peak / np.abs(sound).max())).astype(np.float32)


def _sine(peak: float) -> np.ndarray:
    time_s = np.arange(RATE_HZ) / RATE_HZ
    swell = peak * np.sin(np.pi * time_s) * np.sin(2 * np.pi * 997 * time_s)
    return np.repeat(swell[:, np.newaxis], 2, axis=1).astype(np.float32)


def _through(sound: np.ndarray, gain_db: float, block: int = 65536) -> np.ndarray:
    blocks = (sound[i : i + block] for i in range(0, len(sound), block))
    return np.concatenate(list(levelled(blocks, RATE_HZ, sound.shape[1], gain_db)))


def _gain(
    lufs: float | None, peak: float | None, loudness: float | str, own: float | None = None
) -> float:
    original = None if own is None else Loudness(own, -1.0)
    return gain_for(Loudness(lufs, peak), loudness, original)


def test_match_takes_the_loudness_of_the_clips_own_sound():
    assert _gain(-30.0, -20.0, "match", own=-26.0) == pytest.approx(4.0)


def test_match_is_minus_23_without_an_own_sound_or_with_a_silent_one():
    assert _gain(-30.0, -20.0, "match") == pytest.approx(7.0)
    silent = Loudness(None, None)
    assert gain_for(Loudness(-30.0, -20.0), "match", silent) == pytest.approx(7.0)


def test_a_number_is_the_target_and_off_leaves_the_level():
    assert _gain(-30.0, -20.0, -16.0, own=-40.0) == pytest.approx(14.0)
    assert _gain(-30.0, -20.0, "off", own=-40.0) == 0.0


def test_the_persons_gain_comes_on_top():
    dub = Loudness(-30.0, -20.0)
    assert gain_for(dub, -23.0, None, gain_db=2.5) == pytest.approx(9.5)
    assert gain_for(dub, "off", None, gain_db=-3.0) == pytest.approx(-3.0)


def test_a_sparse_dub_is_raised_no_further_than_its_attacks_bear():
    # -1 dBTP and 6 dB of limiting: a peak at -4 may rise by 9 dB, not by the 27 asked for
    assert _gain(-50.0, -4.0, "match") == pytest.approx(9.0)


def test_silence_gets_no_gain():
    assert _gain(None, None, "match") == 0.0
    assert _gain(None, -80.0, -14.0) == 0.0


@pytest.mark.parametrize("gain_db", [6.0, 12.0, 30.0])
def test_the_true_peak_stays_below_the_ceiling(gain_db: float):
    limited = _through(_impacts(peak=0.9), gain_db)
    assert measure_loudness([limited], RATE_HZ, 2).true_peak_dbtp == pytest.approx(-1.05, abs=0.1)


def test_what_is_not_too_loud_passes_bit_by_bit():
    sound = _impacts(peak=0.5)
    assert np.array_equal(_through(sound, 0.0), sound)


def test_the_limiter_does_not_shift_a_sample():
    sound = _impacts(peak=0.9)
    limited = _through(sound, 9.0)
    assert limited.shape == sound.shape
    # every sample is its own self, made smaller: the gain is positive and at most the one asked
    gain = limited[sound != 0] / sound[sound != 0]
    assert gain.min() > 0
    assert gain.max() == pytest.approx(10 ** (9 / 20), rel=1e-6)


def test_away_from_the_peaks_nothing_is_changed():
    sound = np.full((RATE_HZ, 1), 0.01, np.float32)
    sound[RATE_HZ // 2] = 2.0
    limited = _through(sound, 0.0)
    touched = np.flatnonzero(limited[:, 0] != sound[:, 0])
    assert (RATE_HZ // 2 - touched[0]) / RATE_HZ < 0.006
    assert (touched[-1] - RATE_HZ // 2) / RATE_HZ < 0.085  # 7 dB come back at 100 dB a second


def test_both_channels_get_the_same_gain():
    sound = np.stack([_impacts(0.9, 1)[:, 0], np.full(2 * RATE_HZ, 0.1, np.float32)], axis=1)
    limited = _through(sound, 6.0)
    loud = np.abs(sound[:, 0]) > 1e-3
    gains = limited[loud] / sound[loud]
    assert gains[:, 0] == pytest.approx(gains[:, 1], rel=1e-5)
    assert gains.min() < 1.3


@pytest.mark.parametrize("block", [61, 4096])
def test_the_size_of_the_blocks_does_not_matter(block: int):
    sound = _impacts(peak=0.9, seconds=0.6)
    assert np.array_equal(_through(sound, 9.0, block), _through(sound, 9.0, len(sound)))


@pytest.mark.parametrize("block", [1, 61, 4096])
def test_silence_that_is_passed_on_at_once_changes_nothing(block: int):
    hits = _impacts(peak=0.9, seconds=0.6)
    short, long = np.zeros((1000, 2), np.float32), np.zeros((9000, 2), np.float32)
    quiet = np.full((500, 2), 0.1, np.float32)
    sound = np.concatenate([long, hits[: RATE_HZ // 4 + 50], short, quiet, long, hits])
    assert np.array_equal(_through(sound, 9.0, block), _through(sound, 9.0, len(sound)))


def test_what_is_spared_after_silence_is_spared_to_the_sample():
    original = np.zeros((9000, 2), np.float32)
    original[3000:3500] = 20.0
    limiter = Limiter(RATE_HZ, 2)
    pieces = np.split(original, range(100, len(original), 100))
    spared = [0.0 if number < 20 else np.inf for number in range(len(pieces))]
    blocks = [
        limiter.push(piece, np.full(len(piece), peak))
        for piece, peak in zip(pieces, spared, strict=True)
    ]
    assert np.array_equal(np.concatenate([*blocks, limiter.finish()]), original)


@pytest.mark.parametrize("samples", [0, 1, 50])
def test_the_shortest_sounds_come_out_whole(samples: int):
    sound = np.full((samples, 2), 0.5, np.float32)
    assert np.array_equal(_through(sound, 0.0), sound)


@pytest.mark.parametrize("spared", [1.0, np.inf])
def test_peaks_that_are_spared_pass_bit_by_bit(spared):
    original = _sine(0.97)
    limiter = Limiter(RATE_HZ, 2)
    blocks = [limiter.push(original, np.full(len(original), spared)), limiter.finish()]
    assert np.array_equal(np.concatenate(blocks), original)


def test_what_is_louder_than_the_spared_peaks_is_held_there():
    loud = _sine(1.94)
    limiter = Limiter(RATE_HZ, 2)
    blocks = [limiter.push(loud, np.ones(len(loud))), limiter.finish()]
    peak_db = measure_loudness(blocks, RATE_HZ, 2).true_peak_dbtp
    assert peak_db == pytest.approx(0.0, abs=0.1)


def test_the_wave_between_samples_is_seen():
    wave = np.sin(2 * math.pi * (np.arange(400) + 0.5) / 4).astype(np.float32)[:, np.newaxis]
    assert true_peaks(wave)[100:300] == pytest.approx(np.ones(200), abs=0.01)
    assert true_peaks(wave[:0]).shape == (0,)


def test_a_peak_is_seen_where_it_is():
    wave = np.zeros((101, 2), np.float32)
    wave[40, 1] = -0.7
    peaks = true_peaks(wave)
    assert peaks.argmax() == 40
    assert peaks[40] == pytest.approx(0.7, abs=0.01)


@pytest.mark.parametrize("samples", [1, 5, 40, 3000])
@pytest.mark.parametrize("channels", [1, 2, 6])
def test_true_peaks_are_those_of_a_fourfold_oversampled_wave(samples: int, channels: int):
    sound = np.random.default_rng(samples).uniform(-1, 1, (samples, channels)).astype(np.float32)
    low_pass = (4 * signal.firwin(129, 1 / 4, window=("kaiser", 9.0))).astype(np.float32)
    wave = signal.upfirdn(low_pass, sound.T, up=4)[:, 64:]
    around = ndimage.maximum_filter1d(np.abs(wave).max(axis=0), 7)[::4][:samples]
    assert np.array_equal(true_peaks(sound), around)
