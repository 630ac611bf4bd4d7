"""Many independent items, by processes of this machine or others, with results in order.

Processes are spawned, not forked: none of the parent's threads, GPU contexts or decoders are
inherited in a broken state, and all platforms behave the same.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Protocol, TypeVar

from engine.errors import DeviceMemoryError

Item = TypeVar("Item")
Result = TypeVar("Result")
ResultOut = TypeVar("ResultOut", covariant=True)

_QUEUED: Final = 3  # items per process, so that none is idle while results are consumed


def cores() -> int:
    """Number of cores available to this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Job(Protocol[ResultOut]):
    """An item that was given to a worker."""

    def result(self) -> ResultOut:
        """Its result, once it is there."""
        ...


def results_in_order(
    submit: Callable[[Item], Job[Result]], items: Iterable[Item], workers: int
) -> Iterator[Result]:
    """Submit items, a few per worker ahead of what is consumed; yield the results in order."""
    waiting = iter(items)
    jobs = deque(submit(item) for item in islice(waiting, _QUEUED * workers))
    while jobs:
        yield jobs.popleft().result()
        jobs.extend(submit(item) for item in islice(waiting, 1))


class Workers(Protocol):
    """Whatever applies functions to many independent items."""

    def in_order(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        *,
        begin: Callable[..., None] | None = None,
        arguments: tuple[Any, ...] = (),
    ) -> Iterator[Result]:
        """Apply a function to items, each once as far as the results show.

        Args:
            function: picklable, as must be its arguments and results.
            items: consumed lazily.
            begin: initialises each process.
            arguments: of `begin`.

        Yields:
            The results, in the order of the items.

        Raises:
            DeviceMemoryError: a process was killed.
        """
        ...


@dataclass(frozen=True, slots=True)
class Processes:
    """Processes on this machine; see `Workers`.

    Attributes:
        count: number of processes.
    """

    count: int

    def in_order(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        *,
        begin: Callable[..., None] | None = None,
        arguments: tuple[Any, ...] = (),
    ) -> Iterator[Result]:
        """See `Workers`."""
        pool = ProcessPoolExecutor(
            self.count,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(begin, arguments),
        )
        try:
            yield from results_in_order(lambda item: pool.submit(function, item), items, self.count)
        except BrokenProcessPool as error:
            raise DeviceMemoryError(
                "A process of the work was ended by the system, usually because it is out of "
                "memory.",
                hint="Run the same command again with fewer --workers; it continues where it "
                "stopped.",
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


def local_workers(count: int | None) -> Processes:
    """Processes on this machine; with None, one for each core."""
    return Processes(count or cores())


def _begin(begin: Callable[..., None] | None, arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all processes; the parent stops
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if begin is not None:
        begin(*arguments)


def _end_with_parent() -> None:
    """Exit with the parent: if it is killed, workers would otherwise wait forever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
