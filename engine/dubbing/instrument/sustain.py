"""Find the part of a sound in which it is held: between its attack and its decay.

A cry, a bow stroke, a saw or an engine keeps its level for a while; a struck thing decays from its
attack on. What is held can be continued for as long as an event lasts.

Shapes: samples of (n, channels), float32.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.instrument.cutting import Grain
from engine.media.downmix import downmixed
from engine.media.resampling import resampled
from engine.mel.contract import MEL

Samples = NDArray[np.float32]

_BLOCK_S: Final = 0.02
_STEADY_BLOCKS: Final = 5  # the level is smoothed over 100 ms
_HELD_DB: Final = 10.0  # a held sound stays this close to its loudest moment ...
_LEAST_S: Final = 0.25  # ... for at least this long, ...
_MOST_DECAY_DB: Final = 3.0  # ... and its second half is hardly softer than the first

_FRAME_S: Final = 0.04
_PITCHES_HZ: Final = (70.0, 1500.0)
_PERIODIC: Final = 0.5  # correlation of a voiced frame with itself a period later
_VOICED_SHARE: Final = 0.5  # of the frames


class Sustain(NamedTuple):
    """The part of a grain in which the sound is held.

    Attributes:
        start: its first sample in the grain; what precedes it is the attack.
        stop: the sample after its last one; what follows is the decay.
        is_voiced: whether it has a pitch.
    """

    start: int
    stop: int
    is_voiced: bool


def find_sustain(grain: Grain, rate_hz: int) -> Sustain | None:
    """The part of a grain that is held, or None if it decays from its attack on."""
    size = max(1, round(_BLOCK_S * rate_hz))
    body = grain.samples[grain.attack :]
    count = len(body) // size
    if count * size < _LEAST_S * rate_hz:
        return None
    power = np.square(body[: count * size]).mean(axis=1).reshape(count, size).mean(axis=1)
    around = np.ones(_STEADY_BLOCKS)
    weight = np.convolve(np.ones(count), around, mode="same")
    level_db = 10 * np.log10(np.maximum(np.convolve(power, around, mode="same") / weight, 1e-12))
    loudest = int(level_db.argmax())
    low = np.flatnonzero(level_db < level_db[loudest] - _HELD_DB)
    first = int(low[low < loudest].max(initial=-1)) + 1
    stop = int(low[low > loudest].min(initial=count))
    if (stop - first) * size < _LEAST_S * rate_hz or _decay_db(power[first:stop]) > _MOST_DECAY_DB:
        return None
    start, end = grain.attack + first * size, grain.attack + stop * size
    return Sustain(start, end, is_voiced(grain.samples[start:end], rate_hz))


def is_voiced(samples: Samples, rate_hz: int) -> bool:
    """Whether most of a sound has a pitch between 70 and 1500 Hz."""
    mono = downmixed(samples)
    wave = np.concatenate(list(resampled(iter([mono]), 1, rate_hz, MEL.sample_rate_hz)))[:, 0]
    size = round(_FRAME_S * MEL.sample_rate_hz)
    frames = wave[: len(wave) // size * size].reshape(-1, size)
    if not len(frames):
        return False
    spectrum = np.fft.rfft(frames - frames.mean(axis=1, keepdims=True), 2 * size)
    correlation = np.fft.irfft(np.square(np.abs(spectrum)))[:, :size]
    overlap = 1.0 - np.arange(size) / size
    shortest, longest = (round(MEL.sample_rate_hz / hz) for hz in reversed(_PITCHES_HZ))
    periods = slice(shortest, longest + 1)
    at_once = np.maximum(correlation[:, :1], 1e-12)
    periodic = (correlation / overlap / at_once)[:, periods].max(axis=1) > _PERIODIC
    # low-pass filtered noise is like itself a moment later, but has no second peak
    dips = (correlation / at_once)[:, : longest + 1].min(axis=1) < 0.0
    return bool(np.mean(periodic & dips) > _VOICED_SHARE)


def _decay_db(power: NDArray[np.floating]) -> float:
    half = len(power) // 2
    first, second = power[:half].mean(), power[half:].mean()
    return float(10 * np.log10(max(first, 1e-12) / max(second, 1e-12)))
