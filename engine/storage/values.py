"""Stored and transmitted values: typed, immutable, and read as JSON by one library, msgspec.

A project, a run's settings, a line between two processes: each is a `Value`. Reading any file or
line gives that value or a `DamagedValueError` that names the position of the error, such as
`project.clips[0].in_s`. NaN, infinity and unknown fields are rejected; a path may contain any bytes
that the system allows in file names.
"""

import json
import math
import os
import re
import sys
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar, cast
from urllib.parse import quote_from_bytes, unquote_to_bytes

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from engine.phrases import Phrase, as_phrase, phrase

T = TypeVar("T")

Id = Annotated[str, Meta(pattern=r"\A[0-9a-f]{16}\Z")]
LATEST_S: Final = 1e9  # thirty years, which every clock of the window can show
Seconds = Annotated[float, Meta(ge=0, le=LATEST_S)]
Share = Annotated[float, Meta(ge=0, le=1)]

_MOST_DIGITS: Final = 19  # of a whole number: 64 bits
_SURROGATE: Final = re.compile(rb"\\u[dD][89a-fA-F]")  # an escaped half of a surrogate pair
_LONGEST_NAME: Final = 255  # of a file or folder: in bytes on Linux, in characters elsewhere
_LONGEST_PATH: Final = 4095  # in bytes, on Linux
_BYTES: Final = "bytes:"  # prefix of a path that is not text: its bytes, percent-encoded


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value to store or transmit; equal if its fields are."""


_CLAUSES: Final = (
    (
        re.compile("Expected `(?P<wanted>[^`]+)`, got (?P<found>.+)"),
        phrase("expected `{wanted}`, got {found}"),
    ),
    (
        re.compile("Object missing required field `(?P<name>[^`]+)`"),
        phrase("object missing required field `{name}`"),
    ),
    (
        re.compile("Object contains unknown field `(?P<name>[^`]+)`"),
        phrase("object contains unknown field `{name}`"),
    ),
    (
        re.compile(r"JSON is malformed: (?P<how>.+) \(byte (?P<place>\d+)\)"),
        phrase("JSON is malformed: {how} (byte {place})"),
    ),
)


class DamagedValueError(ValueError):
    """The input is not a valid value; the message is one clause that names the position.

    Attributes:
        place: the position, such as `project.clips[0].in_s`.
        phrase: position and reason.
    """

    def __init__(self, place: str, reason: str | Phrase) -> None:
        self.place = place
        self.phrase = phrase("{place}: {reason}", place=place, reason=as_phrase(reason))
        super().__init__(str(self.phrase))


class FieldError(ValueError):
    """A value's own check failed for one of its fields.

    Attributes:
        name: of the field.
        reason: what is wrong with it, such as `must be from 1 to 64, not 0`.
        phrase: both.
    """

    def __init__(self, name: str, reason: str, /, **values: object) -> None:
        self.name = name
        self.reason = phrase(reason, **values)
        self.phrase = phrase("{name} {reason}", name=name, reason=self.reason)
        super().__init__(str(self.phrase))


class OtherFormatError(ValueError):
    """The input is a value of another kind."""


class NewerFormatError(ValueError):
    """The input was written by a newer version of the program."""


def encode(value: object, *, indent: int | None = None) -> bytes:
    """Encode a value as JSON; non-Unicode text becomes question marks, but paths are preserved.

    Raises:
        ValueError: it contains a number that is not finite.
    """
    plain = msgspec.to_builtins(value, enc_hook=_to_plain)
    data = json.dumps(plain, ensure_ascii=False, allow_nan=False).encode(errors="replace")
    # The standard library indents with its slow encoder, in three times the time.
    return data if indent is None else msgspec.json.format(data, indent=indent)


def decode(kind: type[T], data: bytes, place: str) -> T:
    """Decode a value from JSON; `place` is its name in error messages.

    Raises:
        DamagedValueError: it is not such a value.
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
    """Parse JSON into plain dictionaries, lists, texts and numbers.

    Invalid numbers (NaN, Infinity, 1e999, thousands of digits) become an object that matches no
    type, so that the error names their field.

    Raises:
        DamagedValueError: it is not JSON.
    """
    try:
        return msgspec.json.decode(data)
    except RecursionError as error:
        raise DamagedValueError(place, phrase("nested too deeply")) from error
    except ValueError as error:
        numbers = _NumberParser()
        try:
            plain = json.loads(
                data,
                parse_constant=numbers.keep,
                parse_float=numbers.number,
                parse_int=numbers.whole,
            )
        except (ValueError, RecursionError):
            numbers.found = False
        if not numbers.found or _SURROGATE.search(data):
            reason, *_ = str(error).partition(" - at `$")
            raise DamagedValueError(place, _clause(reason)) from error
        return plain


def convert(kind: type[T], plain: Any, place: str) -> T:
    """Build a value from plain dictionaries, lists, texts and numbers.

    Raises:
        DamagedValueError: they do not match the type.
    """
    try:
        return msgspec.convert(plain, kind, dec_hook=_from_plain)
    except RecursionError as error:
        raise DamagedValueError(place, phrase("nested too deeply")) from error
    except ValueError as error:  # from msgspec, or from a value's `__post_init__`
        text = str(error).replace("at `key` in `$", "at `$")  # a name in a dictionary
        reason, _, where = text.partition(" - at `$")
        where = place + where.rstrip("`")
        if isinstance(error.__cause__, FieldError):
            own = error.__cause__
            raise DamagedValueError(f"{where}.{own.name}", own.reason) from error
        reason = reason.replace(f"`{_InvalidNumber.__name__}`", "a number out of range")
        raise DamagedValueError(where, _clause(reason)) from error


def convert_intact(
    kind: type[T], plain: Any, place: str
) -> tuple[T, tuple[DamagedValueError, ...]]:
    """Build a value from what is intact.

    Args:
        kind: a `Value` whose fields all have defaults.
        plain: from `parse`.
        place: name of the whole value in error messages.

    Returns:
        The value, in which damaged fields have their defaults and damaged items of lists and
        dictionaries are missing, and what is damaged.
    """
    if not isinstance(plain, dict):
        return kind(), (DamagedValueError(place, phrase("not a set of fields")),)
    faults: list[DamagedValueError] = []

    def is_intact(name: str, field: Any) -> bool:
        try:
            convert(kind, {name: field}, place)
        except DamagedValueError as error:
            faults.append(error)
            return False
        return True

    intact: dict[str, Any] = {}
    for name, field in plain.items():
        if is_intact(name, field):
            intact[name] = field
        elif isinstance(field, list) and is_intact(name, []):
            intact[name] = [item for item in field if is_intact(name, [item])]
        elif isinstance(field, dict) and is_intact(name, {}):
            items = field.items()
            intact[name] = {key: item for key, item in items if is_intact(name, {key: item})}
    return convert(kind, intact, place), tuple(faults)


def convert_versioned(kind: type[T], plain: Any, place: str, *, name: str, version: int) -> T:
    """Build a value from parsed JSON that has a `format` and a `version` in addition to its fields.

    An older version is read like the current one. `place` is its name in error messages.

    Raises:
        OtherFormatError: it is something else entirely.
        NewerFormatError: its version is newer.
        DamagedValueError: it is damaged.
    """
    if not isinstance(plain, dict) or plain.get("format") != name:
        raise OtherFormatError(place)
    number = plain.get("version")
    fields = {key: each for key, each in plain.items() if key not in ("format", "version")}
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise DamagedValueError(f"{place}.version", phrase("not a version number"))
    if number > version:
        raise NewerFormatError(place)
    return convert(kind, fields, place)


def decode_numbered(
    kind: type[T], data: bytes, place: str, *, version: int, field: str = "format"
) -> T:
    """Decode a value from a file with its format number in one of the fields.

    `version` is the newest supported number, `place` the value's name in error messages.

    Raises:
        NewerFormatError: the number is higher.
        DamagedValueError: it is damaged.
    """
    plain = parse(data, place)
    number = plain.get(field) if isinstance(plain, dict) else None
    if isinstance(number, int) and not isinstance(number, bool) and number > version:
        raise NewerFormatError(place)  # checked first: other fields may have a new meaning
    return convert(kind, plain, place)


class _InvalidNumber:
    """Placeholder for an invalid number."""


class _NumberParser:
    """Parses JSON numbers and records whether one is invalid."""

    def __init__(self) -> None:
        self.found = False

    def keep(self, _text: str) -> _InvalidNumber:
        self.found = True
        return _InvalidNumber()

    def number(self, text: str) -> float | _InvalidNumber:
        number = float(text)
        return number if math.isfinite(number) else self.keep(text)

    def whole(self, text: str) -> int | _InvalidNumber:
        return int(text) if len(text) <= _MOST_DIGITS else self.keep(text)


def has_invalid_number(plain: object) -> bool:
    """Whether a parsed value contains a number that is not finite, or is out of range."""
    if isinstance(plain, dict):
        return any(map(has_invalid_number, plain.values()))
    if isinstance(plain, list):
        return any(map(has_invalid_number, plain))
    return isinstance(plain, _InvalidNumber)


def _to_plain(value: object) -> str:
    if isinstance(value, Path):
        return path_text(value)
    if isinstance(value, _InvalidNumber):
        return "not a number"
    raise NotImplementedError(type(value).__name__)


def _from_plain(kind: type, value: Any) -> Any:
    if kind is Path:
        return text_path(value)
    raise NotImplementedError(kind.__name__)


def path_text(path: Path) -> str:
    """Encode a path as JSON-compatible text; as percent-encoded bytes if it is not Unicode."""
    text = path.as_posix()
    try:
        text.encode()
    except UnicodeEncodeError:
        return _BYTES + quote_from_bytes(os.fsencode(text))
    return _BYTES + quote_from_bytes(text.encode()) if text.startswith(_BYTES) else text


def text_path(text: object) -> Path:
    """Decode a path written by `path_text`.

    Raises:
        ValueError: it is not a path.
    """
    if not isinstance(text, str):
        raise ValueError(f"expected a path, got `{type(text).__name__}`")
    if text.startswith(_BYTES):
        text = os.fsdecode(unquote_to_bytes(text.removeprefix(_BYTES)))
    if "\0" in text:
        raise ValueError("a path with a NUL character")
    path = Path(text)
    if _is_too_long(path):  # even to ask whether it exists
        raise ValueError("a path that is too long")
    return path


def _is_too_long(path: Path) -> bool:
    if sys.platform != "linux":
        return any(len(part) > _LONGEST_NAME for part in path.parts)
    whole = os.fsencode(path)
    return len(whole) > _LONGEST_PATH or any(
        len(part) > _LONGEST_NAME for part in whole.split(b"/")
    )


def _clause(sentence: str) -> Phrase:
    """What msgspec says, as a clause; the window knows the commonest ones in its language."""
    for pattern, words in _CLAUSES:
        if said := pattern.fullmatch(sentence):
            return replace(words, values=said.groupdict())
    return Phrase(_lower(sentence))


def _lower(sentence: str) -> str:
    is_abbreviation = sentence[:2].isupper()
    return sentence if is_abbreviation else sentence[:1].lower() + sentence[1:]
