"""Vocal sounds by source-filter synthesis: barks, shouts, bleats, coughs.

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
class Voice:
    """A voice: a glottal pulse train through formant resonances.

    Attributes:
        pitch_hz: of a typical call.
        bend: relative rise and fall of the pitch within a call.
        length_s: of a call.
        breath: share of noise, 0 to 1.
        formants_hz: its resonances.
        roughness: irregularity of the pulses, 0 to 1.
    """

    pitch_hz: float
    bend: float
    length_s: float
    breath: float
    formants_hz: tuple[float, ...]
    roughness: float

    def hit(self, strength: float, rng: np.random.Generator) -> NDArray[np.float32]:
        """A call (T,) of a strength from 0 to 1, with a peak of that strength."""
        from scipy.signal import lfilter  # scipy.signal takes a second to load

        length_s = self.length_s * (0.7 + 0.3 * strength) * rng.uniform(0.85, 1.15)
        length = int(length_s * _RATE_HZ)
        part = np.arange(length) / length
        pitch = self.pitch_hz * (0.85 + 0.15 * strength) * rng.uniform(0.95, 1.05)
        contour = pitch * (1 + self.bend * np.sin(np.pi * part**0.6))
        contour *= 1 + self.roughness * 0.15 * rng.normal(0, 1, length).cumsum() / np.sqrt(length)
        phase = np.cumsum(contour) / _RATE_HZ
        pulses = np.diff(np.floor(phase), prepend=0.0) * (
            1 + self.roughness * rng.normal(0, 0.5, length)
        )
        # The glottis closes faster in a louder call, which makes it brighter.
        pole = 0.97 - 0.12 * strength
        source = np.asarray(lfilter([1.0], [1.0, -pole], pulses))
        source = (1 - self.breath) * source / max(float(np.max(np.abs(source))), 1e-9)
        source += self.breath * rng.normal(0, 0.3, length)
        wave = np.zeros(length)
        for place, formant_hz in enumerate(self.formants_hz):
            radius = np.exp(-np.pi * (70 + 0.08 * formant_hz) / _RATE_HZ)
            angle = 2 * np.pi * formant_hz / _RATE_HZ
            filtered = lfilter([1 - radius], [1, -2 * radius * np.cos(angle), radius**2], source)
            wave += np.asarray(filtered) * 0.7**place
        rise = np.clip(part * length_s / 0.012, 0, 1)
        wave *= rise * np.clip((1 - part) / 0.3, 0, 1) ** 0.7
        peak = max(float(np.max(np.abs(wave))), 1e-9)
        return (wave * (strength / peak)).astype(np.float32)


def make_voice(rng: np.random.Generator) -> Voice:
    """Draw a voice, from a small dog's to a large man's."""
    size = log_uniform(rng, 0.5, 1.6)
    count = int(rng.integers(3, 6))
    formants = np.sort(rng.uniform(300, 4500, count)) / size
    return Voice(
        pitch_hz=log_uniform(rng, 90, 600),
        bend=float(rng.uniform(-0.3, 0.6)),
        length_s=log_uniform(rng, 0.07, 0.5),
        breath=float(rng.beta(1.2, 2)),
        formants_hz=tuple(float(min(formant, 0.4 * _RATE_HZ)) for formant in formants),
        roughness=float(rng.uniform(0, 1)),
    )
