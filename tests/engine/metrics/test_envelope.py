import numpy as np
import pytest
from scipy import signal

from engine.metrics.envelope import (
    envelope_correlation,
    envelope_l1,
    log_envelope,
    smooth_rms,
)

RATE_HZ = 22050


def bursts(times_s: list[float], seed: int = 0, gain: float = 0.5) -> np.ndarray:
    """Four seconds of noise bursts that decay, over faint noise."""
    chance = np.random.default_rng(seed)
    wave = chance.normal(0, 1e-3, 4 * RATE_HZ)
    for time_s in times_s:
        start = round(time_s * RATE_HZ)
        length = min(6000, len(wave) - start)
        wave[start : start + length] += chance.normal(0, gain, length) * np.exp(
            -np.arange(length) / 1500
        )
    return wave.astype(np.float32)


TRUE_S = [0.3, 0.9, 1.2, 2.4, 3.1]


def test_a_sound_at_the_same_times_correlates_and_one_at_others_does_not():
    truth = bursts(TRUE_S)
    good = envelope_correlation(truth, bursts(TRUE_S, seed=1, gain=0.1))
    bad = envelope_correlation(truth, bursts([0.6, 1.6, 1.9, 2.8, 3.5], seed=2))
    assert good is not None
    assert bad is not None
    assert good.correlation > 0.9
    assert abs(good.null) < 0.3
    assert bad.correlation < 0.3


def test_the_best_lag_is_how_late_the_sound_is():
    truth = bursts(TRUE_S)
    late = envelope_correlation(truth, np.roll(truth, round(0.15 * RATE_HZ)))
    early = envelope_correlation(truth, np.roll(truth, -round(0.1 * RATE_HZ)))
    assert late is not None
    assert early is not None
    assert late.best_lag_s == pytest.approx(0.15, abs=0.012)
    assert early.best_lag_s == pytest.approx(-0.1, abs=0.012)
    assert late.best > late.correlation


def test_the_correlation_is_numpys():
    first, second = bursts(TRUE_S), bursts([0.3, 1.0, 2.0], seed=4)
    found = envelope_correlation(first, second)
    assert found is not None
    expected = np.corrcoef(log_envelope(first), log_envelope(second))[0, 1]
    assert found.correlation == pytest.approx(expected)


def test_silence_correlates_with_nothing():
    assert envelope_correlation(bursts(TRUE_S), np.zeros(4 * RATE_HZ, np.float32)) is None
    assert envelope_l1(bursts(TRUE_S), np.zeros(4 * RATE_HZ, np.float32)) is None
    assert envelope_l1(np.zeros(0, np.float32), bursts(TRUE_S)) is None


def test_the_smooth_envelope_is_librosas_and_scipys():
    librosa = pytest.importorskip("librosa")
    wave = bursts(TRUE_S)
    rms = librosa.feature.rms(y=wave, frame_length=512, hop_length=128)[0]
    expected = signal.filtfilt(*signal.ellip(4, 0.01, 120, 0.125), rms)
    assert smooth_rms(wave) == pytest.approx(expected, abs=1e-5)


def test_the_distance_ignores_the_level_but_not_the_time():
    truth = bursts(TRUE_S)
    assert envelope_l1(truth, 0.1 * truth) == pytest.approx(0, abs=1e-6)
    same = envelope_l1(truth, bursts(TRUE_S, seed=1))
    other = envelope_l1(truth, bursts([0.6, 1.6, 1.9, 2.8, 3.5], seed=2))
    assert same is not None
    assert other is not None
    assert same < 0.5 * other
