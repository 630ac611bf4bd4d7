"""The sounds, mels and videos of a report (paper, Generator Encoders Ablation, Fig. 5).

Every sound is brought to -23 LUFS, so that none seems better for being louder; the pictures show
the mels as they were made. A video is a small silent copy that every browser plays.
"""

import re
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import numpy as np
import soundfile  # type: ignore[import-untyped]
from numpy.typing import NDArray

from engine.config import GRID, MEL
from engine.dubbing.level import gain_for, levelled
from engine.media.frames import sample_frames
from engine.media.probe import probe
from engine.mel import mel_spectrogram
from engine.mel_image import write_mel_png
from engine.metrics.loudness import measure_loudness

Floats = NDArray[np.float32]

_FRAMES_PER_S: Final = 25
_WIDTH: Final = 320
_QUALITY: Final = "30"  # libx264's constant rate factor
_BAND_PIXELS: Final = 2
_PICTURE_SAMPLES: Final = 10 * MEL.sample_rate_hz  # a mel's picture is 862 pixels wide


def write_example(folder: Path, name: str, wave: Floats) -> None:
    """Write a sound (n,) as FLAC at the common loudness, and its mel as PNG: `name`.flac, .png."""
    (folder / "sounds").mkdir(exist_ok=True)
    block = wave[:, np.newaxis]
    gain_db = gain_for(measure_loudness([block], MEL.sample_rate_hz, 1), "match", None)
    blocks = levelled([block], MEL.sample_rate_hz, channels=1, gain_db=gain_db)
    path = folder / "sounds" / name
    soundfile.write(
        path.with_suffix(".flac"), np.concatenate(list(blocks)), MEL.sample_rate_hz, "PCM_16"
    )
    mel = mel_spectrogram(wave[:_PICTURE_SAMPLES])
    write_mel_png(path.with_suffix(".png"), mel, scale=_BAND_PIXELS)


def write_video(target: Path, video: Path) -> None:
    """Write a small silent copy of a video's first ten seconds, as H.264 in MP4."""
    target.parent.mkdir(exist_ok=True)
    info = probe(video)
    assert info.video is not None
    width, height = info.video.display_width, info.video.display_height
    size = (_WIDTH, max(2, round(_WIDTH * height / width / 2) * 2))
    end_s = min(GRID.window_s, info.duration_s)
    with av.open(str(target), "w", container_options={"movflags": "faststart"}) as container:
        stream = container.add_stream("libx264", rate=_FRAMES_PER_S, options={"crf": _QUALITY})
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        for pixels in sample_frames(info, rate=Fraction(_FRAMES_PER_S), size=size, end_s=end_s):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, "rgb24")))
        container.mux(stream.encode(None))


def example_name(system: str, plan: str, video: int, reference: int) -> str:
    """The name of an example's files, without a suffix."""
    plain = re.sub(r"[^a-z0-9]+", "-", system.lower()).strip("-")
    return f"{plan}-{video}-{reference}-{plain}"


def clip_name(clip: int) -> str:
    """The name of the files of a clip's own sound, without a suffix."""
    return f"clip-{clip}"
