"""What the window asks the engine, and how it reads the answers: the protocol's one home here."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from engine.events.event import Event, Source
from gui.document.model import Measurements, MediaFile, Recipe

Original = Literal["drop", "mix", "track"]
Where = Literal["picture", "sound", "model"]


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
        output: the video, or a sound file for the sound alone.
        original: what becomes of the clip's own sound.
        loudness: "match", "off" or LUFS.
        codec: of the sound in a video; None is the usual one.
        trim_s: the part of the clip that is written; all of it where None.
        stem: also the dub alone.
        overwrite: whether the person agreed.
    """

    output: Path
    original: Original = "drop"
    loudness: str = "match"
    codec: str | None = None
    trim_s: tuple[float, float] | None = None
    stem: Path | None = None
    overwrite: bool = False


def render_request(recipe: Recipe) -> dict[str, Any]:
    """The payload of `render`."""
    settings = recipe.settings
    request = {
        "video": str(recipe.video.path),
        **_span("", recipe.range_s, recipe.video),
        "reference": str(recipe.reference.path),
        **_span("reference_", recipe.region_s, recipe.reference),
        "events": [event_values(event) for event in recipe.events],
        "engine": settings.engine,
        "model": settings.model,
        "vocoder": settings.vocoder,
        "seed": settings.seed,
        "gain_db": settings.gain_db,
        "background": settings.background,
        "loudness": settings.loudness,
        "draft": recipe.draft,
    }
    blend, ambience = settings.blend, settings.ambience
    if blend is not None:
        request |= {"blend": str(blend.file.path), "blend_amount": settings.blend_amount}
        request |= _span("blend_", blend.region_s, blend.file)
    if ambience is not None and settings.background > 0:
        request |= {"ambience": str(ambience.file.path)}
        request |= _span("ambience_", ambience.region_s, ambience.file)
    return request


def whole_or(part_s: tuple[float, float], file: MediaFile) -> tuple[float, float | None]:
    """A part of a file, its end left open where it is the file's."""
    start_s, end_s = part_s
    return start_s, None if end_s >= file.duration_s else end_s


def export_request(recipe: Recipe, sound: Path, choice: ExportChoice) -> dict[str, Any]:
    """The payload of `export`."""
    trim_s = choice.trim_s or (0.0, recipe.video.duration_s)
    return {
        "video": str(recipe.video.path),
        "sound": str(sound),
        "sound_start_s": recipe.range_s[0],
        "output": str(choice.output),
        "stem": None if choice.stem is None else str(choice.stem),
        "codec": choice.codec,
        **_span("trim_", trim_s, recipe.video),
        "original": choice.original,
        "loudness": choice.loudness,
        "gain_db": recipe.settings.gain_db,
        "overwrite": choice.overwrite,
    }


def _span(name: str, part_s: tuple[float, float], file: MediaFile) -> dict[str, float | None]:
    start_s, end_s = whole_or(part_s, file)
    return {f"{name}start_s": start_s, f"{name}end_s": end_s}


def event_values(event: Event) -> dict[str, Any]:
    """An event as the lines write it."""
    return {
        "time_s": event.time_s,
        "strength": event.strength,
        "muted": event.muted,
        "source": event.source,
    }


def search_request(where: Where, video: Path, model: str | None) -> tuple[str, dict[str, Any]]:
    """The operation that looks for events, and its payload; `model` is None for the default."""
    if where == "model":
        return "see", {"video": str(video), "model": model}
    return "open", {"video": str(video)}


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
    """The events of an `open` or `see` result, found in the picture, in the sound or by a model."""
    source: Source = "sound" if where == "sound" else "picture"
    return [
        Event(
            max(0.0, float(item["time_s"])),
            min(max(float(item["strength"]), 0.0), 1.0),
            bool(item.get("muted", False)),
            source,
        )
        for item in message.get(f"events_{where}") or ()
    ]


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
