"""The events of a run: one JSON line each in `events.jsonl`.

The trainer appends and flushes; the window and the command line only read. `type` is the kind of
event; readers skip an incomplete last line and unknown types.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from typing import Annotated, Any, Self, cast, get_args

from msgspec import Meta

from engine.errors import InputError, reason_of
from engine.phrases import Phrase
from engine.storage.regular_files import open_regular
from engine.storage.values import DamagedValueError, Value, decode, parse

_TAIL_BYTES = 65536  # more than the last few lines ever need
_REPORTED_DAMAGE = 5  # damaged lines to report: in a file of another kind, all are

# A path relative to the run's folder that does not lead out of it.
PathInRun = Annotated[str, Meta(pattern=r"\A(?!/)(?!(?:.*/)?\.\.(?:/|\Z))[^\\:\x00]*\Z")]


class _Message(Value, frozen=True, kw_only=True, tag_field="type", forbid_unknown_fields=False):
    """An event. Fields added by newer versions are ignored.

    Attributes:
        step: number of completed steps.
    """

    step: int


class Started(_Message, frozen=True, kw_only=True, tag="started"):
    """The trainer process started, from scratch or from a checkpoint.

    Attributes:
        step: number of completed steps; earlier events of later steps are void.
        steps: length of the training.
        pid: of the trainer process.
        device: description of the device.
        resumed: the checkpoint it resumed from; empty for a new start.
    """

    steps: int
    pid: int
    device: str
    resumed: str = ""


class StepDone(_Message, frozen=True, kw_only=True, tag="step"):
    """A training step.

    Attributes:
        step: its number, from 1.
        steps: length of the training.
        stage: `events`, the first stage, or `adversarial`; `vocoder` for a vocoder.
        losses: by the names of the equations.
        learning_rate: of this step.
        steps_per_s: recent speed.
        memory_mb: peak memory on the GPU, or the process's size on the CPU.
        eta_s: seconds to the end at this speed.
        epoch: passes over the data so far.
        gradient_ratio: norm of the adversarial gradient over that of the mel loss.
        lambda_m: weight of the mel loss if it is adaptive.
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
    """A validation.

    Attributes:
        step: number of completed steps.
        losses: averages, by name.
        best: whether it is the best of this stage so far.
    """

    losses: dict[str, float]
    best: bool


class Sampled(_Message, frozen=True, kw_only=True, tag="sample"):
    """Samples were written to a folder, relative to the run's."""

    folder: PathInRun


class Saved(_Message, frozen=True, kw_only=True, tag="checkpoint"):
    """A checkpoint was saved.

    Attributes:
        step: number of completed steps.
        checkpoint: the file to resume from, relative to the run's folder.
        model: the model file for the engine, likewise; empty if there is none.
        best: whether it is the best so far.
    """

    checkpoint: PathInRun
    model: PathInRun
    best: bool


class _Telling(_Message, frozen=True, kw_only=True):
    """An event that tells the user something.

    Attributes:
        message: one sentence in English.
        advice: what to do, likewise; may be empty.
        phrases: both, as they can be translated; None in the folders of older versions.
    """

    message: str
    advice: str = ""
    phrases: tuple[Phrase, Phrase] | None = None

    @classmethod
    def saying(cls, message: Phrase, advice: Phrase = Phrase(""), **others: Any) -> Self:  # noqa: B008
        """The event that tells this."""
        phrases = (message, advice)
        return cls(message=str(message), advice=str(advice), phrases=phrases, **others)

    @property
    def said(self) -> Phrase:
        """The message as a phrase."""
        return self.phrases[0] if self.phrases else Phrase(self.message)

    @property
    def advised(self) -> Phrase:
        """The advice as a phrase."""
        return self.phrases[1] if self.phrases else Phrase(self.advice)


class Advised(_Telling, frozen=True, kw_only=True, tag="advice"):
    """Advice for the user; the training continues."""


class Paused(_Message, frozen=True, kw_only=True, tag="paused"):
    """The run has saved, freed the device, and is waiting."""


class Continued(_Message, frozen=True, kw_only=True, tag="continued"):
    """The run continued after a pause."""


class Finishing(_Message, frozen=True, kw_only=True, tag="finishing"):
    """All steps are done; a stage is on: the last validation, samples, checkpoint, or a task's."""

    stage: str
    eta_s: float = 0.0  # seconds left of the stage; 0 while unknown, as when it begins


class BetweenSteps(_Message, frozen=True, kw_only=True, tag="between"):
    """The next step waits for a stage: a validation, samples or a checkpoint.

    Attributes:
        step: number of completed steps.
        stage: its name; empty if it had nothing to do. What it makes is told when it has ended.
    """

    stage: str


class Waiting(_Message, frozen=True, kw_only=True, tag="waiting"):
    """The trainer has not begun: it waits for the run of that name on the same device."""

    after: str


class Stopped(_Message, frozen=True, kw_only=True, tag="stopped"):
    """The run saved and ended on request."""


class OutOfMemory(_Telling, frozen=True, kw_only=True, tag="oom"):
    """The device ran out of memory; only the last steps are lost.

    Attributes:
        step: last completed step.
        batch: a batch size that should fit; 0 if there is no smaller one.
    """

    batch: int


class Failed(_Telling, frozen=True, kw_only=True, tag="error"):
    """The run ended with an error.

    Attributes:
        step: last completed step.
        reason: `nan`, `disk_full`, `dataset`, `model`, `settings` or `fault`.
    """

    reason: str


class Refused(_Telling, frozen=True, kw_only=True, tag="refused"):
    """A second trainer, of that process id, was refused; the first one continues, at that step."""

    pid: int


class Done(_Message, frozen=True, kw_only=True, tag="done"):
    """The training is complete.

    Attributes:
        step: its length.
        model: the model file, relative to the run's folder; tested to load in the engine.
        measurements: of the test split, by name.
        hours: computing time, without pauses.
    """

    model: PathInRun
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
    | BetweenSteps
    | Waiting
    | Stopped
    | OutOfMemory
    | Failed
    | Refused
    | Done
)
_TYPES = frozenset(each.__struct_config__.tag for each in get_args(RunMessage))


class MessageTail:
    """Reads `events.jsonl` incrementally; from its beginning if another file took its place.

    Attributes:
        has_more: whether a limited read left lines for the next one.
        damage: a sentence for each unreadable line so far.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0
        self._lines = 0
        self._file: tuple[int, int] | None = None  # which one was read
        self.has_more = False
        self.damage: list[str] = []

    def read(self, *, most_bytes: int | None = None) -> list[RunMessage]:
        """The events since the last call; an incomplete line is left for a later call.

        There are none if the file does not exist yet. `most_bytes`, which must be longer than any
        line, limits how much is read at once. Raises an `InputError` if it cannot be read.
        """
        with _opened(self._path) as file:
            if file is None:
                return []
            self._begin_again_if_replaced(os.fstat(file.fileno()))
            file.seek(self._offset)
            added = file.read(-1 if most_bytes is None else most_bytes)
        self.has_more = len(added) == most_bytes
        longer = added if self.has_more else b""  # than any line of a trainer
        complete = added[: added.rfind(b"\n") + 1] or longer
        self._offset += len(complete)
        events = []
        for line in complete.split(b"\n")[:-1] if complete.endswith(b"\n") else [complete]:
            self._lines += complete.endswith(b"\n")
            try:
                event = read_message(line, f"{self._path.name}, line {self._lines}")
            except DamagedValueError as error:
                self.damage = [*self.damage, f"{error}."][:_REPORTED_DAMAGE]
            else:
                events += [event] if event is not None else []
        return events

    def _begin_again_if_replaced(self, found: os.stat_result) -> None:
        """As when a run was deleted, and another begun in its folder."""
        own = found.st_dev, found.st_ino
        if self._file not in (None, own) or found.st_size < self._offset:
            self._offset = self._lines = 0
            self.damage = []
        self._file = own


def recent_messages(path: Path) -> list[RunMessage]:
    """The last few hundred events of the run's trainer, from a file of any length.

    Raises:
        InputError: it cannot be read.
    """
    with _opened(path) as file:
        if file is None:
            return []
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _TAIL_BYTES))
        tail = file.read()
    events = readable_messages(tail)
    return [event for event in events if not isinstance(event, Refused)]


@contextmanager
def _opened(path: Path) -> Iterator[BufferedReader | None]:
    """The file of the events, open; None before the first."""
    try:
        with open_regular(path) as file:
            yield file
    except FileNotFoundError:
        yield None
    except OSError as error:
        raise InputError(
            "{name} of the run {run} cannot be read: {reason}.",
            hint="Check the disk, and that you may read it.",
            name=path.name,
            run=path.parent.name,
            reason=reason_of(error),
        ) from error


def readable_messages(part: bytes) -> list[RunMessage]:
    """The readable events in a part of the file; its first and last lines may be incomplete."""
    found = []
    for line in part.split(b"\n")[:-1]:
        with suppress(DamagedValueError):
            event = read_message(line, "line")
            found += [event] if event is not None else []
    return found


def read_message(line: bytes, place: str) -> RunMessage | None:
    """Decode a line without its newline; None for an empty one or an event type of a newer version.

    `place` is its name in error messages.

    Raises:
        DamagedValueError: it is not an event.
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
