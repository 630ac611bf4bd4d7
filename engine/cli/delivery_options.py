"""The options of a delivery, which `dub` and `render` share: parsed, and written as words."""

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, Generic, Literal, NamedTuple, TypeVar, cast, get_args

from engine.cli.option_values import field_parser, number_parser, parse_span
from engine.recipe import WHOLE, Codec, Delivery, Loudness, Lufs, Original, Span
from engine.storage.timecode import exact

T = TypeVar("T")

SPAN: Final = "START:END"
Words = list[str]
_LoudnessWord = Literal["match", "off"]


class Option(NamedTuple, Generic[T]):
    """One option of a command.

    Attributes:
        name: including the dashes.
        write: its text for a value; None and False omit it, True is a flag.
        argument: keyword arguments for `argparse`.
    """

    name: str
    write: Callable[[T], str | bool | None]
    argument: dict[str, Any]


def add_options(parser: argparse.ArgumentParser, options: Iterable[Option[T]]) -> None:
    """Add options to a parser."""
    for option in options:
        parser.add_argument(option.name, **option.argument)


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


def read_delivery(options: argparse.Namespace) -> Delivery:
    """Build the delivery from parsed options."""
    return Delivery(
        output=options.output,
        span=options.trim or WHOLE,
        codec=options.codec,
        original=options.original or "drop",
        loudness=options.loudness,
        gain_db=options.gain,
        rate_hz=options.rate,
        channels=options.channels,
        pan=options.pan,
        stem=options.stem,
        stems=options.stems,
        markers=options.markers,
        overwrite=options.overwrite,
    )


# Text of values


def span_text(span: Span) -> str | None:
    """A span as START:END; None for the whole file."""
    if span == WHOLE:
        return None
    end = "" if span.end_s is None else exact(span.end_s, 3)
    return f"{exact(span.start_s, 3)}:{end}"


def number_text(value: float, default: float, digits: int) -> str | None:
    """A number with at least so many digits after the point; None for the default."""
    return None if value == default else exact(value, digits)


def unless(value: object, default: object = None) -> str | None:
    """A value's text; None for the default."""
    return None if value == default else str(value)


def _path_text(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _read_loudness(text: str) -> Loudness:
    if text in get_args(_LoudnessWord):
        return cast("_LoudnessWord", text)
    loudness: float = number_parser(Lufs)(text)
    return loudness


def _option(
    name: str, write: Callable[[Delivery], str | bool | None], **argument: Any
) -> Option[Delivery]:
    return Option(name, write, argument)


DELIVERY_OPTIONS: Final[tuple[Option[Delivery], ...]] = (
    _option(
        "--output",
        lambda delivery: str(delivery.output),
        type=Path,
        metavar="OUT",
        required=True,
        help="a video, or a .wav or .flac file for the sound alone",
    ),
    _option(
        "--trim",
        lambda delivery: span_text(delivery.span),
        type=parse_span,
        metavar=SPAN,
        help="write only this part of the video, without re-encoding it",
    ),
    _option(
        "--gain",
        lambda delivery: number_text(delivery.gain_db, 0.0, 1),
        type=field_parser(Delivery, "gain_db"),
        default=0.0,
        metavar="DB",
        help="applied after the loudness is set (default: 0)",
    ),
    _option(
        "--loudness",
        lambda delivery: (
            unless(delivery.loudness, "match")
            if isinstance(delivery.loudness, str)
            else exact(delivery.loudness, 0)
        ),
        type=_read_loudness,
        default="match",
        metavar="LUFS|match|off",
        help="match: as loud as the clip's own sound, -23 LUFS without one",
    ),
    _option(
        "--original",
        lambda delivery: unless(delivery.original, "drop"),
        choices=get_args(Original),
        default="drop",
        help="what to do with the clip's own sound (default: drop)",
    ),
    _option(
        "--codec",
        lambda delivery: delivery.codec,
        choices=get_args(Codec),
        help="of the sound in the video (default: the container's usual codec)",
    ),
    _option(
        "--rate",
        lambda delivery: unless(delivery.rate_hz),
        type=field_parser(Delivery, "rate_hz"),
        metavar="HZ",
        help="sample rate of the dub (default: the original's, else 48000)",
    ),
    _option(
        "--channels",
        lambda delivery: unless(delivery.channels),
        type=int,
        choices=(1, 2),
        help="of the dub (default: the original's, else 2)",
    ),
    _option(
        "--pan",
        lambda delivery: number_text(delivery.pan, 0.0, 2),
        type=field_parser(Delivery, "pan"),
        default=0.0,
        metavar="-1..1",
        help="-1 is left, 1 is right (default: 0)",
    ),
    _option(
        "--stem",
        lambda delivery: _path_text(delivery.stem),
        type=Path,
        metavar="FILE.wav|FILE.flac",
        help="also write the dub alone to a file",
    ),
    _option(
        "--stems",
        lambda delivery: _path_text(delivery.stems),
        type=Path,
        metavar="DIR",
        help="also write each sound to a file; together they are the mix",
    ),
    _option(
        "--markers",
        lambda delivery: _path_text(delivery.markers),
        type=Path,
        metavar="FILE.csv|.edl|.fcpxml",
        help="also write the events to a file, as a table or for an editing program",
    ),
    _option(
        "--overwrite",
        lambda delivery: delivery.overwrite,
        action="store_true",
        help="replace existing files",
    ),
)
