"""Background threads for plain functions; results are delivered in the GUI thread."""

import itertools
import os
import sys
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal, Slot
from shiboken6 import isValid

from engine.errors import CancelledError
from engine.progress import JobContext, Progress

T = TypeVar("T")
_THREADS: Final = 2  # cores of the smallest supported machine
_NICER: Final = 10  # on two cores, opening a clip stalled the window for 1.4 times as long without
_NICEST: Final = 19


@dataclass(frozen=True, slots=True)
class _Message:
    """A message from a worker to the GUI thread."""

    job_id: int
    value: Any = None
    error: Exception | None = None
    progress: Progress | None = None


@dataclass(slots=True)
class Job:
    """A function that is running or queued."""

    id: int
    work: Callable[[JobContext], object]
    done: Callable[[Any], object]
    failed: Callable[[Exception], object]
    progress: Callable[[Progress], object] | None = None
    cancelled: bool = False
    work_ended: "Future[None] | None" = None

    def cancel(self) -> None:
        """Stop the job at its next step and deliver nothing from it."""
        self.cancelled = True


class Runner(QObject):
    """Runs functions in a few threads.

    The signal belongs to the runner, which lives in the GUI thread; whatever thread emits it, the
    slot runs in the GUI thread.

    A job's functions often hold a widget, which must be deleted in the GUI thread. So a thread
    keeps nothing of a job that it has done: the GUI thread drops the last reference to it.
    """

    _sent = Signal()

    def __init__(
        self, parent: QObject | None = None, *, threads: int = _THREADS, yields: bool = True
    ) -> None:
        """Start no thread yet.

        Args:
            parent: owner.
            threads: most functions that run at a time.
            yields: whether the window has the processor first. A process that a function starts
                inherits the priority of its thread.
        """
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(
            threads, thread_name_prefix="worker", initializer=_yield if yields else None
        )
        self._jobs: dict[int, Job] = {}
        self._messages: deque[_Message] = deque()
        self._ids = itertools.count()
        self._is_shut_down = False
        self._sent.connect(self._on_sent)

    def start(
        self,
        work: Callable[[JobContext], T],
        *,
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        progress: Callable[[Progress], object] | None = None,
        instead_of: Job | None = None,
    ) -> Job:
        """Run `work` in a thread; `done` or `failed` is called in the GUI thread.

        A callback that is a method of a widget is not called once the widget has been deleted, as
        when a dialog is closed.

        Jobs may finish out of order. Pass the previous job as `instead_of` to cancel it, so that
        an older result never follows a newer one. After `shutdown` nothing is started; a timer may
        still call this while the window closes.
        """
        if instead_of is not None:
            instead_of.cancel()
        job = Job(next(self._ids), work, done, failed, progress)
        if self._is_shut_down:
            job.cancel()
            return job
        self._jobs[job.id] = job
        job.work_ended = self._pool.submit(self._work, job.id)
        return job

    def finish(self, job: Job) -> None:
        """Wait until a job has ended, and deliver what has."""
        if job.work_ended is not None:
            wait([job.work_ended])
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def shutdown(self) -> None:
        """Cancel all jobs and wait for the threads to end."""
        self._is_shut_down = True
        for job in self._jobs.values():
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._jobs.clear()

    def _work(self, job_id: int) -> None:
        self._messages.append(self._answer(self._jobs[job_id]))
        self._sent.emit()

    def _answer(self, job: Job) -> _Message:
        def report(step: Progress) -> None:
            self._messages.append(_Message(job.id, progress=step))
            self._sent.emit()

        context = JobContext(cancelled=lambda: job.cancelled)
        if job.progress is not None:
            context.report = report
        try:
            return _Message(job.id, value=job.work(context))
        except CancelledError:
            job.cancelled = True
            return _Message(job.id)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the GUI thread presents it
            return _Message(job.id, error=_as_exception(error))

    @Slot()
    def _on_sent(self) -> None:
        message = self._messages.popleft()
        job = self._jobs.get(message.job_id)
        if job is None:
            return
        if message.progress is not None:
            if job.progress is not None and not job.cancelled:
                _call(job.progress, message.progress)
            return
        del self._jobs[message.job_id]
        if job.cancelled:
            return
        if message.error is not None:
            _call(job.failed, message.error)
        else:
            _call(job.done, message.value)


def _yield() -> None:
    """Let the GUI thread have the processor first; only Linux gives threads priorities this way."""
    if sys.platform == "linux":
        thread = threading.get_native_id()
        niceness = os.getpriority(os.PRIO_PROCESS, thread)
        os.setpriority(os.PRIO_PROCESS, thread, min(niceness + _NICER, _NICEST))


def _call(callback: Callable[[T], object], value: T) -> None:
    """Call back unless the Qt object whose method it is has been deleted in the meantime."""
    method = callback.func if isinstance(callback, partial) else callback
    receiver = getattr(method, "__self__", None)
    if not isinstance(receiver, QObject) or isValid(receiver):
        callback(value)


def _as_exception(error: BaseException) -> Exception:
    """An error that no handler expects, such as a library's SystemExit, as one that it does."""
    if isinstance(error, Exception):
        return error
    fault = RuntimeError(f"{type(error).__name__}: {error}")
    fault.__cause__ = error
    return fault
