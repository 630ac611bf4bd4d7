"""Sample the picture of a clip at a constant rate, whatever its own frame rate is.

A sample is the frame that a player would show at that time, found by presentation time stamps and
never by counting frames, so variable frame rates and late starts keep their timing.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID
from engine.errors import InputError
from engine.media.decoding import SAME_TIME_S, FrameDecoder, TimedFrame, UprightPicture
from engine.media.probe import MediaInfo, clip_range, probed, require_video
from engine.media.source import open_media
from engine.progress import JobContext

# A key frame's packet can be stored under its decoding time: seeks aim this much earlier, and with
# a wrong file index again by each longer step.
_SEEK_BACK_S: Final = (0.5, 5.0, 30.0)


def sample_frames(
    clip: Path | MediaInfo,
    *,
    rate: Fraction = GRID.video_rate,
    size: tuple[int, int] | None = None,
    start_s: float = 0.0,
    end_s: float | None = None,
    context: JobContext | None = None,
) -> Iterator[NDArray[np.uint8]]:
    """Return the upright picture at `start_s`, `start_s + 1 / rate` and so on, before `end_s`.

    Each is the latest frame whose time is not after the requested one; before the clip's first
    frame it is the first, after the last one the last. A repeated frame may be the same array
    object: treat the arrays as read-only.

    Args:
        clip: the video file, or its probed media info.
        rate: samples per second.
        size: width and height of the results in pixels; None means the display size.
        start_s: clip time of the first sample.
        end_s: clip time of the end; None means the end of the clip.
        context: for progress and cancellation.

    Yields:
        Arrays (H, W, 3), RGB, as many as whole steps of `rate` fit in, at least one.

    Raises:
        InputError: the file is unusable, has no picture, or `start_s` is outside it.
        UsageError: the range is empty.
    """
    info = probed(clip)
    track = require_video(info)
    end_s = clip_range(info, start_s, end_s)
    count = max(1, int((end_s - start_s) * rate + Fraction(1, 1000)))
    picture = UprightPicture(track, size or (track.display_width, track.display_height))
    frames = _timed_frames(info, start_s, end_s, context or JobContext())
    shown = next(frames, None)
    if shown is None:
        raise InputError(
            "The picture of {name} cannot be decoded.",
            hint="It is probably damaged.",
            name=info.path.name,
        )
    following = next(frames, None)
    pixels = picture.pixels(shown.frame)
    for number in range(count):
        wanted_s = start_s + float(number / rate) + SAME_TIME_S
        before = shown
        while following is not None and following.time_s <= wanted_s:
            shown, following = following, next(frames, None)
        if shown is not before:
            pixels = picture.pixels(shown.frame)
        yield pixels


def _timed_frames(
    info: MediaInfo, start_s: float, end_s: float, context: JobContext
) -> Iterator[TimedFrame]:
    """Frames sorted by time, starting with one that is on screen at `start_s` or earlier."""
    for back_s in _SEEK_BACK_S:
        if back_s >= start_s:
            break
        frames = _decoded(info, start_s, end_s, context, seek_s=start_s - back_s)
        first = next(frames, None)
        if first is not None and first.time_s <= start_s + SAME_TIME_S:
            yield first
            yield from frames
            return
    yield from _decoded(info, start_s, end_s, context)


def _decoded(
    info: MediaInfo,
    start_s: float,
    end_s: float,
    context: JobContext,
    *,
    seek_s: float | None = None,
) -> Iterator[TimedFrame]:
    """Decode frames from the key frame before `seek_s`, or from the first."""
    with open_media(info.path) as container:
        decoder = FrameDecoder(container, info)
        if seek_s is not None and not decoder.seek(seek_s):
            return
        for timed in decoder.frames(seek_s or 0.0):
            context.advance((timed.time_s - start_s) / (end_s - start_s))
            yield timed
