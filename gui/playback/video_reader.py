"""Reads frames of a clip by time stamp, forwards or after exact seeks."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
from PySide6.QtGui import QImage

from engine.media.decoding import SAME_TIME_S, FrameDecoder, TimedFrame, UprightPicture
from engine.media.probe import MediaInfo, VideoTrack, picture_stream, require_video
from engine.media.source import open_media, packets

_AHEAD_S: Final = 0.6  # up to this distance, decoding on is faster than seeking
_SEEK_BACK_S: Final = 0.5  # key frames can be stored under an earlier time


@dataclass(frozen=True, slots=True)
class Picture:
    """A video frame.

    Attributes:
        time_s: clip time from which it is shown.
        image: upright, with square pixels.
    """

    time_s: float
    image: QImage


class VideoReader:
    """An open clip; a context manager, to be used in one thread."""

    def __init__(
        self, info: MediaInfo, longest_side: int, *, key_frames_only: bool = False
    ) -> None:
        self._info = info
        self._key_frames_only = key_frames_only
        track = require_video(info)
        self._picture = UprightPicture(track, fitted_size(track, longest_side), is_fast=True)
        self._opened: AbstractContextManager[av.container.InputContainer] = open_media(info.path)
        self._frames: Iterator[TimedFrame] = iter(())
        self._shown: TimedFrame | None = None
        self._following: TimedFrame | None = None

    def __enter__(self) -> "VideoReader":
        container = self._opened.__enter__()
        self._decoder = FrameDecoder(container, self._info, key_frames_only=self._key_frames_only)
        self._start_over(0.0)
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.__exit__(None, None, None)

    def go_to(self, time_s: float) -> None:
        """Go to the frame shown at `time_s`."""
        at = self._shown.time_s if self._shown else None
        if at is None or not at <= time_s + SAME_TIME_S <= at + _AHEAD_S:
            self._start_over(time_s)
        while self._following is not None and self._following.time_s <= time_s + SAME_TIME_S:
            self._shown, self._following = self._following, next(self._frames, None)

    def current(self) -> Picture | None:
        """The current frame, or None if there is none."""
        return None if self._shown is None else self._convert(self._shown)

    def advance(self) -> float | None:
        """Go to the next frame and return its time; None after the last."""
        if self._following is None:
            return None
        self._shown, self._following = self._following, next(self._frames, None)
        return self._shown.time_s

    def _start_over(self, time_s: float) -> None:
        """Decode from the key frame before a time, or from the start if seeking fails."""
        for back_s in (_SEEK_BACK_S, time_s):
            target_s = max(0.0, time_s - back_s)
            if not self._decoder.seek(target_s):
                continue
            self._frames = self._decoder.frames(target_s)
            self._shown = next(self._frames, None)
            self._following = next(self._frames, None)
            if self._shown is not None and self._shown.time_s <= time_s + SAME_TIME_S:
                return

    def _convert(self, shown: TimedFrame) -> Picture:
        pixels = self._picture.pixels(shown.frame)
        height, width = pixels.shape[:2]
        image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        return Picture(shown.time_s, image.copy())


def fitted_size(track: VideoTrack, longest_side: int) -> tuple[int, int]:
    """Even width and height of the upright picture, scaled down to fit."""
    wide, high = track.display_width, track.display_height
    scale = min(1.0, longest_side / max(wide, high))
    return max(2, round(wide * scale / 2) * 2), max(2, round(high * scale / 2) * 2)


def frame_times(info: MediaInfo) -> list[float]:
    """Clip times of all frames, read from the packets without decoding."""
    times: set[float] = set()
    with open_media(Path(info.path)) as container:
        stream = picture_stream(container)
        if stream is None:
            return []
        base = stream.time_base or Fraction(1, av.time_base)
        for packet in packets(container, [stream]):
            if packet.pts is not None and packet.size and not packet.is_discard:
                times.add(float(packet.pts * base) - info.start_s)
    return sorted(time for time in times if time >= -SAME_TIME_S)
