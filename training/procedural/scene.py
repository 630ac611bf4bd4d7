"""The interface of every scene family: pictures at any time, and the blows they show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from training.procedural.textures import Picture

SoundKind = Literal["struck", "burst", "voice", "held"]


@dataclass(frozen=True, slots=True)
class Blow:
    """An event in the picture that makes a sound.

    Attributes:
        time_s: scene time.
        force: relative to the other blows of the scene.
        duration_s: how long it goes on; 0 for a strike.
    """

    time_s: float
    force: float
    duration_s: float = 0.0


class Scene(Protocol):
    """A scene; use it in a `with` around `draw`.

    Attributes:
        blows: in order of time.
        sound: the kind of sound that fits.
        seen: for each camera, which of the blows it sees.
        distance_m: from the camera to the blows, which delays their sound.
    """

    blows: tuple[Blow, ...]
    sound: SoundKind
    seen: tuple[tuple[bool, ...], ...]
    distance_m: float

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...

    def draw(self, time_s: float, view: int) -> Picture:
        """The RGB picture (H, W, 3) at a time."""
        ...


@dataclass(frozen=True, slots=True)
class Order:
    """The parameters of a scene to make.

    Attributes:
        rng: for all randomness.
        size: (width, height) of its pictures.
        length_s: required length of the scene.
    """

    rng: np.random.Generator
    size: tuple[int, int]
    length_s: float


class Drawn:
    """What scenes have in common that are drawn and not simulated; see `Scene`.

    One camera sees all of their blows, and nothing has to be released.
    """

    def __init__(self, blows: Sequence[Blow], sound: SoundKind, distance_m: float) -> None:
        self.blows = tuple(blows)
        self.sound: SoundKind = sound
        self.seen: tuple[tuple[bool, ...], ...] = ((True,) * len(blows),)
        self.distance_m = distance_m

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing to release."""


Family = Callable[[Order], Scene]
Curve = NDArray[np.float64]
