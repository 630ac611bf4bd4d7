"""Values that are stored or sent: typed, immutable, and read by one library, msgspec, as JSON.

A project, a run's settings, a line between two processes: each is a `Value`, and whatever a file or
a line holds, reading it ends in that value or in a `DamagedValueError` that names the place of what
is wrong, such as `project.clips[0].in_s`. NaN and infinity are no numbers here, unknown fields are
refused, and a path may hold any bytes that the system's file names do.
"""

import json
import math
import os
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar, cast
from urllib.parse import quote_from_bytes, unquote_to_bytes

import msgspec
from msgspec import Meta

T = TypeVar("T")

Id = Annotated[str, Meta(pattern=r"\A[0-9a-f]{16}\Z")]
Seconds = Annotated[float, Meta(ge=0)]
Share = Annotated[float, Meta(ge=0, le=1)]

_MOST_DIGITS: Final = 19  # of a whole number: 64 bits
_SURROGATE: Final = re.compile(rb"\\u[dD][89a-fA-F]")  # half a character, in an escape
_BYTES: Final = "bytes:"  # before a path that is no text: its bytes, percent-encoded


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value that is stored or sent; equal where its fields are."""


class DamagedValueError(ValueError):
    """What was read is not the value it should be: one clause that names the place.

    Attributes:
        place: where, such as `project.clips[0].in_s`.
    """

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place


class FieldError(ValueError):
    """What a value's own check finds wrong with one of its fields.

    Attributes:
        name: of the field.
        reason: what is wrong with it, such as `must be from 1 to 64, not 0`.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name} {reason}")
        self.name, self.reason = name, reason


class OtherFormatError(ValueError):
    """What was read is a value of another kind."""


class NewerFormatError(ValueError):
    """What was read was written by a newer version of the program."""


def encode(value: object, *, indent: int | None = None) -> bytes:
    """A value as JSON; what is not Unicode in a text becomes a question mark, in a path it stays.

    Raises:
        ValueError: it holds a number that is not finite.
    """
    plain = msgspec.to_builtins(value, enc_hook=_to_plain)
    return json.dumps(plain, indent=indent, ensure_ascii=False, allow_nan=False).encode(
        errors="replace"
    )


def decode(kind: type[T], data: bytes, place: str) -> T:
    """A value from JSON.

    Args:
        kind: what it should be.
        data: the JSON.
        place: what a fault calls the whole of it.

    Raises:
        DamagedValueError: it is something else.
    """
    try:
        value: T = _decoder(cast(Any, kind)).decode(data)
    except (ValueError, RecursionError):  # again, in the way that names the place
        return convert(kind, parse(data, place), place)
    return value


@lru_cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind, dec_hook=_from_plain)


def parse(data: bytes, place: str) -> Any:
    """JSON as plain dictionaries, lists, texts and numbers.

    What cannot be a number here (NaN, Infinity, 1e999, thousands of digits) is kept as an object
    that fits no type, so that the field it stands in is named.

    Raises:
        DamagedValueError: it is not JSON.
    """
    try:
        return msgspec.json.decode(data)
    except RecursionError as error:
        raise DamagedValueError(place, "nested too deeply") from error
    except ValueError as error:
        strange = _Strange()
        try:
            plain = json.loads(
                data,
                parse_constant=strange.keep,
                parse_float=strange.number,
                parse_int=strange.whole,
            )
        except (ValueError, RecursionError):
            strange.found = False
        if not strange.found or _SURROGATE.search(data):
            reason, *_ = str(error).partition(" - at `$")
            raise DamagedValueError(place, _lower(reason)) from error
        return plain


def convert(kind: type[T], plain: Any, place: str) -> T:
    """A value from plain dictionaries, lists, texts and numbers.

    Raises:
        DamagedValueError: it does not fit.
    """
    try:
        return msgspec.convert(plain, kind, dec_hook=_from_plain)
    except RecursionError as error:
        raise DamagedValueError(place, "nested too deeply") from error
    except ValueError as error:  # msgspec's own, and those of a value's `__post_init__`
        reason, _, where = str(error).partition(" - at `$")
        where = place + where.rstrip("`")
        if isinstance(error.__cause__, FieldError):
            where, reason = f"{where}.{error.__cause__.name}", error.__cause__.reason
        reason = reason.replace(f"`{_NoNumber.__name__}`", "a number out of range")
        raise DamagedValueError(where, _lower(reason)) from error


def convert_versioned(
    kind: type[T],
    plain: Any,
    place: str,
    *,
    name: str,
    version: int,
    older: Mapping[int, tuple[type[Any], Callable[[Any], Any]]],
) -> T:
    """A value from plain JSON that says its `format` and `version` beside its fields.

    Args:
        kind: the value of the present version.
        plain: from `parse`.
        place: what a fault calls the whole of it.
        name: what `format` must say.
        version: the present one.
        older: for each older version its type, and what makes the next version's value of it.

    Raises:
        OtherFormatError: it is something else altogether.
        NewerFormatError: its version is newer.
        DamagedValueError: it is damaged.
    """
    if not isinstance(plain, dict) or plain.get("format") != name:
        raise OtherFormatError(place)
    number = plain.get("version")
    fields = {key: each for key, each in plain.items() if key not in ("format", "version")}
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise DamagedValueError(f"{place}.version", "not the number of a version")
    if number > version:
        raise NewerFormatError(place)
    if number == version:
        return convert(kind, fields, place)
    old_kind, _ = older[number]
    value = convert(old_kind, fields, place)
    for step in range(number, version):
        value = older[step][1](value)
    if not isinstance(value, kind):
        raise TypeError(f"version {number} of {name} became {type(value).__name__}")
    return value


def decode_versioned(
    kind: type[T],
    data: bytes,
    place: str,
    *,
    name: str,
    version: int,
    older: Mapping[int, tuple[type[Any], Callable[[Any], Any]]],
) -> T:
    """A value from JSON that says its `format` and `version`; as `convert_versioned`.

    Raises:
        OtherFormatError, NewerFormatError, DamagedValueError: as there.
    """
    return convert_versioned(
        kind, parse(data, place), place, name=name, version=version, older=older
    )


def decode_numbered(
    kind: type[T], data: bytes, place: str, *, version: int, field: str = "format"
) -> T:
    """A value from a file one of whose fields is the number of its format.

    Args:
        kind: the value; the field is one of its own.
        data: the JSON.
        place: what a fault calls the whole of it.
        version: the newest that can be read.
        field: the field of the number.

    Raises:
        NewerFormatError: the number is higher.
        DamagedValueError: it is damaged.
    """
    plain = parse(data, place)
    number = plain.get(field) if isinstance(plain, dict) else None
    if isinstance(number, int) and not isinstance(number, bool) and number > version:
        raise NewerFormatError(place)  # before all else: the rest may mean something new there
    return convert(kind, plain, place)


class _NoNumber:
    """What stands where a number should."""


class _Strange:
    """Reads the numbers of JSON, and remembers whether one of them is none."""

    def __init__(self) -> None:
        self.found = False

    def keep(self, _text: str) -> _NoNumber:
        self.found = True
        return _NoNumber()

    def number(self, text: str) -> float | _NoNumber:
        number = float(text)
        return number if math.isfinite(number) else self.keep(text)

    def whole(self, text: str) -> int | _NoNumber:
        return int(text) if len(text) <= _MOST_DIGITS else self.keep(text)


def _to_plain(value: object) -> str:
    if isinstance(value, Path):
        return path_text(value)
    raise NotImplementedError(type(value).__name__)


def _from_plain(kind: type, value: Any) -> Any:
    if kind is Path:
        return text_path(value)
    raise NotImplementedError(kind.__name__)


def path_text(path: Path) -> str:
    """A path as text that JSON can hold; its bytes where it is not Unicode."""
    text = path.as_posix()
    try:
        text.encode()
    except UnicodeEncodeError:
        return _BYTES + quote_from_bytes(os.fsencode(text))
    return _BYTES + quote_from_bytes(text.encode()) if text.startswith(_BYTES) else text


def text_path(text: object) -> Path:
    """The path that `path_text` wrote.

    Raises:
        ValueError: it is no path.
    """
    if not isinstance(text, str):
        raise ValueError(f"expected a path, got `{type(text).__name__}`")
    if text.startswith(_BYTES):
        text = os.fsdecode(unquote_to_bytes(text.removeprefix(_BYTES)))
    if "\0" in text:
        raise ValueError("a path with a NUL character")
    return Path(text)


def _lower(sentence: str) -> str:
    return sentence if sentence[:2].isupper() else sentence[:1].lower() + sentence[1:]
