"""Values of command-line options: times, spans, and numbers within the limits of their types."""

import argparse
from collections.abc import Callable
from typing import Any, Final

import msgspec

from engine.recipe import Span
from engine.storage.timecode import parse_time

_FAR: Final = 1 << 31  # error messages do not mention a limit beyond this


def parse_span(text: str) -> Span:
    """Parse START:END in seconds or [H:]M:S.sss; either side may be omitted."""
    start, end = _split_span(text)
    try:
        return Span(parse_time(start) if start else 0.0, parse_time(end) if end else None)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def parse_times(text: str) -> tuple[float, ...]:
    """Parse times in seconds or [H:]M:S.sss, separated by commas."""
    try:
        return tuple(parse_time(each) for each in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _split_span(text: str) -> tuple[str, str]:
    """Split START:END at the colon with equally many colons on either side, or at an open end."""
    if text.endswith(":"):
        return text[:-1], ""
    if text.startswith(":"):
        return "", text[1:]
    parts = text.split(":")
    if len(parts) % 2:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not START:END; write both in the same form, such as 2.5:4 or 0:02.5:0:04"
        )
    middle = len(parts) // 2
    return ":".join(parts[:middle]), ":".join(parts[middle:])


def field_of(owner: type[msgspec.Struct], name: str) -> msgspec.structs.FieldInfo:
    """The description of a value's field."""
    return next(each for each in msgspec.structs.fields(owner) if each.name == name)


def field_parser(owner: type[msgspec.Struct], name: str) -> Callable[[str], Any]:
    """Return a parser for a number with the type and limits of a value's field."""
    return number_parser(field_of(owner, name).type)


def number_parser(kind: Any) -> Callable[[str], Any]:
    """Return a parser for a number within the limits of an annotated type."""
    described = msgspec.inspect.type_info(kind)
    numbers = described.types if isinstance(described, msgspec.inspect.UnionType) else (described,)
    number = next(
        each
        for each in numbers
        if isinstance(each, msgspec.inspect.IntType | msgspec.inspect.FloatType)
    )
    whole = "whole " if isinstance(number, msgspec.inspect.IntType) else ""
    low, high = number.ge, number.le

    def read(text: str) -> Any:
        try:
            return msgspec.convert(text, kind, strict=False)
        except msgspec.ValidationError:
            limits = (
                f"of at least {low}" if high is None or high > _FAR else f"from {low} to {high}"
            )
            raise argparse.ArgumentTypeError(f"'{text}' is not a {whole}number {limits}") from None

    return read
