"""Render a recipe into a take: one finished sound, its events and its measurements.

A take holds the dub alone, as the engine made it, before level, pan and mix; those are part of
the delivery and can be changed without rendering again.
"""

import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import soundfile  # type: ignore[import-untyped]
from msgspec.structs import replace
from numpy.typing import NDArray

from engine.dubbing.measurement import measure_take
from engine.dubbing.rendering import Rendering
from engine.errors import TargetError, UsageError
from engine.events.event import Event
from engine.media.probe import MediaInfo, clip_range, require_video
from engine.model_files.class_models import chosen_by_class, is_by_class
from engine.progress import JobContext
from engine.recipe import Engine, Recipe, Span, TakeFacts, TakeSound
from engine.storage.cache import Cache
from engine.storage.values import Value

Block = NDArray[np.float32]


class RenderedTake(Value, frozen=True):
    """The finished, immutable result of an engine.

    Attributes:
        sound: the dub alone.
        events: the events it was made from, including muted ones.
        recipe: the recipe, with the engine, model and vocoder that were actually used.
        device: where it was computed.
        facts: its measurements.
    """

    sound: TakeSound
    events: tuple[Event, ...]
    recipe: Recipe
    device: str
    facts: TakeFacts


def choose_engine(recipe: Recipe) -> Engine:
    """Choose the engine for a recipe: `grains`, unless it asks for what only `neural` has.

    To an independent listener dubs of `grains` are a little more like their reference than those of
    the shipped model, and they have the whole bandwidth (docs/dubs.md).

    Raises:
        UsageError: the recipe asks for `grains` and for what only `neural` has.
    """
    neural_only = {
        "--model": recipe.model is not None,
        "--blend": recipe.blend is not None,
        "--background": recipe.background > 0,
        "--events model": recipe.events == "model",
        "--steering picture": recipe.steering == "picture",
    }
    asked = next((name for name, is_asked in neural_only.items() if is_asked), None)
    if recipe.engine == "grains" and asked is not None:
        raise UsageError(
            "The grains engine does not support {asked}.",
            hint="Leave it out, or use --engine neural.",
            asked=asked,
        )
    if recipe.engine is not None:
        return recipe.engine
    return "neural" if asked is not None or recipe.vocoder is not None else "grains"


def render_take(
    recipe: Recipe,
    info: MediaInfo,
    folder: Path,
    *,
    rate_hz: int,
    cache: Cache | None,
    context: JobContext,
    mel: Path | None = None,
) -> RenderedTake:
    """Render a recipe.

    Args:
        recipe: everything that determines the take.
        info: its clip.
        folder: where to write the take's sound file.
        rate_hz: sample rate of the grains engine; the neural engine's sound is at 22050 Hz, as in
            the paper.
        cache: cache for the features of the picture.
        context: stages `picture`, `events`, `reference`, `sound` and `measure`.
        mel: where to write the mel spectrogram of the take (80, T); None for nowhere.

    Raises:
        InputError: an input is unusable, or no event was found.
        UsageError: the recipe contradicts itself.
        EnvironmentUnusableError: the model cannot be used here.
        DeviceMemoryError: not even the smallest window fits.
        TargetError: the sound file cannot be written.
    """
    engine = choose_engine(recipe)
    require_video(info)
    span = Span(recipe.span.start_s, clip_range(info, recipe.span.start_s, recipe.span.end_s))
    _note_events_outside(recipe, info, context)
    recipe = _with_class_model(recipe, context)
    if engine == "grains":
        from engine.dubbing.grains import grains_rendering

        rendering = grains_rendering(recipe, info, span, rate_hz, cache, context)
    else:
        from engine.dubbing.neural import neural_rendering

        rendering = neural_rendering(recipe, info, span, cache, context)
    with context.stage("sound"):
        sound = _spool(folder / f"{uuid.uuid4().hex}.wav", rendering, span, context)
    with context.stage("measure"):
        facts = measure_take(sound, rendering.events, mel=mel)
    made_by = replace(
        recipe,
        engine=engine,
        model=rendering.model or recipe.model,
        vocoder=rendering.vocoder or recipe.vocoder,
    )
    return RenderedTake(sound, tuple(rendering.events), made_by, rendering.device, facts)


def _with_class_model(recipe: Recipe, context: JobContext) -> Recipe:
    """The recipe with the model that its choice by class stands for."""
    if recipe.model is None or not is_by_class(recipe.model):
        return recipe
    label, model = chosen_by_class(recipe.model, recipe.reference.file)
    context.note("{name} is used, the model of the class {label}.", name=model.name, label=label)
    return replace(recipe, model=model.name)


def _note_events_outside(recipe: Recipe, info: MediaInfo, context: JobContext) -> None:
    """Say it where events lie behind the end of the clip; of those outside a range all is known."""
    if isinstance(recipe.events, tuple):
        behind = sum(event.time_s >= info.duration_s for event in recipe.events)
        if behind:
            context.note(
                "1 event lies after the end of {name}, at {duration_s:.2f} s."
                if behind == 1
                else "{count} events lie after the end of {name}, at {duration_s:.2f} s.",
                count=behind,
                name=info.path.name,
                duration_s=info.duration_s,
            )


def _spool(path: Path, rendering: Rendering, span: Span, context: JobContext) -> TakeSound:
    """Write a rendering as float WAV, exactly as long as its span."""
    assert span.end_s is not None
    duration_s = span.end_s - span.start_s
    samples = round(duration_s * rendering.rate_hz)
    blocks = iter(rendering.blocks)
    first = _columns(next(blocks, np.zeros((0, 1), np.float32)))
    channels: int = first.shape[1]
    written = 0
    # RF64 is WAV without the 4 GB limit.
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
            "The take could not be written to the folder for temporary files.",
            hint="Free some space in {folder}, or set TMPDIR to another folder.",
            folder=path.parent,
        ) from error
    return TakeSound(path, rendering.rate_hz, channels, span.start_s, duration_s)


def _chained(first: Block, rest: Iterable[Block]) -> Iterator[Block]:
    yield first
    for block in rest:
        yield _columns(block)


def _columns(block: Block) -> Block:
    return block[:, np.newaxis] if block.ndim == 1 else block
