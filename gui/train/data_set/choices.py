"""What a person decides about the checked clips: which to leave out, and the class of some."""

import csv
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from engine.errors import InputError, TargetError, os_errors_as
from engine.phrases import Phrase
from engine.storage.atomic import write_atomic
from engine.storage.regular_files import read_text
from engine.storage.spreadsheet import read_rows

LEFT_OUT: Final = "left-out.txt"  # both are kept in the data set's folder
LABELS: Final = "changed-classes.csv"
_COLUMNS: Final = ("source", "label")  # as `prepare --labels` reads them


@dataclass(frozen=True, slots=True)
class Choices:
    """The decisions about the clips of a folder; clips are named by their sources.

    Attributes:
        excluded: the clips to leave out.
        labels: the class of each clip that is not its folder's.
    """

    excluded: frozenset[str] = frozenset()
    labels: Mapping[str, str] = field(default_factory=dict)

    def among(self, sources: Collection[str]) -> "Choices":
        """The decisions about these clips alone."""
        known = frozenset(sources)
        labels = {source: label for source, label in self.labels.items() if source in known}
        return Choices(self.excluded & known, labels)


def read_choices(folder: Path) -> Choices:
    """The decisions kept in a data set's folder.

    Raises:
        InputError: a file of them is there and cannot be read.
    """
    excluded: list[str] = []
    with os_errors_as(InputError, "{name} could not be read: {reason}.", name=LEFT_OUT):
        if (folder / LEFT_OUT).exists():
            excluded = read_text(folder / LEFT_OUT).splitlines()
    rows: list[list[str]] = []
    if (folder / LABELS).exists():
        table = read_rows(folder / LABELS, Phrase("a table of classes"), Phrase(""), comments=False)
        rows = [row for _, row in table][1:]
    labels = {row[0]: row[1] for row in rows if len(row) == len(_COLUMNS)}
    return Choices(frozenset(filter(None, excluded)), labels)


def write_choices(folder: Path, choices: Choices) -> None:
    """Keep the decisions in a data set's folder, for `prepare` and for later.

    Raises:
        TargetError: they cannot be written.
    """
    with os_errors_as(
        TargetError,
        "Cannot write to the folder {name}: {reason}.",
        hint="Choose another folder.",
        name=folder.name,
    ):
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / LEFT_OUT, "".join(f"{each}\n" for each in sorted(choices.excluded)))
        _write(folder / LABELS, _table(choices.labels) if choices.labels else "")


def _write(path: Path, text: str) -> None:
    """Write a file; without a text, delete it."""
    if text:
        write_atomic(path, text.encode())
    else:
        path.unlink(missing_ok=True)


def _table(labels: Mapping[str, str]) -> str:
    """A table of classes as CSV."""
    table = io.StringIO(newline="")
    csv.writer(table).writerows([_COLUMNS, *sorted(labels.items())])
    return table.getvalue()
