"""The options of a delivery, which `dub` and `render` share: parsed, and written as words.

An option that is a field of a recipe or a delivery takes its default and its limits from there.
"""

import argparse
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, Final, Generic, Literal, NamedTuple, TypeVar, cast, get_args

from msgspec import Struct

from engine.cli.options import field_of, field_parser, number_parser, parse_span
from engine.recipe import WHOLE, Codec, Delivery, Loudness, Lufs, Original, Span
from engine.storage.timecode import exact

T = TypeVar("T", bound=Struct)

Words = list[str]
_LoudnessWord = Literal["match", "off"]

# How the help of a command lists the options.
_GROUPS: Final = {
    "reference": ("--reference", "--reference-region", "--variation", "--leave-out", "--seed"),
    "events": ("--events", "--sensitivity", "--range"),
    "output": ("--output", "--overwrite", "--trim", "--stem", "--stems", "--markers"),
    "level and format": (
        *("--loudness", "--gain", "--pan", "--original"),
        *("--codec", "--rate", "--channels"),
    ),
    "neural engine": (
        *("--engine", "--model", "--vocoder", "--blend", "--blend-region"),
        *("--background", "--ambience", "--ambience-region", "--steering", "--device"),
    ),
}


class Option(NamedTuple, Generic[T]):
    """One option of a command.

    Attributes:
        name: including the dashes.
        write: its text for a value; None and False omit it, True is a flag.
        argument: keyword arguments for `argparse`.
        field: the field that it gives; empty if the value is made of several options.
    """

    name: str
    write: Callable[[T], str | bool | None]
    argument: dict[str, Any]
    field: str = ""


def option_of(
    owner: type[T],
    field: str,
    help_text: str,
    *,
    name: str = "",
    digits: int | None = None,
    text: Callable[[Any], str] = str,
    **argument: Any,
) -> Option[T]:
    """The option of a field.

    Args:
        owner: of the field.
        field: its name.
        help_text: what it does.
        name: of the option; empty is that of the field.
        digits: for a number within the limits of the field: decimals that are written at least.
        text: writes any other value.
        argument: further keyword arguments for `argparse`.
    """
    described = field_of(owner, field)
    default = None if described.required else described.default
    if digits is not None:
        argument["type"] = field_parser(owner, field)
        text = partial(exact, digits=digits)

    def write(value: T) -> str | bool | None:
        given = getattr(value, field)
        if given == default:
            return None
        return True if given is True else text(given)

    argument = {"default": default, "help": help_text, **argument}
    return Option(f"--{name or field.replace('_', '-')}", write, argument, field)


def span_option(
    name: str, span_of: Callable[[T], Span | None], help_text: str, *, field: str = ""
) -> Option[T]:
    """The option of a part of a file."""
    argument = {"type": parse_span, "metavar": "START:END", "help": help_text}
    default = {"default": WHOLE} if field else {}
    return Option(name, lambda value: _span_text(span_of(value)), {**argument, **default}, field)


def add_options(parser: argparse.ArgumentParser, options: Iterable[Option[T]]) -> None:
    """Add options to a parser, in their groups."""
    by_name = {option.name: option for option in options}
    for title, names in _GROUPS.items():
        group = parser.add_argument_group(title)  # not shown if it stays empty
        for name in names:
            if name in by_name:
                group.add_argument(name, **by_name[name].argument)


def words_of(options: Iterable[Option[T]], value: T) -> Words:
    """The words that the options make of a value."""
    words: Words = []
    for option in options:
        text = option.write(value)
        if text is True:
            words.append(option.name)
        elif isinstance(text, str):
            words += [f"{option.name}={text}"] if text.startswith("-") else [option.name, text]
    return words


def fields_of(table: Iterable[Option[T]], options: argparse.Namespace) -> dict[str, Any]:
    """The fields that parsed options give."""
    return {
        each.field: getattr(options, each.name.removeprefix("--").replace("-", "_"))
        for each in table
        if each.field
    }


def read_delivery(options: argparse.Namespace) -> Delivery:
    """Build the delivery from parsed options."""
    values = fields_of(DELIVERY_OPTIONS, options)
    return Delivery(**{**values, "original": options.original or "drop"})


def _span_text(span: Span | None) -> str | None:
    """A span as START:END; None for the whole file."""
    if span is None or span == WHOLE:
        return None
    end = "" if span.end_s is None else exact(span.end_s, 3)
    return f"{exact(span.start_s, 3)}:{end}"


def _read_loudness(text: str) -> Loudness:
    if text in get_args(_LoudnessWord):
        return cast("_LoudnessWord", text)
    loudness: float = number_parser(Lufs)(text)
    return loudness


_option = partial(option_of, Delivery)


DELIVERY_OPTIONS: Final[tuple[Option[Delivery], ...]] = (
    _option(
        "output",
        "a video, or a .wav or .flac file for the sound alone",
        type=Path,
        metavar="OUT",
        required=True,
    ),
    span_option(
        "--trim",
        lambda delivery: delivery.span,
        "write only this part of the video, without re-encoding it",
        field="span",
    ),
    _option(
        "gain_db",
        "gain of the dub, applied after the loudness is set (default: 0)",
        name="gain",
        digits=1,
        metavar="DB",
    ),
    _option(
        "loudness",
        "match: as loud as the clip's own sound, -23 LUFS without one",
        text=lambda loudness: loudness if isinstance(loudness, str) else exact(loudness, 0),
        type=_read_loudness,
        metavar="LUFS|match|off",
    ),
    _option(
        "original",
        "what to do with the clip's own sound (default: drop)",
        choices=get_args(Original),
    ),
    _option(
        "codec",
        "codec of the sound in the video (default: the container's usual one)",
        choices=get_args(Codec),
    ),
    _option(
        "rate_hz",
        "sample rate of the dub (default: the original's, else 48000)",
        name="rate",
        digits=0,
        metavar="HZ",
    ),
    _option(
        "channels",
        "number of channels of the dub (default: the original's, else 2)",
        type=int,
        choices=(1, 2),
    ),
    _option("pan", "-1 is left, 1 is right (default: 0)", digits=2, metavar="-1..1"),
    _option("stem", "also write the dub alone to a file", type=Path, metavar="FILE.wav|FILE.flac"),
    _option(
        "stems",
        "also write each sound to a file; together they are the mix",
        type=Path,
        metavar="DIR",
    ),
    _option(
        "markers",
        "also write the events to a file, as a table or for an editing program",
        type=Path,
        metavar="FILE.csv|.edl|.fcpxml",
    ),
    _option("overwrite", "replace existing files", action="store_true"),
)
