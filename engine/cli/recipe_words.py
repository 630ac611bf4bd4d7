"""Convert a recipe and its delivery to command-line words and back.

The options are declared once, here and in `engine.cli.delivery_options`: `main.py dub` parses them,
and the window shows them as the equivalent command. `dub_words` and `read_dub` are exact inverses.
`render_words` is the command for the mix of a project.
"""

import argparse
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any, Final, get_args

from msgspec.structs import replace

from engine.cli.delivery_options import (
    DELIVERY_OPTIONS,
    Option,
    Words,
    add_options,
    fields_of,
    option_of,
    read_delivery,
    span_option,
    words_of,
)
from engine.cli.options import field_parser, parse_device, parse_name, parse_times
from engine.errors import UsageError
from engine.events.event import Event
from engine.recipe import (
    VARIATION,
    WHOLE,
    Blend,
    Delivery,
    Engine,
    EventSource,
    Recipe,
    SoundPart,
    Steering,
)
from engine.storage.timecode import exact

_SOURCES: Final = get_args(EventSource)


def add_dub_options(parser: argparse.ArgumentParser) -> None:
    """Add the clip and every option of a recipe and its delivery to a parser."""
    parser.add_argument("video", type=Path, metavar="VIDEO", help="to dub; it is never changed")
    add_options(parser, _ALL)


def dub_words(recipe: Recipe, delivery: Delivery, events: Path | None = None) -> Words:
    """Return the words after `main.py` that produce the same file.

    The events of a recipe that lists them are in a CSV file (`write_csv`).

    Raises:
        ValueError: the recipe holds events, but `events` is None.
    """
    options: Iterable[Option[Recipe]] = _OPTIONS
    words = ["dub", _operand(recipe.video)]
    if isinstance(recipe.events, tuple):
        if events is None:
            raise ValueError("a recipe with its own events needs a file for them")
        words += ["--events", _operand(events)]
        options = [option for option in _OPTIONS if option.name != "--events"]
    return [*words, *words_of(options, recipe), *words_of(DELIVERY_OPTIONS, delivery)]


def render_words(project: Path, clip: str | None, delivery: Delivery) -> Words:
    """Return the words after `main.py` that write the mix of a project's clip.

    `clip` is its name or number; None if the project has only one.
    """
    words = ["render", _operand(project)]
    if clip is not None:
        words += [f"--clip={clip}"] if clip.startswith("-") else ["--clip", clip]
    # the default depends on the project
    options = [option for option in DELIVERY_OPTIONS if option.name != "--original"]
    return [*words, *words_of(options, delivery), "--original", delivery.original]


def read_dub(options: argparse.Namespace) -> tuple[Recipe, Delivery]:
    """Build the recipe and the delivery from parsed options.

    Raises:
        UsageError: options contradict each other.
        InputError: the CSV file of events cannot be read.
    """
    blend: Blend | None = options.blend
    for region, owner in (("blend", blend), ("ambience", options.ambience)):
        if getattr(options, f"{region}_region") is not None and owner is None:
            raise UsageError("--{region}-region needs --{region}, which is missing.", region=region)
    if blend is not None and options.blend_region is not None:
        blend = replace(blend, sound=SoundPart(blend.sound.file, options.blend_region))
    events, ambience = options.events, options.ambience
    values = {
        **fields_of(_OPTIONS, options),
        "blend": blend,
        "events": events if events in _SOURCES else _read_events(Path(events)),
        "ambience": ambience and SoundPart(ambience, options.ambience_region or WHOLE),
    }
    reference = SoundPart(options.reference, options.reference_region or WHOLE)
    recipe = Recipe(video=options.video, reference=reference, **values)
    return recipe, read_delivery(options)


def files_read(options: argparse.Namespace) -> list[Path]:
    """The media and the events that a dub with these parsed options reads."""
    files: list[Path] = [options.video, options.reference]
    if options.blend is not None:
        files.append(options.blend.sound.file)
    if options.ambience is not None:
        files.append(options.ambience)
    if options.events not in _SOURCES:
        files.append(Path(options.events))
    return files


def _read_events(path: Path) -> tuple[Event, ...]:
    from engine.events.performed import read_events  # decodes sounds: not needed to print the help

    return tuple(read_events(path))


# Text of values


def _operand(path: Path) -> str:
    """A path that cannot be mistaken for an option or an event source."""
    text = str(path)
    return f"./{text}" if text.startswith("-") or text in _SOURCES else text


def _read_blend(text: str) -> Blend:
    path, colon, amount = text.rpartition(":")
    if not colon:
        raise argparse.ArgumentTypeError(f"'{text}' is not AUDIO:AMOUNT, such as bell.wav:0.3")
    return Blend(SoundPart(Path(path)), field_parser(Blend, "amount")(amount))


_option = partial(option_of, Recipe)


_OPTIONS: Final[tuple[Option[Recipe], ...]] = (
    Option(
        "--reference",
        lambda recipe: str(recipe.reference.file),
        {
            "type": Path,
            "metavar": "AUDIO",
            "required": True,
            "help": "sound to take the timbre from: an audio file, or a video with sound",
        },
    ),
    span_option(
        "--reference-region",
        lambda recipe: recipe.reference.span,
        "the part of the reference to use",
    ),
    span_option(
        "--range",
        lambda recipe: recipe.span,
        "the part of the video to dub; the rest is unchanged",
        field="span",
    ),
    _option(
        "engine",
        "default: grains, or neural with an option that needs a model",
        choices=get_args(Engine),
    ),
    _option(
        "model",
        "`by-class` takes the model that was trained on the reference's class alone, by the name "
        "of its folder or as given",
        type=parse_name,
        metavar="NAME|FILE|by-class[:CLASS]",
    ),
    _option(
        "vocoder",
        "with :unrefined after it, a network's sound is left as it is, as in the paper",
        type=parse_name,
        metavar="NAME|FILE|griffin-lim",
    ),
    _option(
        "blend",
        "blend in the timbre of a second reference, by 0 to 1",
        text=lambda blend: f"{blend.sound.file}:{exact(blend.amount, 2)}",
        type=_read_blend,
        metavar="AUDIO:AMOUNT",
    ),
    span_option(
        "--blend-region",
        lambda recipe: recipe.blend.sound.span if recipe.blend else None,
        "the part of the second reference to use",
    ),
    _option(
        "events",
        "where the events come from: `picture` is detected without a model, `model` is what the "
        "neural engine's model sees, `auto` (default) is both together, `sound` is the clip's own "
        "sound; a sound file performs them, by claps or taps recorded along the clip",
        type=parse_name,
        metavar="auto|picture|model|sound|FILE.csv|FILE.wav",
    ),
    _option(
        "sensitivity",
        "how many of the events that are found count (default: 0.5)",
        digits=2,
        metavar="0..1",
    ),
    _option("background", "how much of the ambience to add (default: 0)", digits=2, metavar="0..1"),
    _option(
        "ambience",
        "where the background comes from (default: the clip's own sound, else the reference)",
        text=lambda ambience: str(ambience.file),
        type=Path,
        metavar="AUDIO",
    ),
    span_option(
        "--ambience-region",
        lambda recipe: recipe.ambience.span if recipe.ambience else None,
        "the part of the ambience to use",
    ),
    _option(
        "steering",
        "`picture`: the model's own view of the picture decides when it sounds, as in the paper; "
        "`events` (default): the events do",
        choices=get_args(Steering),
    ),
    _option("seed", "selects among equally good takes (default: 0)", digits=0),
    _option(
        "variation",
        f"how much hits vary in pitch, length, level and brightness (default: {VARIATION:g})",
        digits=2,
        metavar="0..1",
    ),
    _option(
        "left_out",
        "do not play the hits of the reference at these times, as `main.py hits` lists them",
        name="leave-out",
        text=lambda times_s: ",".join(exact(each, 3) for each in times_s),
        type=parse_times,
        metavar="TIME,...",
    ),
    _option(
        "device",
        "where the neural engine runs (default: auto)",
        type=parse_device,
        metavar="auto|cpu|cuda|cuda:1",
    ),
)

_ALL: Final[tuple[Option[Any], ...]] = (*_OPTIONS, *DELIVERY_OPTIONS)
_FILES: Final = ("--reference", "--output", "--stem", "--stems", "--markers")

# What the jobs of a batch may set: its own files come from the clips, references and names.
JOB_OPTIONS: Final = tuple(option for option in _ALL if option.name not in _FILES)
