"""Run the paper's model on a recipe, from the picture to a stream of sound."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID, UNREFINED
from engine.dubbing.aligned import LaidReference, lay_under
from engine.dubbing.attacks import articulated, dips
from engine.dubbing.instrument.hits import note_times_without_hit
from engine.dubbing.loaded_models import LoadedModel, open_model, picture_code, required_model
from engine.dubbing.reference import read_reference, read_without_offset
from engine.dubbing.rendering import Rendering
from engine.dubbing.take_events import recipe_events, require_audible
from engine.dubbing.windows import NeuralEngine, blend, reference_mel
from engine.errors import EnvironmentUnusableError
from engine.events.event import Event, audible, shifted
from engine.events.reading import events_from_code
from engine.events.steering import Calibration, code_from_events
from engine.machine.device import choose_device
from engine.media.audio import Sound
from engine.media.probe import MediaInfo
from engine.mel.contract import MEL
from engine.progress import JobContext
from engine.recipe import Recipe, SoundPart, Span
from engine.storage.cache import Cache
from engine.vocoder.shaping import ShapingVocoder
from engine.vocoder.vocoder import Vocoder, open_vocoder, stream

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

    Everything except the decoder and the vocoder has run when this returns. A model that is a
    cascade is rendered by `engine.dubbing.cascade`.

    Raises:
        EnvironmentUnusableError: there is no model, or it cannot be used here.
    """
    if required_model(recipe.model).header.is_cascade:
        from engine.dubbing.cascade import cascade_rendering

        return cascade_rendering(recipe, info, span, cache, context)
    with context.stage("model"):
        device = choose_device(recipe.device, context)
        loaded = open_model(recipe.model, device)
        vocoder: Vocoder = open_vocoder(recipe.vocoder, device)
    timing = _timing(recipe, info, span, loaded, cache, context)
    assert span.end_s is not None
    frames = round((span.end_s - span.start_s) * MEL.sample_rate_hz / MEL.hop_samples) + 1
    with context.stage("reference"):
        sounds = _reference_sounds(recipe, context)
        timbre = _timbre(sounds, recipe.seed, loaded.engine, context)
        background = _background(recipe, info, span, loaded.engine, context)
        laid = lay_under(
            shifted(timing.events, -span.start_s),
            sounds,
            frames,
            seed=recipe.seed,
            variation=recipe.variation,
        )
    aligned = laid.mel if loaded.engine.aligned else None
    mel = loaded.engine.mel(timing.code, timbre, background, frames, context, aligned)
    if aligned is not None:  # the hits make room for each other; what lies between is silence
        mel = articulated(mel, np.zeros(frames, np.float32))
        if not vocoder.name.endswith(UNREFINED):
            vocoder = ShapingVocoder(laid.sound, vocoder)
    elif timing.steered:  # without events dips could be heard in an ambience
        taken = dips(timing.events, frames, start_s=span.start_s) * (1.0 - recipe.background)
        mel = articulated(mel, taken)
    blocks: Iterator[Array] = stream(vocoder, mel, context)
    return Rendering(
        blocks,
        MEL.sample_rate_hz,
        timing.events,
        model=loaded.model.name,
        vocoder=vocoder.name,
        device=str(loaded.engine.device),
    )


def _timing(
    recipe: Recipe,
    info: MediaInfo,
    span: Span,
    loaded: LoadedModel,
    cache: Cache | None,
    context: JobContext,
) -> _Timing:
    """The events of a recipe, and the temporal code that places sounds at them."""
    name = loaded.model.name
    calibration = loaded.stored.calibration
    events = recipe_events(recipe, info, span, cache, context)
    if recipe.steering == "picture":
        code = picture_code(info, span, loaded, cache, context)
        return _Timing(_seen(recipe, calibration, code, span) or events, code, steered=False)
    if recipe.events in {"auto", "picture"} and not (audible(events) and calibration):
        context.note(
            "No sudden event was found in the picture, so the model alone decides when it sounds."
            if calibration
            else "The model {name} has no event calibration, so it alone decides when it sounds.",
            name=name,
        )
    elif recipe.events != "model":
        require_audible(events, recipe, span)
        if calibration is None:
            raise EnvironmentUnusableError(
                "The model {name} has no event calibration, so events cannot steer it.",
                hint="Let it decide when it sounds, or use a model whose training was completed.",
                name=name,
            )
        assert span.end_s is not None
        frames = GRID.frame_count(span.end_s - span.start_s)
        return _steered(calibration, events, frames, span)
    code = picture_code(info, span, loaded, cache, context)
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


def _reference_sounds(recipe: Recipe, context: JobContext) -> list[LaidReference]:
    """The sound of a recipe's reference, or those of the two of a blend."""

    def read(part: SoundPart) -> Sound:
        return read_reference(part, rate_hz=MEL.sample_rate_hz, mono=True, context=context)

    own = read(recipe.reference)
    note_times_without_hit(own, recipe.reference, recipe.left_out, context)
    start_s = recipe.reference.span.start_s
    left_out_s = tuple(time_s - start_s for time_s in recipe.left_out)
    amount = 0.0 if recipe.blend is None else recipe.blend.amount
    sounds = [LaidReference(own.samples[:, 0], 1.0 - amount, left_out_s)]
    if recipe.blend is not None:
        sounds.append(LaidReference(read(recipe.blend.sound).samples[:, 0], amount))
    return sounds


def _timbre(
    sounds: list[LaidReference], seed: int, engine: NeuralEngine, context: JobContext
) -> Array:
    """The timbre vector of one sound, or of the blend of two."""
    first, *others = (
        engine.timbre(reference_mel(sound.wave), context, seed=seed) for sound in sounds
    )
    return blend(first, others[0], sounds[1].share) if others else first


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
