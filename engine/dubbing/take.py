"""Render a recipe into a take: one finished sound, its events and its measurements.

A take holds the dub alone, as the engine made it: before level, pan and mix, which belong to the
delivery and can be changed without rendering again.
"""

import math
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, NamedTuple

import numpy as np
import soundfile  # type: ignore[import-untyped]
from numpy.typing import NDArray

from engine.dubbing.measure import measure
from engine.dubbing.moments import clip_events
from engine.errors import InputError, TargetError, UsageError
from engine.events.event import Event, audible, shifted
from engine.media.audio import Sound, read_sound
from engine.media.probe import clip_range, probe, require_video
from engine.progress import JobContext
from engine.recipe import Engine, Recipe, Span
from engine.storage.cache import Cache
from engine.storage.model_files import find_model

Block = NDArray[np.float32]

# Below -60 dBFS a reference is taken for silence: no timbre can be heard in it.
_SILENCE: Final = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One finished, immutable result.

    Attributes:
        sound: a float WAV file, its first sample at clip time `start_s`.
        rate_hz: its sample rate.
        channels: its channels.
        start_s: clip time of its first sample.
        duration_s: how long it is.
        events: what it was made from, muted ones included.
        engine: which engine made it.
        seed: the seed it was made with.
        model: the generator's name; None where none was used.
        vocoder: the vocoder's name; None where none was used.
        device: where it was computed.
        measurements: see `engine.dubbing.measure`.
    """

    sound: Path
    rate_hz: int
    channels: int
    start_s: float
    duration_s: float
    events: tuple[Event, ...]
    engine: Engine
    seed: int
    model: str | None = None
    vocoder: str | None = None
    device: str = "cpu"
    measurements: dict[str, float | None] = field(default_factory=dict)


class Rendering(NamedTuple):
    """What an engine is about to make.

    Attributes:
        blocks: the sound, (n, channels) or (n,) each; computed as it is read.
        rate_hz: its sample rate.
        events: what it is made from.
        model: the generator's name, if any.
        vocoder: the vocoder's name, if any.
        device: where it is computed.
    """

    blocks: Iterator[Block]
    rate_hz: int
    events: list[Event]
    model: str | None = None
    vocoder: str | None = None
    device: str = "cpu"


def choose_engine(recipe: Recipe, context: JobContext) -> Engine:
    """The engine that a recipe means; says so where it is not the one a person would expect.

    Raises:
        UsageError: the recipe asks for what only the other engine can do.
    """
    engine = recipe.engine
    if engine is None:
        named = recipe.model is not None or find_model("generator", None) is not None
        engine = "neural" if named else "grains"
        if not named:
            context.note("No model is installed: the grains engine makes the dub.")
    wishes = {
        "--model": recipe.model is not None,
        "--blend": recipe.blend is not None,
        "--background": recipe.background > 0,
        "--events model": recipe.events == "model",
    }
    wished = next((name for name, asked in wishes.items() if asked), None)
    if engine == "grains" and wished is not None:
        raise UsageError(
            f"The grains engine has no {wished}.", hint="Leave it out, or use --engine neural."
        )
    return engine


def render_take(
    recipe: Recipe, folder: Path, *, rate_hz: int, cache: Cache | None, context: JobContext
) -> Take:
    """Render a recipe.

    Args:
        recipe: all that the take depends on.
        folder: where the take's sound file is written.
        rate_hz: the sample rate that the grains engine works at; the neural engine's sound is
            22050 Hz by the paper.
        cache: where what was seen of the picture is kept.
        context: stages `picture`, `events`, `reference`, `sound` and `measure`.

    Raises:
        InputError: an input cannot be used, or no event was found.
        UsageError: the recipe contradicts itself.
        EnvironmentUnusableError: the model cannot be used here.
        DeviceMemoryError: not even the smallest window fits.
        TargetError: the sound file cannot be written.
    """
    engine = choose_engine(recipe, context)
    info = probe(recipe.video)
    require_video(info)
    end_s = clip_range(info, recipe.span.start_s, recipe.span.end_s)
    span = Span(recipe.span.start_s, end_s)
    if engine == "grains":
        rendering = _grains(recipe, span, rate_hz, cache, context)
    else:
        from engine.dubbing.neural import neural_rendering

        rendering = neural_rendering(recipe, span, cache, context)
    path = folder / f"{uuid.uuid4().hex}.wav"
    duration_s = end_s - span.start_s
    with context.stage("sound"):
        channels = _spool(path, rendering, duration_s, context)
    with context.stage("measure"):
        measurements = measure(path, duration_s, recipe, rendering.events, span.start_s)
    return Take(
        sound=path,
        rate_hz=rendering.rate_hz,
        channels=channels,
        start_s=span.start_s,
        duration_s=duration_s,
        events=tuple(rendering.events),
        engine=engine,
        seed=recipe.seed,
        model=rendering.model,
        vocoder=rendering.vocoder,
        device=rendering.device,
        measurements=measurements,
    )


def recipe_events(
    recipe: Recipe, span: Span, cache: Cache | None, context: JobContext
) -> list[Event]:
    """The events of a recipe within its span: as a person edited them, or found in the clip."""
    if isinstance(recipe.events, tuple):
        end_s = math.inf if span.end_s is None else span.end_s
        return sorted(each for each in recipe.events if span.start_s <= each.time_s < end_s)
    source: Literal["picture", "sound"] = "sound" if recipe.events == "sound" else "picture"
    return clip_events(recipe.video, source, span=span, cache=cache, context=context)


def require_audible(events: Iterable[Event], recipe: Recipe, span: Span) -> None:
    """Refuse to make silence.

    Raises:
        InputError: no event could be heard.
    """
    if audible(events):
        return
    if isinstance(recipe.events, tuple):
        where = "the list of events"
    elif recipe.events == "model":
        where = f"{recipe.video.name}, as the model sees it,"
    else:
        where = f"the {recipe.events} of {recipe.video.name}"
    raise InputError(
        f"No event was found in {where} between {span.start_s:.2f} s and {span.end_s:.2f} s.",
        hint="Choose another --range or --events, or write the moments into a CSV file yourself.",
    )


def read_reference(path: Path, span: Span, *, rate_hz: int | None, mono: bool) -> Sound:
    """The part of a reference to use.

    Raises:
        InputError: it cannot be read, or is silent.
    """
    sound = read_sound(path, rate_hz=rate_hz, mono=mono, start_s=span.start_s, end_s=span.end_s)
    if float(np.max(np.abs(sound.samples), initial=0.0)) < _SILENCE:
        raise InputError(
            f"{path.name} is silent, so it has no timbre to take.",
            hint="Choose another sound, or another --reference-region of it.",
        )
    return sound


def _grains(
    recipe: Recipe, span: Span, rate_hz: int, cache: Cache | None, context: JobContext
) -> Rendering:
    from engine.dubbing.grains import render

    with context.stage("reference"):
        reference = read_reference(
            recipe.reference, recipe.reference_span, rate_hz=rate_hz, mono=False
        )
    events = recipe_events(recipe, span, cache, context)
    require_audible(events, recipe, span)
    assert span.end_s is not None
    blocks = render(
        shifted(events, -span.start_s),
        reference,
        duration_s=span.end_s - span.start_s,
        seed=recipe.seed,
        context=context,
    )
    return Rendering(blocks, rate_hz, events)


def _spool(path: Path, rendering: Rendering, duration_s: float, context: JobContext) -> int:
    """Write a rendering as float WAV of exactly this length; how many channels it has."""
    samples = round(duration_s * rendering.rate_hz)
    blocks = iter(rendering.blocks)
    first = _columns(next(blocks, np.zeros((0, 1), np.float32)))
    channels: int = first.shape[1]
    written = 0
    # RF64 is WAV that may grow beyond 4 GB.
    kind = {"samplerate": rendering.rate_hz, "channels": channels, "format": "RF64"}
    try:
        with soundfile.SoundFile(path, "w", subtype="FLOAT", **kind) as file:
            for block in _chained(first, blocks):
                file.write(block[: samples - written])
                written = min(samples, written + len(block))
                context.advance(written / samples)
            file.write(np.zeros((samples - written, channels), np.float32))
    except soundfile.SoundFileError as error:
        raise TargetError(
            "The take could not be kept in the folder for temporary files.",
            hint=f"Free some space in {path.parent}, or set TMPDIR to another folder.",
        ) from error
    return channels


def _chained(first: Block, rest: Iterable[Block]) -> Iterator[Block]:
    yield first
    for block in rest:
        yield _columns(block)


def _columns(block: Block) -> Block:
    return block[:, np.newaxis] if block.ndim == 1 else block
