"""What works off many independent items, and the loop by which their results are collected."""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from queue import SimpleQueue
from typing import Any, Final, NamedTuple, Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_QUEUED: Final = 3  # items per worker, so that none is idle while results are consumed


class WorkersDiedError(Exception):
    """Several workers died of the same item."""


class Job(Protocol):
    """An item that was given to a worker."""

    def result(self) -> Any:
        """Its result, once it is there."""
        ...

    def add_done_callback(self, callback: Callable[[Any], None], /) -> None:
        """Call a function with the job once its result is there."""
        ...


class Task(NamedTuple):
    """What workers do, all of it picklable: `begin` initialises each, `function` makes a result."""

    function: Callable[[Any], Any]
    begin: Callable[..., None] | None
    arguments: tuple[Any, ...]


class Crew(NamedTuple):
    """Workers at a task.

    Attributes:
        submit: gives an item to one of them.
        size: their number.
        died: raised by a job whose item several workers died of.
    """

    submit: Callable[[Any], Job]
    size: int
    died: type[Exception] = WorkersDiedError


class Workers(ABC):
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
            items: consumed lazily, a few per worker ahead of the results.
            ordered: yield the results in the order of the items, else as they come.
            lost: the result of an item that several workers died of.
            begin: initialises each worker.
            arguments: of `begin`.

        Raises:
            DeviceMemoryError: several workers died of the same item, and there is no `lost`.
        """
        waiting = iter(items)
        under_way: dict[Job, Item] = {}
        order: deque[Job] = deque()
        done: SimpleQueue[Job] = SimpleQueue()

        def give(crew: Crew, count: int) -> None:
            for item in islice(waiting, count):
                job = crew.submit(item)
                under_way[job] = item
                if ordered:
                    order.append(job)
                else:
                    job.add_done_callback(done.put)

        with self.crew(Task(function, begin, arguments)) as crew:
            give(crew, _QUEUED * crew.size)
            while under_way:
                job = order.popleft() if ordered else done.get()
                try:
                    result = job.result()
                except crew.died:
                    if lost is None:
                        raise
                    result = lost(under_way[job])
                del under_way[job]
                give(crew, 1)
                yield result

    @abstractmethod
    def crew(self, task: Task) -> AbstractContextManager[Crew]:
        """Put workers at a task, which end with the block."""
