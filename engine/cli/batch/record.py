"""The record of a batch, by which it is resumed.

It is a file in the output folder with a line of JSON for each finished job. A job is done if the
record says so for the same command and its output still exists.
"""

from contextlib import suppress
from pathlib import Path
from typing import Final

from engine.cli.batch.jobs import BatchJob
from engine.errors import TargetError, os_errors_as
from engine.storage.lines import append_line
from engine.storage.regular_files import read_regular
from engine.storage.values import DamagedValueError, Value, decode, encode

RECORD: Final = "batch.jsonl"


class Outcome(Value, frozen=True):
    """How a job ended.

    Attributes:
        job: the job.
        error: one sentence that says why it failed; empty if it did not.
        exit_code: what `dub` alone would have returned.
        seconds: how long it took.
        notes: what the user should know although it succeeded.
    """

    job: BatchJob
    error: str = ""
    exit_code: int = 0
    seconds: float = 0.0
    notes: tuple[str, ...] = ()


def done_before(folder: Path) -> set[tuple[str, ...]]:
    """The commands of a record that succeeded; a damaged line counts as not done."""
    found: set[tuple[str, ...]] = set()
    try:
        lines = read_regular(folder / RECORD).splitlines()
    except OSError:
        return found
    for line in lines:
        with suppress(DamagedValueError):
            outcome = decode(Outcome, line, RECORD)
            if not outcome.error and outcome.job.output.is_file():
                found.add(outcome.job.words)
    return found


def record(folder: Path, outcome: Outcome) -> None:
    """Append an outcome to the record in a folder that exists.

    Raises:
        TargetError: it cannot be written.
    """
    with os_errors_as(
        TargetError,
        "{record} could not be written: {reason}.",
        hint="Free some space.",
        record=RECORD,
    ):
        append_line(folder / RECORD, encode(outcome))


def make_folder(folder: Path) -> None:
    """Create a folder for outputs.

    Raises:
        TargetError: it cannot be created.
    """
    with os_errors_as(
        TargetError,
        "The folder {folder} cannot be created: {reason}.",
        hint="Choose another.",
        folder=folder,
    ):
        folder.mkdir(parents=True, exist_ok=True)


def remove_empty(folder: Path, root: Path) -> None:
    """Remove the folder of an output that was not made, and those up to the root, if empty."""
    while folder != root:
        try:
            folder.rmdir()
        except OSError:  # something is in it
            return
        folder = folder.parent
