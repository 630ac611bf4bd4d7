"""The models that stay loaded, and what they see in the picture of a clip."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from engine.dubbing.windows import NeuralEngine
from engine.errors import EnvironmentUnusableError
from engine.events.reading import event_logits
from engine.features.backend import FeatureBackend, clip_features, create_backend
from engine.features.weight_files import installed_weights
from engine.media.probe import MediaInfo
from engine.model_files.checkpoint import StoredGenerator, load_generator
from engine.model_files.model_file import InstalledModel, find_model
from engine.progress import JobContext
from engine.recipe import Span
from engine.storage.cache import Cache

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model that stays loaded on its device."""

    model: InstalledModel
    stored: StoredGenerator
    engine: NeuralEngine


def required_model(name: str | None) -> InstalledModel:
    """Find a model by its name or file; None means the default.

    Raises:
        EnvironmentUnusableError: there is none, or its file is unusable.
    """
    model = find_model("generator", name)
    if model is None:
        raise EnvironmentUnusableError(
            "No model is installed for the neural engine.",
            hint="Import one, or use the engine `grains`.",
        )
    return model


def open_model(name: str | None, device: torch.device) -> LoadedModel:
    """Load a model by its name or file; None means the default.

    Raises:
        EnvironmentUnusableError: there is none, or it cannot be used here.
    """
    model = required_model(name)
    return LoadedModel(model, *_loaded(model.path, model.path.stat().st_mtime_ns, str(device)))


def picture_code(
    info: MediaInfo, span: Span, loaded: LoadedModel, cache: Cache | None, context: JobContext
) -> Array:
    """The temporal code (8, F) of the picture for a part of a clip.

    Raises:
        EnvironmentUnusableError: the model was trained on other features.
    """
    features = _features(info, span, loaded, cache, context)
    with context.stage("events"):
        return loaded.engine.temporal_code(features, context)


def picture_states(
    info: MediaInfo, span: Span, loaded: LoadedModel, cache: Cache | None, context: JobContext
) -> Array:
    """The states of the temporal encoder before its bottleneck, for a part of a clip.

    Returns:
        (2H, F) at 21.5 per second from the start of the span.

    Raises:
        EnvironmentUnusableError: the model was trained on other features.
    """
    features = _features(info, span, loaded, cache, context)
    with context.stage("events"):
        return loaded.engine.temporal_states(features, context)


def picture_logits(
    info: MediaInfo, span: Span, loaded: LoadedModel, cache: Cache | None, context: JobContext
) -> Array:
    """How strongly the model believes in an event at each row of the picture, in nepers.

    Returns:
        (F,) logits at 21.5 per second from the start of the span.

    Raises:
        EnvironmentUnusableError: the model was trained on other features, or not on events.
    """
    calibration = loaded.stored.calibration
    if calibration is None or calibration.reading is None:
        raise EnvironmentUnusableError(
            "The model {name} was not trained to detect events.",
            hint="Detect them in the picture without a model, or use a model trained on events.",
            name=loaded.model.name,
        )
    return event_logits(calibration, picture_code(info, span, loaded, cache, context))


def picture_features(
    info: MediaInfo,
    span: Span,
    model: InstalledModel,
    device: str,
    cache: Cache | None,
    context: JobContext,
) -> Array:
    """The features (2048, F) of a part of a clip that a model was trained on.

    Raises:
        EnvironmentUnusableError: the model was trained on other features.
    """
    with context.stage("picture"):
        return clip_features(
            info,
            _backend(model, device),
            start_s=span.start_s,
            end_s=span.end_s,
            cache=cache,
            context=context,
        )


def _features(
    info: MediaInfo, span: Span, loaded: LoadedModel, cache: Cache | None, context: JobContext
) -> Array:
    device = str(loaded.engine.device)
    return picture_features(info, span, loaded.model, device, cache, context)


@lru_cache(maxsize=2)  # two models can be compared without reloading them
def _loaded(path: Path, changed_ns: int, device: str) -> tuple[StoredGenerator, NeuralEngine]:
    """Load a model file onto a device; the modification time is part of the cache key."""
    stored = load_generator(path)
    return stored, NeuralEngine(stored.generator, torch.device(device))


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
            "The model {name} was trained on version {feature_version} of the {backend_name} "
            "features, but this program computes version {version}.",
            hint="Use a model trained with this version, or the engine `grains`.",
            name=model.name,
            feature_version=header.feature_version,
            backend_name=backend.name,
            version=backend.version,
        )
    return backend
