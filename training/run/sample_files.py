"""Writes the samples of a training: mel images and sounds."""

import wave
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.mel.contract import MEL
from engine.mel.image import mel_picture

Floats = NDArray[np.float32]

_SCALE: Final = 3  # pixels per mel band
_GAP_PIXELS: Final = 4
_DIFFERENCE_GAIN: Final = 2.0  # mean differences of a few hundredths would be too dark to see


def write_comparison(path: Path, truth: Floats, made: Floats) -> None:
    """Write mels (80, T) of 0 to 1 as one image: ground truth, generated, and difference."""
    difference = np.clip(np.abs(truth - made) * _DIFFERENCE_GAIN, 0.0, 1.0)
    gap = np.full((_GAP_PIXELS, truth.shape[1], 3), 128, np.uint8)
    panels = [mel_picture(mel, scale=_SCALE) for mel in (truth, made, difference)]
    picture = np.concatenate([panels[0], gap, panels[1], gap, panels[2]])
    Image.fromarray(picture).save(path, format="PNG")


def write_16_bit_wav(path: Path, sound: Floats) -> None:
    """Write a sound (n,) at 22050 Hz as 16-bit PCM, turned down if it exceeds full scale."""
    peak = np.abs(sound).max(initial=1.0)
    samples = np.round(sound * (32767.0 / peak)).astype("<i2")
    with path.open("wb") as target, wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(MEL.sample_rate_hz)
        file.writeframes(samples.tobytes())
