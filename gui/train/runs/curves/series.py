"""Values by step: cheap to append to, with moving averages."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gui.train.runs.curves.ticks import linear_ticks

Floats = NDArray[np.float64]
_FIRST_CAPACITY: Final = 1024
_STEP, _VALUE, _SUM = range(3)  # rows of the store; the sum is cumulative


class Series:
    """One curve. Values that are not finite are skipped: they can be neither drawn nor summed.

    Steps increase; `cut` removes what a restarted trainer repeats.
    """

    def __init__(self) -> None:
        self._store = np.zeros((3, _FIRST_CAPACITY))
        self._size = 0

    def __len__(self) -> int:
        """Number of values."""
        return self._size

    @property
    def steps(self) -> Floats:
        """(n,)."""
        return self._store[_STEP, : self._size]

    @property
    def values(self) -> Floats:
        """(n,)."""
        return self._store[_VALUE, : self._size]

    def extend(self, steps: Sequence[int], values: Sequence[float]) -> None:
        """Append values."""
        added = np.array([steps, values], np.float64)
        added = added[:, np.isfinite(added[1])]
        count = added.shape[1]
        self._grow(self._size + count)
        place = slice(self._size, self._size + count)
        self._store[: _VALUE + 1, place] = added
        before = self._store[_SUM, self._size - 1] if self._size else 0.0
        self._store[_SUM, place] = before + np.cumsum(added[1])
        self._size += count

    def cut(self, step: int) -> None:
        """Remove all values after a step."""
        self._size = int(np.searchsorted(self.steps, step, side="right"))

    def averages(self, count: int, part: slice | None = None) -> Floats:
        """Moving average over up to `count` values: (n,), or a part of it."""
        first, last, _ = (part or slice(None)).indices(self._size)
        if count <= 1 or first >= last:
            return self.values[first:last]
        return self.averages_at(np.arange(first, last), count)

    def averages_at(self, places: NDArray[np.intp], count: int) -> Floats:
        """Moving averages over up to `count` values at some indices: (len(places),)."""
        if count <= 1:
            return self.values[places]
        starts = places - count
        sums = self._store[_SUM]
        before = np.where(starts >= 0, sums[np.maximum(starts, 0)], 0.0)
        averages: Floats = (sums[places] - before) / np.minimum(places + 1, count)
        return averages

    def nearest(self, step: float) -> int:
        """Index of the value nearest to a step; the series must not be empty."""
        after = int(np.searchsorted(self.steps, step))
        if after == self._size or (
            after and step - self.steps[after - 1] < self.steps[after] - step
        ):
            return after - 1
        return after

    def spread(self, first: float, last: float, count: float, share: float) -> NDArray[np.intp]:
        """Indices of values that are spread evenly, and stay the same while a view is moved.

        Args:
            first: where the view begins, in steps.
            last: where it ends.
            count: about how many values it shows.
            share: 0 to 1, of the distance between two by which all are shifted.
        """
        ticks = linear_ticks(first, last, max(round(count), 1))
        apart = ticks[1] - ticks[0] if len(ticks) > 1 else last - first
        wanted = np.arange(math.floor(first / apart), last / apart) * apart + share * apart
        wanted = wanted[(wanted >= self.steps[0]) & (wanted <= self.steps[-1])] if len(self) else []
        return np.unique(np.searchsorted(self.steps, wanted))

    def by_step(self) -> dict[int, float]:
        """The values by step."""
        return dict(zip(map(int, self.steps), map(float, self.values), strict=True))

    def _grow(self, size: int) -> None:
        capacity = self._store.shape[1]
        if size > capacity:
            larger = np.zeros((3, max(size, 2 * capacity)))
            larger[:, : self._size] = self._store[:, : self._size]
            self._store = larger
