"""What a run tells the world: one JSON line for each thing that happened, in `events.jsonl`.

The trainer appends and flushes; the window and the command line only read. A line says what
happened under `type`; a reader skips a torn last line and types that it does not know.
"""

import errno
import os
import time
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any, cast, get_args

from msgspec import to_builtins
from typing_extensions import override

from engine.storage.values import DamagedValueError, Value, decode, encode, parse

_TAIL_BYTES = 65536  # more than the last few lines ever take
_TOLD_DAMAGE = 5  # damaged lines that are told: a file of another kind is nothing but those


class _Message(Value, frozen=True, kw_only=True, tag_field="type", forbid_unknown_fields=False):
    """One line. What a newer version adds to one is passed over.

    Attributes:
        step: steps that are done.
    """

    step: int


class Started(_Message, frozen=True, kw_only=True, tag="started"):
    """The trainer's process began, or went on from a checkpoint.

    Attributes:
        step: steps already done; what a reader has of later ones is void.
        steps: length of the training.
        pid: the trainer's process.
        device: where it computes, in words.
        resumed: the checkpoint it went on from; empty for a new beginning.
    """

    steps: int
    pid: int
    device: str
    resumed: str = ""


class StepDone(_Message, frozen=True, kw_only=True, tag="step"):
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


class Validated(_Message, frozen=True, kw_only=True, tag="validation"):
    """A look at the validation split.

    Attributes:
        step: after how many steps.
        losses: by name, averages.
        best: whether none was better before, in this stage.
    """

    losses: dict[str, float]
    best: bool


class Sampled(_Message, frozen=True, kw_only=True, tag="sample"):
    """Something to look at and listen to.

    Attributes:
        step: after how many steps.
        folder: where, relative to the run's folder.
    """

    folder: str


class Saved(_Message, frozen=True, kw_only=True, tag="checkpoint"):
    """A checkpoint.

    Attributes:
        step: after how many steps.
        checkpoint: the file to continue from, relative to the run's folder.
        model: the model file that an engine can use, likewise; empty where there is none.
        best: whether it is kept as the best so far.
    """

    checkpoint: str
    model: str
    best: bool


class Advised(_Message, frozen=True, kw_only=True, tag="advice"):
    """A sentence for the person; the training continues."""

    message: str


class Paused(_Message, frozen=True, kw_only=True, tag="paused"):
    """The run saved itself, freed the device, and waits."""


class Continued(_Message, frozen=True, kw_only=True, tag="continued"):
    """The run went on after a pause."""


class Finishing(_Message, frozen=True, kw_only=True, tag="finishing"):
    """All steps are done; one stage of the calibration and the measurements began."""

    stage: str


class Stopped(_Message, frozen=True, kw_only=True, tag="stopped"):
    """The run saved itself and ended because it was asked to."""


class OutOfMemory(_Message, frozen=True, kw_only=True, tag="oom"):
    """The device's memory was not enough; nothing but the last steps is lost.

    Attributes:
        step: the last one that was done.
        message: one sentence.
        advice: what to do.
        batch: a batch that should fit; 0 where no smaller one exists.
    """

    message: str
    advice: str
    batch: int


class Failed(_Message, frozen=True, kw_only=True, tag="error"):
    """The run ended by an error.

    Attributes:
        step: the last one that was done.
        reason: `nan`, `disk_full`, `dataset`, `model`, `settings` or `fault`.
        message: one sentence.
        advice: what to do.
    """

    reason: str
    message: str
    advice: str


class Refused(_Message, frozen=True, kw_only=True, tag="refused"):
    """A second trainer was started on the run and ended at once; the first one continues.

    Attributes:
        step: the last one of the first trainer that is known.
        pid: of the second trainer.
        message: one sentence.
        advice: what to do.
    """

    pid: int
    message: str
    advice: str


class Done(_Message, frozen=True, kw_only=True, tag="done"):
    """The training is complete.

    Attributes:
        step: its length.
        model: the model file, relative to the run's folder; the engine has loaded it.
        measurements: of the test split, by name.
        hours: the computer's time, without pauses.
    """

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
_TYPES = frozenset(each.__struct_config__.tag for each in get_args(RunMessage))


class MessageLog(AbstractContextManager["MessageLog"]):
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
        values = {**to_builtins(event), "time": round(time.time(), 3)}
        line = b"\n" * self._torn + encode(values) + b"\n"
        written = self._file.write(line)
        self._torn = written != len(line)
        if self._torn:
            raise OSError(errno.ENOSPC, "The line could not be written whole")

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    @override
    def __exit__(self, *_: object) -> None:
        self.close()


class MessageTail:
    """A reader's end of `events.jsonl`: what was added since it last looked.

    Attributes:
        has_more: whether a limited read left lines for the next one.
        damage: a sentence for each line that could not be read so far.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0
        self._lines = 0
        self.has_more = False
        self.damage: list[str] = []

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
        events = []
        for line in complete.split(b"\n")[:-1] if complete.endswith(b"\n") else [complete]:
            self._lines += complete.endswith(b"\n")
            try:
                event = read_message(line, f"{self._path.name}, line {self._lines}")
            except DamagedValueError as error:
                self.damage = [*self.damage, f"{error}."][:_TOLD_DAMAGE]
            else:
                events += [event] if event is not None else []
        return events


def recent_messages(path: Path) -> list[RunMessage]:
    """The last few hundred events of a run's own trainer, from a file of any length."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL_BYTES))
            tail = file.read()
    except FileNotFoundError:
        return []
    events = readable_messages(tail)
    return [event for event in events if not isinstance(event, Refused)]


def readable_messages(part: bytes) -> list[RunMessage]:
    """The events of a part of the file, whose first and last lines may be cut."""
    found = []
    for line in part.split(b"\n")[:-1]:
        with suppress(DamagedValueError):
            event = read_message(line, "line")
            found += [event] if event is not None else []
    return found


def read_message(line: bytes, place: str) -> RunMessage | None:
    """One line as an event; None for an empty one, and for a type that a newer version added.

    Args:
        line: without its end.
        place: what a fault calls it.

    Raises:
        DamagedValueError: it is no event.
    """
    if not line.strip():
        return None
    try:
        message: RunMessage = decode(cast(Any, RunMessage), line, place)
    except DamagedValueError:
        plain = parse(line, place)
        kind = plain.get("type") if isinstance(plain, dict) else None
        if isinstance(kind, str) and kind not in _TYPES:
            return None
        raise
    return message


def _last_byte(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1)
