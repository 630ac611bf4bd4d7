"""Procedural textures from noise: wood, cloth, brick, plaster, concrete and so on.

Every function returns (H, W, 3) uint8 RGB.
"""

import itertools
from collections.abc import Callable
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Colour = tuple[float, float, float]  # RGB, 0 to 1


def as_picture(values: NDArray[np.floating[Any]]) -> Picture:
    """Clip values to 0 to 255 and convert them to a picture."""
    return np.asarray(np.clip(values, 0, 255), np.uint8)


def noise(
    rng: np.random.Generator, size: int, grain: float = 1.0, octaves: int = 5
) -> NDArray[np.float32]:
    """Fractal noise (size, size), 0 to 1: a `grain` of 1 is cloudy, larger is finer."""
    total = np.zeros((size, size), np.float32)
    for octave in range(octaves):
        cells = min(max(int(3 * grain * 2**octave), 2), size)
        layer = rng.random((cells, cells), dtype=np.float32)
        total += cv2.resize(layer, (size, size), interpolation=cv2.INTER_CUBIC) / 2**octave
    low, high = float(total.min()), float(total.max())
    return (total - low) / max(high - low, 1e-6)


def blend(mask: NDArray[np.float32], dark: Colour, light: Colour) -> Picture:
    """Map a mask (H, W) of 0 to 1 to a gradient between two colours."""
    mixed = np.asarray(dark) + np.clip(mask, 0, 1)[..., None] * (
        np.asarray(light) - np.asarray(dark)
    )
    return as_picture(mixed * 255)


def colour(rng: np.random.Generator, *, low: float = 0.05, high: float = 0.95) -> Colour:
    """A random colour, mostly of low saturation like real objects."""
    grey = rng.uniform(low, high)
    tint = rng.normal(0, rng.choice([0.03, 0.1, 0.25]), 3)
    red, green, blue = np.clip(grey + tint, low, high)
    return float(red), float(green), float(blue)


def shade(of: Colour, factor: float) -> Colour:
    """A darker or lighter shade of a colour."""
    red, green, blue = (min(max(channel * factor, 0.0), 1.0) for channel in of)
    return red, green, blue


def wood(rng: np.random.Generator, size: int, tone: Colour | None = None) -> Picture:
    """Planed wood: growth rings cut lengthwise, fine pores along the grain."""
    tone = tone or (rng.uniform(0.4, 0.8), rng.uniform(0.25, 0.5), rng.uniform(0.1, 0.3))
    warp = noise(rng, size, 0.7, 3)
    across = np.linspace(0, rng.uniform(5, 11), size, dtype=np.float32)[:, None]
    rings = 0.5 + 0.5 * np.sin(2 * np.pi * (across + 1.6 * warp))
    pores = cv2.resize(rng.random((size, 8), dtype=np.float32), (size, size))
    mask = 0.15 + 0.5 * rings**1.5 + 0.35 * pores
    return blend(mask.astype(np.float32), shade(tone, 0.72), shade(tone, 1.15))


def boards(rng: np.random.Generator, size: int) -> Picture:
    """A floor or wall of boards."""
    count = int(rng.integers(3, 9))
    picture = wood(rng, size)
    edges = np.linspace(0, size, count + 1).astype(int)
    for start, end in itertools.pairwise(edges):
        shift = int(rng.integers(size))
        tone = rng.uniform(0.75, 1.1)
        picture[start:end] = np.clip(np.roll(picture[start:end], shift, 1) * tone, 0, 255)
        picture[start : start + 2] = picture[start : start + 2] // 3
    return picture


def plaster(rng: np.random.Generator, size: int) -> Picture:
    """A painted wall."""
    tone = colour(rng, low=0.3)
    return blend(noise(rng, size, rng.uniform(0.5, 4)), shade(tone, 0.85), shade(tone, 1.08))


def concrete(rng: np.random.Generator, size: int) -> Picture:
    """Asphalt, concrete, soil, grass: grainy, in one tone."""
    tone = colour(rng, low=0.15, high=0.7)
    grains = rng.random((size, size), dtype=np.float32)
    mask = 0.6 * noise(rng, size, 2) + 0.4 * cv2.GaussianBlur(grains, (0, 0), rng.uniform(0.6, 1.5))
    return blend(mask, shade(tone, 0.6), shade(tone, 1.3))


def brick(rng: np.random.Generator, size: int) -> Picture:
    """Bricks or tiles in courses."""
    tone, joint = colour(rng, low=0.2), colour(rng, low=0.3, high=0.8)
    rows = int(rng.integers(5, 12))
    height, width = size / rows, size / rows * rng.uniform(1.0, 2.5)
    mask = noise(rng, size, 3)
    picture = blend(mask, shade(tone, 0.75), shade(tone, 1.15))
    gap = max(int(height * 0.1), 1)
    ink = [int(255 * channel) for channel in joint]
    for row in range(rows):
        top = int(row * height)
        picture[top : top + gap] = ink
        offset = width / 2 if row % 2 else 0.0
        for left in np.arange(offset, size, width).astype(int):
            picture[top : int(top + height), left : left + gap] = ink
    return picture


def checker(rng: np.random.Generator, size: int) -> Picture:
    """Tiles of two colours."""
    count = int(rng.integers(2, 10))
    cells = (np.indices((count, count)).sum(0) % 2).astype(np.float32)
    mask = cv2.resize(cells, (size, size), interpolation=cv2.INTER_NEAREST)
    return blend(0.85 * mask + 0.15 * noise(rng, size, 3), colour(rng), colour(rng))


def cloth(rng: np.random.Generator, size: int) -> Picture:
    """Woven or printed cloth: stripes of several colours, sometimes crossing."""
    picture = np.full((size, size, 3), [int(255 * c) for c in colour(rng)], np.uint8)
    for _ in range(int(rng.integers(0, 6))):
        ink = np.array([255 * c for c in colour(rng)])
        start, wide = rng.integers(0, size), rng.integers(size // 40 + 1, size // 5)
        stripe = picture[:, start : start + wide]
        stripe[:] = 0.35 * stripe + 0.65 * ink
        if rng.random() < 0.4:
            band = picture[start : start + wide]
            band[:] = 0.5 * band + 0.5 * ink
    weave = 0.9 + 0.2 * rng.random((size, size, 1), dtype=np.float32)
    folds = 0.8 + 0.4 * noise(rng, size, 0.8, 3)[..., None]
    return as_picture(picture * weave * folds)


def clutter(rng: np.random.Generator, size: int) -> Picture:
    """A room out of focus: blurred boxes, shelves, lamps."""
    picture = plaster(rng, size)
    for _ in range(int(rng.integers(5, 30))):
        ink = [int(255 * c) for c in colour(rng)]
        x, y = (int(v) for v in rng.integers(-size // 8, size, 2))
        wide, high = (int(v) for v in rng.integers(size // 20, size // 3, 2))
        if rng.random() < 0.7:
            cv2.rectangle(picture, (x, y), (x + wide, y + high), ink, -1)
        else:
            cv2.ellipse(picture, (x, y), (wide // 2 + 1, high // 2 + 1), 0, 0, 360, ink, -1)
    return cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.5, size / 50)).astype(np.uint8)


SURFACES: Final[tuple[Callable[[np.random.Generator, int], Picture], ...]] = (
    wood,
    boards,
    plaster,
    concrete,
    brick,
    checker,
    cloth,
    clutter,
)


def any_surface(rng: np.random.Generator, size: int) -> Picture:
    """A random texture of any kind."""
    return SURFACES[int(rng.integers(len(SURFACES)))](rng, size)
