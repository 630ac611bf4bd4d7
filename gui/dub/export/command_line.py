"""The command that makes the same file without the window, and the events file that it reads."""

import itertools
import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from engine.config import GRIFFIN_LIM
from engine.errors import InputError
from engine.events.event import Event, read_csv, write_csv
from engine.timecode import exact
from gui.document.model import MediaFile, Recipe
from gui.hosts.requests import ExportChoice, whole_or


def command_line(recipe: Recipe, choice: ExportChoice, events: Path) -> str:
    """The command that makes the same, to the last bit of the sound on the CPU.

    Args:
        recipe: of the take.
        choice: how it is written.
        events: where the take's events are written for it.
    """
    settings = recipe.settings
    if recipe.draft and settings.engine != "grains":
        settings = replace(settings, vocoder=GRIFFIN_LIM)
    words = ["uv", "run", "main.py", "dub", str(recipe.video.path)]
    words += ["--reference", str(recipe.reference.path), "--output", str(choice.output)]
    words += _part("--reference-region", recipe.region_s, recipe.reference)
    words += _part("--range", recipe.range_s, recipe.video)
    if choice.trim_s is not None:
        words += _part("--trim", choice.trim_s, recipe.video)
    words += ["--events", str(events), "--seed", str(settings.seed)]
    if settings.blend is not None:
        blend, amount = settings.blend, exact(settings.blend_amount, 2)
        words += ["--blend", f"{blend.file.path}:{amount}"]
        words += _part("--blend-region", blend.region_s, blend.file)
    if settings.background > 0:
        words += ["--background", exact(settings.background, 2)]
        if settings.ambience is not None:
            ambience = settings.ambience
            words += ["--ambience", str(ambience.file.path)]
            words += _part("--ambience-region", ambience.region_s, ambience.file)
    options = {
        "--engine": settings.engine,
        "--model": settings.model,
        "--vocoder": settings.vocoder,
        "--loudness": choice.loudness,
        "--gain": exact(settings.gain_db, 1) if settings.gain_db else None,
        "--original": choice.original,
        "--codec": choice.codec,
        "--stem": None if choice.stem is None else str(choice.stem),
    }
    for name, value in options.items():
        if value is not None:
            words += [name, value]
    if choice.overwrite:
        words.append("--overwrite")
    return shlex.join(words)


def events_path(output: Path, events: Sequence[Event]) -> Path:
    """Where the events of an export lie: beside it, and never over other events."""
    for number in itertools.count(1):
        suffix = ".events.csv" if number == 1 else f".events-{number}.csv"
        path = output.parent / f"{output.stem}{suffix}"
        if not path.exists() or _holds(path, events):
            return path
    raise AssertionError("there is always a next number")


def write_events(path: Path, events: Sequence[Event]) -> None:
    """Write the events that a command reads, unless they are there already.

    Raises:
        TargetError: they cannot be written.
    """
    if not path.exists():
        write_csv(path, events)


def _holds(path: Path, events: Sequence[Event]) -> bool:
    try:
        return read_csv(path) == sorted(events)
    except InputError:
        return False


def _part(option: str, part_s: tuple[float, float], file: MediaFile) -> list[str]:
    """An option for a part of a file; nothing where it is all of it."""
    start_s, end_s = whole_or(part_s, file)
    if start_s <= 0 and end_s is None:
        return []
    return [option, f"{exact(start_s, 3)}:{'' if end_s is None else exact(end_s, 3)}"]
