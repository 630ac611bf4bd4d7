"""The sounds, mels and videos of a report (paper, Generator Encoders Ablation, Fig. 5).

Every sound is brought to -23 LUFS, so that none seems better for being louder; the pictures show
the mels as they were made. A video is a small silent copy that every browser plays.
"""

import re
from pathlib import Path
from typing import Final

import numpy as np
import soundfile  # type: ignore[import-untyped]
from numpy.typing import NDArray

from engine.config import GRID
from engine.dubbing.level import gain_for, levelled
from engine.evaluation.browser_video import write_silent_copy
from engine.mel.contract import MEL
from engine.mel.image import write_mel_png
from engine.mel.spectrogram import mel_spectrogram
from engine.metrics.loudness import measure_loudness

Floats = NDArray[np.float32]

_WIDTH: Final = 320
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
    """Write a small silent copy of a video's first ten seconds."""
    write_silent_copy(target, video, width=_WIDTH, longest_s=GRID.window_s)


def example_name(system: str, plan: str, video: int, reference: int) -> str:
    """The name of an example's files, without a suffix."""
    plain = re.sub(r"[^a-z0-9]+", "-", system.lower()).strip("-")
    return f"{plan}-{video}-{reference}-{plain}"


def clip_name(clip: int) -> str:
    """The name of the files of a clip's own sound, without a suffix."""
    return f"clip-{clip}"
