"""Whether two sounds get loud and quiet together: correlation and distance of their envelopes.

Shapes: n samples at 22050 Hz; K frames. Both sounds are cut to the shorter one.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.mel.contract import MEL

Wave = NDArray[np.float32]
Floats = NDArray[np.float64]

_WINDOW_SAMPLES: Final = 1024
_FLOOR_DB: Final = -60.0  # below the sound's loudest frame: there, noise alone would correlate
_LAG_FRAMES: Final = 26  # 302 ms: how far a sound may be shifted to fit best
_NULL_SHIFTS: Final = 16

# E-L1 of T-Foley (Chung et al. 2024): RMS of 512 samples every 128, smoothed without delay.
_RMS_SAMPLES: Final = 512
_RMS_HOP_SAMPLES: Final = 128
_ORDER, _RIPPLE_DB, _STOP_DB, _CUTOFF = 4, 0.01, 120.0, 0.125  # elliptic low-pass
_COMMON_RMS: Final = 0.1


class EnvelopeCorrelation(NamedTuple):
    """Pearson correlations of two logarithmic envelopes, -1 to 1.

    Attributes:
        correlation: as they are.
        null: mean over circular shifts of the second by more than 0.3 s: what chance gives.
        best: at the lag where it is highest.
        best_lag_s: that lag; positive if the second sound is late.
    """

    correlation: float
    null: float
    best: float
    best_lag_s: float


def envelope_correlation(truth: Wave, made: Wave) -> EnvelopeCorrelation | None:
    """Correlate the logarithmic envelopes of a sound (n,) and its imitation (m,), 86 a second.

    Returns:
        None if an envelope is constant or shorter than 1.2 s, which correlates with nothing.
    """
    samples = min(len(truth), len(made))
    first, second = log_envelope(truth[:samples]), log_envelope(made[:samples])
    frames = len(first)
    if frames < 4 * _LAG_FRAMES or np.ptp(first) == 0 or np.ptp(second) == 0:
        return None
    far = np.linspace(_LAG_FRAMES + 1, frames - _LAG_FRAMES - 1, _NULL_SHIFTS).astype(int)
    null = np.mean([_pearson(first, np.roll(second, shift)) for shift in far])
    lags = range(-_LAG_FRAMES, _LAG_FRAMES + 1)
    # only what overlaps at the lag counts
    at_lag = [
        _pearson(first[max(0, -lag) : frames - max(0, lag)], second[max(0, lag) :][: frames + lag])
        for lag in lags
    ]
    best = int(np.argmax(at_lag))
    return EnvelopeCorrelation(
        _pearson(first, second),
        float(null),
        at_lag[best],
        lags[best] * MEL.hop_samples / MEL.sample_rate_hz,
    )


def log_envelope(wave: Wave) -> Floats:
    """RMS of 1024 samples around every 256th, (K,) in dB below the loudest, -60 at least."""
    power = np.square(np.pad(wave, _WINDOW_SAMPLES // 2).astype(np.float64))
    sums = np.concatenate([[0.0], np.cumsum(power)])
    means = (sums[_WINDOW_SAMPLES:] - sums[:-_WINDOW_SAMPLES])[:: MEL.hop_samples]
    loudest = float(means.max(initial=0.0))
    if loudest <= 0:
        return np.full(len(means), _FLOOR_DB)
    shares = np.maximum(means / loudest, 10 ** (_FLOOR_DB / 10))
    return np.asarray(10 * np.log10(shares), np.float64)


def envelope_l1(truth: Wave, made: Wave) -> float | None:
    """E-L1: mean absolute difference of the smoothed RMS envelopes, at equal levels.

    T-Foley compares sounds of different levels, so that the level dominates; here both sounds are
    first brought to an RMS of 0.1.

    Args:
        truth: (n,) at 22050 Hz.
        made: (m,); the longer one is cut.

    Returns:
        At least 0, an amplitude; None if a sound is silent, or too short to be smoothed (0.1 s).
    """
    samples = min(len(truth), len(made))
    curves = []
    for wave in (truth[:samples], made[:samples]):
        level = float(np.sqrt(np.square(wave, dtype=np.float64).mean())) if samples else 0.0
        if level == 0 or samples < _RMS_HOP_SAMPLES * 16:
            return None
        curves.append(smooth_rms(wave * np.float32(_COMMON_RMS / level)))
    return float(np.abs(curves[0] - curves[1]).mean())


def smooth_rms(wave: Wave) -> Floats:
    """T-Foley's envelope of a sound (n,): (1 + n // 128,), zero-phase low-passed RMS."""
    from scipy import signal

    padded = np.pad(wave, _RMS_SAMPLES // 2).astype(np.float64)
    frames = np.lib.stride_tricks.sliding_window_view(padded, _RMS_SAMPLES)[::_RMS_HOP_SAMPLES]
    rms = np.sqrt(np.square(frames).mean(axis=1))
    numerator, denominator = signal.ellip(_ORDER, _RIPPLE_DB, _STOP_DB, _CUTOFF)
    smooth: Floats = signal.filtfilt(numerator, denominator, rms)
    return smooth


def _pearson(first: Floats, second: Floats) -> float:
    """Correlation; 0 where a part is constant."""
    first, second = first - first.mean(), second - second.mean()
    scale = float(np.linalg.norm(first) * np.linalg.norm(second))
    return float(first @ second) / scale if scale > 0 else 0.0
