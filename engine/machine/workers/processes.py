"""Many independent items by processes of this machine.

Processes are spawned, not forked: none of the parent's threads, GPU contexts or decoders are
inherited in a broken state, and all platforms behave the same. Each has a thread here that gives it
one item after another, so it is known which item a process died of, and the others go on.
"""

import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, Final, NamedTuple

from typing_extensions import override

from engine.errors import DeviceMemoryError
from engine.machine.workers.workers import Crew, Task, Workers, WorkersDiedError

_ATTEMPTS: Final = 2  # an item that ends so many processes is not given to another
_END_S: Final = 10.0  # that a process has to tidy up when it is told to end


def cores() -> int:
    """Number of cores available to this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Processes(Workers):
    """A number of processes on this machine."""

    count: int

    @override
    @contextmanager
    def crew(self, task: Task) -> Iterator[Crew]:
        """See `Workers`."""
        crew = _Crew(self.count, task)
        threads = ThreadPoolExecutor(self.count)
        try:
            yield Crew(lambda item: threads.submit(crew.work, item), self.count)
        except WorkersDiedError as error:
            raise DeviceMemoryError(
                "Processes of the work were ended by the system, usually because they are out of "
                "memory.",
                hint="Start again with fewer workers; it continues where it stopped.",
            ) from error
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            crew.end()
            threads.shutdown()


def local_workers(count: int | None) -> Processes:
    """Processes on this machine; with None, one for each core."""
    return Processes(count or cores())


class _Crew:
    """Processes that are started when they are first needed, and again if one dies."""

    def __init__(self, count: int, task: Task) -> None:
        self._task = task
        self._idle: SimpleQueue[_Process | None] = SimpleQueue()
        for _ in range(count):
            self._idle.put(None)
        self._lock = threading.Lock()  # no process is started once they are told to end
        self._all: list[_Process] = []
        self._ended = False

    def work(self, item: Any) -> Any:
        """The result of an item.

        Raises:
            WorkersDiedError: every process that had it died.
        """
        process = self._idle.get()
        try:
            for _ in range(_ATTEMPTS):
                process = process or self._start()
                try:
                    outcome = process.ask(item)
                except (EOFError, OSError):  # its end of the pipe is closed
                    process = None
                    continue
                if outcome.error is not None:
                    raise outcome.error
                return outcome.result
        finally:
            self._idle.put(process)
        raise WorkersDiedError

    def end(self) -> None:
        """End all processes, whatever they do."""
        with self._lock:
            self._ended = True
        for process in self._all:
            process.terminate()
        for process in self._all:
            process.end()

    def _start(self) -> "_Process":
        with self._lock:
            if self._ended:
                raise WorkersDiedError
            process = _Process(self._task)
            self._all.append(process)
        return process


class _Process:
    """A process that answers item after item."""

    def __init__(self, task: Task) -> None:
        context = multiprocessing.get_context("spawn")
        self._here, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there, task), daemon=True)
        self._process.start()
        there.close()

    def ask(self, item: Any) -> "_Outcome":
        """Give it an item, and wait for its answer.

        Raises:
            EOFError: it died.
            OSError: it died before it had the item.
        """
        self._here.send(item)
        outcome: _Outcome = self._here.recv()
        return outcome

    def terminate(self) -> None:
        """Tell it to end; it tidies up first."""
        self._process.terminate()

    def end(self) -> None:
        """Wait until it has ended, but not for long."""
        self._process.join(_END_S)
        self._process.kill()
        self._process.join()
        self._here.close()


class _Outcome(NamedTuple):
    """What came of an item: its result, or the error that it raised."""

    result: Any = None
    error: Exception | None = None


def _serve(pipe: "Connection[Any, Any]", task: Task) -> None:
    """What a process does: apply a function to the items that come through a pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all processes; the parent stops
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # what is half written is removed
    threading.Thread(target=_end_with_parent, daemon=True).start()
    failure = None if task.begin is None else _outcome(task.begin, task.arguments).error
    while True:
        try:
            item = pipe.recv()
        except EOFError:
            return
        pipe.send(_Outcome(error=failure) if failure else _outcome(task.function, (item,)))


def _outcome(function: Callable[..., Any], arguments: tuple[Any, ...]) -> _Outcome:
    """Call a function; an error has the place where it was raised as a note."""
    try:
        return _Outcome(function(*arguments))
    except Exception as error:  # noqa: BLE001 - the parent raises it
        error.add_note(traceback.format_exc())
        return _Outcome(error=error)


def _end_with_parent() -> None:
    """Exit with the parent: if it is killed, workers would otherwise wait forever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
