"""`main.py info`: say what is in a clip and what an export of it keeps."""

import argparse
import json
from pathlib import Path
from typing import Any


def add_info(commands: Any) -> None:
    """Add `info` to the subcommands."""
    parser = commands.add_parser("info", help="say what is in a clip, and what an export keeps")
    parser.add_argument("video", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.set_defaults(run=_run_info)


def _run_info(options: argparse.Namespace) -> int:
    from engine.dubbing.handoff.details import clip_details
    from engine.media.probe import probe

    details = dict(detail.in_english() for detail in clip_details(probe(options.video)))
    if options.json:
        print(json.dumps(details))
    else:
        for title, text in details.items():
            print(f"{title:16} {text}")
    return 0
