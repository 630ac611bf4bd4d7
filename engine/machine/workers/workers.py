"""What works off many independent items, and the loop by which their results are collected."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from queue import SimpleQueue
from typing import Any, Final, Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
ResultOut = TypeVar("ResultOut", covariant=True)

_QUEUED: Final = 3  # items per worker, so that none is idle while results are consumed


class Workers(Protocol):
    """Whatever applies functions to many independent items."""

    def results(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        *,
        ordered: bool = True,
        lost: Callable[[Item], Result] | None = None,
        begin: Callable[..., None] | None = None,
        arguments: tuple[Any, ...] = (),
    ) -> Iterator[Result]:
        """Apply a function to items, each once as far as the results show.

        An item whose worker dies is given to another.

        Args:
            function: picklable, as must be its arguments and results.
            items: consumed lazily.
            ordered: yield the results in the order of the items, else as they come.
            lost: the result of an item that several workers died of.
            begin: initialises each worker.
            arguments: of `begin`.

        Raises:
            DeviceMemoryError: several workers died of the same item, and there is no `lost`.
        """
        ...


class WorkersDiedError(Exception):
    """Several workers died of the same item."""


class Job(Protocol[ResultOut]):
    """An item that was given to a worker."""

    def result(self) -> ResultOut:
        """Its result, once it is there."""
        ...

    def add_done_callback(self, callback: Callable[[Any], None], /) -> None:
        """Call a function with the job once its result is there."""
        ...


def collect(
    submit: Callable[[Item], Job[Result]],
    items: Iterable[Item],
    workers: int,
    *,
    ordered: bool,
    lost: Callable[[Item], Result] | None,
    died: type[Exception] = WorkersDiedError,
) -> Iterator[Result]:
    """Submit items, a few per worker ahead of what is consumed, and yield the results.

    Args:
        submit: gives an item to a worker.
        items: consumed lazily.
        workers: their number.
        ordered: see `Workers.results`.
        lost: see `Workers.results`.
        died: raised by a job whose item several workers died of.
    """
    waiting = iter(items)
    under_way: dict[Job[Result], Item] = {}
    order: deque[Job[Result]] = deque()
    done: SimpleQueue[Job[Result]] = SimpleQueue()

    def give(count: int) -> None:
        for item in islice(waiting, count):
            job = submit(item)
            under_way[job] = item
            if ordered:
                order.append(job)
            else:
                job.add_done_callback(done.put)

    give(_QUEUED * workers)
    while under_way:
        job = order.popleft() if ordered else done.get()
        try:
            result = job.result()
        except died:
            if lost is None:
                raise
            result = lost(under_way[job])
        del under_way[job]
        give(1)
        yield result
