"""Run the paper's model on a recipe, from the picture to a stream of sound."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID, MEL
from engine.dubbing.aligned import AlignedMel, aligned_mel
from engine.dubbing.attacks import articulated, dips
from engine.dubbing.moments import recipe_events, require_audible
from engine.dubbing.reference import read_reference, read_without_offset
from engine.dubbing.rendering import Rendering
from engine.dubbing.resident import Resident, open_resident, picture_code
from engine.dubbing.windows import NeuralEngine, blend, reference_mel
from engine.errors import EnvironmentUnusableError
from engine.events.event import Event, audible, shifted
from engine.events.reading import events_from_code
from engine.events.steering import Calibration, code_from_events
from engine.machine.device import choose_device
from engine.media.probe import MediaInfo
from engine.progress import JobContext
from engine.recipe import Recipe, SoundPart, Span
from engine.storage.cache import Cache
from engine.vocoder.vocoder import open_vocoder, stream

Array = NDArray[np.float32]


class _Timing(NamedTuple):
    """When something sounds.

    Attributes:
        events: of the recipe, or as the model sees them; the hits of an aligned model lie under
            them, whatever steers it.
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
        resident = open_resident(recipe.model, device)
        vocoder = open_vocoder(recipe.vocoder, device)
    timing = _timing(recipe, info, span, resident, cache, context)
    assert span.end_s is not None
    frames = round((span.end_s - span.start_s) * MEL.sample_rate_hz / MEL.hop_samples) + 1
    with context.stage("reference"):
        sounds = _reference_sounds(recipe, context)
        timbre = _timbre(sounds, recipe.seed, resident.engine, context)
        background = _background(recipe, info, span, resident.engine, context)
        laid = _laid(sounds, timing.events, span, frames, recipe.seed)
    aligned = laid if resident.engine.aligned else None
    mel = resident.engine.mel(timing.code, timbre, background, frames, context, aligned)
    if timing.steered and aligned is None:  # without events dips could be heard in an ambience
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


def _timing(
    recipe: Recipe,
    info: MediaInfo,
    span: Span,
    resident: Resident,
    cache: Cache | None,
    context: JobContext,
) -> _Timing:
    """The events of a recipe, and the temporal code that places sounds at them."""
    name = resident.model.name
    calibration = resident.stored.calibration
    events = recipe_events(recipe, info, span, cache, context)
    if recipe.steering == "picture":
        code = picture_code(info, span, resident, cache, context)
        return _Timing(_seen(recipe, calibration, code, span) or events, code, steered=False)
    if recipe.events in {"auto", "picture"} and not (audible(events) and calibration):
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
    code = picture_code(info, span, resident, cache, context)
    if calibration is None or calibration.reading is None:
        return _Timing(events, code, steered=False)
    seen = _seen(recipe, calibration, code, span)
    require_audible(seen, recipe, span)
    return _steered(calibration, seen, code.shape[1], span)


def _seen(recipe: Recipe, calibration: Calibration | None, code: Array, span: Span) -> list[Event]:
    """The events that a model sees, where the recipe leaves them to it and it was taught any."""
    if recipe.events != "model" or calibration is None:
        return []
    return events_from_code(calibration, code, start_s=span.start_s, sensitivity=recipe.sensitivity)


def _steered(calibration: Calibration, events: list[Event], frames: int, span: Span) -> _Timing:
    code = code_from_events(calibration, events, frames, start_s=span.start_s)
    return _Timing(events, code, steered=True)


def _reference_sounds(recipe: Recipe, context: JobContext) -> list[tuple[Array, float]]:
    """The sound (n,) of a recipe's reference, or of the two of a blend, and the share of each."""
    parts = [(recipe.reference, 1.0)]
    if recipe.blend is not None:
        amount = recipe.blend.amount
        parts = [(recipe.reference, 1.0 - amount), (recipe.blend.sound, amount)]
    return [
        (
            read_reference(part, rate_hz=MEL.sample_rate_hz, mono=True, context=context).samples[
                :, 0
            ],
            share,
        )
        for part, share in parts
    ]


def _timbre(
    sounds: list[tuple[Array, float]], seed: int, engine: NeuralEngine, context: JobContext
) -> Array:
    """The timbre vector of one sound, or of the blend of two."""
    first, *others = (
        engine.timbre(reference_mel(sound), context, seed=seed) for sound, _ in sounds
    )
    return blend(first, others[0], sounds[1][1]) if others else first


def _laid(
    sounds: list[tuple[Array, float]], events: list[Event], span: Span, frames: int, seed: int
) -> AlignedMel:
    """The hits of one sound, or of two blended, under the events."""
    moments = shifted(events, -span.start_s)
    return AlignedMel(
        [(aligned_mel(moments, sound, frames, seed=seed), share) for sound, share in sounds]
    )


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
