"""Read the rows of a CSV file as spreadsheets of any country write it.

Semicolons or tabs as separators, a first line `sep=;`, UTF-8, UTF-16 or Windows-1252, a byte order
mark, spaces, empty lines and quoted cells of several lines are all accepted. Lines that start with
`#` are comments.
"""

import codecs
import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Final

from engine.errors import InputError, os_errors_as
from engine.phrases import Phrase
from engine.storage.regular_files import open_regular

_LARGEST_BYTES: Final = 64 << 20  # over a million rows: a larger file was not meant
_SEPARATOR: Final = re.compile(r"sep=(.)", re.IGNORECASE)  # Excel's first line
_DELIMITERS: Final = (";", "\t", ",")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


def read_rows(
    path: Path, what: Phrase, hint: Phrase, *, comments: bool = True, trim: bool = True
) -> Iterator[tuple[int, list[str]]]:
    """Line numbers and cells of every non-empty line, starting with the header.

    Args:
        path: the file.
        what: what it should be, such as "a list of events".
        hint: how it should look.
        comments: whether there are comments after the header; not in tables of file names, which
            may begin with `#`.
        trim: whether to strip spaces around cells; not in tables that the program writes itself.

    Raises:
        InputError: the file is missing, unreadable, too large or no text, or a line is damaged.
    """
    return _rows(path, _read_text(path, what, hint), hint, comments=comments, trim=trim)


def _read_text(path: Path, what: Phrase, hint: Phrase) -> str:
    with (
        os_errors_as(
            InputError,
            "{name} could not be read: {reason}.",
            hint="Check that the file exists and that you may read it.",
            name=path.name,
        ),
        open_regular(path) as file,
    ):
        data = file.read(_LARGEST_BYTES + 1)
    if len(data) > _LARGEST_BYTES:
        raise InputError("{name} is too large to be {what}.", hint=hint, name=path.name, what=what)
    for encoding in _encodings(data):
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            if "\0" not in text:  # any byte is a character of Windows-1252, nearly
                return text
    raise InputError("{name} is not a text file.", hint=hint, name=path.name)


def _encodings(data: bytes) -> tuple[str, ...]:
    """The encodings that a text may have, the likeliest first."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    if 3 * data.count(0) > len(data):  # half of Latin text in UTF-16
        return ("utf-16-le" if data[1:2] == b"\0" else "utf-16-be",)
    return ("utf-8-sig", "cp1252")


def _rows(
    path: Path, text: str, hint: Phrase, *, comments: bool, trim: bool
) -> Iterator[tuple[int, list[str]]]:
    lines = enumerate(_LINE_END.split(text), start=1)
    delimiter, has_header = "", False
    for number, line in lines:
        is_comment = (comments or not has_header) and line.lstrip(' "').startswith("#")
        if not line.strip() or is_comment:
            continue
        named = _SEPARATOR.fullmatch(line.strip(' "'))
        if named and not delimiter:
            delimiter = named[1]
            continue
        delimiter = delimiter or _delimiter(line)
        used: list[str] = []
        try:
            following = (next_line for _, next_line in lines)
            cells = _cells(chain([line], following), delimiter, used, trim=trim)
        except csv.Error as error:
            raise InputError(
                "{name}, line {line}: {error}.",
                hint=hint,
                name=path.name,
                line=number,
                error=error,
            ) from error
        if len(used) > 1 and "".join(used).count('"') % 2:
            raise InputError(
                "{name}, line {line}: a quotation mark is not closed.",
                hint=hint,
                name=path.name,
                line=number,
            )
        if any(cells):
            has_header = True
            yield number, cells


def _cells(
    lines: Iterator[str], delimiter: str, used: list[str], *, trim: bool = True
) -> list[str]:
    """The cells of the first row of some lines; the lines that it takes are added to `used`."""

    def taken() -> Iterator[str]:
        for line in lines:
            used.append(line)
            yield line + "\n"

    row = next(csv.reader(taken(), delimiter=delimiter, skipinitialspace=trim))
    return [cell.strip() for cell in row] if trim else row


def _delimiter(header: str) -> str:
    """The separator used in the header; with a single column it does not matter."""
    counts = {mark: len(_cells(iter([header]), mark, [])) for mark in _DELIMITERS}
    return max(_DELIMITERS, key=counts.__getitem__)
