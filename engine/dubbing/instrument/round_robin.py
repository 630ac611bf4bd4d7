"""Choose a grain for each event, so that no two equal hits follow each other.

Real hits never repeat exactly; the same sample twice in a row sounds like a machine. So grains that
suit an event take turns, and where only one suits, slightly varied versions of it take turns.

With seed 0 a grain is first heard as it was recorded, and the longest one comes first, because a
clip may have one event only. With any other seed chance decides and grains are always varied, so
that takes differ even if the reference has one hit only. With a variation of 0 grains are always
heard as they were recorded, and a single one repeats.

Shapes: samples of (n, channels), float32.
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from engine.dubbing.instrument.cutting import Grain
from engine.dubbing.instrument.variation import varied

_AS_NEAR_DB: Final = 6.0  # grains this much further from the requested strength are still suitable
_AUDIBLE: Final = 10 ** (-30 / 20)  # of the peak: a grain has ended where it stays below that
_VERSIONS: Final = 4  # of a grain: they bound the memory, and a cycle of four is not recognised


class RoundRobin:
    """Chooses among the grains of a reference.

    Args:
        grains: at least one.
        rate_hz: their sample rate.
        seed: decides the order and the variation.
        variation: its amount, 0 to 1.
    """

    def __init__(self, grains: Sequence[Grain], rate_hz: int, seed: int, variation: float) -> None:
        self._grains = grains
        self._rate_hz = rate_hz
        self._seed = seed
        self._variation = variation
        self._chance = np.random.default_rng(seed)
        self._waiting = list(range(len(grains)))  # the grains, longest unused first
        self._chance.shuffle(self._waiting)
        self._turns = [0] * len(grains)
        self._versions: dict[tuple[int, int], Grain] = {}
        self._last: Grain | None = None

    def choose(self, peak: float) -> Grain:
        """Return a grain, or a version of one, whose peak is near a target amplitude."""
        far_db = [abs(20 * math.log10(grain.peak / peak)) for grain in self._grains]
        limit_db = min(far_db) + _AS_NEAR_DB
        suitable = [index for index in self._waiting if far_db[index] <= limit_db]
        rested = suitable[: (len(suitable) + 1) // 2]  # never the last one, if there are others
        index = rested[int(self._chance.integers(len(rested)))]
        if self._seed == 0 and self._last is None:
            index = max(suitable, key=lambda each: _heard_for(self._grains[each]))
        self._waiting.remove(index)
        self._waiting.append(index)
        grain = self._grains[index]
        repeats = grain is self._last or len(suitable) == 1
        if self._variation > 0 and (self._seed != 0 or repeats):
            grain = self._next_version(index)
        self._last = grain
        return grain

    def play(self, index: int) -> Grain:
        """Return the grain at an index, or its next version."""
        return self._next_version(index) if self._variation > 0 else self._grains[index]

    def _next_version(self, index: int) -> Grain:
        """The next of a grain's versions that is not the sound before."""
        while True:
            turn = self._turns[index]
            self._turns[index] = (turn + 1) % _VERSIONS
            version = self._version(index, turn)
            if version is not self._last:
                return version

    def _version(self, index: int, number: int) -> Grain:
        if self._seed == 0 and number == 0:
            return self._grains[index]
        if (index, number) not in self._versions:
            chance = np.random.default_rng([self._seed, index, number])
            self._versions[index, number] = varied(
                self._grains[index], self._rate_hz, chance, self._variation
            )
        return self._versions[index, number]


def _heard_for(grain: Grain) -> int:
    """For how many samples a grain is heard from its attack on."""
    level = np.abs(grain.samples[grain.attack :]).max(axis=1)
    return int(np.flatnonzero(level >= _AUDIBLE * grain.peak).max(initial=0))
