"""What a run tells the world: one JSON line for each thing that happened, in `events.jsonl`.

The trainer appends and flushes; the window and the command line only read. A line says what
happened under `type`; a reader skips a torn last line and types that it does not know.
"""

import errno
import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar

_TAIL_BYTES = 65536  # more than the last few lines ever take


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The trainer's process began, or went on from a checkpoint.

    Attributes:
        step: steps already done; what a reader has of later ones is void.
        steps: length of the training.
        pid: the trainer's process.
        device: where it computes, in words.
        resumed: the checkpoint it went on from; empty for a new beginning.
    """

    type: ClassVar[str] = "started"
    step: int
    steps: int
    pid: int
    device: str
    resumed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone:
    """One step of the optimisers.

    Attributes:
        step: its number, from 1.
        steps: length of the training.
        stage: `events`, the first stage, or `adversarial`; `vocoder` for a vocoder.
        losses: by the names of the equations.
        learning_rate: the one it was made with.
        steps_per_s: speed of late.
        memory_mb: the device's peak, or the process's size on the CPU.
        eta_s: seconds to the end at this speed.
        epoch: passes over the data so far.
        gradient_ratio: norm of the adversarial gradient over that of the mel loss.
        lambda_m: the mel loss's weight where it is not fixed.
    """

    type: ClassVar[str] = "step"
    step: int
    steps: int
    stage: str
    losses: dict[str, float]
    learning_rate: float
    steps_per_s: float
    memory_mb: float
    eta_s: float
    epoch: float
    gradient_ratio: float | None = None
    lambda_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Validated:
    """A look at the validation split.

    Attributes:
        step: after how many steps.
        losses: by name, averages.
        best: whether none was better before, in this stage.
    """

    type: ClassVar[str] = "validation"
    step: int
    losses: dict[str, float]
    best: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampled:
    """Something to look at and listen to.

    Attributes:
        step: after how many steps.
        folder: where, relative to the run's folder.
    """

    type: ClassVar[str] = "sample"
    step: int
    folder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A checkpoint.

    Attributes:
        step: after how many steps.
        checkpoint: the file to go on from, relative to the run's folder.
        model: the model file that an engine can use, likewise; empty where there is none.
        best: whether it is kept as the best so far.
    """

    type: ClassVar[str] = "checkpoint"
    step: int
    checkpoint: str
    model: str
    best: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """A sentence for the person; the training goes on."""

    type: ClassVar[str] = "advice"
    step: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """The run saved itself, freed the device, and waits."""

    type: ClassVar[str] = "paused"
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Continued:
    """The run went on after a pause."""

    type: ClassVar[str] = "continued"
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finishing:
    """All steps are done; one stage of the calibration and the measurements began."""

    type: ClassVar[str] = "finishing"
    step: int
    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """The run saved itself and ended because it was asked to."""

    type: ClassVar[str] = "stopped"
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfMemory:
    """The device's memory was not enough; nothing but the last steps is lost.

    Attributes:
        step: the last one that was done.
        message: one sentence.
        advice: what to do.
        batch: a batch that should fit; 0 where no smaller one exists.
    """

    type: ClassVar[str] = "oom"
    step: int
    message: str
    advice: str
    batch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The run ended by an error.

    Attributes:
        step: the last one that was done.
        reason: `nan`, `disk_full`, `dataset`, `model`, `settings` or `fault`.
        message: one sentence.
        advice: what to do.
    """

    type: ClassVar[str] = "error"
    step: int
    reason: str
    message: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A second trainer was started on the run and ended at once; the first one goes on.

    Attributes:
        step: the last one of the first trainer that is known.
        pid: of the second trainer.
        message: one sentence.
        advice: what to do.
    """

    type: ClassVar[str] = "refused"
    step: int
    pid: int
    message: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The training is complete.

    Attributes:
        step: its length.
        model: the model file, relative to the run's folder; the engine has loaded it.
        measurements: of the test split, by name.
        hours: the computer's time, without pauses.
    """

    type: ClassVar[str] = "done"
    step: int
    model: str
    measurements: dict[str, float]
    hours: float


RunMessage = (
    Started
    | StepDone
    | Validated
    | Sampled
    | Saved
    | Advised
    | Paused
    | Continued
    | Finishing
    | Stopped
    | OutOfMemory
    | Failed
    | Refused
    | Done
)
_TYPES: dict[str, type[RunMessage]] = {each.type: each for each in RunMessage.__args__}
_FIELDS = {kind: frozenset(each.name for each in fields(kind)) for kind in _TYPES.values()}


class MessageLog:
    """The trainer's end of `events.jsonl`."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab", buffering=0)
        # Whether the file ends in the middle of a line, as a killed trainer may have left it.
        self._torn = bool(self._file.tell()) and _last_byte(path) != b"\n"

    def write(self, event: RunMessage) -> None:
        """Append one line and hand it to the operating system.

        Raises:
            OSError: it could not be written, as on a full disk.
        """
        values = {"type": event.type, "time": round(time.time(), 3), **asdict(event)}
        line = b"\n" * self._torn + json.dumps(values).encode() + b"\n"
        written = self._file.write(line)
        self._torn = written != len(line)
        if self._torn:
            raise OSError(errno.ENOSPC, "The line could not be written whole")

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> "MessageLog":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class MessageTail:
    """A reader's end of `events.jsonl`: what was added since it last looked."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0
        self.has_more = False  # whether a limited read left lines for the next one

    def read(self, *, most_bytes: int | None = None) -> list[RunMessage]:
        """The events since the last call; a line that is not complete yet comes with a later one.

        A file that is not there yet has none. With `most_bytes`, which is more than any line
        takes, no more than that is read at once.
        """
        try:
            with self._path.open("rb") as file:
                file.seek(self._offset)
                added = file.read(-1 if most_bytes is None else most_bytes)
        except FileNotFoundError:
            return []
        self.has_more = len(added) == most_bytes
        complete = added[: added.rfind(b"\n") + 1]
        if self.has_more and not complete:  # a line that no trainer writes
            complete = added
        self._offset += len(complete)
        return list(_parse_lines(complete))


def recent_messages(path: Path) -> list[RunMessage]:
    """The last few hundred events of a run's own trainer, from a file of any length."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL_BYTES))
            tail = file.read()
    except FileNotFoundError:
        return []
    events = _parse_lines(tail[: tail.rfind(b"\n") + 1])
    return [event for event in events if not isinstance(event, Refused)]


def parse_event(line: bytes) -> RunMessage | None:
    """One line as an event; None for anything that is none of this version's."""
    try:
        values = json.loads(line)
    except ValueError:
        return None
    if not isinstance(values, dict):
        return None
    kind = _TYPES.get(str(values.get("type")))
    if kind is None:
        return None
    known = _FIELDS[kind]
    arguments: dict[str, Any] = {name: values[name] for name in values if name in known}
    try:
        return kind(**arguments)
    except TypeError:  # a field is missing
        return None


def _parse_lines(text: bytes) -> Iterator[RunMessage]:
    for line in text.splitlines():
        event = parse_event(line)
        if event is not None:
            yield event


def _last_byte(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1)
