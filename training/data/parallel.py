"""Parallel processing in worker processes, with results in order.

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
from itertools import islice
from typing import Any, Final, TypeVar

from engine.errors import DeviceMemoryError

Item = TypeVar("Item")
Result = TypeVar("Result")

_QUEUED: Final = 3  # items per process, so that none is idle while results are consumed


def cores() -> int:
    """Number of cores available to this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    workers: int,
    *,
    begin: Callable[..., None] | None = None,
    arguments: tuple[Any, ...] = (),
) -> Iterator[Result]:
    """Apply a function to items in parallel processes.

    Args:
        function: picklable, as must be its arguments and results.
        items: consumed lazily.
        workers: number of processes.
        begin: initialises each process.
        arguments: of `begin`.

    Yields:
        The results, in the order of the items.

    Raises:
        DeviceMemoryError: a process was killed.
    """
    waiting = iter(items)
    pool = ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(begin, arguments),
    )
    try:
        jobs = deque(pool.submit(function, item) for item in islice(waiting, _QUEUED * workers))
        while jobs:
            yield jobs.popleft().result()
            jobs.extend(pool.submit(function, item) for item in islice(waiting, 1))
    except BrokenProcessPool as error:
        raise DeviceMemoryError(
            "A process of the work was ended by the system, usually because it is out of memory.",
            hint="Run the same command again with fewer --workers; it continues where it stopped.",
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


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
