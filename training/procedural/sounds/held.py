"""Sounds that last: friction, engines, showers, cries, each held for as long as asked.

Shapes: T samples at 22050 Hz.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from engine.mel.contract import MEL
from training.procedural.draws import log_uniform
from training.procedural.sounds.filters import filtered
from training.procedural.sounds.voice import Voice, make_voice

_RATE_HZ: Final = MEL.sample_rate_hz
_ATTACK_S: Final = (0.005, 0.15)
_DECAY_S: Final = (0.02, 0.4)


@runtime_checkable
class Held(Protocol):
    """A source of sounds that last."""

    def hold(
        self, duration_s: float, strength: float, rng: np.random.Generator
    ) -> NDArray[np.float32]:
        """A sound (T,) that starts at once, and decays after the duration; peak near the strength.

        The strength is 0 to 1.
        """
        ...


@dataclass(frozen=True, slots=True)
class Texture:
    """Coloured noise and a pulse train, in strokes or even.

    Attributes:
        low_hz: lower cutoff frequency.
        high_hz: upper cutoff frequency at full strength.
        slope_db: spectral slope, decibels per octave.
        pulse_hz: rate of the pulses of an engine or a rattling wheel.
        pulses: their share, 0 to 1.
        stroke_hz: rate of the strokes, as of a saw.
        depth: how far the level falls between strokes, 0 to 1.
        grit: share of single clicks, as of rain or gravel.
        attack_s: rise time.
        decay_s: time to decay by 60 dB.
    """

    low_hz: float
    high_hz: float
    slope_db: float
    pulse_hz: float
    pulses: float
    stroke_hz: float
    depth: float
    grit: float
    attack_s: float
    decay_s: float

    def hold(
        self, duration_s: float, strength: float, rng: np.random.Generator
    ) -> NDArray[np.float32]:
        """See `Held.hold`."""
        length = round((duration_s + self.decay_s) * _RATE_HZ)
        time_s = np.arange(length) / _RATE_HZ
        source = rng.normal(0, 1, length)
        clicks = rng.random(length) < 300 / _RATE_HZ
        source += 12 * self.grit * clicks * rng.normal(0, 1, length)
        wander = np.cumsum(rng.normal(0, 1, length)) / np.sqrt(length)
        phase = np.cumsum(self.pulse_hz * (1 + 0.02 * wander)) / _RATE_HZ
        pulses = np.diff(np.floor(phase), prepend=0.0) * np.sqrt(_RATE_HZ / self.pulse_hz)
        source = (1 - self.pulses) * source + self.pulses * pulses
        wave = filtered(source, self._gain(strength))
        strokes = 0.5 - 0.5 * np.cos(2 * np.pi * self.stroke_hz * time_s)
        wave = wave * (1 - self.depth + self.depth * strokes)
        wave *= np.clip(time_s / self.attack_s, 0, 1)
        wave *= np.exp(-6.9 * np.maximum(time_s - duration_s, 0) / self.decay_s)
        wave[-64:] *= np.linspace(1, 0, 64)
        loudest = max(float(np.quantile(np.abs(wave), 0.999)), 1e-9)
        return np.clip(wave * (strength / loudest), -1, 1).astype(np.float32)

    def _gain(self, strength: float) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
        high_hz = self.high_hz * (0.5 + 0.5 * strength)

        def gain(frequency_hz: NDArray[np.float64]) -> NDArray[np.float64]:
            shape = (np.maximum(frequency_hz, 20) / 1000) ** (self.slope_db / 6.02)
            shape /= np.sqrt(1 + (self.low_hz / np.maximum(frequency_hz, 1)) ** 4)
            return np.asarray(shape / np.sqrt(1 + (frequency_hz / high_hz) ** 6))

        return gain


@dataclass(frozen=True, slots=True)
class Cry:
    """A voice that is held."""

    voice: Voice

    def hold(
        self, duration_s: float, strength: float, rng: np.random.Generator
    ) -> NDArray[np.float32]:
        """See `Held.hold`."""
        return replace(self.voice, length_s=duration_s).hit(strength, rng)


def make_held(rng: np.random.Generator) -> Held:
    """Draw a source: three in ten are voices."""
    if rng.random() < 0.3:
        return Cry(make_voice(rng))
    return Texture(
        low_hz=log_uniform(rng, 30, 2000),
        high_hz=log_uniform(rng, 1500, 10000),
        slope_db=float(rng.uniform(-7, 2)),
        pulse_hz=log_uniform(rng, 12, 200),
        pulses=float(rng.uniform(0, 1)) if rng.random() < 0.4 else 0.0,
        stroke_hz=log_uniform(rng, 0.7, 6),
        depth=float(rng.uniform(0.2, 0.95)) if rng.random() < 0.5 else 0.0,
        grit=float(rng.uniform(0, 1)) if rng.random() < 0.4 else 0.0,
        attack_s=log_uniform(rng, *_ATTACK_S),
        decay_s=log_uniform(rng, *_DECAY_S),
    )
