"""Mel spectrograms in colour, for image files and for the window."""

from pathlib import Path
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

MapName = Literal["magma", "viridis", "grey"]

# Lightness rises evenly in both, so loudness reads the same in colour, in greyscale and with colour
# blindness: "magma" goes from black over violet and orange to pale yellow, "viridis" from violet
# over green to yellow.
_ANCHORS: Final[dict[MapName, tuple[tuple[int, int, int], ...]]] = {
    "magma": (
        (0, 0, 4),
        (28, 16, 68),
        (79, 18, 123),
        (129, 37, 129),
        (181, 54, 122),
        (229, 80, 100),
        (251, 135, 97),
        (254, 194, 135),
        (252, 253, 191),
    ),
    "viridis": (
        (68, 1, 84),
        (71, 44, 122),
        (59, 81, 139),
        (44, 113, 142),
        (33, 144, 141),
        (39, 173, 129),
        (92, 200, 99),
        (170, 220, 50),
        (253, 231, 37),
    ),
    "grey": ((0, 0, 0), (255, 255, 255)),
}


def colours_at(values: NDArray[np.floating], name: MapName = "magma") -> NDArray[np.uint8]:
    """Map values (n,) from 0 (dark) to 1 (light) to RGB colours (n, 3)."""
    anchors = np.array(_ANCHORS[name], dtype=np.float64)
    places = np.clip(values, 0.0, 1.0) * (len(anchors) - 1)
    knots = np.arange(len(anchors))
    channels = [np.interp(places, knots, anchors[:, channel]) for channel in range(3)]
    return np.stack(channels, axis=-1).round().astype(np.uint8)


def colour_table() -> NDArray[np.uint8]:
    """The default colour map from dark to light: (256, 3) RGB."""
    return colours_at(np.linspace(0.0, 1.0, 256))


def mel_picture(mel: NDArray[np.float32], *, scale: int = 1) -> NDArray[np.uint8]:
    """Colour a mel (80, T) of 0..1: (80 * scale, T, 3) RGB, the lowest band in the last row."""
    rows = np.clip(np.round(mel[::-1] * 255.0), 0, 255).astype(np.uint8)
    return colour_table()[np.repeat(rows, scale, axis=0)]


def write_mel_png(path: Path, mel: NDArray[np.float32], *, scale: int = 4) -> None:
    """Write a mel (80, T) of 0..1 as PNG, each band `scale` pixels high."""
    from PIL import Image  # only needed here, not for the colours

    Image.fromarray(mel_picture(mel, scale=scale)).save(path, format="PNG")
