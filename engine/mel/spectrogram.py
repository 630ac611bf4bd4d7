"""The mel spectrogram of models and vocoders (paper, sec. Dataset and Processing).

Shapes: n samples at 22050 Hz, T mel frames, 80 mel bins, 513 frequency bins.

Magnitudes (power 1) of a centred short-time Fourier transform with a periodic Hann window, through
a Slaney filter bank from 125 to 7600 Hz, with -80 to +20 dB mapped to 0 to 1. Only on this scale
does the paper's "set to zero (i.e. silent audio)" hold. Frame t is centred on sample 256 t; n
samples give 1 + n // 256 frames, and both ends are padded by reflection. Scale, filter bank and
framing were verified against the data set's own spectrograms.

torchaudio's `MelSpectrogram` agrees to 2e-6 of the largest magnitude and is as fast (10 s of sound:
5.0 ms on one core, 5.4 ms here), but its import takes 1.4 s, ten times as long as numpy's.
"""

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID
from engine.errors import InputError
from engine.mel.contract import MEL
from engine.mel.scale import hz_to_mel, mel_to_hz

Floats = NDArray[np.float32]

# value = (20 log10 magnitude - 20 dB + 100 dB) / 100 dB, that is log10 magnitude = 5 value - 4
_DECADES: Final = 5.0
_OFFSET: Final = 4.0
_MAGNITUDE_FLOOR: Final = 1e-5  # of the data pipeline; below the scale's own floor of 1e-4

_WINDOW_SAMPLES: Final = 10 * MEL.sample_rate_hz  # the data pipeline loops every clip to this
_HALF: Final = MEL.fft_samples // 2
_BLOCK_SAMPLES: Final = 32768  # 1.5 s: the transform's intermediate arrays fit in the CPU cache


def mel_spectrogram(wave: Floats) -> Floats:
    """Compute the mel spectrogram of a whole sound.

    Args:
        wave: (n,) at 22050 Hz, mono, of any length.

    Returns:
        (80, 1 + n // 256), values from 0 to 1.
    """
    return magnitude_to_mel(mel_magnitudes(wave))


def mel_magnitudes(wave: Floats) -> Floats:
    """Magnitudes in the mel bands, without a floor: (n,) at 22050 Hz to (80, 1 + n // 256)."""
    _check_mono(wave)
    blocks = (wave[i : i + _BLOCK_SAMPLES] for i in range(0, len(wave), _BLOCK_SAMPLES))
    return np.concatenate(list(_magnitude_blocks(blocks)), axis=1)


def mel_blocks(blocks: Iterable[Floats]) -> Iterator[Floats]:
    """Compute the mel spectrogram of a sound of any length in constant memory.

    Args:
        blocks: consecutive blocks (n,) of any size at 22050 Hz, mono.

    Yields:
        (80, k) blocks; concatenated, they equal `mel_spectrogram` of the whole sound.
    """
    for magnitudes in _magnitude_blocks(blocks):
        yield magnitude_to_mel(magnitudes)


def window_mel(wave: Floats) -> Floats:
    """Compute the mel of a training clip: (n,) looped or cut to 10 s, to (80, 860).

    10 s have 862 frames; the data pipeline keeps 860, four per video frame.
    """
    return mel_spectrogram(loop_to(wave, _WINDOW_SAMPLES))[:, : GRID.window_mel_frames]


def loop_to(wave: Floats, samples: int) -> Floats:
    """Loop a sound (n,) from its start, or cut it, to exactly (samples,).

    Raises:
        InputError: the sound has no samples.
    """
    _check_mono(wave)
    if len(wave) == 0:
        raise InputError("The sound is empty.", hint="Choose a longer one.")
    return np.resize(wave, samples)


def magnitude_to_mel(magnitude: Floats) -> Floats:
    """Map magnitudes of any shape to 0..1: 0 at 1e-4 and below, 1 at 10 and above."""
    value = (np.log10(np.maximum(magnitude, _MAGNITUDE_FLOOR)) + _OFFSET) / _DECADES
    clipped: Floats = np.clip(value, 0.0, 1.0, dtype=np.float32)
    return clipped


def mel_to_magnitude(mel: Floats) -> Floats:
    """Map values 0..1 of any shape to magnitudes: 0 (silence), or 1e-4 to 10."""
    magnitude = np.power(10.0, _DECADES * mel - _OFFSET, dtype=np.float32)
    return np.where(mel > 0, magnitude, np.float32(0.0))


def mel_to_log(mel: Floats) -> Floats:
    """Map values 0..1 of any shape to the natural logarithm of magnitudes from 1e-4 to 10."""
    return np.float32(math.log(10.0)) * (
        np.float32(_DECADES) * mel.astype(np.float32) - np.float32(_OFFSET)
    )


def check_mel(mel: Floats) -> None:
    """Raise a `ValueError` unless the shape is (80, T)."""
    if mel.ndim != 2 or mel.shape[0] != MEL.bins:
        raise ValueError(f"expected a mel of shape ({MEL.bins}, T), got {mel.shape}")


@lru_cache(maxsize=1)
def filter_bank() -> Floats:
    """The filter bank of the mel spectrogram (80, 513)."""
    return slaney_bank(MEL.sample_rate_hz, MEL.fft_samples, MEL.low_hz, MEL.high_hz, MEL.bins)


def slaney_bank(
    rate_hz: float, fft_samples: int, low_hz: float, high_hz: float, bins: int
) -> Floats:
    """A Slaney filter bank: triangles normalised to equal area, 1 / bandwidth in Hz.

    Args:
        rate_hz: sample rate of the sound.
        fft_samples: N, size of the transform.
        low_hz: lower edge of the lowest triangle.
        high_hz: upper edge of the highest triangle.
        bins: number of triangles.

    Returns:
        (bins, 1 + N // 2), read-only.
    """
    bin_hz = np.linspace(0.0, rate_hz / 2, fft_samples // 2 + 1)
    places = np.linspace(hz_to_mel(low_hz), hz_to_mel(high_hz), bins + 2)
    edges = np.array([mel_to_hz(place) for place in places])
    low, centre, high = (edges[i : i + bins, np.newaxis] for i in range(3))
    rising = (bin_hz - low) / (centre - low)  # (bins, 1 + N // 2)
    falling = (high - bin_hz) / (high - centre)
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    bank: Floats = (triangles * 2.0 / (high - low)).astype(np.float32)
    bank.flags.writeable = False  # shared by every caller
    return bank


@lru_cache(maxsize=1)
def _band_bins() -> tuple[NDArray[np.intp], Floats]:
    """The filter bank without its 97 % zeros: frequency bins of each band, (24, 80), and weights.

    Row k holds each band's k-th bin; narrower bands are padded with weights of 0.
    """
    bank = filter_bank()
    first, width = (bank > 0).argmax(axis=1), int((bank > 0).sum(axis=1).max())
    bins = np.minimum(first + np.arange(width)[:, np.newaxis], _HALF)
    return bins, bank[np.arange(MEL.bins), bins]


def _bands(spectrum: Floats) -> Floats:
    """Apply the filter bank to magnitudes (513, k), giving (80, k).

    Less work than the full product, and single-threaded: on a busy machine the threads of a BLAS
    wait for each other a hundred times as long as this takes. SciPy's sparse matrices give the same
    bits in 4.8 ms instead of 5.4 for 10 s of sound, but take 130 ms to import.
    """
    bands = np.zeros((MEL.bins, spectrum.shape[1]), np.float32)
    for bins, weights in zip(*_band_bins(), strict=True):
        bands += weights[:, np.newaxis] * spectrum[bins]
    return bands


@lru_cache(maxsize=1)
def _window() -> Floats:
    """The periodic Hann window (1024,)."""
    return np.hanning(MEL.fft_samples + 1)[:-1].astype(np.float32)


def _magnitude_blocks(blocks: Iterable[Floats]) -> Iterator[Floats]:
    """Magnitudes (80, k) of consecutive blocks of a sound; at least one frame in total."""
    head = np.zeros(0, np.float32)
    pending: Floats | None = None  # samples that later frames need, with the start reflected
    for block in blocks:
        _check_mono(block)
        if pending is None:
            head = np.concatenate([head, block])
            if len(head) <= _HALF:
                continue
            pending = np.pad(head, (_HALF, 0), mode="reflect")
        else:
            pending = np.concatenate([pending, block])
        magnitudes = _framed_magnitudes(pending)
        pending = pending[magnitudes.shape[1] * MEL.hop_samples :]
        if magnitudes.shape[1]:
            yield magnitudes
    yield _framed_magnitudes(_with_reflected_end(head, pending))


def _with_reflected_end(head: Floats, pending: Floats | None) -> Floats:
    """The last samples, padded by half a window; the whole sound if it is shorter than that."""
    if pending is not None:
        return np.pad(pending, (0, _HALF), mode="reflect")
    if len(head) == 0:
        return np.zeros(MEL.fft_samples, np.float32)
    return np.pad(head, _HALF, mode="reflect")


def _framed_magnitudes(samples: Floats) -> Floats:
    """Magnitudes of every complete frame: (m,) to (80, (m - 1024) // 256 + 1), or (80, 0)."""
    if len(samples) < MEL.fft_samples:
        return np.zeros((MEL.bins, 0), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples, MEL.fft_samples)
    spectrum = np.fft.rfft(frames[:: MEL.hop_samples] * _window(), axis=1)  # (k, 513)
    return _bands(np.ascontiguousarray(np.abs(spectrum).T))


def _check_mono(wave: Floats) -> None:
    if wave.ndim != 1:
        raise ValueError(f"expected a mono sound of shape (n,), got {wave.shape}")
