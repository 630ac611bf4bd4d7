"""The engine process as seen by the window: job queue, progress, cancelling, crashes.

It speaks JSON lines over stdin and stdout and logs to a file. Jobs are sent one at a time, so that
queued jobs survive a crash and go to the next process.
"""

import itertools
import logging
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot

from engine.config import Folders
from engine.errors import CancelledError, EngineError
from engine.host.messages import (
    Answer,
    Answered,
    Cancel,
    DeviceChanged,
    Installed,
    Job,
    JobFailed,
    ListModels,
    Noted,
    Progressed,
    Ready,
    Reply,
    Request,
)
from engine.machine.hardware import Device
from engine.storage.lines import read_end
from engine.storage.values import DamagedValueError, Value, decode
from gui.hosts.child_process import ChildProcess, Ended
from gui.hosts.device_choice import device_environment
from gui.hosts.jobs import HostError as HostError
from gui.hosts.jobs import HostJob, JobState, as_error
from gui.hosts.time_estimate import TimeEstimate
from gui.kit.language import tr
from gui.kit.timers import once

_log = logging.getLogger(__name__)
COMMAND: Final = (sys.executable, "-m", "engine.host")
_CANCEL_LIMIT_MS: Final = 3000  # an unresponsive job: kill the process
_IDLE_END_LIMIT_MS: Final = 200  # a busy one does not react
_MAX_TRIES: Final = 2  # a job that was running in this many crashes has failed
_MAX_AUTO_RESTARTS: Final = 2  # after that, the user has to restart it
_RESTART_WINDOW_S: Final = 120.0  # in which the crashes are counted
_LOG_TAIL_LINES: Final = 40
_LOG_TAIL_BYTES: Final = 65536


class HostState(Enum):
    """State of the process."""

    OFF = "off"
    STARTING = "starting"
    READY = "ready"
    CRASHED = "crashed"


class HostInfo(Value, frozen=True):
    """What the process reported about itself.

    Attributes:
        device: where jobs are computed.
        installed: the models and vocoders on this machine.
    """

    device: Device = Device()
    installed: Installed = Installed()


@dataclass(frozen=True, slots=True)
class Crash:
    """A crash of the process.

    Attributes:
        log: the last lines of its log.
        job: the job that was running.
        goes_on: whether it was restarted automatically and retries that job.
    """

    log: str
    job: HostJob | None
    goes_on: bool


class EngineHost(QObject):
    """Starts and restarts the engine process and sends it jobs."""

    state_changed = Signal(object)  # HostState
    info_changed = Signal(object)  # HostInfo
    job_changed = Signal(object)  # HostJob: its state, stage, fraction or notes changed
    crashed = Signal(object)  # Crash

    def __init__(
        self,
        command: tuple[str, ...] = COMMAND,
        parent: QObject | None = None,
        *,
        device: str = "auto",
    ) -> None:
        super().__init__(parent)
        self._command = command
        self._device = device
        self._ids = itertools.count(1)
        self._queue: list[HostJob] = []
        self._running: HostJob | None = None
        self._models_id = 0
        self._crash_times_s: list[float] = []
        self.estimate = TimeEstimate()
        self.state = HostState.OFF
        self.info = HostInfo()
        self.process: ChildProcess | None = None
        self._cancel_timeout = once(self, _CANCEL_LIMIT_MS, self._on_cancel_timeout)

    # The process

    def start(self) -> None:
        """Start the process if it is not running."""
        if self.process is not None:
            return
        environment = device_environment(self._device)
        process = ChildProcess(self._command, self, log=self.log_path(), environment=environment)
        process.wrote.connect(self._on_line)
        process.ended.connect(self._on_ended)
        self.process = process
        self._set_state(HostState.STARTING)
        process.start()

    def use_device(self, device: str) -> None:
        """Compute on another device: auto, cpu, cuda or one GPU such as cuda:1."""
        if device != self._device:
            self._device = device
            if self.process is not None:
                self.restart()

    def restart(self) -> None:
        """Restart the process, which frees the device memory; jobs are kept."""
        self._crash_times_s.clear()
        if self._running is not None:
            self._requeue_running()
        self._end_process()
        self.start()

    def shutdown(self) -> None:
        """End the process for good."""
        self._queue.clear()
        self._running = None
        self._cancel_timeout.stop()
        self._end_process()
        self._set_state(HostState.OFF)

    @staticmethod
    def log_path() -> Path:
        """The log file of the process."""
        return Folders.current().logs / "engine.log"

    # Jobs

    @property
    def running(self) -> HostJob | None:
        """The job the engine is working on."""
        return self._running

    @property
    def waiting(self) -> list[HostJob]:
        """The queued jobs, in order."""
        return list(self._queue)

    def submit(
        self,
        ask: Job,
        *,
        title: str,
        done: Callable[[Answer], object],
        failed: Callable[[EngineError], object],
        first: bool = False,
    ) -> HostJob:
        """Queue a job; `first` puts it at the head of the queue."""
        job = HostJob(next(self._ids), ask, title, done, failed)
        self._queue.insert(0 if first else len(self._queue), job)
        job.say(tr("queued"))
        self.job_changed.emit(job)
        self.start()
        self._send_next()
        return job

    def ask_models(self) -> None:
        """Request the list of installed models; answered immediately, even during a job."""
        if self.state is HostState.READY:
            self._models_id = next(self._ids)
            self._write(Request(self._models_id, ListModels()))

    def cancel(self, job: HostJob) -> None:
        """Cancel a job: marked cancelled immediately, the engine follows."""
        if job in self._queue:
            self._queue.remove(job)
            self._finish(job, JobState.CANCELLED)
        elif job is self._running and job.state is JobState.RUNNING:
            self._finish(job, JobState.CANCELLED)
            self._write(Request(next(self._ids), Cancel(job.id)))
            self._cancel_timeout.start()

    def cancel_all(self) -> None:
        """Cancel the running and all queued jobs."""
        for job in [*self._queue, *([self._running] if self._running else [])]:
            self.cancel(job)

    # Lines

    @Slot(object)
    def _on_line(self, line: bytes) -> None:
        try:
            reply: Reply = decode(Reply, line, "line")  # type: ignore[arg-type]  # a union
        except DamagedValueError as error:
            _log.warning("the engine wrote an invalid line (%s): %r", error, line[:200])
        else:
            self._receive(reply)

    def _receive(self, reply: Reply) -> None:
        match reply:
            case Ready(device, installed):
                self._set_info(HostInfo(device, installed))
                self._set_state(HostState.READY)
                self._send_next()
            case DeviceChanged(device):
                self._set_info(replace(self.info, device=device))
            case Answered(id=number, answer=Installed() as installed) if number == self._models_id:
                self._set_info(replace(self.info, installed=installed))
            case _ if self._running is not None and reply.id == self._running.id:
                self._receive_for(self._running, reply)

    def _receive_for(self, job: HostJob, reply: Progressed | Noted | Answered | JobFailed) -> None:
        match reply:
            case Progressed() if job.state is JobState.RUNNING:
                job.advance(reply.stage, reply.fraction)
                self.job_changed.emit(job)
            case Noted():
                job.note(reply.text)
                self.job_changed.emit(job)
            case Answered() | JobFailed():
                self._cancel_timeout.stop()
                self._running = None
                if job.state is JobState.RUNNING:
                    self._conclude(job, reply)
                self._send_next()

    def _conclude(self, job: HostJob, reply: Answered | JobFailed) -> None:
        if isinstance(reply, Answered):
            self._finish(job, JobState.DONE)
            self.estimate.learn(job)
            job.done(reply.answer)
            return
        error = as_error(reply)
        if isinstance(error, CancelledError):
            self._finish(job, JobState.CANCELLED)
        else:
            self._finish(job, JobState.FAILED, error)
            job.failed(error)

    def _send_next(self) -> None:
        if self.state is not HostState.READY or self._running is not None or not self._queue:
            return
        job = self._queue.pop(0)
        job.begin()
        self._running = job
        self._write(Request(job.id, job.ask))
        self.job_changed.emit(job)

    def _write(self, request: Request) -> None:
        if self.process is not None:
            self.process.write(request)

    # Ends

    @Slot(object)
    def _on_ended(self, how: Ended) -> None:
        self.process = None
        self._on_crash(how.problem or tr("It exited with code {code}.", code=how.code))

    def _on_crash(self, what: str) -> None:
        """Report the crash, keep the queue, and restart unless it crashed too often."""
        _log.error("the engine crashed: %s", what)
        self._cancel_timeout.stop()
        job = self._running
        if job is not None and job.state is JobState.RUNNING and job.tries < _MAX_TRIES:
            self._requeue_running()
        elif job is not None:
            self._running = None
            self._give_up(job)
        now_s = time.monotonic()
        recent = [t for t in self._crash_times_s if now_s - t < _RESTART_WINDOW_S]
        self._crash_times_s = [*recent, now_s]
        restarts = len(self._crash_times_s) <= _MAX_AUTO_RESTARTS
        self._set_state(HostState.CRASHED)
        self.crashed.emit(Crash(f"{what}\n{self.log_tail()}", job, restarts))
        if restarts:
            self.start()

    def _give_up(self, job: HostJob) -> None:
        """Fail a job that was running in too many crashes."""
        if job.state is JobState.RUNNING:
            error = HostError(
                tr("The engine stopped while working on “{title}”.", title=job.title),
                hint=tr("Nothing is lost; try again."),
                details=self.log_tail(),
            )
            self._finish(job, JobState.FAILED, error)
            job.failed(error)

    def log_tail(self) -> str:
        """The last lines of the log."""
        try:
            lines = read_end(self.log_path(), _LOG_TAIL_BYTES).decode(errors="replace").splitlines()
        except OSError:
            return ""
        return "\n".join(lines[-_LOG_TAIL_LINES:])

    @Slot()
    def _on_cancel_timeout(self) -> None:
        """Kill the process: a cancelled job does not stop."""
        self._running = None
        self._end_process()
        self.start()

    def _requeue_running(self) -> None:
        job, self._running = self._running, None
        if job is not None and job.state is JobState.RUNNING:
            job.wait_again()
            self._queue.insert(0, job)
            self.job_changed.emit(job)

    def _end_process(self) -> None:
        process, self.process = self.process, None
        if process is not None:
            process.end(0 if self._running is not None else _IDLE_END_LIMIT_MS)

    def _finish(self, job: HostJob, state: JobState, error: EngineError | None = None) -> None:
        job.end(state, error)
        self.job_changed.emit(job)

    def _set_info(self, info: HostInfo) -> None:
        self.info = info
        self.info_changed.emit(info)

    def _set_state(self, state: HostState) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state)
