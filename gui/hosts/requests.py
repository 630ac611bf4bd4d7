"""What the window asks the engine, and how it reads the answers: the protocol's one home here."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from engine.events.event import Event
from gui.document.model import Measurements, Recipe

Original = Literal["drop", "mix", "track"]
Where = Literal["picture", "sound"]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished render.

    Attributes:
        sound: WAV of the dub alone, from the range's start.
        mel: `.npy`, (80, T), or None.
        measurements: what was measured.
        model: its name, empty for grains.
    """

    sound: Path
    mel: Path | None
    measurements: Measurements
    model: str


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """How a take is written.

    Attributes:
        output: the video, or the sound file for a stem.
        original: what becomes of the clip's own sound.
        loudness: "match", "off" or LUFS.
        stem: also, or only, the dub alone.
        overwrite: whether the person agreed.
    """

    output: Path
    original: Original = "drop"
    loudness: str = "match"
    stem: Path | None = None
    overwrite: bool = False


def render_request(recipe: Recipe) -> dict[str, Any]:
    """The payload of `render`."""
    settings = recipe.settings
    return {
        "video": str(recipe.video.path),
        "start_s": recipe.range_s[0],
        "end_s": recipe.range_s[1],
        "reference": str(recipe.reference.path),
        "reference_start_s": recipe.region_s[0],
        "reference_end_s": recipe.region_s[1],
        "events": [event_values(event) for event in recipe.events],
        "engine": settings.engine,
        "model": settings.model,
        "seed": settings.seed,
        "gain_db": settings.gain_db,
        "background": settings.background,
        "loudness": settings.loudness,
        "draft": recipe.draft,
    }


def export_request(recipe: Recipe, sound: Path, choice: ExportChoice) -> dict[str, Any]:
    """The payload of `export`."""
    return {
        "video": str(recipe.video.path),
        "sound": str(sound),
        "sound_start_s": recipe.range_s[0],
        "output": str(choice.output),
        "stem": None if choice.stem is None else str(choice.stem),
        "original": choice.original,
        "loudness": choice.loudness,
        "gain_db": recipe.settings.gain_db,
        "overwrite": choice.overwrite,
    }


def event_values(event: Event) -> dict[str, Any]:
    """An event as the lines write it."""
    return {
        "time_s": event.time_s,
        "strength": event.strength,
        "muted": event.muted,
        "source": event.source,
    }


def read_rendered(message: Mapping[str, Any]) -> Rendered:
    """The result of `render`."""
    mel = message.get("mel")
    return Rendered(
        Path(message["take_sound"]),
        Path(mel) if mel else None,
        _measurements(message),
        str(message.get("model") or ""),
    )


def read_events(message: Mapping[str, Any], where: Where) -> list[Event]:
    """The events of an `open` result, found in the picture or in the sound."""
    return [
        Event(
            max(0.0, float(item["time_s"])),
            min(max(float(item["strength"]), 0.0), 1.0),
            bool(item.get("muted", False)),
            where,
        )
        for item in message.get(f"events_{where}") or ()
    ]


def command_line(recipe: Recipe, choice: ExportChoice, events_csv: str = "EVENTS.csv") -> str:
    """The command that does the same without the window."""
    settings = recipe.settings
    words = ["uv", "run", "main.py", "dub", str(recipe.video.path)]
    words += ["--reference", str(recipe.reference.path), "--output", str(choice.output)]
    start_s, end_s = recipe.region_s
    if start_s > 0 or end_s < recipe.reference.duration_s:
        words += ["--reference-region", f"{start_s:.3f}:{end_s:.3f}"]
    if recipe.range_s != (0.0, recipe.video.duration_s):
        words += ["--range", f"{recipe.range_s[0]:.3f}:{recipe.range_s[1]:.3f}"]
    words += ["--events", events_csv, "--seed", str(settings.seed)]
    options = {
        "--engine": settings.engine,
        "--model": settings.model,
        "--loudness": choice.loudness,
        "--original": choice.original,
        "--gain": f"{settings.gain_db:g}" if settings.gain_db else None,
        "--background": f"{settings.background:g}" if settings.background else None,
        "--stem": None if choice.stem is None else str(choice.stem),
    }
    for name, value in options.items():
        if value is not None:
            words += [name, value]
    return shlex.join(words)


def _measurements(message: Mapping[str, Any]) -> Measurements:
    values: Mapping[str, Any] = message.get("measurements") or {}

    def number(name: str) -> float | None:
        value = values.get(name)
        return float(value) if isinstance(value, int | float) else None

    sounding = [e for e in message.get("events") or () if not e.get("muted") and e["strength"] > 0]
    share = number("events_heard")
    return Measurements(
        events_matched=None if share is None else round(share * len(sounding)),
        events=len(sounding),
        timbre=number("timbre_similarity"),
        timbre_null=number("timbre_null"),
        loudness_lufs=number("loudness_lufs"),
    )
