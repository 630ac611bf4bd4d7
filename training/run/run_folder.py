"""A run's folder, the whole protocol between a training and whoever watches it.

    run.json          settings, versions, command; and the process that trains, while one does
    events.jsonl      what happened, a line each (`training.run.messages`)
    control/          requests: touch stop, pause, continue, sample_now or checkpoint_now
    train.log         what the process printed
    samples/          step_N/: pictures and sounds
    checkpoints/      step_N.pt to continue from, step_N.safetensors for the engine
    tensorboard/      event files
    model.safetensors the finished model

The trainer writes; everybody else only reads, and touches `control/`. Importing this loads no
torch: the window does it.
"""

import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final, Literal, get_args

from filelock import FileLock, Timeout
from msgspec.structs import replace

from engine.errors import (
    EnvironmentUnusableError,
    InputError,
    OutputExistsError,
    TargetError,
    UsageError,
)
from engine.storage.model_files import read_header
from training.config import GeneratorTraining, RunConfig
from training.run.messages import (
    Done,
    Failed,
    MessageTail,
    OutOfMemory,
    Paused,
    RunMessage,
    Started,
    StepDone,
    Stopped,
    recent_messages,
)
from training.run.process import ProcessId, start_trainer
from training.run.run_record import RunRecord, read_record, write_record

State = Literal["running", "paused", "done", "stopped", "failed"]
Request = Literal["stop", "pause", "continue", "sample_now", "checkpoint_now"]

_LOG_LINES: Final = 40  # of a failed run's log: what a person reads
_LOG_TAIL_BYTES: Final = 65536
_LOCK_PATIENCE_S: Final = 2.0  # a trainer that just ended may still be letting go
_START_PATIENCE_S: Final = 20.0  # a busy machine takes seconds to start a process
_PACKAGES: Final = ("torch", "numpy", "safetensors")


@dataclass(frozen=True, slots=True)
class Status:
    """How a run is, as seen from outside.

    Attributes:
        state: running and paused only while its process lives; done only with a whole model file.
        step: last step that is known to be done.
        steps: length of the training; 0 before it began.
        message: one sentence about how it ended, empty where there is nothing to say.
        advice: what to do about it, likewise.
        log: the log's last lines where it failed, else empty.
        eta_s: how long it said that it still takes, while it runs; 0 before it knows.
    """

    state: State
    step: int = 0
    steps: int = 0
    message: str = ""
    advice: str = ""
    log: tuple[str, ...] = ()
    eta_s: float = 0.0


@dataclass(frozen=True, slots=True, order=True)
class Checkpoint:
    """A point to continue from.

    Attributes:
        step: after how many steps.
        state: the file with everything that the training needs.
        model: the model file of that moment, which an engine can use.
    """

    step: int
    state: Path
    model: Path

    @property
    def whole(self) -> bool:
        """Whether the state's file is complete, as far as its outside shows."""
        return zipfile.is_zipfile(self.state)  # the directory of the archive is its last part


class RunFolder:
    """One run's folder; any number of readers, one trainer."""

    def __init__(self, path: Path) -> None:
        self.path = path = path.absolute()  # the trainer's process works in another folder
        self.events = path / "events.jsonl"
        self.log = path / "train.log"
        self.control = path / "control"
        self.samples = path / "samples"
        self.checkpoints = path / "checkpoints"
        self.tensorboard = path / "tensorboard"
        self.model = path / "model.safetensors"
        self._about = path / "run.json"

    @classmethod
    def create(cls, path: Path, config: RunConfig, command: Sequence[str]) -> "RunFolder":
        """Make the folder of a new run, which may be there if it is empty.

        Args:
            path: where; its parents are made.
            config: the run's settings.
            command: the command line that does the same.

        Raises:
            OutputExistsError: the folder holds a run, or anything else.
            TargetError: it cannot be written.
        """
        folder = cls(path)
        if folder.exists:
            raise OutputExistsError(
                f"There is a run in {path.name} already.",
                hint="Continue with --resume, or choose another folder.",
            )
        try:
            path.mkdir(parents=True, exist_ok=True)
            if any(path.iterdir()):
                raise OutputExistsError(
                    f"The folder {path.name} is not empty.", hint="Choose another one."
                )
            for each in (folder.control, folder.samples, folder.checkpoints):
                each.mkdir()
            record = RunRecord(
                config=config,
                command=tuple(word.encode(errors="replace").decode() for word in command),
                created=time.strftime("%Y-%m-%dT%H:%M:%S%z"),
                versions=_versions(),
            )
            write_record(folder._about, record)
        except OSError as error:
            raise TargetError(
                f"The run's folder {path.name} cannot be written ({error.strerror}).",
                hint="Choose a folder on a disk with space that you may write to.",
            ) from error
        return folder

    @classmethod
    def open(cls, path: Path) -> "RunFolder":
        """The folder of a run that is there.

        Raises:
            InputError: it is none.
        """
        folder = cls(path)
        if not folder.exists:
            raise InputError(
                f"{path.name} is not the folder of a run.", hint="Start one with `train`."
            )
        return folder

    @property
    def exists(self) -> bool:
        """Whether a run lives here."""
        return self._about.is_file()

    def config(self) -> RunConfig:
        """The run's settings.

        Raises:
            InputError: they cannot be read.
        """
        return read_record(self._about).config

    def command(self) -> list[str]:
        """The command line that started the run."""
        return list(read_record(self._about).command)

    def process(self) -> ProcessId | None:
        """The process that trains, or was the last to; None before the first."""
        return read_record(self._about).process

    def update_config(self, config: RunConfig) -> None:
        """Change settings of a run that no process works on: what `--resume` was given.

        Raises:
            UsageError: it is running, or the settings do not fit what it has learnt so far.
        """
        record = read_record(self._about)
        if config == record.config:
            return
        if self.status().state in ("running", "paused"):
            raise UsageError(f"The run in {self.path.name} is running.", hint="Stop it first.")
        if _identity(config) != _identity(record.config):
            raise UsageError(
                f"The run in {self.path.name} trains another model.",
                hint="Continue without changing the model, or start a new run.",
            )
        write_record(self._about, replace(record, config=config))

    @contextmanager
    def take(self, process: ProcessId) -> Iterator[None]:
        """Make a process the run's only trainer inside; the system ends this with the process.

        What was asked of an earlier process is forgotten.

        Raises:
            UsageError: another one is.
        """
        # Kept when released: removing a lock's file lets two others each lock another one.
        lock = FileLock(self.path / "lock", timeout=_LOCK_PATIENCE_S, preserve_lock_file=True)
        try:
            lock.acquire()
        except Timeout as error:
            raise UsageError(
                f"Another process is training the run in {self.path.name}.",
                hint="Wait for it, or stop it with `runs RUN_DIR --stop`.",
            ) from error
        try:
            self.forget_requests()  # before anybody can see the process and ask it for something
            write_record(
                self._about,
                replace(read_record(self._about), process=process, versions=_versions()),
            )
            yield
        finally:
            lock.release()

    def launch(self, *, detached: bool) -> subprocess.Popen[bytes]:
        """Start the trainer's process, and return when it has registered itself or has ended."""
        before = self.process()
        child = start_trainer(self.path, detached=detached)
        patience_until = time.monotonic() + _START_PATIENCE_S
        while child.poll() is None and time.monotonic() < patience_until:
            if self.process() != before:
                break
            time.sleep(0.02)
        return child

    def request(self, request: Request) -> None:
        """Ask the trainer for something; it answers within one step."""
        self.control.mkdir(exist_ok=True)
        (self.control / request).touch()

    def requested(self, request: Request) -> bool:
        """Whether something is asked for and not yet answered."""
        return (self.control / request).exists()

    def answer(self, request: Request) -> bool:
        """Take a request back, as its answer begins; whether there was one."""
        try:
            (self.control / request).unlink()
        except FileNotFoundError:
            return False
        return True

    def forget_requests(self) -> None:
        """Drop what was asked of an earlier process."""
        for request in get_args(Request):
            self.answer(request)

    def status(self) -> Status:
        """How the run is now, from its process, its last event and its model file."""
        events = recent_messages(self.events)
        event = events[-1] if events else None
        step, steps = _progress(events)
        process = self.process()
        if process is not None and process.alive:
            if isinstance(event, Paused):
                return Status("paused", step, steps)
            return Status("running", step, steps, eta_s=_eta_s(events))
        match event:
            case Done() if is_whole_model(self.path / event.model):
                return Status("done", step, steps)
            case Stopped() | Paused():
                return Status("stopped", step, steps)
            case None if process is None:
                return Status("stopped", message="It has not been started.")
            case (
                Failed(message=message, advice=advice) | OutOfMemory(message=message, advice=advice)
            ):
                return Status("failed", step, steps, message, advice, self.log_tail())
            case Done():
                message = "The training ended, but its model file is missing or damaged."
            case _:
                message = "The training process ended without saying why."
        advice = "Continue from the last checkpoint with --resume."
        return Status("failed", step, steps, message, advice, self.log_tail())

    def log_tail(self, lines: int = _LOG_LINES) -> tuple[str, ...]:
        """The log's last lines; none without a log."""
        try:
            with self.log.open("rb") as file:
                size = file.seek(0, 2)
                file.seek(max(0, size - _LOG_TAIL_BYTES))
                text = file.read().decode(errors="replace")
        except FileNotFoundError:
            return ()
        return tuple(text.splitlines()[-lines:])

    def tail(self) -> MessageTail:
        """A reader of the events from the beginning, then of what is added."""
        return MessageTail(self.events)

    def checkpoint(self, step: int) -> Checkpoint:
        """The names of a step's checkpoint, whether it is there or not."""
        name = f"step_{step:08d}"
        return Checkpoint(
            step, self.checkpoints / f"{name}.pt", self.checkpoints / f"{name}.safetensors"
        )

    def checkpoints_there(self) -> list[Checkpoint]:
        """The checkpoints that can be continued from, oldest first."""
        steps = (path.stem.removeprefix("step_") for path in self.checkpoints.glob("step_*.pt"))
        found = (self.checkpoint(int(step)) for step in steps if step.isdecimal())
        return sorted(each for each in found if each.whole)

    def models_there(self) -> tuple[int, ...]:
        """The steps of which an engine can use the model, oldest first."""
        names = (path.stem for path in self.checkpoints.glob("step_*.safetensors"))
        steps = (name.removeprefix("step_") for name in names)
        return tuple(sorted(int(step) for step in steps if step.isdecimal()))


def is_whole_model(path: Path) -> bool:
    """Whether a file is a whole model of this program; none of its weights is read."""
    try:
        read_header(path)
    except EnvironmentUnusableError:
        return False
    return True


def _eta_s(events: Sequence[RunMessage]) -> float:
    """What the last step said."""
    return next((each.eta_s for each in reversed(events) if isinstance(each, StepDone)), 0.0)


def _progress(events: Sequence[RunMessage]) -> tuple[int, int]:
    """The last known step and the length of the training."""
    lengths = [event.steps for event in events if isinstance(event, StepDone | Started)]
    return (events[-1].step if events else 0), (lengths[-1] if lengths else 0)


def _identity(config: RunConfig) -> tuple[object, ...]:
    """What a checkpoint is tied to."""
    training = config.training
    size = training.model if isinstance(training, GeneratorTraining) else training.version
    return config.kind, size


def _versions() -> dict[str, str]:
    """What the run is made with."""
    found = {"python": sys.version.split()[0]}
    for package in _PACKAGES:
        found[package] = metadata.version(package)
    return found
