"""Prefetches batches, so that the device never waits for the disk."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, Generic, TypeVar

Batch = TypeVar("Batch")

_AHEAD: Final = 2  # batches beyond the requested one


class Prefetcher(Generic[Batch]):
    """Returns the batch of a step while threads make the next ones.

    Threads suffice, because batches are made by numpy, which releases the GIL. They must not use
    torch: every thread that computes with torch gets a thread pool of its own, and once there are
    more threads than cores, all of torch's threads sleep between operations. On two cores that
    doubled the time per step.
    """

    def __init__(self, make: Callable[[int], Batch]) -> None:
        """Set up prefetching; `make` is called from other threads, and depends on the step only."""
        self._make = make
        self._pool = ThreadPoolExecutor(_AHEAD, thread_name_prefix="batch")
        self._pending: dict[int, Future[Batch]] = {}

    def get(self, step: int) -> Batch:
        """The batch of a step; raises what making it raised."""
        for wanted in range(step, step + _AHEAD + 1):
            if wanted not in self._pending:
                self._pending[wanted] = self._pool.submit(self._make, wanted)
        for passed in [each for each in self._pending if each < step]:
            self._pending.pop(passed).cancel()
        return self._pending.pop(step).result()

    def close(self) -> None:
        """Drop prefetched batches and stop the threads."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pending.clear()

    def __enter__(self) -> "Prefetcher[Batch]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
