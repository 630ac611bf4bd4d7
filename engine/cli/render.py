"""`main.py render`: write the mix of a project."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.cli.delivery_options import Option
    from engine.recipe import Delivery


def add_render(commands: Any) -> None:
    """Add `render` to the subcommands."""
    from engine.cli.delivery_options import DELIVERY_OPTIONS, add_options

    parser = commands.add_parser("render", help="write the mix of a project's clip")
    parser.add_argument("project", type=Path, metavar="PROJECT", help="a .varietysound file")
    parser.add_argument(
        "--clip", metavar="NAME", help="file name or number of the clip, if there are several"
    )
    add_options(parser, [_of_project(option) for option in DELIVERY_OPTIONS])
    parser.add_argument("--json", action="store_true", help="print one line of JSON at the end")
    parser.set_defaults(run=_run_render)


def _of_project(option: "Option[Delivery]") -> "Option[Delivery]":
    """The option with the project's own choice as its default, if a project has one."""
    if option.name != "--original":
        return option
    help_text = "what to do with the clip's own sound (default: as in the project)"
    return option._replace(argument={**option.argument, "default": None, "help": help_text})


def _run_render(options: argparse.Namespace) -> int:
    from engine.cli.delivery_options import read_delivery
    from engine.cli.terminal import terminal_job
    from engine.dubbing.render import find_clip, render
    from engine.project.storage import load
    from engine.storage.cache import Cache

    project = load(options.project)
    clip = find_clip(project, options.clip)
    with terminal_job() as context:
        for part in project.damaged:
            what = f"The {part.kind} {part.name}".rstrip()
            context.note(
                "{what} is damaged and left out: {problem}.", what=what, problem=part.problem
            )
        result = render(
            project,
            clip,
            read_delivery(options),
            options.original,
            inputs=[options.project],
            cache=Cache.of_user(),
            context=context,
        )
    print(json.dumps(result.to_json()) if options.json else result.summary())
    return 0
