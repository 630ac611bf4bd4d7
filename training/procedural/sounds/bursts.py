"""Noise-like sounds: shots, claps, puffs, clicks, whips, crackles, explosions.

Shapes: T samples at 22050 Hz.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.mel.contract import MEL
from training.procedural.draws import log_uniform

_RATE_HZ: Final = MEL.sample_rate_hz


@dataclass(frozen=True, slots=True)
class NoiseBurst:
    """A burst of coloured noise, optionally with a low rumble and a crackling tail.

    Attributes:
        attack_s: rise time.
        decay_s: time to decay by 60 dB.
        low_hz: lower cutoff frequency.
        high_hz: upper cutoff frequency at full strength.
        slope_db: spectral slope, decibels per octave.
        rumble: level of the low thump.
        rumble_hz: its pitch.
        echoes: repetitions within 20 ms, as in a clap.
        crackle: level of single clicks in the tail.
    """

    attack_s: float
    decay_s: float
    low_hz: float
    high_hz: float
    slope_db: float
    rumble: float
    rumble_hz: float
    echoes: int
    crackle: float

    def hit(self, strength: float, rng: np.random.Generator) -> NDArray[np.float32]:
        """A burst (T,) of a strength from 0 to 1, with a peak of that strength."""
        length = int((self.attack_s + self.decay_s + 0.03) * _RATE_HZ)
        time_s = np.arange(length) / _RATE_HZ
        wave = self._noise(length, strength, rng) * self._envelope(time_s)
        for _ in range(self.echoes):
            delay = int(rng.uniform(0.003, 0.02) * _RATE_HZ)
            wave[delay:] += rng.uniform(0.4, 0.9) * wave[: length - delay].copy()
        wave /= max(float(np.max(np.abs(wave))), 1e-9)
        if self.rumble:
            fall = np.exp(-time_s / (self.decay_s * 0.25))
            sweep = 2 * np.pi * self.rumble_hz * (time_s + 0.02 * (1 - np.exp(-time_s / 0.02)))
            wave += self.rumble * np.sin(sweep) * fall * np.clip(time_s / 0.003, 0, 1)
        if self.crackle:
            clicks = rng.random(length) < 60 / _RATE_HZ
            wave += self.crackle * clicks * rng.normal(0, 1, length) * self._envelope(time_s) ** 0.4
        peak = max(float(np.max(np.abs(wave))), 1e-9)
        return (wave * (strength / peak)).astype(np.float32)

    def _noise(self, length: int, strength: float, rng: np.random.Generator) -> NDArray[np.float64]:
        spectrum = np.fft.rfft(rng.normal(0, 1, length))
        frequency_hz = np.fft.rfftfreq(length, 1 / _RATE_HZ)
        high_hz = self.high_hz * (0.5 + 0.5 * strength)
        shape = (np.maximum(frequency_hz, 20) / 1000) ** (self.slope_db / 6.02)
        shape /= np.sqrt(1 + (self.low_hz / np.maximum(frequency_hz, 1)) ** 4)
        shape /= np.sqrt(1 + (frequency_hz / high_hz) ** 6)
        return np.fft.irfft(spectrum * shape, length)

    def _envelope(self, time_s: NDArray[np.float64]) -> NDArray[np.float64]:
        rise = np.clip(time_s / self.attack_s, 0, 1)
        fall = np.exp(-6.9 * np.maximum(time_s - self.attack_s, 0) / self.decay_s)
        fade = np.clip((time_s[-1] - time_s) / 0.01, 0, 1)
        return np.asarray(rise * fall * fade)


def make_burst(rng: np.random.Generator) -> NoiseBurst:
    """Draw a noise burst, from a click to an explosion."""
    large = float(rng.random())  # 0 for a click, 1 for an explosion
    decay_s = 0.03 * 50**large * float(rng.uniform(0.7, 1.4))
    low_hz = log_uniform(rng, 30, 1500) * (1 - 0.8 * large)
    return NoiseBurst(
        attack_s=float(rng.uniform(0.0005, 0.004 + 0.01 * large)),
        decay_s=decay_s,
        low_hz=low_hz,
        high_hz=log_uniform(rng, 1500, 10000),
        slope_db=float(rng.uniform(-7, 2)),
        rumble=float(rng.uniform(0.2, 1.0)) if large > 0.5 and rng.random() < 0.7 else 0.0,
        rumble_hz=float(rng.uniform(35, 120)),
        echoes=int(rng.integers(1, 4)) if large < 0.5 and rng.random() < 0.5 else 0,
        crackle=float(rng.uniform(0.1, 0.6)) if rng.random() < 0.25 else 0.0,
    )
