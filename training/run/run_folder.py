"""A run's folder, the complete interface between a training and its observers.

    run.json          settings, versions, command, and the latest trainer process
    events.jsonl      one event per line (`training.run.messages`)
    control/          requests: touch stop, pause, continue, sample_now or checkpoint_now
    train.log         output of the trainer process
    samples/          step_N/: pictures and sounds
    checkpoints/      step_N.pt to resume from, step_N.safetensors for the engine
    tensorboard/      event files
    model.safetensors the final model

Only the trainer writes; all others read, and touch files in `control/`. Importing this does not
load torch, because the window imports it.
"""

import subprocess
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

from msgspec.structs import replace

from engine.errors import (
    EnvironmentUnusableError,
    InputError,
    OutputExistsError,
    TargetError,
    UsageError,
    os_errors_as,
)
from engine.model_files.model_file import read_header
from engine.phrases import Phrase, phrase
from engine.storage.lines import read_end
from engine.storage.process import ProcessId
from training.config import RunConfig
from training.run.message_log import MessageLog
from training.run.messages import (
    BetweenSteps,
    Done,
    Failed,
    Finishing,
    MessageTail,
    OutOfMemory,
    Paused,
    RunMessage,
    Started,
    StepDone,
    Stopped,
    Waiting,
    recent_messages,
)
from training.run.process import start_trainer
from training.run.run_record import (
    RECORD,
    RunRecord,
    changing,
    locked,
    read_record,
    trains_same_model,
    versions,
    write_record,
)

State = Literal["running", "queued", "paused", "stopping", "done", "stopped", "failed"]
Request = Literal["stop", "pause", "continue", "sample_now", "checkpoint_now"]

_LOG_LINES: Final = 40  # shown of a failed run's log
_LOG_TAIL_BYTES: Final = 65536
_START_TIMEOUT_S: Final = 20.0  # a busy machine takes seconds to start a process
_DIED: Final = Phrase("The training process ended while starting.")
_NOTHING: Final = Phrase("")


@dataclass(frozen=True, slots=True)
class Status:
    """The status of a run as seen from outside.

    Attributes:
        state: running, queued, paused and stopping only while its process is alive; done only with
            an intact model.
        step: last known completed step.
        steps: length of the training; 0 before the start.
        message: one sentence about how it ended, or empty.
        advice: what to do about it, likewise.
        log: last lines of the log after a failure, otherwise empty.
        eta_s: last told remaining time while running, after the last step of a stage; 0 if unknown.
        stage: what goes on between two steps or after the last one; empty while one is made.
    """

    state: State
    step: int = 0
    steps: int = 0
    message: Phrase = _NOTHING
    advice: Phrase = _NOTHING
    log: tuple[str, ...] = ()
    eta_s: float = 0.0
    stage: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Checkpoint:
    """A checkpoint to resume from.

    Attributes:
        step: number of completed steps.
        state: the file with everything needed to resume.
        model: the model file at that step, for the engine.
    """

    step: int
    state: Path
    model: Path

    @property
    def whole(self) -> bool:
        """Whether the state's file is complete, judging by its archive directory at the end."""
        return zipfile.is_zipfile(self.state)


class RunFolder:
    """A run's folder, with any number of readers and one trainer."""

    def __init__(self, path: Path) -> None:
        self.path = path = path.absolute()  # the trainer runs in another working folder
        self.events = path / "events.jsonl"
        self.log = path / "train.log"
        self.control = path / "control"
        self.samples = path / "samples"
        self.checkpoints = path / "checkpoints"
        self.tensorboard = path / "tensorboard"
        self.model = path / "model.safetensors"
        self._record = path / RECORD

    @classmethod
    def create(cls, path: Path, config: RunConfig, command: Sequence[str]) -> "RunFolder":
        """Create the folder of a new run and its parents; an existing folder must be empty.

        `command` is the equivalent command line.

        Raises:
            OutputExistsError: the folder contains a run or anything else.
            TargetError: it cannot be written.
        """
        folder = cls(path)
        if folder.exists:
            raise OutputExistsError(
                "There is a run in {path} already.",
                hint="Continue with --resume, or choose another folder.",
                path=folder.path,
            )
        with os_errors_as(
            TargetError,
            "The run's folder {path} cannot be written ({reason}).",
            hint="Choose a folder on a disk with space that you may write to.",
            path=folder.path,
        ):
            path.mkdir(parents=True, exist_ok=True)
            if any(path.iterdir()):
                raise OutputExistsError(
                    "The folder {path} is not empty.", hint="Choose another one.", path=folder.path
                )
            for each in (folder.control, folder.samples, folder.checkpoints):
                each.mkdir()
            record = RunRecord(
                config=config,
                command=tuple(word.encode(errors="replace").decode() for word in command),
                created=time.strftime("%Y-%m-%dT%H:%M:%S%z"),
                versions=versions(),
            )
            write_record(folder._record, record)
        return folder

    @classmethod
    def open(cls, path: Path) -> "RunFolder":
        """Open the folder of an existing run.

        Raises:
            InputError: it contains no run.
        """
        folder = cls(path)
        if not folder.exists:
            raise InputError(
                "{path} is not the folder of a run.",
                hint="Start one with `train`.",
                path=folder.path,
            )
        return folder

    @property
    def exists(self) -> bool:
        """Whether the folder contains a run."""
        return self._record.is_file()

    def config(self) -> RunConfig:
        """The run's settings.

        Raises:
            InputError: they cannot be read.
        """
        return read_record(self._record).config

    def command(self) -> list[str]:
        """The command line that started the run."""
        return list(read_record(self._record).command)

    def process(self) -> ProcessId | None:
        """The latest trainer process; None before the first."""
        return read_record(self._record).process

    def update_config(self, config: RunConfig) -> None:
        """Change the settings of a run that is not running, for `--resume`.

        Raises:
            UsageError: it is running, or the settings do not fit its checkpoints.
            TargetError: they cannot be written.
        """
        if config == self.config():
            return
        self.require_rest()
        with locked(self.path):  # a trainer that starts now waits, and finds the new settings
            record = read_record(self._record)
            if not trains_same_model(config, record.config):
                raise UsageError(
                    "A run cannot continue with another model.", hint="Start a new run."
                )
            write_record(self._record, replace(record, config=config))

    def require_rest(self) -> None:
        """Refuse what cannot be done to a run that is training.

        Raises:
            UsageError: it is.
        """
        process = self.process()
        if process is not None and process.alive:
            raise UsageError(
                "The run {name} is training.", hint="Stop it first.", name=self.path.name
            )

    @contextmanager
    def take(self, process: ProcessId) -> Iterator[None]:
        """Lock the run for a trainer process; the system releases the lock if the process dies.

        Requests to earlier processes are discarded.

        Raises:
            UsageError: another process holds the lock.
        """
        with locked(self.path):
            self.forget_requests()  # before others can see this process and send it requests
            record = read_record(self._record)
            told = self._told_bytes()
            record = replace(record, process=process, versions=versions(), told_bytes=told)
            write_record(self._record, record)
            yield

    def launch(self, *, detached: bool) -> subprocess.Popen[bytes]:
        """Start the trainer process; return when it has registered itself or ended."""
        before = self.process()
        child = start_trainer(self.path, detached=detached)
        deadline_s = time.monotonic() + _START_TIMEOUT_S
        while child.poll() is None and time.monotonic() < deadline_s:
            if self.process() != before:
                break
            time.sleep(0.02)
        code = child.poll()
        if code not in (None, 0, UsageError.exit_code) and self.process() == before:
            with MessageLog(self.events) as log:  # the trainer did not come to it
                log.write(Failed.saying(_DIED, step=self.status().step, reason="start"))
        return child

    def request(self, request: Request) -> None:
        """Send the trainer a request; it is answered within one step."""
        with changing(self.path):
            self.control.mkdir(exist_ok=True)
            (self.control / request).touch()

    def requested(self, request: Request) -> bool:
        """Whether a request is pending."""
        return (self.control / request).exists()

    def answer(self, request: Request) -> bool:
        """Remove a request on answering it; return whether it was pending."""
        try:
            (self.control / request).unlink()
        except FileNotFoundError:
            return False
        return True

    def forget_requests(self) -> None:
        """Discard all pending requests."""
        for request in get_args(Request):
            self.answer(request)

    def status(self) -> Status:
        """The current status, from the run's process, last event and model file."""
        events = recent_messages(self.events)
        event = events[-1] if events else None
        step, steps, left_s = _progress(events)
        record = read_record(self._record)
        process = record.process
        silent = process is not None and self._told_bytes() == record.told_bytes
        if process is not None and process.alive:
            # What was said last, an earlier process may have said.
            return _alive(None if silent else event, step, steps, left_s)
        advice = (
            Phrase("Continue from the last checkpoint with --resume.")
            if self.checkpoints_there()
            else Phrase("Nothing was saved yet: start it again with --resume.")
        )
        if silent:
            return Status("failed", step, steps, _DIED, advice, self.log_tail())
        match event:
            case Done() if is_whole_model(self.path / event.model):
                return Status("done", step, steps)
            case Stopped() | Paused() | Waiting():
                return Status("stopped", step, steps)
            case None if process is None:
                return Status("stopped", message=Phrase("It has not been started."))
            case Failed() | OutOfMemory():
                return Status("failed", step, steps, event.said, event.advised, self.log_tail())
            case Done():
                message = Phrase("The training ended, but its model file is missing or damaged.")
            case _:
                message = Phrase("The training process ended without saying why.")
        return Status("failed", step, steps, message, advice, self.log_tail())

    def _told_bytes(self) -> int:
        """Size of the events; 0 before the first."""
        try:
            return self.events.stat().st_size
        except OSError:
            return 0

    def log_tail(self, lines: int = _LOG_LINES) -> tuple[str, ...]:
        """The last lines of the log; none without a log."""
        try:
            text = read_end(self.log, _LOG_TAIL_BYTES).decode(errors="replace")
        except OSError:
            return ()
        return tuple(text.splitlines()[-lines:])

    def tail(self) -> MessageTail:
        """A reader of the events from the start that follows new ones."""
        return MessageTail(self.events)

    def checkpoint(self, step: int) -> Checkpoint:
        """The files of a step's checkpoint, whether they exist or not."""
        name = f"step_{step:08d}"
        return Checkpoint(
            step, self.checkpoints / f"{name}.pt", self.checkpoints / f"{name}.safetensors"
        )

    def checkpoints_there(self, *, with_damaged: bool = False) -> list[Checkpoint]:
        """The checkpoints that can be resumed from, or all with a state file, oldest first."""
        steps = (path.stem.removeprefix("step_") for path in self.checkpoints.glob("step_*.pt"))
        found = (self.checkpoint(int(step)) for step in steps if step.isdecimal())
        return sorted(each for each in found if with_damaged or each.whole)

    def models_there(self) -> tuple[int, ...]:
        """The steps with a model file for the engine, oldest first."""
        names = (path.stem for path in self.checkpoints.glob("step_*.safetensors"))
        steps = (name.removeprefix("step_") for name in names)
        return tuple(sorted(int(step) for step in steps if step.isdecimal()))


def is_whole_model(path: Path) -> bool:
    """Whether a file is a complete model of this program, judging by its header."""
    try:
        read_header(path)
    except EnvironmentUnusableError:
        return False
    return True


def _alive(event: RunMessage | None, step: int, steps: int, eta_s: float) -> Status:
    """The status of a run whose process is alive."""
    match event:
        case Paused():
            return Status("paused", step, steps)
        case Waiting(after=after):
            return Status("queued", step, steps, phrase("Waiting for {run}.", run=after))
        case Stopped():
            return Status("stopping", step, steps)
        case _:
            stage = event.stage if isinstance(event, BetweenSteps | Finishing) else ""
            return Status("running", step, steps, eta_s=eta_s, stage=stage)


def _progress(events: Sequence[RunMessage]) -> tuple[int, int, float]:
    """The last known step, the length of the training, and the last told seconds left."""
    lengths = [event.steps for event in events if isinstance(event, StepDone | Started)]
    left_s = [event.eta_s for event in events if isinstance(event, StepDone | Finishing)]
    step = events[-1].step if events else 0
    return step, lengths[-1] if lengths else 0, left_s[-1] if left_s else 0.0
