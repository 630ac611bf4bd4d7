"""`main.py cuts`: list the cuts of a video."""

import argparse
import json
from pathlib import Path
from typing import Any


def add_cuts(commands: Any) -> None:
    """Add `cuts` to the subcommands."""
    parser = commands.add_parser("cuts", help="list the times at which the picture cuts")
    parser.add_argument("video", type=Path, metavar="VIDEO")
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.set_defaults(run=_run_cuts)


def _run_cuts(options: argparse.Namespace) -> int:
    from engine.cli.terminal import terminal_job
    from engine.events.picture import find_cuts
    from engine.features.backend import clip_features, create_backend
    from engine.storage.cache import Cache

    with terminal_job() as context:
        backend = create_backend("motion")
        features = clip_features(options.video, backend, cache=Cache.of_user(), context=context)
        times_s = find_cuts(features)
    if options.json:
        print(json.dumps({"video": str(options.video), "cuts_s": times_s}))
    else:
        print("\n".join(f"{time_s:.3f}" for time_s in times_s) or "No cuts.")
    return 0
