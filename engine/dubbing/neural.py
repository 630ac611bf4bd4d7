"""Run the paper's model on a recipe, from the picture to a stream of sound."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from engine.config import GRID, MEL
from engine.dubbing.attacks import articulated, dips
from engine.dubbing.moments import recipe_events, require_audible
from engine.dubbing.reference import read_reference, read_without_offset
from engine.dubbing.rendering import Rendering
from engine.dubbing.windows import NeuralEngine, blend, reference_mel
from engine.errors import EnvironmentUnusableError
from engine.events.event import Event, audible
from engine.events.reading import events_from_code
from engine.events.steering import Calibration, code_from_events
from engine.features.backend import FeatureBackend, clip_features, create_backend
from engine.machine.device import DeviceName, choose_device
from engine.media.probe import MediaInfo, clip_range, require_video
from engine.progress import JobContext
from engine.recipe import Recipe, SoundPart, Span
from engine.storage.cache import Cache
from engine.storage.checkpoint import StoredGenerator, load_generator
from engine.storage.model_files import IMPORT_LINE, InstalledModel, find_model, installed_weights
from engine.vocoder.vocoder import open_vocoder, stream

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Resident:
    """A model that stays loaded on its device."""

    model: InstalledModel
    stored: StoredGenerator
    engine: NeuralEngine


class _Timing(NamedTuple):
    """When something sounds.

    Attributes:
        events: of the recipe.
        code: temporal code, (8, F).
        steered: whether the code was written from the events rather than encoded from the picture.
    """

    events: list[Event]
    code: Array
    steered: bool


def neural_rendering(
    recipe: Recipe, info: MediaInfo, span: Span, cache: Cache | None, context: JobContext
) -> Rendering:
    """Prepare to render a recipe with a model (paper, Overview: the inference phase).

    Everything except the decoder and the vocoder has run when this returns.

    Raises:
        EnvironmentUnusableError: there is no model, or it cannot be used here.
    """
    with context.stage("model"):
        device = choose_device(recipe.device, context)
        resident = _opened(recipe.model, device)
        vocoder = open_vocoder(recipe.vocoder, device)
    timing = _timing(recipe, info, span, resident, cache, context)
    with context.stage("reference"):
        timbre = _timbre(recipe, resident.engine, context)
        background = _background(recipe, info, span, resident.engine, context)
    assert span.end_s is not None
    frames = round((span.end_s - span.start_s) * MEL.sample_rate_hz / MEL.hop_samples) + 1
    mel = resident.engine.mel(timing.code, timbre, background, frames, context)
    if timing.steered:  # otherwise the dips could be heard in an ambience
        taken = dips(timing.events, frames, start_s=span.start_s) * (1.0 - recipe.background)
        mel = articulated(mel, taken)
    blocks: Iterator[Array] = stream(vocoder, mel, context)
    return Rendering(
        blocks,
        MEL.sample_rate_hz,
        timing.events,
        model=resident.model.name,
        vocoder=vocoder.name,
        device=str(resident.engine.device),
    )


def model_events(
    info: MediaInfo,
    name: str | None,
    *,
    device: DeviceName = "auto",
    cache: Cache | None,
    context: JobContext,
) -> list[Event]:
    """Detect the events that a model predicts from the picture of a clip.

    Args:
        info: the clip.
        name: the model's name or file; None means the default.
        device: device to compute on.
        cache: cache for the features.
        context: stages `model`, `picture` and `events`.

    Returns:
        Events in clip time, ascending; empty if the model predicts none.

    Raises:
        InputError: the clip has no picture.
        EnvironmentUnusableError: there is no model, it cannot be used here, or it was not trained
            on events.
    """
    require_video(info)
    # The same span as everywhere else, so that the features are computed once.
    whole = Span(0.0, clip_range(info, 0.0, None))
    with context.stage("model"):
        resident = _opened(name, choose_device(device, context))
    calibration = resident.stored.calibration
    if calibration is None or calibration.reading is None:
        raise EnvironmentUnusableError(
            f"The model {resident.model.name} was not trained to detect events.",
            hint="Detect them in the picture without a model, or use a model trained on events.",
        )
    return events_from_code(calibration, _code(info, whole, resident, cache, context))


def _opened(name: str | None, device: torch.device) -> _Resident:
    """Load a model by its name or file.

    Raises:
        EnvironmentUnusableError: there is none, or it cannot be used here.
    """
    model = find_model("generator", name)
    if model is None:
        raise EnvironmentUnusableError(
            "No model is installed for the neural engine.",
            hint=f"Install one ({IMPORT_LINE}), or use --engine grains.",
        )
    return _Resident(model, *_loaded(model.path, model.path.stat().st_mtime_ns, str(device)))


@lru_cache(maxsize=2)  # two models can be compared without reloading them
def _loaded(path: Path, changed_ns: int, device: str) -> tuple[StoredGenerator, NeuralEngine]:
    """Load a model file onto a device; the modification time is part of the cache key."""
    stored = load_generator(path)
    return stored, NeuralEngine(stored.generator, torch.device(device))


def _timing(
    recipe: Recipe,
    info: MediaInfo,
    span: Span,
    resident: _Resident,
    cache: Cache | None,
    context: JobContext,
) -> _Timing:
    """The events of a recipe, and the temporal code that places sounds at them."""
    name = resident.model.name
    calibration = resident.stored.calibration
    events = recipe_events(recipe, info, span, cache, context)
    if recipe.events == "picture" and not (audible(events) and calibration):
        context.note(
            "No sudden event was found in the picture, so the model alone decides when it sounds."
            if calibration
            else f"The model {name} has no event calibration, so it alone decides when it sounds."
        )
    elif recipe.events != "model":
        require_audible(events, recipe, span)
        if calibration is None:
            raise EnvironmentUnusableError(
                f"The model {name} has no event calibration, so events cannot steer it.",
                hint="Use --events model, or a model whose training was completed.",
            )
        assert span.end_s is not None
        frames = GRID.frame_count(span.end_s - span.start_s)
        return _steered(calibration, events, frames, span)
    code = _code(info, span, resident, cache, context)
    if calibration is None or calibration.reading is None:
        return _Timing(events, code, steered=False)
    seen = events_from_code(calibration, code, start_s=span.start_s)
    require_audible(seen, recipe, span)
    return _steered(calibration, seen, code.shape[1], span)


def _code(
    info: MediaInfo, span: Span, resident: _Resident, cache: Cache | None, context: JobContext
) -> Array:
    """The temporal code (8, F) of the picture for a part of a clip."""
    with context.stage("picture"):
        features = clip_features(
            info,
            _backend(resident.model, str(resident.engine.device)),
            start_s=span.start_s,
            end_s=span.end_s,
            cache=cache,
            context=context,
        )
    with context.stage("events"):
        return resident.engine.temporal_code(features, context)


def _steered(calibration: Calibration, events: list[Event], frames: int, span: Span) -> _Timing:
    code = code_from_events(calibration, events, frames, start_s=span.start_s)
    return _Timing(events, code, steered=True)


def _backend(model: InstalledModel, device: str) -> FeatureBackend:
    """Create the feature backend that a model was trained on.

    Raises:
        EnvironmentUnusableError: the feature version differs, or the weights are missing.
    """
    header = model.header
    weights = installed_weights()
    backend = create_backend(header.feature_backend, weights=weights, device=device)
    if backend.version != header.feature_version:
        raise EnvironmentUnusableError(
            f"The model {model.name} was trained on version {header.feature_version} of the "
            f"{backend.name} features, but this program computes version {backend.version}.",
            hint="Use a model trained with this version, or --engine grains.",
        )
    return backend


def _timbre(recipe: Recipe, engine: NeuralEngine, context: JobContext) -> Array:
    """The timbre vector of a recipe's reference, or of the blend of two."""
    first = engine.timbre(_timbre_mel(recipe.reference, context), context, seed=recipe.seed)
    if recipe.blend is None:
        return first
    second = engine.timbre(_timbre_mel(recipe.blend.sound, context), context, seed=recipe.seed)
    return blend(first, second, recipe.blend.amount)


def _timbre_mel(part: SoundPart, context: JobContext) -> Array:
    sound = read_reference(part, rate_hz=MEL.sample_rate_hz, mono=True, context=context)
    return reference_mel(sound.samples[:, 0])


def _background(
    recipe: Recipe, info: MediaInfo, span: Span, engine: NeuralEngine, context: JobContext
) -> Array:
    """The background vector: of the ambience, else the clip's own sound, else the reference."""
    if recipe.background == 0:
        return engine.background(None, 0.0, context)
    own = SoundPart(recipe.video, span) if info.audio else recipe.reference
    # an ambience keeps its level, which is that of the background
    sound = read_without_offset(recipe.ambience or own, rate_hz=MEL.sample_rate_hz, mono=True)
    return engine.background(reference_mel(sound.samples[:, 0]), recipe.background, context)
