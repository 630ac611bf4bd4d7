"""Rooms: short synthetic impulse responses with early reflections and a decaying tail.

Shapes: T samples, R samples of an impulse response, C channels.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

_SOUND_M_PER_S: Final = 343.0
_REFLECTIONS: Final = 7
_TAIL_BANDS_HZ: Final = (0.0, 500.0, 2000.0, 6000.0)
# High bands decay faster, because air and walls absorb them more.
_TAIL_SHARE: Final = (1.0, 0.85, 0.6, 0.35)


def make_room(
    rng: np.random.Generator, rate_hz: int, *, decay_s: float, wet: float, channels: int = 1
) -> NDArray[np.float32]:
    """Draw an impulse response with a direct sound of 1 at sample 0.

    Args:
        rng: draws the early reflections and the tail.
        rate_hz: sample rate.
        decay_s: reverberation time (RT60).
        wet: energy of the reverberation relative to the direct sound.
        channels: they share the direct sound; reflections and tails are independent.

    Returns:
        (R, C).
    """
    length = max(int(1.1 * decay_s * rate_hz), int(0.03 * rate_hz))
    response = np.empty((length, channels))
    for channel in range(channels):
        late = _tail(rng, length, rate_hz, decay_s)
        for delay_s in rng.uniform(0.002, 0.02, _REFLECTIONS):
            late[min(int(delay_s * rate_hz), length - 1)] += rng.choice((-1, 1)) * rng.uniform(2, 6)
        late *= np.sqrt(wet / max(float(np.sum(late**2)), 1e-12))
        late[0] = 1.0
        response[:, channel] = late
    return response.astype(np.float32)


def _tail(
    rng: np.random.Generator, length: int, rate_hz: int, decay_s: float
) -> NDArray[np.float64]:
    time_s = np.arange(length) / rate_hz
    spectrum = np.fft.rfft(rng.normal(0, 1, length))
    frequency_hz = np.fft.rfftfreq(length, 1 / rate_hz)
    tail = np.zeros(length)
    edges = (*_TAIL_BANDS_HZ[1:], np.inf)
    for low, high, share in zip(_TAIL_BANDS_HZ, edges, _TAIL_SHARE, strict=True):
        band = np.where((frequency_hz >= low) & (frequency_hz < high), spectrum, 0)
        tail += np.fft.irfft(band, length) * 10 ** (-3 * time_s / (decay_s * share))
    # Only the direct sound arrives before the first reflection.
    tail[: int(0.004 * rate_hz)] = 0
    return tail


def reverberate(wave: NDArray[np.float32], room: NDArray[np.float32]) -> NDArray[np.float32]:
    """Apply a room's impulse response to a dry sound.

    Args:
        wave: (T,) dry.
        room: (R, C) from `make_room`.

    Returns:
        (T + R - 1, C).
    """
    from scipy.signal import fftconvolve  # scipy.signal takes a second to load

    wet = fftconvolve(wave[:, None].astype(np.float64), room.astype(np.float64), axes=0)
    return np.asarray(wet, dtype=np.float32)


def air_delay_s(distance_m: float) -> float:
    """Seconds that sound takes to travel a distance."""
    return distance_m / _SOUND_M_PER_S
