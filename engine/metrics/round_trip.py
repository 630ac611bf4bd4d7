"""How well a sound survives the round trip through mel and vocoder: acceptance measures.

Shapes: n samples at 22050 Hz. The original and the result are aligned at sample 0 and cut to the
shorter one. All measures are 0 for identical sounds and grow with the difference, except
`attack_sharpness_db`, which describes one sound.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.mel.contract import MEL
from engine.mel.spectrogram import mel_magnitudes, mel_spectrogram
from engine.metrics.level import at_peak

Floats = NDArray[np.float32]

_PEAK: Final = 0.95  # of the sound before the round trip
_MEL_FLOOR: Final = 1e-4  # silence on the mel's own scale
_FLOOR: Final = 1e-7  # of magnitudes before a logarithm
_RELATIVE_FLOOR: Final = 1e-4  # the same below 8 kHz, relative to the original's maximum magnitude
_LOW_BAND_HZ: Final = 8000.0  # the mel ends at 7600 Hz: above, a vocoder can only guess
_ATTACK_S: Final = 0.010


@dataclass(frozen=True, slots=True)
class Resolution:
    """One STFT resolution: centred frames with a Hann window in the middle of each."""

    fft_samples: int
    hop_samples: int
    window_samples: int


RESOLUTIONS: Final = (  # of Parallel WaveGAN (Yamamoto, Song and Kim 2020, table 1)
    Resolution(1024, 120, 600),
    Resolution(2048, 240, 1200),
    Resolution(512, 50, 240),
)


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """The measures of one sound, or their mean over several.

    Attributes:
        log_mel_l1: see `log_mel_l1`.
        stft: see `stft_distance`.
        stft_below_8khz: see `stft_distance_below_8khz`.
    """

    log_mel_l1: float
    stft: float
    stft_below_8khz: float


def round_trip(wave: Floats, vocoder: Callable[[Floats], Floats]) -> RoundTrip:
    """Convert a sound (n,) to this project's mel (80, T) and back, and compare."""
    truth = scaled_to_peak(wave)
    return compare(truth, vocoder(mel_spectrogram(truth)))


def compare(truth: Floats, made: Floats) -> RoundTrip:
    """Compute all measures between a sound (n,) and its reconstruction (m,)."""
    return RoundTrip(log_mel_l1(truth, made), *_stft_distances(truth, made))


def scaled_to_peak(wave: Floats) -> Floats:
    """Scale a sound (n,) to a peak of 0.95; silence is unchanged."""
    return at_peak(wave, _PEAK)


def log_mel_l1(truth: Floats, made: Floats) -> float:
    """Mean absolute difference of the log-mels of sounds (n,), floored at 1e-4, in nepers."""
    truth, made = _cut(truth, made)
    logs = (np.log(np.maximum(mel_magnitudes(wave), _MEL_FLOOR)) for wave in (truth, made))
    return float(np.abs(next(logs) - next(logs)).mean())


def stft_distance(truth: Floats, made: Floats) -> float:
    """STFT distance at several resolutions of (n,): spectral convergence plus log difference."""
    return _stft_distances(truth, made)[0]


def stft_distance_below_8khz(truth: Floats, made: Floats) -> float:
    """The same for bins below 8 kHz, ignoring what is 80 dB below the original's loudest bin."""
    return _stft_distances(truth, made)[1]


def attack_sharpness_db(wave: Floats, onsets_s: Sequence[float]) -> NDArray[np.float64]:
    """Pre-echo of each attack: energy of the 10 ms before relative to the 10 ms after.

    Args:
        wave: (n,) at 22050 Hz.
        onsets_s: (N,) times of the attacks.

    Returns:
        (N,) decibels, lower is sharper; 0 where nothing starts, and where all is silent.
    """
    span = round(_ATTACK_S * MEL.sample_rate_hz)
    ratios = np.ones(len(onsets_s))
    for index, onset_s in enumerate(onsets_s):
        onset = round(onset_s * MEL.sample_rate_hz)
        before = _energy(wave[max(0, onset - span) : onset])
        after = _energy(wave[onset : onset + span])
        ratios[index] = (before + _FLOOR**2) / (after + _FLOOR**2)
    return 10.0 * np.log10(ratios)


def _energy(wave: Floats) -> float:
    return float(np.square(wave, dtype=np.float64).sum())


def _stft_distances(truth: Floats, made: Floats) -> tuple[float, float]:
    """Both distances, of all bins and of those below 8 kHz, from the same spectra."""
    truth, made = _cut(truth, made)
    of_all, below_8khz = [], []
    for resolution in RESOLUTIONS:
        spectra = _magnitudes(truth, resolution), _magnitudes(made, resolution)
        of_all.append(_distance(*spectra, _FLOOR))
        bins = math.ceil(_LOW_BAND_HZ * resolution.fft_samples / MEL.sample_rate_hz)
        low, low_made = (magnitudes[:, :bins] for magnitudes in spectra)
        below_8khz.append(_distance(low, low_made, max(_FLOOR, _RELATIVE_FLOOR * float(low.max()))))
    return float(np.mean(of_all)), float(np.mean(below_8khz))


def _distance(truth: Floats, made: Floats, floor: float) -> float:
    """Between magnitudes (frames, bins), at one resolution."""
    return _convergence(truth, made) + _log_difference(truth, made, floor)


def _convergence(truth: Floats, made: Floats) -> float:
    """Frobenius norm of the difference over that of the original; finite for a silent original."""
    return float(np.linalg.norm(truth - made) / max(float(np.linalg.norm(truth)), _FLOOR))


def _log_difference(truth: Floats, made: Floats, floor: float) -> float:
    return float(np.abs(np.log(np.maximum(truth, floor) / np.maximum(made, floor))).mean())


def _magnitudes(wave: Floats, resolution: Resolution) -> Floats:
    """Centred magnitudes (frames, bins): a periodic Hann window in the middle of each frame."""
    size, margin = resolution.fft_samples, resolution.fft_samples - resolution.window_samples
    window = np.hanning(resolution.window_samples + 1)[:-1].astype(np.float32)
    window = np.pad(window, (margin // 2, margin - margin // 2))
    padded = np.pad(wave, size // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[:: resolution.hop_samples]
    return np.abs(np.fft.rfft(frames * window, axis=1))


def _cut(truth: Floats, made: Floats) -> tuple[Floats, Floats]:
    samples = min(len(truth), len(made))
    return truth[:samples], made[:samples]
