"""Keep every attack audible by ducking the ringing sound just before each event.

A mel model learns how a sound rings, and with dense events one strike is masked by the decay of the
last: with references that ring, barely more than half of the events were detected as onsets. A
real strike damps what it hits; so the mel is attenuated for a few hundredths of a second before
each event, as a transient shaper does, and the attack stands out.

Shapes: M mel bins, T mel frames.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.events.event import Event, audible
from engine.mel.contract import MEL

Array = NDArray[np.float32]

_DIP: Final = 0.1  # of the mel's range: 10 dB
_DIP_FRAMES: Final = 3  # 35 ms
# Mel values below this, 79 dB under full scale, only reflect the model's uncertainty.
_NOTHING: Final = 0.01


def dips(events: Iterable[Event], frames: int, *, start_s: float = 0.0) -> Array:
    """Compute the attenuation of each frame, (T,) as a fraction of the mel's range.

    Args:
        events: in clip time; muted ones are ignored.
        frames: T.
        start_s: clip time of the first frame.
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
    """Apply the attenuation from `dips` to the blocks (M, k) of a mel, T frames in total."""
    start = 0
    for piece in pieces:
        end = start + piece.shape[1]
        clear = np.maximum(piece - taken[start:end], 0.0)
        yield np.where(clear < _NOTHING, np.float32(0.0), clear)
        start = end
