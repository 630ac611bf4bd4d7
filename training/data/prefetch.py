"""Prefetches batches, so that the device never waits for the disk."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

Batch = TypeVar("Batch")


class Prefetcher(Generic[Batch]):
    """Returns the batch of a step while threads make the next ones.

    Threads suffice, because batches are made by numpy, which releases the GIL. They must not use
    torch: every thread that computes with torch gets a thread pool of its own, and once there are
    more threads than cores, all of torch's threads sleep between operations. On two cores that
    doubled the time per step.
    """

    def __init__(self, make: Callable[[int], Batch], *, ahead: int = 2) -> None:
        """Set up prefetching; `make` is called from other threads, and depends on the step only.

        `ahead` batches are prefetched beyond the requested one.
        """
        self._make = make
        self._ahead = ahead
        self._pool = ThreadPoolExecutor(max_workers=max(1, ahead), thread_name_prefix="batch")
        self._pending: dict[int, Future[Batch]] = {}

    def get(self, step: int) -> Batch:
        """The batch of a step; raises what making it raised."""
        for wanted in range(step, step + self._ahead + 1):
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
