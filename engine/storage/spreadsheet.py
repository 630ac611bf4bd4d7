"""Read the rows of a CSV file as spreadsheets of any country write it.

Semicolons or tabs as separators, a first line `sep=;`, UTF-8, UTF-16 or Windows-1252, a byte order
mark, spaces and empty lines are all accepted, and lines that start with `#` are comments.
"""

import codecs
import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from engine.errors import InputError

_LARGEST_BYTES: Final = 64 << 20  # over a million rows: a larger file was not meant
_SEPARATOR: Final = re.compile(r"sep=(.)", re.IGNORECASE)  # Excel's first line


def read_rows(path: Path, what: str, hint: str) -> Iterator[tuple[int, list[str]]]:
    """Line numbers and trimmed cells of every non-empty line, starting with the header.

    Args:
        path: the file.
        what: what it should be, such as "a list of events".
        hint: how it should look.

    Raises:
        InputError: the file is missing, unreadable, too large or no text, or a line is damaged.
    """
    return _rows(path, _read_text(path, what, hint), hint)


def _read_text(path: Path, what: str, hint: str) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_BYTES + 1)
    except OSError as error:
        raise InputError(
            f"{path.name} could not be read: {error.strerror}.",
            hint="Check that the file exists and that you may read it.",
        ) from error
    if len(data) > _LARGEST_BYTES:
        raise InputError(f"{path.name} is too large to be {what}.", hint=hint)
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            if "\0" not in text:  # any byte is a character of Windows-1252, nearly
                return text
    raise InputError(f"{path.name} is not a text file.", hint=hint)


def _rows(path: Path, text: str, hint: str) -> Iterator[tuple[int, list[str]]]:
    delimiter = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip(' "').startswith("#"):
            continue
        named = _SEPARATOR.fullmatch(line.strip(' "'))
        if named and not delimiter:
            delimiter = named[1]
            continue
        delimiter = delimiter or _delimiter(line)
        try:
            cells = [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter))]
        except csv.Error as error:
            raise InputError(f"{path.name}, line {number}: {error}.", hint=hint) from error
        if any(cells):
            yield number, cells


def _delimiter(header: str) -> str:
    """The separator used in the header; with a single column it does not matter."""
    return next((mark for mark in (";", "\t", ",") if mark in header), ";")
