"""Find the rest of a clip's events from those that a person set: from files to candidates."""

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np

from engine.dubbing.take_events import seen_by_model
from engine.errors import EnvironmentUnusableError
from engine.events.candidates import Candidate
from engine.events.event import audible
from engine.events.likeness.finding import Examples, find_like, finished_stretch, require_enough
from engine.events.likeness.rows import PictureRows, picture_rows
from engine.events.picture import impacts, strongest_around
from engine.features.backend import clip_features, create_backend
from engine.media.probe import MediaInfo, clip_range, probe, require_video
from engine.model_files.model_file import InstalledModel, find_event_model
from engine.progress import JobContext
from engine.recipe import Device, Span, TaughtClip
from engine.storage.cache import Cache

_IMPACT_NEPERS: Final = 4.0  # what the strongest impact around adds to the model's logit
_TINY: Final = np.finfo(np.float32).tiny
_SEEN: Final[tuple[Literal["event logits", "states"], ...]] = ("event logits", "states")


def find_rest(
    clip: TaughtClip,
    others: Sequence[TaughtClip] = (),
    *,
    model: str | None = None,
    device: Device = "auto",
    cache: Cache | None,
    context: JobContext,
) -> list[Candidate]:
    """Find the events of a clip that are like those set in it, and in other clips.

    Args:
        clip: the clip to search, outside its finished stretch.
        others: clips that add examples.
        model: name or file of the model whose view of the picture is used besides motion and
            light; None means the default, if there is one that can be used.
        device: device for the model.
        cache: cache for the features and the model's states.
        context: stages `picture`, `model` and `events`.

    Returns:
        Candidates in clip time, ascending; those with a certainty of 0.5 or more count as found.

    Raises:
        InputError: there are too few events to learn from, they contradict the rejected times,
            nothing is left to search, or a clip has no picture.
        UsageError: the finished stretch is empty.
        EnvironmentUnusableError: the named model cannot be used.
    """
    clips = [clip, *others]
    infos = [probe(each.video) for each in clips]
    for info in infos:
        require_video(info)
    require_enough(sum(len(audible(each.events)) for each in clips))  # before anything is computed
    stretches = [_finished_s(each, info) for each, info in zip(clips, infos, strict=True)]
    seen_by = _model(model, context)
    try:
        rows = [_rows(info, seen_by, device, cache, context) for info in infos]
    except EnvironmentUnusableError as error:
        if model is not None:
            raise
        context.note("{error} Only motion and light were compared.", error=error)
        rows = [_rows(info, None, device, cache, context) for info in infos]
    examples = [
        Examples(seen, each.events, stretch, each.rejected_s)
        for each, stretch, seen in zip(clips, stretches, rows, strict=True)
    ]
    with context.stage("events"):
        return find_like(examples[0], examples[1:])


def _finished_s(clip: TaughtClip, info: MediaInfo) -> tuple[float, float]:
    if clip.finished is None or not clip.events:
        return finished_stretch(clip.events, clip.rejected_s)
    start_s, end_s = clip.finished.start_s, clip.finished.end_s
    return start_s, clip_range(info, start_s, end_s)


def _model(name: str | None, context: JobContext) -> InstalledModel | None:
    """The model that looks at the picture; one that was not taught events sees nothing of use."""
    model = find_event_model(name)
    if model is None:
        context.note(
            "No model that detects events is installed, so only motion and light were compared."
            if name is None
            else "The model {name} was not trained to detect events, so only motion and light were "
            "compared.",
            name=name,
        )
    return model


def _rows(
    info: MediaInfo,
    model: InstalledModel | None,
    device: Device,
    cache: Cache | None,
    context: JobContext,
) -> PictureRows:
    whole = Span(0.0, clip_range(info, 0.0, None))
    with context.stage("picture"):
        features = clip_features(
            info, create_backend("motion"), end_s=whole.end_s, cache=cache, context=context
        )
    impact = impacts(features)
    evidence = _IMPACT_NEPERS * impact / np.maximum(strongest_around(impact), _TINY)
    if model is None:
        return picture_rows(features, evidence)
    name = str(model.path)
    logits, states = (
        seen_by_model(what, info, whole, name, device=device, cache=cache, context=context)
        for what in _SEEN
    )
    return picture_rows(features, evidence + logits, states)
