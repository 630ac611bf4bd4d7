"""The result of an engine: a lazily computed sound and the events it is made from."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.events.event import Event
from engine.media.audio import Sound, read_sound
from engine.recipe import SoundPart

Block = NDArray[np.float32]

# Below -60 dBFS a reference counts as silent: no timbre is audible in it.
_SILENCE: Final = 1e-3


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


def read_reference(part: SoundPart, *, rate_hz: int | None, mono: bool) -> Sound:
    """Read the part of a reference to use.

    Raises:
        InputError: it cannot be read, or is silent.
    """
    span = part.span
    sound = read_sound(
        part.file, rate_hz=rate_hz, mono=mono, start_s=span.start_s, end_s=span.end_s
    )
    if float(np.max(np.abs(sound.samples), initial=0.0)) < _SILENCE:
        raise InputError(
            f"{part.file.name} is silent, so there is no timbre to take from it.",
            hint="Choose another sound, or another --reference-region.",
        )
    return sound
