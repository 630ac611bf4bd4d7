"""`main.py events --like`: find the events of a clip that are like those in a file."""

import argparse
import json
import sys
from pathlib import Path

from engine.cli.options import parse_span
from engine.errors import UsageError
from engine.events.candidates import at_sensitivity
from engine.events.event import events_json, read_csv, write_csv
from engine.recipe import TaughtClip


def add_like(parser: argparse.ArgumentParser) -> None:
    """Add `--like`, `--unlike` and `--within` to the options of `events`."""
    parser.add_argument(
        "--like",
        type=Path,
        metavar="FILE.csv",
        help="find the rest of the events that this file begins, at least three of a kind",
    )
    parser.add_argument(
        "--unlike",
        type=Path,
        metavar="FILE.csv",
        help="with --like: times at which there is no event, such as found ones that were wrong",
    )
    parser.add_argument(
        "--within",
        type=parse_span,
        metavar="START:END",
        help="with --like: the part in which no event is missing (default: up to the last one)",
    )


def check_like(options: argparse.Namespace) -> None:
    """Refuse options that mean nothing together.

    Raises:
        UsageError: `--unlike` or `--within` without `--like`, or `--like` with `--from`.
    """
    if options.like is None and (options.unlike or options.within):
        which = "--unlike" if options.unlike else "--within"
        raise UsageError(
            "{which} needs the events to learn from.", hint="Add --like FILE.csv.", which=which
        )
    if options.like is not None and options.source is not None:
        raise UsageError("--like finds events in its own way.", hint="Leave out --from.")


def run_like(options: argparse.Namespace) -> int:
    """Find the rest, and print or write all events, given and found."""
    from engine.cli.terminal import terminal_job
    from engine.dubbing.find_rest import find_rest
    from engine.storage.cache import Cache

    given = read_csv(options.like)
    rejected = [] if options.unlike is None else read_csv(options.unlike)
    rejected_s = tuple(event.time_s for event in rejected)
    clip = TaughtClip(options.video, tuple(given), options.within, rejected_s)
    with terminal_job() as context:
        candidates = find_rest(
            clip,
            model=options.model,
            device=options.device,
            cache=Cache.of_user(),
            context=context,
        )
    found = at_sensitivity(candidates, options.sensitivity)
    events = sorted([*given, *found])
    certainty = {each.event: each.certainty for each in candidates}
    if options.output is not None:
        write_csv(options.output, events)
    if options.json:
        certain = [{"time_s": each.time_s, "certainty": certainty[each]} for each in found]
        lines = {"video": str(options.video), "events": events_json(events), "found": certain}
        print(json.dumps(lines))
    elif options.output is None:
        print("time_s  strength  duration_s  certainty")
        for event in events:
            how = f"{certainty[event]:9.2f}" if event in certainty else "    given"
            print(f"{event.time_s:6.3f}  {event.strength:8.2f}  {event.duration_s:10.3f}  {how}")
    print(f"{len(found)} events found like the {len(given)} given.", file=sys.stderr)
    return 0
