"""A mel-spectrogram as a picture file, low frequencies at the bottom."""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

# Nine colours from black over violet and orange to pale yellow, rising evenly in lightness, so
# that loudness reads alike in colour, in grey print and to the colour-blind.
_ANCHORS: Final = np.array(
    [
        (0, 0, 4),
        (28, 16, 68),
        (79, 18, 123),
        (129, 37, 129),
        (181, 54, 122),
        (229, 80, 100),
        (251, 135, 97),
        (254, 194, 135),
        (252, 253, 191),
    ],
    dtype=np.float64,
)


def colour_table(entries: int = 256) -> NDArray[np.uint8]:
    """The colour map, dark to light: (entries, 3) RGB."""
    places = np.linspace(0.0, len(_ANCHORS) - 1, entries)
    knots = np.arange(len(_ANCHORS))
    channels = [np.interp(places, knots, _ANCHORS[:, channel]) for channel in range(3)]
    return np.stack(channels, axis=1).round().astype(np.uint8)


def mel_picture(mel: NDArray[np.float32], *, scale: int = 1) -> NDArray[np.uint8]:
    """Colour a mel (80, T) of 0..1: (80 * scale, T, 3) RGB, the lowest band in the last row."""
    rows = np.clip(np.round(mel[::-1] * 255.0), 0, 255).astype(np.uint8)
    return colour_table()[np.repeat(rows, scale, axis=0)]


def write_mel_png(path: Path, mel: NDArray[np.float32], *, scale: int = 4) -> None:
    """Write a mel (80, T) of 0..1 as PNG, each band `scale` pixels high."""
    Image.fromarray(mel_picture(mel, scale=scale)).save(path, format="PNG")
