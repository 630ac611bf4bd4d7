"""`main.py dub`: the options of a dub, and the recipe and the delivery they make."""

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from engine.cli.options import (
    add_device,
    number_within,
    parse_blend,
    parse_count,
    parse_loudness,
    parse_rate,
    parse_seed,
    parse_span,
)
from engine.errors import UsageError
from engine.events.event import read_csv, write_csv

if TYPE_CHECKING:
    from engine.recipe import Blend, Delivery, Recipe

_FOUND: Final = ("picture", "sound", "model")  # what --events may say besides a file


def add_dub(commands: Any) -> None:
    """Add `dub` to the sub-commands."""
    parser = commands.add_parser("dub", help="make a dubbed copy of a video")
    parser.add_argument("video", type=Path, metavar="VIDEO")
    parser.add_argument(
        "--reference",
        type=Path,
        metavar="AUDIO",
        required=True,
        help="the sound whose timbre the dub gets; a video's sound will do",
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="OUT",
        required=True,
        help="a video, or a .wav or .flac file for the sound alone",
    )
    parser.add_argument(
        "--reference-region",
        type=parse_span,
        metavar="START:END",
        help="the part of the reference to use",
    )
    parser.add_argument(
        "--range",
        type=parse_span,
        metavar="START:END",
        help="the part of the video to dub; the rest stays as it is",
    )
    parser.add_argument(
        "--trim",
        type=parse_span,
        metavar="START:END",
        help="write only this part of the video; its pictures stay untouched",
    )
    parser.add_argument(
        "--engine",
        choices=("neural", "grains"),
        help="default: neural where a model is installed, else grains",
    )
    parser.add_argument("--model", metavar="NAME|FILE")
    parser.add_argument("--vocoder", metavar="NAME|FILE|griffin-lim")
    parser.add_argument(
        "--blend",
        type=parse_blend,
        metavar="AUDIO:AMOUNT",
        help="mix the timbre of a second reference in, 0 to 1",
    )
    parser.add_argument(
        "--blend-region",
        type=parse_span,
        metavar="START:END",
        help="the part of the second reference to use",
    )
    parser.add_argument(
        "--events",
        default="picture",
        metavar="picture|sound|model|FILE.csv",
        help="where the sound's moments come from (default: picture, found without a model); "
        "`model`: what the neural engine's model sees in the picture",
    )
    parser.add_argument(
        "--background",
        type=number_within(0, 1),
        default=0.0,
        metavar="0..1",
        help="how much of the ambience to add (default: 0)",
    )
    parser.add_argument("--ambience", type=Path, metavar="AUDIO")
    parser.add_argument(
        "--ambience-region",
        type=parse_span,
        metavar="START:END",
        help="the part of the ambience to use",
    )
    parser.add_argument("--gain", type=number_within(-60, 60), default=0.0, metavar="DB")
    parser.add_argument(
        "--loudness",
        type=parse_loudness,
        default="match",
        metavar="LUFS|match|off",
        help="match: as loud as the clip's own sound, -23 LUFS without one",
    )
    parser.add_argument(
        "--original",
        choices=("drop", "mix", "track"),
        default="drop",
        help="what becomes of the clip's own sound (default: drop)",
    )
    parser.add_argument(
        "--codec",
        choices=("aac", "flac", "opus", "pcm"),
        help="of the sound in the video (default: the container's usual one)",
    )
    parser.add_argument("--rate", type=parse_rate, metavar="HZ")
    parser.add_argument("--channels", type=int, choices=(1, 2))
    parser.add_argument("--pan", type=number_within(-1, 1), default=0.0, metavar="-1..1")
    parser.add_argument(
        "--stem", type=Path, metavar="FILE.wav|FILE.flac", help="write the dub alone, too"
    )
    parser.add_argument("--markers", type=Path, metavar="FILE.csv", help="write the events, too")
    parser.add_argument("--seed", type=parse_seed, default=0)
    parser.add_argument(
        "--variations",
        type=parse_count,
        default=1,
        metavar="N",
        help="write N takes with the next seeds: OUT, OUT-2, OUT-3 ...",
    )
    add_device(parser)
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")
    parser.add_argument("--overwrite", action="store_true")
    parser.set_defaults(run=_run_dub)


def _run_dub(options: argparse.Namespace) -> int:
    from engine.cli.terminal import terminal_job
    from engine.dubbing.dub import dub_variations
    from engine.storage.cache import Cache

    recipe, delivery = _recipe(options), _delivery(options)
    _check_markers(options)
    with terminal_job() as context:
        results = list(
            dub_variations(
                recipe, delivery, options.variations, cache=Cache.of_user(), context=context
            )
        )
    if options.markers is not None:
        write_csv(options.markers, results[0].take.events)
    for result in results:
        print(json.dumps(result.to_json()) if options.json else result.summary())
    return 0


def _recipe(options: argparse.Namespace) -> "Recipe":
    from engine.recipe import WHOLE, Recipe

    events = options.events
    return Recipe(
        video=options.video,
        span=options.range or WHOLE,
        reference=options.reference,
        reference_span=options.reference_region or WHOLE,
        engine=options.engine,
        model=options.model,
        vocoder=options.vocoder,
        blend=_blend_of(options),
        events=events if events in _FOUND else tuple(read_csv(Path(events))),
        background=options.background,
        ambience=options.ambience,
        ambience_span=options.ambience_region or WHOLE,
        seed=options.seed,
        device=options.device,
    )


def _blend_of(options: argparse.Namespace) -> "Blend | None":
    for region, owner in (("blend", options.blend), ("ambience", options.ambience)):
        if getattr(options, f"{region}_region") is not None and owner is None:
            raise UsageError(f"--{region}-region is a part of --{region}, which is missing.")
    blend: Blend | None = options.blend
    if blend is None or options.blend_region is None:
        return blend
    return replace(blend, span=options.blend_region)


def _delivery(options: argparse.Namespace) -> "Delivery":
    from engine.recipe import WHOLE, Delivery

    return Delivery(
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
        overwrite=options.overwrite,
    )


def _check_markers(options: argparse.Namespace) -> None:
    """Refuse a file for the markers before the work, not after it."""
    from engine.media.target import check_target

    if options.markers is not None:
        inputs = [options.video, options.reference]
        check_target(
            options.markers, inputs=inputs, overwrite=options.overwrite, suffixes=(".csv",)
        )
