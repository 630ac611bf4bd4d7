"""The command line equivalent of an export, and the events file it reads."""

import itertools
import shlex
from collections.abc import Sequence
from pathlib import Path

from engine.cli.recipe_words import dub_words
from engine.errors import InputError
from engine.events.event import Event, read_csv, write_csv
from engine.recipe import Delivery, Recipe


def command_line(recipe: Recipe, delivery: Delivery, events: Path) -> str:
    """The command that writes the same file; on the CPU its sound is bit-identical.

    Args:
        recipe: of the take.
        delivery: how it is exported.
        events: CSV file with the take's events.
    """
    return shlex.join(["uv", "run", "main.py", *dub_words(recipe, delivery, events)])


def events_path(output: Path, events: Sequence[Event]) -> Path:
    """Path for the events of an export: beside it, never replacing other events."""
    for number in itertools.count(1):
        suffix = ".events.csv" if number == 1 else f".events-{number}.csv"
        path = output.parent / f"{output.stem}{suffix}"
        if not path.exists() or _holds(path, events):
            return path
    raise AssertionError("there is always a next number")


def write_events(path: Path, events: Sequence[Event]) -> None:
    """Write the events file of a command unless it already exists.

    Raises:
        TargetError: if it cannot be written.
    """
    if not path.exists():
        write_csv(path, events)


def _holds(path: Path, events: Sequence[Event]) -> bool:
    try:
        return read_csv(path) == sorted(events)
    except InputError:
        return False
