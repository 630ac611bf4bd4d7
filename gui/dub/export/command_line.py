"""The command line equivalent of an export: `dub`, or `render` for a mix."""

import itertools
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from engine.cli.recipe_words import dub_words, render_words
from engine.errors import InputError
from engine.events.event import Event, audible, read_csv, write_csv
from engine.project.mixing import as_dub
from engine.recipe import Delivery, Recipe
from gui.dub.export.contents import Content

_PROGRAM: Final = ("uv", "run", "main.py")


@dataclass(frozen=True, slots=True)
class SavedClip:
    """A clip in a saved project.

    Attributes:
        project: the file.
        clip: its number, from 1; None if it is the only one.
    """

    project: Path
    clip: str | None = None


def export_command(content: Content, delivery: Delivery, saved: SavedClip | None) -> str:
    """The command that writes the same file, `dub` where it can; empty if there is none.

    Args:
        content: what is exported.
        delivery: how it is exported.
        saved: where the project is saved as it is now; None if it is not.
    """
    if content.take is not None and can_dub(content, delivery):
        _, dubbed = content.mixed_for(delivery)
        events = events_path(delivery.output, content.take.events)
        return command_line(content.take.recipe, dubbed, events)
    if content.is_clip and saved is not None:
        # `render` adds the gain of the take itself
        plain = replace(delivery, gain_db=delivery.gain_db - content.gain_db)
        return shlex.join([*_PROGRAM, *render_words(saved.project, saved.clip, plain)])
    return ""


def can_dub(content: Content, delivery: Delivery) -> bool:
    """Whether `dub` writes the same file; it writes no silence."""
    take = content.take
    if take is None or not (take.recipe.steering == "picture" or audible(take.events)):
        return False
    return as_dub(content.mix, delivery) is not None


def write_command_events(content: Content, delivery: Delivery) -> Path | None:
    """Write the events file that the command reads, if it reads one, and return it.

    Raises:
        TargetError: if it cannot be written.
    """
    if content.take is not None and can_dub(content, delivery):
        events = content.take.events
        path = events_path(delivery.output, events)
        write_events(path, events)
        return path
    return None


def command_line(recipe: Recipe, delivery: Delivery, events: Path) -> str:
    """The command that writes the same file; on the CPU its sound is bit-identical.

    Args:
        recipe: of the take.
        delivery: how it is exported.
        events: CSV file with the take's events.
    """
    return shlex.join([*_PROGRAM, *dub_words(recipe, delivery, events)])


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
