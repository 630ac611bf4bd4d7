"""`main.py dub`: make a dubbed copy of a video."""

import argparse
import json
from pathlib import Path
from typing import Any

from engine.cli.options import parse_count


def add_dub(commands: Any) -> None:
    """Add `dub` to the subcommands."""
    from engine.cli.recipe_words import add_dub_options

    parser = commands.add_parser(
        "dub",
        help="make a dubbed copy of a video",
        description="Make a copy of a video that sounds like a reference at the events of its "
        "picture. Only VIDEO, --reference and --output are needed: "
        "main.py dub clip.mp4 --reference bell.wav --output dubbed.mp4",
    )
    add_dub_options(parser)
    parser.add_argument(
        "--variations",
        type=parse_count,
        default=1,
        metavar="N",
        help="write N takes with consecutive seeds: OUT, OUT-2, OUT-3 ...",
    )
    parser.add_argument("--json", action="store_true", help="print one line of JSON at the end")
    parser.set_defaults(run=_run_dub)


def _run_dub(options: argparse.Namespace) -> int:
    from engine.cli.recipe_words import read_dub
    from engine.cli.terminal import terminal_job
    from engine.dubbing.dub import dub_variations
    from engine.storage.cache import Cache

    recipe, delivery = read_dub(options)
    lists = [Path(options.events)] if isinstance(recipe.events, tuple) else []
    with terminal_job() as context:
        results = list(
            dub_variations(
                recipe,
                delivery,
                options.variations,
                inputs=lists,
                cache=Cache.of_user(),
                context=context,
            )
        )
    for result in results:
        print(json.dumps(result.to_json()) if options.json else result.summary())
    return 0
