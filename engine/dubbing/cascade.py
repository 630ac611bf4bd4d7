"""Run the paper's cascade on a recipe, to compare a model with it (paper, app. C)."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from engine.dubbing.loaded_models import picture_features, required_model
from engine.dubbing.reference import read_reference
from engine.dubbing.rendering import Rendering
from engine.dubbing.windows import reference_mel
from engine.errors import DeviceMemoryError, UsageError
from engine.machine.device import choose_device, ran_out_of_memory
from engine.media.probe import MediaInfo
from engine.mel.contract import MEL
from engine.model.cascade.cascade import Cascade
from engine.model_files.cascade_file import load_cascade
from engine.progress import JobContext
from engine.recipe import Recipe, Span
from engine.storage.cache import Cache
from engine.vocoder.vocoder import open_vocoder, stream

Array = NDArray[np.float32]


def cascade_rendering(
    recipe: Recipe, info: MediaInfo, span: Span, cache: Cache | None, context: JobContext
) -> Rendering:
    """Prepare to render a recipe with a model that is a cascade.

    A cascade follows no events: the take has none, and a note says so.

    Raises:
        UsageError: the recipe blends two sounds or adds a background, which a cascade cannot.
        EnvironmentUnusableError: the model cannot be used here.
    """
    model = required_model(recipe.model)
    _require_plain(recipe, model.name)
    with context.stage("model"):
        device = choose_device(recipe.device, context)
        cascade = _loaded(model.path, model.path.stat().st_mtime_ns, str(device))
        vocoder = open_vocoder(recipe.vocoder, device)
    context.note(
        "The cascade {name} follows no events: it alone decides when it sounds.", name=model.name
    )
    features = picture_features(info, span, model, str(device), cache, context)
    with context.stage("reference"):
        rate_hz = MEL.sample_rate_hz
        sound = read_reference(recipe.reference, rate_hz=rate_hz, mono=True, context=context)
        timbre = reference_mel(sound.samples[:, 0])
    assert span.end_s is not None
    frames = round((span.end_s - span.start_s) * rate_hz / MEL.hop_samples) + 1

    mel = _within_memory(cascade.mel(features, timbre, frames), model.name)
    blocks = stream(vocoder, _advancing(mel, frames, context), context)
    return Rendering(
        blocks, rate_hz, [], model=model.name, vocoder=vocoder.name, device=str(device)
    )


def _require_plain(recipe: Recipe, name: str) -> None:
    unsupported = {"--blend": recipe.blend is not None, "--background": recipe.background > 0}
    for option, is_asked in unsupported.items():
        if is_asked:
            raise UsageError(
                "{name} is a cascade, which does not support {option}.",
                hint="Leave it out, or choose another model.",
                name=name,
                option=option,
            )


def _advancing(pieces: Iterator[Array], frames: int, context: JobContext) -> Iterator[Array]:
    made = 0
    for piece in pieces:
        yield piece
        made += piece.shape[1]
        context.advance(made / frames)


def _within_memory(pieces: Iterator[Array], name: str) -> Iterator[Array]:
    try:
        yield from pieces
    except (RuntimeError, MemoryError) as error:
        if not ran_out_of_memory(error):
            raise
        raise DeviceMemoryError(
            "There is too little memory for the cascade {name}.",
            hint="Close other programs, or compute on the CPU.",
            name=name,
        ) from error


@lru_cache(maxsize=1)
def _loaded(path: Path, changed_ns: int, device: str) -> Cascade:
    """Load a model file onto a device; the modification time is part of the cache key."""
    regnet, speechsplit, _ = load_cascade(path)
    return Cascade(regnet, speechsplit, torch.device(device))
