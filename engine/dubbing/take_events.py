"""The events of a take: edited by the user, or detected in the clip's picture or sound."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.errors import EnvironmentUnusableError, InputError
from engine.events.candidates import (
    USUAL_SENSITIVITY,
    Candidate,
    at_sensitivity,
    shifted_candidates,
)
from engine.events.event import Event, audible
from engine.media.audio import read_blocks
from engine.media.probe import MediaInfo, clip_range, require_audio, require_video
from engine.phrases import Phrase, phrase
from engine.progress import JobContext
from engine.recipe import WHOLE, Device, EventSource, Recipe, Span
from engine.storage.cache import Cache, fingerprint


def clip_candidates(
    info: MediaInfo,
    source: EventSource,
    *,
    span: Span = WHOLE,
    model: str | None = None,
    device: Device = "auto",
    cache: Cache | None,
    context: JobContext,
) -> list[Candidate]:
    """Detect all possible events in a part of a clip.

    Args:
        info: the clip.
        source: `picture` analyses the motion features, without any model; `model` is what a model
            sees in the picture, and `auto` is both together, or without such a model the picture
            alone, as a note says; `sound` analyses the clip's first audio track.
        span: the part to analyse.
        model: name or file of the model; None means the default.
        device: device of the model.
        cache: cache for the features, and for what the model sees.
        context: stages `model`, `picture` and `events`.

    Returns:
        Candidates in clip time, ascending; empty if nothing happens. In the sound they have
            durations; in the picture those are proposals, except for `model`, which has none.

    Raises:
        InputError: the clip has no picture or no sound, or ends before the span.
        UsageError: the span is empty.
        EnvironmentUnusableError: for `model`: there is none, it cannot be used here, or it was not
            trained on events. For `auto`: the model that was named does not exist.
    """
    part = Span(span.start_s, clip_range(info, span.start_s, span.end_s))
    if source == "sound":
        require_audio(info)
        found = _in_sound(info, part, context)
    else:
        require_video(info)
        seen = _Picture(info, part, model, device, cache, context)
        finders = {"auto": seen.by_both, "picture": seen.by_detector, "model": seen.by_model}
        found = finders[source]()
    return shifted_candidates(found, span.start_s)


def clip_events(
    info: MediaInfo,
    source: EventSource,
    *,
    span: Span = WHOLE,
    model: str | None = None,
    device: Device = "auto",
    sensitivity: float = USUAL_SENSITIVITY,
    cache: Cache | None,
    context: JobContext,
) -> list[Event]:
    """Detect the events of a part of a clip at a sensitivity; see `clip_candidates`."""
    candidates = clip_candidates(
        info, source, span=span, model=model, device=device, cache=cache, context=context
    )
    return at_sensitivity(candidates, sensitivity)


def recipe_events(
    recipe: Recipe, info: MediaInfo, span: Span, cache: Cache | None, context: JobContext
) -> list[Event]:
    """The events of a recipe within its span: as edited by the user, or detected in the clip.

    For `model` those of the picture's detector: the neural engine asks its model itself.
    """
    if isinstance(recipe.events, tuple):
        end_s = math.inf if span.end_s is None else span.end_s
        return sorted(each for each in recipe.events if span.start_s <= each.time_s < end_s)
    return clip_events(
        info,
        "picture" if recipe.events == "model" else recipe.events,
        span=span,
        model=recipe.model,
        device=recipe.device,
        sensitivity=recipe.sensitivity,
        cache=cache,
        context=context,
    )


def require_audible(events: Iterable[Event], recipe: Recipe, span: Span) -> None:
    """Refuse to render silence.

    Raises:
        InputError: no event is audible.
    """
    if audible(events):
        return
    if isinstance(recipe.events, tuple):
        where = Phrase("the list of events")
    elif recipe.events == "model":
        where = phrase("{name}, according to the model,", name=recipe.video.name)
    elif recipe.events == "sound":
        where = phrase("the sound of {name}", name=recipe.video.name)
    else:
        where = phrase("the picture of {name}", name=recipe.video.name)
    raise InputError(
        "No event was found in {where} between {start_s:.2f} s and {end_s:.2f} s.",
        hint="Choose another range, find the events in another way, raise the sensitivity, or set "
        "them by hand.",
        where=where,
        start_s=span.start_s,
        end_s=span.end_s,
    )


@dataclass(frozen=True, slots=True)
class _Picture:
    """What is seen in a part of a clip; see `clip_candidates` for the attributes."""

    info: MediaInfo
    part: Span
    model: str | None
    device: Device
    cache: Cache | None
    context: JobContext

    def by_detector(self) -> list[Candidate]:
        """Without a model."""
        from engine.events.liveliness import liveliness
        from engine.events.picture import find_candidates
        from engine.events.proposals import with_proposals

        features = self._features()
        with self.context.stage("events"):
            return with_proposals(find_candidates(features), liveliness(features))

    def by_model(self) -> list[Candidate]:
        """By the model alone."""
        from engine.events.reading import model_candidates

        return model_candidates(self._logits(self.model))

    def by_both(self) -> list[Candidate]:
        """By model and detector together, if there is such a model."""
        from engine.events.evidence import auto_candidates
        from engine.events.liveliness import liveliness
        from engine.events.picture import find_cuts, impacts
        from engine.events.proposals import with_proposals
        from engine.events.stretches import find_stretches
        from engine.model_files.model_file import find_event_model

        model = find_event_model(self.model)
        if model is None:
            self.context.note(
                "No model that detects events is installed, so they are detected in the picture "
                "without one."
                if self.model is None
                else "The model {name} was not trained to detect events, so they are detected in "
                "the picture without one.",
                name=self.model,
            )
            return self.by_detector()
        try:
            logits = self._logits(str(model.path))
        except EnvironmentUnusableError as error:
            self.context.note("{error} Events are detected in the picture without it.", error=error)
            return self.by_detector()
        features = self._features()
        with self.context.stage("events"):
            lively = liveliness(features)
            stretches = find_stretches(lively, find_cuts(features))
            candidates = auto_candidates(logits, impacts(features), stretches)
            return with_proposals(candidates, lively)

    def _features(self) -> NDArray[np.float32]:
        from engine.features.backend import clip_features, create_backend

        with self.context.stage("picture"):
            return clip_features(
                self.info,
                create_backend("motion"),
                start_s=self.part.start_s,
                end_s=self.part.end_s,
                cache=self.cache,
                context=self.context,
            )

    def _logits(self, name: str | None) -> NDArray[np.float32]:
        """What a model believes, (F,)."""
        return seen_by_model(
            "event logits",
            self.info,
            self.part,
            name,
            device=self.device,
            cache=self.cache,
            context=self.context,
        )


def seen_by_model(
    what: Literal["event logits", "states"],
    info: MediaInfo,
    part: Span,
    name: str | None,
    *,
    device: Device,
    cache: Cache | None,
    context: JobContext,
) -> NDArray[np.float32]:
    """What a model sees in a part of a picture; from the cache, torch is not loaded.

    Args:
        what: see `picture_logits` and `picture_states` in `engine.dubbing.loaded_models`.
        info: the clip.
        part: the part to analyse, with its end.
        name: the model's name or file; None means the default.
        device: device to compute on.
        cache: cache for the features, and for the result.
        context: stages `model`, `picture` and `events`.

    Returns:
        (F,) logits or (2H, F) states at 21.5 per second from the start of the part.

    Raises:
        EnvironmentUnusableError: there is no model, it cannot be used here, or it was not trained
            on events.
    """
    from engine.model_files.model_file import find_model

    model = find_model("generator", name)
    key = None
    if cache is not None and model is not None:
        of_both = fingerprint(info.path), fingerprint(model.path)
        key = Cache.key(*of_both, what, device, part.start_s, part.end_s)
        kept = cache.get(key)
        if kept is not None and kept.dtype == np.float32:
            return kept
    from engine.dubbing import loaded_models
    from engine.machine.device import choose_device

    with context.stage("model"):
        loaded = loaded_models.open_model(name, choose_device(device, context))
    compute = (
        loaded_models.picture_logits if what == "event logits" else loaded_models.picture_states
    )
    seen = compute(info, part, loaded, cache, context)
    if cache is not None and key is not None:
        cache.put(key, seen, context)
    return seen


def _in_sound(info: MediaInfo, part: Span, context: JobContext) -> list[Candidate]:
    from engine.events.sound import find_candidates
    from engine.mel.contract import MEL

    with context.stage("events"):
        blocks = read_blocks(
            info,
            rate_hz=MEL.sample_rate_hz,
            mono=True,
            start_s=part.start_s,
            end_s=part.end_s,
            context=context,
        )
        return find_candidates((block[:, 0] for block in blocks), context)
