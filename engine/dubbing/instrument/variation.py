"""Vary a hit as a hand does: pitch, length, level and brightness, and softer hits are darker.

Shapes: samples of (n, channels), float32.
"""

import math
from dataclasses import replace
from typing import Final

import numpy as np

from engine.dubbing.instrument.cutting import Grain
from engine.media.resampling import resampled

# At a variation of 1; at the default they are as far apart as the blows of one hand on one thing.
_PITCH_CENTS: Final = (30.0, 80.0)  # up or down
_BRIGHTNESS: Final = 0.2  # up to 2.9 dB more or 4.4 dB less at the highest frequencies
_LEAST_END_DB: Final = -12.0  # extra decay by the end
_LEVEL_DB: Final = 3.0  # up or down

# A softer blow excites less of the high frequencies: above 2 kHz it loses half as much again.
_SHELF_HZ: Final = 2000.0
_SHELF_SHARE: Final = 0.5  # of the difference in level, in dB
_MOST_SHELF_DB: Final = 12.0
_SOFT_STEP_DB: Final = 3.0  # softer hits are made in such steps, so that there are few of them


def varied(grain: Grain, rate_hz: int, chance: np.random.Generator, amount: float) -> Grain:
    """Change a grain's pitch, length and brightness slightly; its attack and peak stay.

    Args:
        grain: the grain.
        rate_hz: its sample rate.
        chance: decides how it changes.
        amount: of the variation, 0 to 1.
    """
    cents = amount * float(chance.uniform(*_PITCH_CENTS) * chance.choice([-1.0, 1.0]))
    end_db = amount * float(chance.uniform(_LEAST_END_DB, 0.0))
    brightness = np.float32(amount * chance.uniform(-_BRIGHTNESS, _BRIGHTNESS))
    lead, tail = grain.samples[: grain.attack], grain.samples[grain.attack :]
    new_rate_hz = round(rate_hz * 2 ** (-cents / 1200))  # fewer samples are a higher pitch
    tail = np.concatenate(list(resampled(iter([tail]), tail.shape[1], rate_hz, new_rate_hz)))
    tail *= 10 ** (np.linspace(0.0, end_db / 20, len(tail), dtype=np.float32)[:, np.newaxis])
    tail[1:] += brightness * np.diff(tail, axis=0)  # not over the attack's edge
    samples = np.concatenate([lead, tail])
    peak = float(np.abs(samples).max(initial=0.0))
    if peak == 0.0:  # a grain of a sample or two
        return replace(grain)
    return replace(grain, samples=samples * np.float32(grain.peak / peak))


def varied_level(chance: np.random.Generator, amount: float) -> float:
    """A factor for the level of a hit, within 3 dB at an amount of 1."""
    return float(10 ** (amount * chance.uniform(-_LEVEL_DB, _LEVEL_DB) / 20))


def softened(grain: Grain, by_db: float, rate_hz: int) -> Grain:
    """Take as much brightness from a grain as a blow loses that is softer by `by_db`.

    The peak stays. The filter is a shelf of first order, without any ringing before the attack.
    """
    shelf_db = min(max(by_db, 0.0) * _SHELF_SHARE, _MOST_SHELF_DB)
    if shelf_db == 0.0:
        return grain
    count = len(grain.samples)
    size = 1 << (count + round(0.01 * rate_hz)).bit_length()
    ratio = 1j * np.fft.rfftfreq(size, 1 / rate_hz) / _SHELF_HZ
    low = 10 ** (-shelf_db / 20)
    filtered = np.fft.irfft(
        np.fft.rfft(grain.samples, size, axis=0)
        * ((1 + ratio * math.sqrt(low)) / (1 + ratio / math.sqrt(low)))[:, np.newaxis],
        size,
        axis=0,
    )[:count].astype(np.float32)
    peak = float(np.abs(filtered).max(initial=0.0))
    return (
        grain if peak == 0.0 else replace(grain, samples=filtered * np.float32(grain.peak / peak))
    )


class Softening:
    """Makes softer hits, in steps; remembers them.

    Args:
        rate_hz: their sample rate.
    """

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._made: dict[tuple[Grain, int], Grain] = {}

    def softer(self, hit: Grain, peak: float, wanted: float) -> Grain:
        """Return a hit as dark as if it had been struck with the wanted peak instead of its own."""
        steps = round(max(0.0, 20 * math.log10(peak / wanted)) / _SOFT_STEP_DB)
        if (hit, steps) not in self._made:
            self._made[hit, steps] = softened(hit, steps * _SOFT_STEP_DB, self._rate_hz)
        return self._made[hit, steps]
