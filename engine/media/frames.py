"""The pictures of a clip on an even clock, whatever clock they were recorded on.

A sampled frame is what a player would have on its screen at that moment, found by presentation
time stamps and never by counting frames, so variable frame rates and late starts keep their time.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Final, NamedTuple

import av
import av.error
import numpy as np
from av.codec.context import ThreadType
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from engine.config import GRID
from engine.errors import InputError
from engine.media.probe import (
    MOST_PIXELS,
    MediaInfo,
    VideoTrack,
    clip_range,
    picture_stream,
    probe,
    require_video,
)
from engine.media.source import open_media, packets
from engine.progress import JobContext

# A key frame's packet can be stored under its decoding time: seeks aim this much earlier, and
# once more by each longer step where a file's index is wrong.
_SEEK_BACK_S: Final = (0.5, 5.0, 30.0)

# A frame that claims to come later than this after the clip's end has a damaged time stamp.
_AFTER_END_S: Final = 1.0

_FALLBACK_RATE: Final = Fraction(25)  # frames a second where a file says nothing about it

# Times closer than this are equal: a tick of the finest common clock, far below a frame.
_SAME_TIME_S: Final = 1e-5


def sample_frames(
    path: Path,
    *,
    rate: Fraction = GRID.video_rate,
    size: tuple[int, int] | None = None,
    start_s: float = 0.0,
    end_s: float | None = None,
    context: JobContext | None = None,
) -> Iterator[NDArray[np.uint8]]:
    """The upright picture at `start_s`, `start_s + 1 / rate` and so on, until before `end_s`.

    Each is the latest frame whose time is not after the wanted one; before the clip's first frame
    it is that first frame, after the last one the last. A frame shown twice may be the same array
    twice: treat the arrays as read-only.

    Args:
        path: the video file.
        rate: pictures a second.
        size: width and height of the results in pixels; the display size where None.
        start_s: clip time of the first picture.
        end_s: clip time of the end; that of the clip where None.
        context: told of the progress; ends the job when it is cancelled.

    Yields:
        Arrays (H, W, 3), RGB, as many as whole steps of `rate` fit in, at least one.

    Raises:
        InputError: the file cannot be used, has no picture, or `start_s` is not in it.
        UsageError: the range is empty.
    """
    info = probe(path)
    track = require_video(info)
    end_s = clip_range(info, start_s, end_s)
    count = max(1, int((end_s - start_s) * rate + Fraction(1, 1000)))
    picture = _Picture(track, size)
    frames = _timed_frames(path, info, start_s, end_s, context or JobContext())
    shown = next(frames, None)
    if shown is None:
        raise InputError(
            f"The picture of {path.name} cannot be decoded.", hint="It is probably damaged."
        )
    following = next(frames, None)
    for number in range(count):
        wanted_s = start_s + float(number / rate) + _SAME_TIME_S
        while following is not None and following.time_s <= wanted_s:
            shown, following = following, next(frames, None)
        yield picture.upright(shown.frame)


class _TimedFrame(NamedTuple):
    """A decoded frame and the clip time at which it appears."""

    time_s: float
    frame: VideoFrame


class _Picture:
    """Turns decoded frames into upright RGB arrays of one size."""

    def __init__(self, track: VideoTrack, size: tuple[int, int] | None) -> None:
        width, height = size or (track.display_width, track.display_height)
        self._quarter_turns = track.rotation_deg // 90
        self._stored = (height, width) if self._quarter_turns % 2 else (width, height)
        self._reformatter = VideoReformatter()
        self._last: tuple[VideoFrame, NDArray[np.uint8]] | None = None

    def upright(self, frame: VideoFrame) -> NDArray[np.uint8]:
        """The frame as (H, W, 3), RGB; the array of the last call if the frame is the same."""
        if self._last is not None and self._last[0] is frame:
            return self._last[1]
        width, height = self._stored
        # Scaled before it is turned: fewer pixels to turn, and one pass of the scaler.
        shrinks = width <= frame.width and height <= frame.height
        scaled = self._reformatter.reformat(
            frame,
            width=width,
            height=height,
            format="rgb24",
            interpolation=Interpolation.AREA if shrinks else Interpolation.BILINEAR,
        )
        turned = np.rot90(scaled.to_ndarray(), self._quarter_turns)
        pixels = np.ascontiguousarray(turned, dtype=np.uint8)
        self._last = (frame, pixels)
        return pixels


def _timed_frames(
    path: Path, info: MediaInfo, start_s: float, end_s: float, context: JobContext
) -> Iterator[_TimedFrame]:
    """Frames in order of time, from one that is on screen at `start_s` or earlier."""
    for back_s in _SEEK_BACK_S:
        if back_s >= start_s:
            break
        frames = _decoded(path, info, start_s, end_s, context, seek_s=start_s - back_s)
        first = next(frames, None)
        if first is not None and first.time_s <= start_s + _SAME_TIME_S:
            yield first
            yield from frames
            return
    yield from _decoded(path, info, start_s, end_s, context)


def _decoded(
    path: Path,
    info: MediaInfo,
    start_s: float,
    end_s: float,
    context: JobContext,
    *,
    seek_s: float | None = None,
) -> Iterator[_TimedFrame]:
    """Frames as the decoder gives them, from the key frame before `seek_s` or from the first."""
    with open_media(path) as container:
        stream = picture_stream(container)
        if stream is None:
            return
        stream.thread_type = ThreadType.AUTO
        stream.codec_context.options = {"max_pixels": str(MOST_PIXELS)}
        base = stream.time_base or Fraction(1, av.time_base)
        if seek_s is not None and not _seek(container, stream, (info.start_s + seek_s) / base):
            return
        step_s = float(1 / (stream.average_rate or _FALLBACK_RATE))
        time_s = (seek_s or 0.0) - step_s
        for packet in packets(container, [stream]):
            for frame in _frames_of(packet):
                # A frame without a time stamp follows the one before it.
                time_s = (
                    time_s + step_s if frame.pts is None else float(frame.pts * base) - info.start_s
                )
                context.advance((time_s - start_s) / (end_s - start_s))
                if time_s <= info.duration_s + _AFTER_END_S:
                    yield _TimedFrame(time_s, frame)


def _seek(container: InputContainer, stream: VideoStream, ticks: float) -> bool:
    """Go to the key frame before a time stamp; whether the file allows it."""
    try:
        container.seek(int(ticks), stream=stream)
    except av.error.FFmpegError:
        return False
    return True


def _frames_of(packet: "Packet[VideoStream]") -> list[VideoFrame]:
    """The frames that a packet completes: none where it is damaged."""
    try:
        return packet.decode()
    except av.error.FFmpegError:
        return []
