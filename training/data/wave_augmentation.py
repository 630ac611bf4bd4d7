"""Waveform augmentation for the vocoder's training: speed, filters, gain and mixing.

A vocoder only has to invert mels, so any sound is valid training data, and the more variety the
better. Shapes: n samples at 22050 Hz.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.mel.contract import MEL

Floats = NDArray[np.float32]

_EDGE_SAMPLES: Final = 512  # discarded at both ends, which Fourier resampling distorts
_PEAK: Final = 0.99  # louder sounds are attenuated to this peak
_MIX_DB: Final = (-18.0, 0.0)  # relative level of the added sound
_CUT_HZ: Final = (100.0, 9000.0)  # range of cutoff frequencies
_CUT_ORDER: Final = 4
_TILT: Final = 0.7  # exponent of the frequency: 4 dB per octave


def excerpt_samples(samples: int, speed: float) -> int:
    """The number of input samples for `samples` output samples at another speed."""
    return round((samples + 2 * _EDGE_SAMPLES) * speed)


def change_speed(excerpt: Floats, samples: int) -> Floats:
    """Change an excerpt's speed by resampling: (`excerpt_samples`,) -> (samples,)."""
    from scipy.signal import resample  # scipy.signal takes a second to load

    resampled = resample(excerpt, samples + 2 * _EDGE_SAMPLES)
    return np.asarray(resampled[_EDGE_SAMPLES : _EDGE_SAMPLES + samples], np.float32)


def filtered(wave: Floats, random: np.random.Generator) -> Floats:
    """Tilt the spectrum of a sound (n,), or low-pass or high-pass it."""
    frequencies = np.fft.rfftfreq(len(wave), 1.0 / MEL.sample_rate_hz)
    kind = random.integers(3)
    if kind == 0:
        exponent = random.uniform(-_TILT, _TILT)
        response = (np.maximum(frequencies, 50.0) / 1000.0) ** exponent
    else:
        cut_hz = np.exp(random.uniform(*np.log(_CUT_HZ)))
        relative = np.maximum(frequencies, 1.0) / cut_hz
        steepness = _CUT_ORDER if kind == 1 else -_CUT_ORDER
        response = 1.0 / np.sqrt(1.0 + relative**steepness)
    return np.fft.irfft(np.fft.rfft(wave) * response, len(wave)).astype(np.float32)


def mixed(wave: Floats, other: Floats, random: np.random.Generator) -> Floats:
    """Mix another sound (n,) into a sound (n,), at most as loud as it."""
    gain_db = random.uniform(*_MIX_DB)  # drawn in any case: what follows must not depend on sounds
    level, others = (float(np.sqrt(np.mean(np.square(each)))) for each in (wave, other))
    if level == 0.0 or others == 0.0:
        return wave + other
    gain = level / others * 10.0 ** (gain_db / 20.0)
    return wave + np.float32(gain) * other


def changed_gain(wave: Floats, gain_db: float) -> Floats:
    """Amplify a sound (n,) by `gain_db`, but never above full scale."""
    louder = wave * np.float32(10.0 ** (gain_db / 20.0))
    peak = float(np.abs(louder).max(initial=0.0))
    return louder * np.float32(_PEAK / peak) if peak > _PEAK else louder
