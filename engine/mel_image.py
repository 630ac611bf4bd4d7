"""A mel-spectrogram as a picture file, low frequencies at the bottom."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.colour_maps import colours_at


def colour_table(entries: int = 256) -> NDArray[np.uint8]:
    """The colour map, dark to light: (entries, 3) RGB."""
    return colours_at(np.linspace(0.0, 1.0, entries))


def mel_picture(mel: NDArray[np.float32], *, scale: int = 1) -> NDArray[np.uint8]:
    """Colour a mel (80, T) of 0..1: (80 * scale, T, 3) RGB, the lowest band in the last row."""
    rows = np.clip(np.round(mel[::-1] * 255.0), 0, 255).astype(np.uint8)
    return colour_table()[np.repeat(rows, scale, axis=0)]


def write_mel_png(path: Path, mel: NDArray[np.float32], *, scale: int = 4) -> None:
    """Write a mel (80, T) of 0..1 as PNG, each band `scale` pixels high."""
    Image.fromarray(mel_picture(mel, scale=scale)).save(path, format="PNG")
