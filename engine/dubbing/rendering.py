"""The result of an engine: a lazily computed sound and the events it is made from."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.events.event import Event

Block = NDArray[np.float32]


class Rendering(NamedTuple):
    """A sound that an engine is ready to compute.

    Attributes:
        blocks: the sound, (n, channels) or (n,) each; computed while it is read.
        rate_hz: its sample rate.
        events: the events it is made from, including muted ones.
        model: the generator's name, if any.
        vocoder: the vocoder's name, if any.
        device: where it is computed.
    """

    blocks: Iterator[Block]
    rate_hz: int
    events: list[Event]
    model: str | None = None
    vocoder: str | None = None
    device: str = "cpu"
