"""Frozen dataclasses to JSON and back, led by their type hints.

What is written is what a person would write by hand: objects with the field names, lists for
tuples. What is read is checked: a project that was damaged, or made by hand, gives one sentence
instead of a traceback.
"""

import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class ShapeError(ValueError):
    """A JSON value does not have the shape that its place asks for."""


def to_json(value: object) -> Any:
    """A dataclass as plain JSON values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    return value


def from_json(kind: type[T], data: Any, place: str = "project") -> T:
    """A dataclass from plain JSON values; fields with a default may be absent.

    Raises:
        ShapeError: naming the place, if a value is missing or of another kind.
    """
    result: T = _read(kind, data, place)
    return result


def _read(kind: Any, data: Any, place: str) -> Any:
    origin = get_origin(kind)
    for fits, reader in _READERS:
        if fits(kind, origin):
            return reader(kind, data, place)
    raise TypeError(f"no JSON form for {kind} at {place}")


def _read_union(kind: Any, data: Any, place: str) -> Any:
    if data is None and type(None) in get_args(kind):
        return None
    (inner,) = (arg for arg in get_args(kind) if arg is not type(None))
    return _read(inner, data, place)


def _read_literal(kind: Any, data: Any, place: str) -> Any:
    if data not in get_args(kind):
        raise ShapeError(f"{place} is {data!r}, not one of {', '.join(map(str, get_args(kind)))}")
    return data


def _read_tuple(kind: Any, data: Any, place: str) -> Any:
    if not isinstance(data, list):
        raise ShapeError(f"{place} is not a list")
    arguments = get_args(kind)
    if arguments[-1] is Ellipsis:
        arguments = (arguments[0],) * len(data)
    if len(arguments) != len(data):
        raise ShapeError(f"{place} has {len(data)} values, not {len(arguments)}")
    return tuple(
        _read(argument, item, f"{place}[{index}]")
        for index, (argument, item) in enumerate(zip(arguments, data, strict=True))
    )


def _read_dataclass(kind: Any, data: Any, place: str) -> Any:
    if not isinstance(data, dict):
        raise ShapeError(f"{place} is not an object")
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for f in fields(kind):
        if f.name in data:
            values[f.name] = _read(hints[f.name], data[f.name], f"{place}.{f.name}")
        elif f.default is MISSING and f.default_factory is MISSING:
            raise ShapeError(f"{place}.{f.name} is missing")
    try:
        return kind(**values)
    except ValueError as error:
        raise ShapeError(f"{place}: {error}") from error


def _read_plain(kind: Any, data: Any, place: str) -> Any:
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if kind is Path and isinstance(data, str):
        return Path(data)
    if type(data) is not kind:
        raise ShapeError(f"{place} is {data!r}, not a {kind.__name__}")
    return data


_READERS: Final[list[tuple[Callable[[Any, Any], bool], Callable[[Any, Any, str], Any]]]] = [
    (lambda _, origin: origin in (Union, types.UnionType), _read_union),
    (lambda _, origin: origin is Literal, _read_literal),
    (lambda _, origin: origin is tuple, _read_tuple),
    (lambda kind, _: is_dataclass(kind), _read_dataclass),
    (lambda kind, _: kind in (str, int, float, bool, Path), _read_plain),
]
