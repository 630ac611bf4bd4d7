"""Work beside the GUI thread: plain functions in, results delivered in the GUI thread."""

import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from engine.errors import CancelledError
from engine.progress import JobContext, Progress

T = TypeVar("T")
_THREADS: Final = 2  # as many as the smallest machine has cores


@dataclass(frozen=True, slots=True)
class _Message:
    """What a worker sends to the GUI thread."""

    job_id: int
    value: Any = None
    error: Exception | None = None
    progress: Progress | None = None


@dataclass(slots=True)
class Job:
    """One piece of work under way."""

    id: int
    done: Callable[[Any], object]
    failed: Callable[[Exception], object]
    progress: Callable[[Progress], object] | None = None
    cancelled: bool = False

    def cancel(self) -> None:
        """Let it end at its next step; nothing of it is delivered any more."""
        self.cancelled = True


class Runner(QObject):
    """Runs functions in a few threads.

    The signal is the runner's own: it lives in the GUI thread, so whatever thread emits it, the
    slot runs in the GUI thread, and a result never meets a widget that is gone.
    """

    _sent = Signal(object)  # _Message

    def __init__(self, parent: QObject | None = None, *, threads: int = _THREADS) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="worker")
        self._jobs: dict[int, Job] = {}
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
        """Run `work` beside the GUI thread; `done` or `failed` is called in the GUI thread.

        Two threads may end in another order than they began: what is asked for again is started
        `instead_of` the job that was asked before, so that no older answer comes after a newer.
        After `shutdown` nothing is begun: a timer may still ask for it while the window closes.
        """
        if instead_of is not None:
            instead_of.cancel()
        job = Job(next(self._ids), done, failed, progress)
        if self._is_shut_down:
            job.cancel()
            return job
        self._jobs[job.id] = job
        self._pool.submit(self._work, job, work)
        return job

    def shutdown(self) -> None:
        """Cancel everything and wait for the threads to end."""
        self._is_shut_down = True
        for job in self._jobs.values():
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._jobs.clear()

    def _work(self, job: Job, work: Callable[[JobContext], T]) -> None:
        def report(step: Progress) -> None:
            self._sent.emit(_Message(job.id, progress=step))

        context = JobContext(cancelled=lambda: job.cancelled)
        if job.progress is not None:
            context.report = report
        try:
            message = _Message(job.id, value=work(context))
        except CancelledError:
            job.cancelled = True
            message = _Message(job.id)
        except Exception as error:  # noqa: BLE001 - whatever it is, the GUI thread presents it
            message = _Message(job.id, error=error)
        self._sent.emit(message)

    @Slot(object)
    def _on_sent(self, message: _Message) -> None:
        job = self._jobs.get(message.job_id)
        if job is None:
            return
        if message.progress is not None:
            if job.progress is not None and not job.cancelled:
                job.progress(message.progress)
            return
        del self._jobs[message.job_id]
        if job.cancelled:
            return
        if message.error is not None:
            job.failed(message.error)
        else:
            job.done(message.value)
