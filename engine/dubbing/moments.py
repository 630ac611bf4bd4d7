"""The events of a take: edited by the user, or detected in the clip's picture or sound."""

import math
from collections.abc import Iterable
from typing import Literal

from engine.errors import InputError
from engine.events.event import Event, audible, shifted
from engine.media.audio import read_blocks
from engine.media.probe import MediaInfo, clip_range, require_audio, require_video
from engine.progress import JobContext
from engine.recipe import WHOLE, Recipe, Span
from engine.storage.cache import Cache


def clip_events(
    info: MediaInfo,
    source: Literal["picture", "sound"],
    *,
    span: Span = WHOLE,
    cache: Cache | None,
    context: JobContext,
) -> list[Event]:
    """Detect the events of a part of a clip.

    Args:
        info: the clip.
        source: `picture` analyses the motion features, without any model; `sound` analyses the
            clip's first audio track.
        span: the part to analyse.
        cache: cache for the features.
        context: stages `picture` and `events`.

    Returns:
        Events in clip time, ascending; empty if nothing happens.

    Raises:
        InputError: the clip has no picture or no sound, or ends before the span.
        UsageError: the span is empty.
    """
    start_s, end_s = span.start_s, clip_range(info, span.start_s, span.end_s)
    if source == "sound":
        require_audio(info)
        return _in_sound(info, start_s, end_s, context)
    require_video(info)
    return _in_picture(info, start_s, end_s, cache, context)


def recipe_events(
    recipe: Recipe, info: MediaInfo, span: Span, cache: Cache | None, context: JobContext
) -> list[Event]:
    """The events of a recipe within its span: as edited by the user, or detected in the clip."""
    if isinstance(recipe.events, tuple):
        end_s = math.inf if span.end_s is None else span.end_s
        return sorted(each for each in recipe.events if span.start_s <= each.time_s < end_s)
    source: Literal["picture", "sound"] = "sound" if recipe.events == "sound" else "picture"
    return clip_events(info, source, span=span, cache=cache, context=context)


def require_audible(events: Iterable[Event], recipe: Recipe, span: Span) -> None:
    """Refuse to render silence.

    Raises:
        InputError: no event is audible.
    """
    if audible(events):
        return
    if isinstance(recipe.events, tuple):
        where = "the list of events"
    elif recipe.events == "model":
        where = f"{recipe.video.name}, according to the model,"
    else:
        where = f"the {recipe.events} of {recipe.video.name}"
    raise InputError(
        f"No event was found in {where} between {span.start_s:.2f} s and {span.end_s:.2f} s.",
        hint="Choose another --range or --events, or write the events to a CSV file yourself.",
    )


def _in_picture(
    info: MediaInfo, start_s: float, end_s: float, cache: Cache | None, context: JobContext
) -> list[Event]:
    from engine.events.picture import find_events
    from engine.features.backend import clip_features, create_backend

    with context.stage("picture"):
        features = clip_features(
            info,
            create_backend("motion"),
            start_s=start_s,
            end_s=end_s,
            cache=cache,
            context=context,
        )
    with context.stage("events"):
        found = find_events(features)
    return shifted(found, start_s)


def _in_sound(info: MediaInfo, start_s: float, end_s: float, context: JobContext) -> list[Event]:
    from engine.config import MEL
    from engine.events.sound import find_events

    with context.stage("events"):
        blocks = read_blocks(
            info,
            rate_hz=MEL.sample_rate_hz,
            mono=True,
            start_s=start_s,
            end_s=end_s,
            context=context,
        )
        found = find_events((block[:, 0] for block in blocks), context)
    return shifted(found, start_s)
