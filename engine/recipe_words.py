"""Convert a recipe and its delivery to command-line words and back.

The options are declared once, here: `main.py dub` parses them, and the window shows them as the
equivalent command. `dub_words` and `read_dub` are exact inverses.
"""

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, cast, get_args

from msgspec.structs import replace

from engine.errors import UsageError
from engine.events.candidates import USUAL_SENSITIVITY
from engine.events.event import read_csv
from engine.recipe import (
    WHOLE,
    Blend,
    Codec,
    Delivery,
    Device,
    Engine,
    EventSource,
    Loudness,
    Lufs,
    Original,
    Recipe,
    SoundPart,
    Span,
)
from engine.storage.option_values import field_parser, number_parser, parse_span
from engine.timecode import exact

_SOURCES: Final = get_args(EventSource)
_SPAN: Final = "START:END"
Words = list[str]
_LoudnessWord = Literal["match", "off"]


_Write = Callable[[Recipe, Delivery], str | bool | None]


class _Option(NamedTuple):
    """One option of `dub`.

    Attributes:
        name: including the dashes.
        write: its text for a recipe and a delivery; None omits it, True is a flag.
        argument: keyword arguments for `argparse`.
    """

    name: str
    write: _Write
    argument: dict[str, Any]


def _option(name: str, write: _Write, **argument: Any) -> _Option:
    return _Option(name, write, argument)


def add_dub_options(parser: argparse.ArgumentParser) -> None:
    """Add the clip and every option of a recipe and its delivery to a parser."""
    parser.add_argument("video", type=Path, metavar="VIDEO")
    for option in _OPTIONS:
        parser.add_argument(option.name, **option.argument)


def dub_words(recipe: Recipe, delivery: Delivery, events: Path | None = None) -> Words:
    """Return the words after `main.py` that produce the same file.

    Args:
        recipe: of the take.
        delivery: of the take.
        events: the CSV file that holds the recipe's own events (`write_csv`).

    Raises:
        ValueError: the recipe holds events, but `events` is None.
    """
    words = ["dub", _operand(recipe.video)]
    for option in _OPTIONS:
        text = option.write(recipe, delivery)
        if option.name == "--events" and isinstance(recipe.events, tuple):
            if events is None:
                raise ValueError("a recipe with its own events needs a file for them")
            text = _operand(events)
        if text is True:
            words.append(option.name)
        elif isinstance(text, str):
            words += [f"{option.name}={text}"] if text.startswith("-") else [option.name, text]
    return words


def read_dub(options: argparse.Namespace) -> tuple[Recipe, Delivery]:
    """Build the recipe and the delivery from parsed options.

    Raises:
        UsageError: options contradict each other.
        InputError: the CSV file of events cannot be read.
    """
    blend: Blend | None = options.blend
    for region, owner in (("blend", blend), ("ambience", options.ambience)):
        if getattr(options, f"{region}_region") is not None and owner is None:
            raise UsageError(f"--{region}-region needs --{region}, which is missing.")
    if blend is not None and options.blend_region is not None:
        blend = replace(blend, sound=SoundPart(blend.sound.file, options.blend_region))
    events = options.events
    recipe = Recipe(
        video=options.video,
        span=options.range or WHOLE,
        reference=SoundPart(options.reference, options.reference_region or WHOLE),
        engine=options.engine,
        model=options.model,
        vocoder=options.vocoder,
        blend=blend,
        events=events if events in _SOURCES else tuple(read_csv(Path(events))),
        sensitivity=options.sensitivity,
        background=options.background,
        ambience=options.ambience and SoundPart(options.ambience, options.ambience_region or WHOLE),
        seed=options.seed,
        device=options.device,
    )
    delivery = Delivery(
        output=options.output,
        span=options.trim or WHOLE,
        codec=options.codec,
        original=options.original,
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
    return recipe, delivery


# Text of values


def _operand(path: Path) -> str:
    """A path that cannot be mistaken for an option or an event source."""
    text = str(path)
    return f"./{text}" if text.startswith("-") or text in _SOURCES else text


def _span_text(span: Span) -> str | None:
    if span == WHOLE:
        return None
    end = "" if span.end_s is None else exact(span.end_s, 3)
    return f"{exact(span.start_s, 3)}:{end}"


def _blend_text(blend: Blend | None) -> str | None:
    return None if blend is None else f"{blend.sound.file}:{exact(blend.amount, 2)}"


def _number_text(value: float, default: float, digits: int) -> str | None:
    return None if value == default else exact(value, digits)


def _unless(value: object, default: object = None) -> str | None:
    return None if value == default else str(value)


def _path_text(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _read_loudness(text: str) -> Loudness:
    if text in get_args(_LoudnessWord):
        return cast("_LoudnessWord", text)
    loudness: float = number_parser(Lufs)(text)
    return loudness


def _read_blend(text: str) -> Blend:
    path, colon, amount = text.rpartition(":")
    if not colon:
        raise argparse.ArgumentTypeError(f"'{text}' is not AUDIO:AMOUNT, such as bell.wav:0.3")
    return Blend(SoundPart(Path(path)), field_parser(Blend, "amount")(amount))


def _switch(is_on: Callable[[Recipe, Delivery], bool]) -> Callable[[Recipe, Delivery], bool | None]:
    return lambda recipe, delivery: is_on(recipe, delivery) or None


_OPTIONS: Final[Iterable[_Option]] = (
    _option(
        "--reference",
        lambda recipe, _: str(recipe.reference.file),
        type=Path,
        metavar="AUDIO",
        required=True,
        help="sound to take the timbre from: an audio file, or a video with sound",
    ),
    _option(
        "--output",
        lambda _, delivery: str(delivery.output),
        type=Path,
        metavar="OUT",
        required=True,
        help="a video, or a .wav or .flac file for the sound alone",
    ),
    _option(
        "--reference-region",
        lambda recipe, _: _span_text(recipe.reference.span),
        type=parse_span,
        metavar=_SPAN,
        help="the part of the reference to use",
    ),
    _option(
        "--range",
        lambda recipe, _: _span_text(recipe.span),
        type=parse_span,
        metavar=_SPAN,
        help="the part of the video to dub; the rest is unchanged",
    ),
    _option(
        "--trim",
        lambda _, delivery: _span_text(delivery.span),
        type=parse_span,
        metavar=_SPAN,
        help="write only this part of the video, without re-encoding it",
    ),
    _option(
        "--engine",
        lambda recipe, _: recipe.engine,
        choices=get_args(Engine),
        help="default: grains, or neural with an option that needs a model",
    ),
    _option("--model", lambda recipe, _: recipe.model, metavar="NAME|FILE"),
    _option("--vocoder", lambda recipe, _: recipe.vocoder, metavar="NAME|FILE|griffin-lim"),
    _option(
        "--blend",
        lambda recipe, _: _blend_text(recipe.blend),
        type=_read_blend,
        metavar="AUDIO:AMOUNT",
        help="blend in the timbre of a second reference, by 0 to 1",
    ),
    _option(
        "--blend-region",
        lambda recipe, _: _span_text(recipe.blend.sound.span) if recipe.blend else None,
        type=parse_span,
        metavar=_SPAN,
        help="the part of the second reference to use",
    ),
    _option(
        "--events",
        lambda recipe, _: _unless(recipe.events, "auto"),
        default="auto",
        metavar="auto|picture|model|sound|FILE.csv",
        help="where the events come from: `picture` is detected without a model, `model` is what "
        "the neural engine's model sees, `auto` (default) is both together, `sound` is the "
        "clip's own sound",
    ),
    _option(
        "--sensitivity",
        lambda recipe, _: _number_text(recipe.sensitivity, USUAL_SENSITIVITY, 2),
        type=field_parser(Recipe, "sensitivity"),
        default=USUAL_SENSITIVITY,
        metavar="0..1",
        help="how many of the events that are found count (default: 0.5)",
    ),
    _option(
        "--background",
        lambda recipe, _: _number_text(recipe.background, 0.0, 2),
        type=field_parser(Recipe, "background"),
        default=0.0,
        metavar="0..1",
        help="how much of the ambience to add (default: 0)",
    ),
    _option(
        "--ambience",
        lambda recipe, _: str(recipe.ambience.file) if recipe.ambience else None,
        type=Path,
        metavar="AUDIO",
        help="where the background comes from (default: the clip's own sound, else the reference)",
    ),
    _option(
        "--ambience-region",
        lambda recipe, _: _span_text(recipe.ambience.span) if recipe.ambience else None,
        type=parse_span,
        metavar=_SPAN,
        help="the part of the ambience to use",
    ),
    _option(
        "--gain",
        lambda _, delivery: _number_text(delivery.gain_db, 0.0, 1),
        type=field_parser(Delivery, "gain_db"),
        default=0.0,
        metavar="DB",
        help="applied after the loudness is set (default: 0)",
    ),
    _option(
        "--loudness",
        lambda _, delivery: (
            _unless(delivery.loudness, "match")
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
        lambda _, delivery: _unless(delivery.original, "drop"),
        choices=get_args(Original),
        default="drop",
        help="what to do with the clip's own sound (default: drop)",
    ),
    _option(
        "--codec",
        lambda _, delivery: delivery.codec,
        choices=get_args(Codec),
        help="of the sound in the video (default: the container's usual codec)",
    ),
    _option(
        "--rate",
        lambda _, delivery: _unless(delivery.rate_hz),
        type=field_parser(Delivery, "rate_hz"),
        metavar="HZ",
        help="sample rate of the dub (default: the original's, else 48000)",
    ),
    _option(
        "--channels",
        lambda _, delivery: _unless(delivery.channels),
        type=int,
        choices=(1, 2),
        help="of the dub (default: the original's, else 2)",
    ),
    _option(
        "--pan",
        lambda _, delivery: _number_text(delivery.pan, 0.0, 2),
        type=field_parser(Delivery, "pan"),
        default=0.0,
        metavar="-1..1",
        help="-1 is left, 1 is right (default: 0)",
    ),
    _option(
        "--stem",
        lambda _, delivery: _path_text(delivery.stem),
        type=Path,
        metavar="FILE.wav|FILE.flac",
        help="also write the dub alone to a file",
    ),
    _option(
        "--stems",
        lambda _, delivery: _path_text(delivery.stems),
        type=Path,
        metavar="DIR",
        help="also write each sound to a file; together they are the mix",
    ),
    _option(
        "--markers",
        lambda _, delivery: _path_text(delivery.markers),
        type=Path,
        metavar="FILE.csv",
        help="also write the events to a file",
    ),
    _option(
        "--seed",
        lambda recipe, _: _unless(recipe.seed, 0),
        type=field_parser(Recipe, "seed"),
        default=0,
        help="selects among equally good takes (default: 0)",
    ),
    _option(
        "--device",
        lambda recipe, _: _unless(recipe.device, "auto"),
        choices=get_args(Device),
        default="auto",
        help="where the neural engine runs (default: auto)",
    ),
    _option(
        "--overwrite",
        _switch(lambda _, delivery: delivery.overwrite),
        action="store_true",
        help="replace existing files",
    ),
)
