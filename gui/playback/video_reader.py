"""Pictures of a clip by their time stamps, for one thread: forwards, and after exact seeks."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import av.error
import numpy as np
from av.codec.context import ThreadType
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from PySide6.QtGui import QImage

from engine.errors import InputError
from engine.media.probe import MediaInfo, VideoTrack, picture_stream, require_video
from engine.media.source import open_media, packets

_SAME_S: Final = 1e-5  # times closer than this are equal
_AHEAD_S: Final = 0.6  # so far it is faster to decode on than to seek
_SEEK_BACK_S: Final = 0.5  # key frames can be stored under an earlier time


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is on the screen from `time_s` on.

    Attributes:
        time_s: clip time.
        image: upright, square pixels.
    """

    time_s: float
    image: QImage


class VideoReader:
    """An open clip. Use it as a context manager, in one thread."""

    def __init__(
        self, info: MediaInfo, longest_side: int, *, key_frames_only: bool = False
    ) -> None:
        self._info = info
        self._track = require_video(info)
        self._size = fitted_size(self._track, longest_side)
        self._key_frames_only = key_frames_only
        self._reformatter = VideoReformatter()
        self._opened: AbstractContextManager[av.container.InputContainer] = open_media(info.path)
        self._frames: Iterator[tuple[float, VideoFrame]] = iter(())
        self._shown: tuple[float, VideoFrame] | None = None
        self._following: tuple[float, VideoFrame] | None = None

    def __enter__(self) -> "VideoReader":
        self._container = self._opened.__enter__()
        stream = picture_stream(self._container)
        if stream is None:
            raise InputError(f"{self._info.path.name} has no picture that can be decoded.")
        self._stream = stream
        self._stream.thread_type = ThreadType.AUTO
        if self._key_frames_only:
            self._stream.codec_context.skip_frame = "NONKEY"
        self._base = stream.time_base or Fraction(1, av.time_base)
        self._start_over(0.0)
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.__exit__(None, None, None)

    def go_to(self, time_s: float) -> None:
        """Make `following` give the frames from the one that is on the screen at `time_s`."""
        at = self._shown[0] if self._shown else None
        if at is None or not at <= time_s + _SAME_S <= at + _AHEAD_S:
            self._start_over(time_s)
        while self._following is not None and self._following[0] <= time_s + _SAME_S:
            self._shown, self._following = self._following, next(self._frames, None)

    def current(self) -> Picture | None:
        """The picture at the place that was gone to."""
        return None if self._shown is None else self._convert(*self._shown)

    def advance(self) -> float | None:
        """Go on to the next frame; its time, or None after the last."""
        if self._following is None:
            return None
        self._shown, self._following = self._following, next(self._frames, None)
        return self._shown[0]

    def _start_over(self, time_s: float) -> None:
        """Decode from the key frame before a time; from the beginning where seeking fails."""
        for back_s in (_SEEK_BACK_S, time_s):
            target_s = max(0.0, time_s - back_s)
            try:
                ticks = round((self._info.start_s + target_s) / self._base)
                self._container.seek(ticks, stream=self._stream)
            except av.error.FFmpegError:
                continue
            self._frames = self._decoded(target_s)
            self._shown = next(self._frames, None)
            self._following = next(self._frames, None)
            if self._shown is not None and self._shown[0] <= time_s + _SAME_S:
                return

    def _decoded(self, start_s: float) -> Iterator[tuple[float, VideoFrame]]:
        step_s = float(1 / (self._stream.average_rate or 25))
        time_s = start_s - step_s
        for packet in packets(self._container, [self._stream]):
            try:
                frames = packet.decode()
            except av.error.FFmpegError:
                continue  # a damaged packet costs its picture, not the clip
            for frame in frames:
                if frame.pts is None:
                    time_s += step_s
                else:
                    time_s = float(frame.pts * self._base) - self._info.start_s
                yield time_s, frame

    def _convert(self, time_s: float, frame: VideoFrame) -> Picture:
        turns = self._track.rotation_deg // 90
        width, height = self._size[::-1] if turns % 2 else self._size
        scaled = self._reformatter.reformat(
            frame,
            width=width,
            height=height,
            format="rgb24",
            interpolation=Interpolation.FAST_BILINEAR,
        )
        pixels = np.ascontiguousarray(np.rot90(scaled.to_ndarray(), turns))
        height, width = pixels.shape[:2]
        image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        return Picture(time_s, image.copy())


def fitted_size(track: VideoTrack, longest_side: int) -> tuple[int, int]:
    """Width and height of the upright picture, even, never enlarged."""
    wide, high = track.display_width, track.display_height
    scale = min(1.0, longest_side / max(wide, high))
    return max(2, round(wide * scale / 2) * 2), max(2, round(high * scale / 2) * 2)


def frame_times(info: MediaInfo) -> list[float]:
    """The clip time of every frame, read from the packets without decoding."""
    times: set[float] = set()
    with open_media(Path(info.path)) as container:
        stream = picture_stream(container)
        if stream is None:
            return []
        base = stream.time_base or Fraction(1, av.time_base)
        for packet in packets(container, [stream]):
            if packet.pts is not None and packet.size and not packet.is_discard:
                times.add(float(packet.pts * base) - info.start_s)
    return sorted(time for time in times if time >= -_SAME_S)
