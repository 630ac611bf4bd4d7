"""Make every attack heard: what still rings makes room just before a blow.

A model of mels learns how a sound rings on, and where events are dense one blow drowns in what is
left of the last: with references that ring, hardly more than half of the events were heard as
onsets. A blow damps what it strikes; so for a few hundredths of a second before each event what
sounds is taken back, as a transient shaper does, and the attack stands out against it.

Shapes: M mel bins, T mel frames.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.config import MEL
from engine.events.event import Event, audible

Array = NDArray[np.float32]

_DIP: Final = 0.1  # of the mel's scale: 10 dB
_DIP_FRAMES: Final = 3  # 35 ms
# Below this, 79 dB under the scale's full, a mel means nothing but that its maker was not sure.
_NOTHING: Final = 0.01


def dips(events: Iterable[Event], frames: int, *, start_s: float = 0.0) -> Array:
    """How much is taken back at each frame, (T,) in parts of the mel's scale.

    Args:
        events: in clip time; muted ones are not heard.
        frames: T.
        start_s: the clip time of the first frame.
    """
    taken = np.zeros(frames, np.float32)
    slope = np.linspace(_DIP / 2, _DIP, _DIP_FRAMES, dtype=np.float32)
    for event in audible(events):
        attack = int((event.time_s - start_s) * MEL.sample_rate_hz / MEL.hop_samples)
        before = np.arange(attack - _DIP_FRAMES, attack)
        there = (before >= 0) & (before < frames)
        taken[before[there]] = np.maximum(taken[before[there]], slope[there])
    return taken


def articulated(pieces: Iterable[Array], taken: Array) -> Iterator[Array]:
    """The pieces (M, k) of a mel, T frames in all, with the dips of `dips`."""
    start = 0
    for piece in pieces:
        end = start + piece.shape[1]
        clear = np.maximum(piece - taken[start:end], 0.0)
        yield np.where(clear < _NOTHING, np.float32(0.0), clear)
        start = end
