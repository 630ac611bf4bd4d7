"""Pictures that every current browser plays: H.264 with eight bits, in MP4."""

from fractions import Fraction
from pathlib import Path
from typing import Final

import av

from engine.media.frames import sample_frames
from engine.media.probe import probe, require_video

_FRAMES_PER_S: Final = 25
_QUALITY: Final = "30"  # libx264's constant rate factor
_PIXELS: Final = frozenset(("yuv420p", "yuvj420p"))


def plays_in_browsers(video: Path) -> bool:
    """Whether a browser plays the picture of a file without another copy."""
    with av.open(f"file:{video}") as container:
        stream = container.streams.best("video")
        if not isinstance(stream, av.VideoStream):
            return False
        context = stream.codec_context
        return context.name == "h264" and context.pix_fmt in _PIXELS


def write_silent_copy(target: Path, video: Path, *, width: int, longest_s: float) -> None:
    """Write a small upright copy of a video's picture, without its sound.

    Args:
        target: an .mp4; its folder is made.
        video: any clip.
        width: of the copy in pixels, which is even; the height follows.
        longest_s: the copy ends there at the latest.

    Raises:
        InputError: the clip cannot be read, or has no picture.
    """
    target.parent.mkdir(exist_ok=True)
    info = probe(video)
    shown = require_video(info)
    height = max(2, round(width * shown.display_height / shown.display_width / 2) * 2)
    end_s = min(longest_s, info.duration_s)
    with av.open(f"file:{target}", "w", container_options={"movflags": "faststart"}) as container:
        stream = container.add_stream("libx264", rate=_FRAMES_PER_S, options={"crf": _QUALITY})
        stream.width, stream.height = width, height
        stream.pix_fmt = "yuv420p"
        size, rate = (width, height), Fraction(_FRAMES_PER_S)
        for pixels in sample_frames(info, rate=rate, size=size, end_s=end_s):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, "rgb24")))
        container.mux(stream.encode(None))
