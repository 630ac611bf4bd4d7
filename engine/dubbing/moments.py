"""The events of a clip, from its picture or from its own sound."""

from pathlib import Path
from typing import Literal

from engine.events.event import Event, shifted
from engine.media.audio import read_blocks
from engine.media.probe import clip_range, probe, require_audio, require_video
from engine.progress import JobContext
from engine.recipe import WHOLE, Span
from engine.storage.cache import Cache


def clip_events(
    video: Path,
    source: Literal["picture", "sound"],
    *,
    span: Span = WHOLE,
    cache: Cache | None,
    context: JobContext,
) -> list[Event]:
    """Find the events of a part of a clip.

    Args:
        video: the clip's file.
        source: `picture` looks at the motion features, without any model; `sound` listens to the
            clip's first sound track.
        span: the part to look at.
        cache: where features of an earlier look may be.
        context: stages `picture` and `events`.

    Returns:
        Events in clip time, ascending; none where nothing happens.

    Raises:
        InputError: the file cannot be read, has no picture or no sound, or ends before the part.
        UsageError: the part is empty.
    """
    info = probe(video)
    start_s, end_s = span.start_s, clip_range(info, span.start_s, span.end_s)
    if source == "sound":
        require_audio(info)
        return _in_sound(video, start_s, end_s, context)
    require_video(info)
    return _in_picture(video, start_s, end_s, cache, context)


def _in_picture(
    video: Path, start_s: float, end_s: float, cache: Cache | None, context: JobContext
) -> list[Event]:
    from engine.events.picture import find_events
    from engine.features.backend import clip_features, create_backend

    with context.stage("picture"):
        features = clip_features(
            video,
            create_backend("motion"),
            start_s=start_s,
            end_s=end_s,
            cache=cache,
            context=context,
        )
    with context.stage("events"):
        found = find_events(features)
    return shifted(found, start_s)


def _in_sound(video: Path, start_s: float, end_s: float, context: JobContext) -> list[Event]:
    from engine.config import MEL
    from engine.events.sound import find_events

    with context.stage("events"):
        blocks = read_blocks(
            video,
            rate_hz=MEL.sample_rate_hz,
            mono=True,
            start_s=start_s,
            end_s=end_s,
            context=context,
        )
        found = find_events((block[:, 0] for block in blocks), context)
    return shifted(found, start_s)
