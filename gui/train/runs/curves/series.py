"""Values by step: appended to cheaply, and averaged."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_FIRST_CAPACITY: Final = 1024
_STEP, _VALUE, _SUM = range(3)  # the rows of the store; the sum is of all values up to there


class Series:
    """One curve. A value that is no finite number is left out: it can be neither drawn nor summed.

    Steps rise; `cut` takes back what a restarted trainer does again.
    """

    def __init__(self) -> None:
        self._store = np.zeros((3, _FIRST_CAPACITY))
        self._size = 0

    def __len__(self) -> int:
        """How many values there are."""
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
        """Add values at the end."""
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
        """Forget what is later than a step."""
        self._size = int(np.searchsorted(self.steps, step, side="right"))

    def averages(self, count: int, part: slice | None = None) -> Floats:
        """Each value averaged with up to `count - 1` before it: (n,), or a part of them."""
        first, last, _ = (part or slice(None)).indices(self._size)
        if count <= 1 or first >= last:
            return self.values[first:last]
        ends = np.arange(first, last)
        starts = ends - count
        sums = self._store[_SUM]
        before = np.where(starts >= 0, sums[np.maximum(starts, 0)], 0.0)
        averages: Floats = (sums[ends] - before) / np.minimum(ends + 1, count)
        return averages

    def nearest(self, step: float) -> int:
        """The place of the value whose step is nearest; there must be one."""
        after = int(np.searchsorted(self.steps, step))
        if after == self._size or (
            after and step - self.steps[after - 1] < self.steps[after] - step
        ):
            return after - 1
        return after

    def _grow(self, size: int) -> None:
        capacity = self._store.shape[1]
        if size > capacity:
            larger = np.zeros((3, max(size, 2 * capacity)))
            larger[:, : self._size] = self._store[:, : self._size]
            self._store = larger
