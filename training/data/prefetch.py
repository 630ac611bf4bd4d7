"""Batches made ahead of time, so that the device never waits for the disk."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

Batch = TypeVar("Batch")


class Prefetcher(Generic[Batch]):
    """Hands out the batch of a step, and has the next ones made by threads meanwhile.

    Threads are enough: making a batch is copying and arithmetic of numpy, which run beside Python.
    It must not be torch's: a thread that once computes with torch gets threads of its own for that,
    and as soon as there are more of them than cores all of torch's threads go to sleep between two
    operations. On two cores that doubled the time of a step.
    """

    def __init__(self, make: Callable[[int], Batch], *, ahead: int = 2) -> None:
        """Prepare to hand out `make(step)`, which must depend on nothing but the step.

        Args:
            make: makes a batch; called from other threads.
            ahead: batches to have ready beyond the one asked for.
        """
        self._make = make
        self._ahead = ahead
        self._pool = ThreadPoolExecutor(max_workers=max(1, ahead), thread_name_prefix="batch")
        self._pending: dict[int, Future[Batch]] = {}

    def get(self, step: int) -> Batch:
        """The batch of a step; what making it raises, this raises."""
        for wanted in range(step, step + self._ahead + 1):
            if wanted not in self._pending:
                self._pending[wanted] = self._pool.submit(self._make, wanted)
        for passed in [each for each in self._pending if each < step]:
            self._pending.pop(passed).cancel()
        return self._pending.pop(step).result()

    def close(self) -> None:
        """Drop what was made ahead and end the threads."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pending.clear()

    def __enter__(self) -> "Prefetcher[Batch]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
