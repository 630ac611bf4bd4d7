"""Let a held sound go on at an event that comes too soon to start it anew.

A moo that starts again five times a second is never heard beyond its first moment: it sounds like a
drum machine. So where the next event comes soon and the sound is still held there, the event does
not start it anew. The sound dips and goes on from there, with a rise of its own, as a tongued note
of one breath. What is struck has become softer by then, so it starts anew.

Shapes: samples of (n, channels), float32.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.instrument.cutting import Grain

Samples = NDArray[np.float32]

_SOON_S: Final = (0.05, 0.3)  # after an event: sooner, there is nothing to resume yet
_LEVEL_S: Final = 0.1  # what is missing of it at the end of a sound is silence
_HELD: Final = 10 ** (-10 / 10)  # a held sound stays within 10 dB of its loudest moment ...
_SOFTER: Final = 10 ** (-3 / 10)  # ... and within 3 dB of its attack


class Resuming:
    """Decides which sounds are resumed; remembers their levels.

    Args:
        rate_hz: sample rate of the grains.
    """

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._size = max(1, round(_LEVEL_S * rate_hz))
        self._least: dict[Grain, float] = {}

    def is_resumed(self, grain: Grain, sample: int, after: int) -> bool:
        """Whether a grain goes on from a sample at the next event.

        Args:
            grain: the sound.
            sample: where it would go on, in the grain.
            after: samples from the last event to the next.
        """
        soonest, latest = (round(time_s * self._rate_hz) for time_s in _SOON_S)
        if not soonest <= after <= latest:
            return False
        if grain not in self._least:
            self._least[grain] = self._least_energy(grain)
        return _energy(grain.samples[sample : sample + self._size]) >= self._least[grain]

    def _least_energy(self, grain: Grain) -> float:
        """The energy of 100 ms of a grain while it is held."""
        body = grain.samples[grain.attack :]
        energy = np.cumsum(np.concatenate([[0.0], np.square(body, dtype=np.float64).sum(axis=1)]))
        loudest = float((energy[self._size :] - energy[: -self._size]).max(initial=0.0))
        return max(_HELD * loudest, _SOFTER * _energy(body[: self._size]))


def _energy(samples: Samples) -> float:
    return float(np.square(samples, dtype=np.float64).sum())
