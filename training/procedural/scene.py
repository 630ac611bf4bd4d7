"""What every scene family makes: pictures of any moment, and the blows that belong to them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from training.procedural.textures import Picture

SoundKind = Literal["struck", "burst", "voice"]


@dataclass(frozen=True, slots=True)
class Blow:
    """A moment at which something in the picture sounds.

    Attributes:
        time_s: scene time.
        force: how hard; only its ratio to that of other blows of the scene counts.
    """

    time_s: float
    force: float


class Scene(Protocol):
    """A scene, used in a `with` around `draw`.

    Attributes:
        blows: in order of time.
        sound: what kind of sound suits it.
        seen: for each of its cameras, which of the blows it sees.
        distance_m: from the camera to the blows; sound needs time for it.
    """

    @property
    def blows(self) -> tuple[Blow, ...]:
        """See the class."""
        ...

    @property
    def sound(self) -> SoundKind:
        """See the class."""
        ...

    @property
    def seen(self) -> tuple[tuple[bool, ...], ...]:
        """See the class."""
        ...

    @property
    def distance_m(self) -> float:
        """See the class."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...

    def draw(self, time_s: float, view: int) -> Picture:
        """The picture (H, W, 3) of a moment, RGB."""
        ...


@dataclass(frozen=True, slots=True)
class Order:
    """What a family is asked for.

    Attributes:
        rng: draws everything.
        size: (width, height) of its pictures.
        length_s: how long the scene must last.
    """

    rng: np.random.Generator
    size: tuple[int, int]
    length_s: float


Family = Callable[[Order], Scene]
Curve = NDArray[np.float64]
