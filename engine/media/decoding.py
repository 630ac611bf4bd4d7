"""Decode the frames of a clip with their clip times, and convert them to upright pictures.

Both the model's constant-rate sampling (`engine.media.frames`) and the window's pictures use this
decoder, so both see the same frame at the same time.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final, NamedTuple

import numpy as np
from av.codec.context import ThreadType
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

from engine.media.probe import MOST_PIXELS, MediaInfo, VideoTrack, required_picture
from engine.media.source import decoded, packets, seek, time_base

# Times closer than this are equal: a tick of the finest common clock, far below a frame.
SAME_TIME_S: Final = 1e-5

# A frame whose time is later than this after the clip's end has a damaged time stamp.
_AFTER_END_S: Final = 1.0

_FALLBACK_RATE: Final = Fraction(25)  # frames per second if the file does not say


class TimedFrame(NamedTuple):
    """A decoded frame and the clip time at which it appears."""

    time_s: float
    frame: VideoFrame


class FrameDecoder:
    """Decodes the picture of an open clip, from its start or from near any time.

    Decoding only the key frames is fast.

    Raises:
        InputError: it has no picture.
    """

    def __init__(
        self, container: InputContainer, info: MediaInfo, *, key_frames_only: bool = False
    ) -> None:
        stream = required_picture(container, info.path)
        stream.thread_type = ThreadType.AUTO
        stream.codec_context.options = {"max_pixels": str(MOST_PIXELS)}
        if key_frames_only:
            stream.codec_context.skip_frame = "NONKEY"
        self._container = container
        self._stream = stream
        self._info = info
        self._base = time_base(stream)

    def seek(self, time_s: float) -> bool:
        """Seek to the key frame before a clip time; return whether the file supports it."""
        return seek(self._container, self._stream, (self._info.start_s + time_s) / self._base)

    def frames(self, from_s: float = 0.0) -> Iterator[TimedFrame]:
        """Decode frames from the current position, which is near `from_s`.

        A damaged packet loses its own frames, not the rest of the clip.
        """
        step_s = float(1 / (self._stream.average_rate or _FALLBACK_RATE))
        time_s = from_s - step_s
        for packet in packets(self._container, [self._stream]):
            for frame in decoded(packet):
                if frame.pts is None:  # it follows the previous one
                    time_s += step_s
                else:
                    time_s = float(frame.pts * self._base) - self._info.start_s
                if time_s <= self._info.duration_s + _AFTER_END_S:
                    yield TimedFrame(time_s, frame)


class UprightPicture:
    """Converts decoded frames to upright RGB arrays of one size, (width, height).

    `is_fast` gives up fine detail for speed.
    """

    def __init__(self, track: VideoTrack, size: tuple[int, int], *, is_fast: bool = False) -> None:
        width, height = size
        self._quarter_turns = track.rotation_deg // 90
        self._stored = (height, width) if self._quarter_turns % 2 else (width, height)
        self._is_fast = is_fast
        self._reformatter = VideoReformatter()

    def pixels(self, frame: VideoFrame) -> NDArray[np.uint8]:
        """Convert a frame to (H, W, 3), RGB."""
        width, height = self._stored
        # Scale before rotating: fewer pixels to rotate, and one pass of the scaler.
        scaled = self._reformatter.reformat(
            frame,
            width=width,
            height=height,
            format="rgb24",
            interpolation=self._interpolation(frame),
        )
        turned = np.rot90(scaled.to_ndarray(), self._quarter_turns)
        return np.ascontiguousarray(turned, dtype=np.uint8)

    def _interpolation(self, frame: VideoFrame) -> Interpolation:
        if self._is_fast:
            return Interpolation.FAST_BILINEAR
        width, height = self._stored
        shrinks = width <= frame.width and height <= frame.height
        return Interpolation.AREA if shrinks else Interpolation.BILINEAR
