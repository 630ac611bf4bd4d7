"""The queue of a batch: runs one job after another as a command of the program."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, Signal

from engine.cli.batch.jobs import BatchJob, check_outputs
from engine.cli.batch.record import make_folder, remove_empty
from engine.errors import EngineError
from gui.hosts.prepare_jobs import PROGRAM, PrepareJobs, Result
from gui.kit.language import explained


class State(Enum):
    """What has become of a job."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(slots=True, eq=False)
class QueuedJob:
    """A job of the queue.

    Attributes:
        job: the job.
        folder: of all outputs.
        state: what has become of it.
        error: why it failed.
        seconds: how long it took.
    """

    job: BatchJob
    folder: Path
    state: State = State.WAITING
    error: str = ""
    seconds: float = 0.0

    @property
    def name(self) -> str:
        """The output below the folder of all, which tells it from others of the same name."""
        return self.job.output.relative_to(self.folder).as_posix()


class BatchQueue(QObject):
    """Jobs in the order they were added; each runs in a process of its own."""

    changed = Signal()
    ended = Signal(int, int)  # how many of this round are done, and how many failed

    def __init__(self, parent: QObject, *, program: Sequence[str] = PROGRAM) -> None:
        super().__init__(parent)
        self.jobs: list[QueuedJob] = []
        self.is_running = False  # whether another job follows the current one
        self._processes = PrepareJobs(self, program=program)
        self._round: list[QueuedJob] = []  # jobs that ended since the start
        self._began_s = 0.0

    @property
    def current(self) -> QueuedJob | None:
        """The job that runs, or None."""
        return next((each for each in self.jobs if each.state is State.RUNNING), None)

    def count(self, state: State) -> int:
        """How many jobs are in a state."""
        return sum(each.state is state for each in self.jobs)

    @property
    def unfinished(self) -> int:
        """How many jobs run or wait."""
        return self.count(State.WAITING) + self.count(State.RUNNING)

    @property
    def failed(self) -> int:
        """How many jobs have failed."""
        return self.count(State.FAILED)

    def add(self, jobs: Iterable[BatchJob], folder: Path) -> int:
        """Add jobs, except those that run or wait already; return how many were added.

        A job takes the place of one that has failed to make the same output.

        Args:
            jobs: in their order.
            folder: of all their outputs, which may be in subfolders.

        Raises:
            UsageError: two jobs would write one output; none is added.
        """
        waiting = [each.job for each in self.jobs if each.state in (State.WAITING, State.RUNNING)]
        makings = {_making(job) for job in waiting}
        new = [job for job in jobs if _making(job) not in makings]
        check_outputs([*waiting, *new])
        outputs = {job.output for job in new}
        kept = [
            each
            for each in self.jobs
            if each.state is not State.FAILED or each.job.output not in outputs
        ]
        self.jobs = [*kept, *(QueuedJob(job, folder) for job in new)]
        self.changed.emit()
        return len(new)

    def start(self) -> None:
        """Run the waiting jobs."""
        if not self.is_running and self.unfinished:
            self.is_running = True
            self._round = []
            self._go_on()

    def pause(self) -> None:
        """Start no further job; the current one goes on."""
        self.is_running = False
        self.changed.emit()

    def stop(self) -> None:
        """Pause, and end the current job now; it waits again."""
        current = self.current
        self._processes.cancel()
        if current is not None:
            current.state = State.WAITING
        self.pause()

    def retry(self) -> None:
        """Let all jobs that failed wait again."""
        for each in self.jobs:
            if each.state is State.FAILED:
                each.state, each.error = State.WAITING, ""
        self.changed.emit()

    def remove(self, jobs: Collection[QueuedJob]) -> None:
        """Remove jobs from the list, except the one that runs; their outputs stay."""
        self.jobs = [each for each in self.jobs if each not in jobs or each is self.current]
        self.changed.emit()

    def shutdown(self) -> None:
        """End the current job."""
        self.is_running = False
        self._processes.shutdown()

    def _go_on(self) -> None:
        """Run the next job, if one waits and none runs."""
        if self.is_running and self.current is None:
            waiting = [each for each in self.jobs if each.state is State.WAITING]
            if waiting:
                self._run(waiting[0])
            else:
                self.is_running = False
                failed = sum(each.state is State.FAILED for each in self._round)
                self.ended.emit(len(self._round) - failed, failed)
        self.changed.emit()

    def _run(self, queued: QueuedJob) -> None:
        queued.state = State.RUNNING
        self._began_s = monotonic()

        def done(_result: Result) -> None:
            self._end(queued, State.DONE)

        def failed(error: EngineError) -> None:
            self._end(queued, State.FAILED, explained(error))

        try:
            make_folder(queued.job.output.parent)
        except EngineError as error:
            failed(error)
            return
        self._processes.start([*queued.job.words, "--json"], done=done, failed=failed)

    def _end(self, queued: QueuedJob, state: State, error: str = "") -> None:
        queued.state, queued.error = state, error
        queued.seconds = monotonic() - self._began_s
        if state is State.FAILED:
            remove_empty(queued.job.output.parent, queued.folder)
        self._round.append(queued)
        self._go_on()


def _making(job: BatchJob) -> tuple[str, ...]:
    """What a job makes, and how; whether it may replace an output is no difference."""
    return tuple(word for word in job.words if word != "--overwrite")
