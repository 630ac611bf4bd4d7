"""Training, validation and test splits by source file.

As in the paper: 32 sources of every class for validation and 32 for the test, the rest for training
(paper, Dataset and Processing). Small classes give a tenth of their sources to each, so that the
training split is never empty. The table is a text file that users can read and edit.
"""

import csv
import io
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final, cast, get_args

import numpy as np

from engine.errors import InputError
from engine.phrases import Phrase
from engine.storage.atomic import write_atomic
from engine.storage.spreadsheet import read_rows
from training.data.sample import Split

_HELD_OUT: Final = 32  # paper, Dataset and Processing
_SMALL_DIVISOR: Final = 10  # a tenth, if 32 would be more
_COLUMNS: Final = ["source", "label", "split"]
_HINT: Final = "Each line is source,label,split; a split is train, validation or test."


def assign_splits(labels: Mapping[str, str], seed: int) -> dict[str, Split]:
    """Assign every source to a random split, independently for each class.

    `labels` are the classes of the source files, by name.

    Returns:
        The split of every source. A class with one source has only training; with two, one is for
        validation; with three or more, each split has at least one.
    """
    by_label: dict[str, list[str]] = {}
    for source in sorted(labels):
        by_label.setdefault(labels[source], []).append(source)
    splits: dict[str, Split] = {}
    for label, sources in by_label.items():
        generator = np.random.default_rng([seed, zlib.crc32(label.encode())])
        shuffled = [sources[index] for index in generator.permutation(len(sources))]
        validation, test = _held_out(len(sources))
        splits |= dict.fromkeys(shuffled[:validation], "validation")
        splits |= dict.fromkeys(shuffled[validation : validation + test], "test")
        splits |= dict.fromkeys(shuffled[validation + test :], "train")
    return splits


def _held_out(sources: int) -> tuple[int, int]:
    """The numbers of a class's sources for validation and test."""
    each = min(_HELD_OUT, max(1, sources // _SMALL_DIVISOR))
    return min(each, max(0, sources - 1)), min(each, max(0, sources - 2))


def write_splits(path: Path, labels: Mapping[str, str], splits: Mapping[str, Split]) -> None:
    """Write the table, sorted by class and source."""
    rows = sorted((label, source, splits[source]) for source, label in labels.items())
    table = io.StringIO(newline="")
    csv.writer(table).writerows(
        [_COLUMNS, *((source, label, split) for label, source, split in rows)]
    )
    write_atomic(path, table.getvalue().encode())


def read_splits(path: Path) -> dict[str, Split]:
    """Read the split of every source from the table.

    Raises:
        InputError: it is missing or not such a table.
    """
    rows = read_rows(path, Phrase("a table of splits"), Phrase(_HINT), comments=False, trim=False)
    _, header = next(rows, (1, []))
    if header != _COLUMNS:
        raise InputError("{name} is not a table of splits.", hint=_HINT, name=path.name)
    splits: dict[str, Split] = {}
    for number, row in rows:
        if len(row) != len(_COLUMNS) or row[2] not in get_args(Split):
            raise InputError(
                "{name}, line {line}: '{row}'.",
                hint=_HINT,
                name=path.name,
                line=number,
                row=",".join(row),
            )
        splits[row[0]] = cast(Split, row[2])
    return splits
