"""Timbres: the sound source of a clip, of any kind, with varied pitch and colour.

Shapes: T samples at 22050 Hz.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.mel.contract import MEL
from training.procedural.scene import SoundKind
from training.procedural.sounds.bursts import make_burst
from training.procedural.sounds.effects import Effect
from training.procedural.sounds.filters import filtered
from training.procedural.sounds.modal import MATERIALS, make_body
from training.procedural.sounds.voice import make_voice

# Probabilities of a struck body, a burst and a voice, by the kind of sound that fits the scene.
# Most clips are plausible, but any picture may get any sound, because a dub may use any timbre.
_PROBABILITIES: Final[dict[SoundKind, tuple[float, float, float]]] = {
    "struck": (0.75, 0.15, 0.10),
    "burst": (0.25, 0.65, 0.10),
    "voice": (0.20, 0.20, 0.60),
    "held": (0.34, 0.33, 0.33),  # of a hit in a scene whose own sound lasts
}
_EFFECTS_SHARE: Final = 0.5  # of the clips use a recorded effect, if there are any
_BANDS_HZ: Final = (60.0, 150.0, 400.0, 1000.0, 2500.0, 5000.0, 10000.0)


class Timbre(Protocol):
    """A source of single hits."""

    def hit(self, strength: float, rng: np.random.Generator) -> NDArray[np.float32]:
        """A hit (T,), starting at the attack, with a peak near the strength (0 to 1)."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Altered:
    """A timbre with changed speed, equalisation and saturation.

    Attributes:
        base: the original timbre.
        speed: above 1 is higher and shorter.
        levels_db: gain of the equaliser at each of `_BANDS_HZ`.
        drive: amount of saturation; 0 for none.
    """

    base: Timbre
    speed: float
    levels_db: tuple[float, ...]
    drive: float

    def hit(self, strength: float, rng: np.random.Generator) -> NDArray[np.float32]:
        """See `Timbre.hit`."""
        wave = self.base.hit(strength, rng)
        speed = self.speed * float(np.exp(rng.normal(0, 0.01)))  # no two hits are identical
        length = max(int(wave.size / speed), 2)
        resampled = np.interp(np.arange(length) * speed, np.arange(wave.size), wave)
        coloured = filtered(resampled, self._gain)
        loudest = max(float(np.max(np.abs(coloured))), 1e-9)
        coloured *= strength / loudest
        if self.drive:
            coloured = np.tanh(coloured * (1 + self.drive)) / np.tanh(1 + self.drive)
        return coloured.astype(np.float32)

    def _gain(self, frequency_hz: NDArray[np.float64]) -> NDArray[np.float64]:
        levels_db = np.interp(np.log(frequency_hz + 1), np.log(_BANDS_HZ), self.levels_db)
        return np.asarray(10 ** (levels_db / 20))


class NamedTimbre(NamedTuple):
    """A timbre and the name of its source."""

    name: str
    timbre: Timbre


def draw_timbre(
    rng: np.random.Generator, suits: SoundKind, effects: Sequence[Effect] = ()
) -> NamedTimbre:
    """Draw a timbre for a clip.

    Args:
        rng: source of randomness.
        suits: the kind of sound that fits the scene.
        effects: recorded effects to use as well.
    """
    base: Timbre
    if effects and rng.random() < _EFFECTS_SHARE:
        effect = effects[int(rng.integers(len(effects)))]
        base, name = effect, f"effect:{effect.name}"
    else:
        kind = rng.choice(3, p=_PROBABILITIES[suits])
        if kind == 0:
            material = tuple(MATERIALS)[int(rng.integers(len(MATERIALS)))]
            base, name = make_body(material, rng, MEL.sample_rate_hz), material
        elif kind == 1:
            base, name = make_burst(rng), "burst"
        else:
            base, name = make_voice(rng), "voice"
    spread_db = float(rng.choice([0.0, 3.0, 8.0]))
    levels_db = rng.normal(0, spread_db, len(_BANDS_HZ))
    return NamedTimbre(
        name,
        Altered(
            base,
            speed=float(np.exp(np.clip(rng.normal(0, 0.25), -0.7, 0.7))),
            levels_db=tuple(float(level) for level in levels_db),
            drive=float(rng.uniform(0.5, 4)) if rng.random() < 0.15 else 0.0,
        ),
    )
