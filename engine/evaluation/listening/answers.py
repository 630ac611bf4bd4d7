"""The answers of the listeners of a sitting, one file each, so that a test can be continued.

A page that was filled in elsewhere returns the same kind of file.
"""

import hashlib
import re
from pathlib import Path
from typing import Annotated, Final

from msgspec import Meta, field
from msgspec.structs import replace

from engine.errors import InputError, OutputExistsError, TargetError, os_errors_as, reason_of
from engine.evaluation.listening.scales import BEST, WORST
from engine.evaluation.listening.sitting import ANSWERS, Sitting
from engine.storage.atomic import write_atomic
from engine.storage.regular_files import read_regular
from engine.storage.values import DamagedValueError, Id, Value, decode, encode

_LONGEST_NAME: Final = 60
_LARGEST_BYTES: Final = 1_000_000  # a file of answers has 30 bytes for each trial

Opinion = Annotated[int, Meta(ge=WORST, le=BEST)]


class Answers(Value, frozen=True, kw_only=True):
    """The scores that one listener gave in the sitting of that id, by the ids of the trials."""

    sitting: Id
    listener: Annotated[str, Meta(min_length=1, max_length=_LONGEST_NAME)]
    scores: dict[Id, Opinion] = field(default_factory=dict)

    def with_score(self, trial: str, score: int) -> "Answers":
        """The same answers with another score for a trial."""
        return replace(self, scores={**self.scores, trial: score})

    def missed(self, sitting: Sitting) -> int:
        """The number of checks that were answered wrongly."""
        return sum(
            trial.beeps is not None and self.scores.get(trial.id, trial.beeps) != trial.beeps
            for trial in sitting.trials
        )

    def passed(self, sitting: Sitting) -> int:
        """The number of checks that were answered rightly; others are missed or yet to come."""
        return sum(
            trial.beeps is not None and self.scores.get(trial.id) == trial.beeps
            for trial in sitting.trials
        )

    def given(self, sitting: Sitting) -> int:
        """The number of trials of the sitting that were answered."""
        return sum(trial.id in self.scores for trial in sitting.trials)


def clean_name(name: str) -> str:
    """A listener's name without surplus spaces, shortened to what is stored."""
    return " ".join(name.split())[:_LONGEST_NAME].strip()


def write_answers(folder: Path, answers: Answers) -> None:
    """Write the answers of a listener to the sitting in a folder, replacing earlier ones.

    Raises:
        TargetError: they cannot be written.
    """
    path = _path(folder, answers.listener)
    with os_errors_as(
        TargetError,
        "The answers cannot be written to {folder}: {reason}.",
        hint="Free some space there.",
        folder=path.parent,
    ):
        path.parent.mkdir(exist_ok=True)
        write_atomic(path, encode(answers, indent=1))


def read_answers(folder: Path, sitting: Sitting) -> tuple[list[Answers], list[str]]:
    """Read the answers of all listeners, sorted by name.

    Returns:
        The answers, and a sentence about each file that is damaged or of another sitting.
    """
    found, faults = [], []
    for path in sorted((folder / ANSWERS).glob("*.json")):
        try:
            found.append(_read(path, sitting))
        except InputError as error:
            faults.append(error.message)
    return sorted(found, key=lambda answers: answers.listener.casefold()), faults


def add_answers(folder: Path, sitting: Sitting, file: Path) -> Answers:
    """Add the answers that a page saved to the sitting in a folder.

    Raises:
        InputError: the file is damaged, or of another sitting.
        OutputExistsError: there are other answers of this listener.
        TargetError: they cannot be written.
    """
    answers = _read(file, sitting)
    name = clean_name(answers.listener)
    if not name:
        raise InputError("{name} names no listener.", name=file.name)
    answers = replace(answers, listener=name)
    there, _ = read_answers(folder, sitting)
    if any(each.listener == name and each != answers for each in there):
        raise OutputExistsError(
            "There are already other answers of {name}.",
            hint="Change the listener's name in the file, if it is somebody else.",
            name=name,
        )
    write_answers(folder, answers)
    return answers


def _read(path: Path, sitting: Sitting) -> Answers:
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise InputError("{name} is too large to be answers.", name=path.name)
        answers = decode(Answers, read_regular(path), "answers")
    except OSError as error:
        raise InputError(
            "{name} cannot be read: {reason}.", name=path.name, reason=reason_of(error)
        ) from error
    except DamagedValueError as error:
        raise InputError(
            "{name} holds no answers ({error}).", name=path.name, error=error
        ) from error
    if answers.sitting != sitting.id:
        raise InputError("{name} holds the answers to another listening test.", name=path.name)
    return answers


def _path(folder: Path, listener: str) -> Path:
    """A file name that is plain, and differs for different names."""
    plain = re.sub(r"[^a-z0-9]+", "-", listener.lower()).strip("-")[:24]
    digest = hashlib.sha256(listener.encode()).hexdigest()[:8]
    return folder / ANSWERS / f"{plain or 'listener'}-{digest}.json"
