"""What a recording loses when it is stored: video as H.264, or every picture as a JPEG.

A sensor's noise differs from picture to picture, but a video codec does not store it: what hardly
changes stays exactly as it was until the next keyframe, where the whole picture is renewed at once.

Shapes: N pictures of (H, W, 3) uint8 RGB.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import av
import cv2
import numpy as np

from training.procedural.textures import Picture

_RATE_HZ: Final = Fraction(25)  # named in the stream only; nothing depends on it


@dataclass(frozen=True, slots=True)
class VideoCodec:
    """How a video is compressed.

    Attributes:
        quality: libx264's constant rate factor: 18 is hardly seen, 36 is coarse.
        keyframes: pictures from one keyframe to the next, at most.
    """

    quality: int
    keyframes: int


def as_video(pictures: Sequence[Picture], codec: VideoCodec) -> list[Picture]:
    """The N pictures as a player shows them after compression; the same ones give the same."""
    encoder = av.CodecContext.create("libx264", "w")
    assert isinstance(encoder, av.VideoCodecContext)
    encoder.height, encoder.width = pictures[0].shape[:2]
    encoder.pix_fmt = "yuv444p"  # any size; features read brightness alone
    encoder.framerate = _RATE_HZ
    encoder.thread_count = 1  # so that the result does not depend on the machine's cores
    encoder.options = {
        "crf": str(codec.quality),
        "g": str(codec.keyframes),
        "preset": "veryfast",
        "mbtree": "0",  # with it, the same pictures do not always give the same video
    }
    decoder = av.CodecContext.create("h264", "r")
    assert isinstance(decoder, av.VideoCodecContext)
    decoder.thread_count = 1
    frames = [_frame(picture, number) for number, picture in enumerate(pictures)]
    packets = [packet for frame in [*frames, None] for packet in encoder.encode(frame)]
    decoded = [frame for packet in [*packets, None] for frame in decoder.decode(packet)]
    return [np.asarray(frame.to_ndarray(format="rgb24"), np.uint8) for frame in decoded]


def _frame(picture: Picture, number: int) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), "rgb24")
    frame.pts = number
    return frame


def as_jpeg(picture: Picture, quality: int) -> Picture:
    """A picture (H, W, 3) after compression as a JPEG, 0 to 100."""
    encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR), np.uint8)
