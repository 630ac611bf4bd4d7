"""Painted scenes with events at known times, and what the motion backend sees of them."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.features.motion import MotionBackend
from engine.features.planes import HEIGHT, PICTURES_PER_ROW, WIDTH
from engine.progress import JobContext

Image = NDArray[np.float32]  # (HEIGHT, WIDTH), 0 to 255
Scene = Callable[[float], Image]  # what is on screen at a time in seconds

ROWS_A_SECOND = 21.5
_Y, _X = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)


def texture(height: int = HEIGHT, width: int = WIDTH, seed: int = 0) -> Image:
    """Something for the flow to hold on to: smooth noise around grey."""
    coarse = np.random.default_rng(seed).normal(0, 1, (height // 4 + 2, width // 4 + 2))
    fine = np.kron(coarse, np.ones((4, 4)))
    for axis in (0, 1):
        fine = sum(np.roll(fine, shift, axis) for shift in range(-2, 3)) / 5
    return (110 + 60 * fine[:height, :width]).clip(0, 255).astype(np.float32)


BACKGROUND = texture()
ANOTHER_PLACE = texture(seed=9)
WIDE = texture(400, 900, seed=3)


def with_disc(image: Image, x: float, y: float, radius: float, brightness: float) -> Image:
    """The image with a disc on it, its edge one pixel soft."""
    top, left = max(0, int(y - radius - 1)), max(0, int(x - radius - 1))
    part = np.s_[top : int(y + radius + 3), left : int(x + radius + 3)]
    cover = (radius + 0.5 - np.hypot(_X[part] - x, _Y[part] - y)).clip(0, 1)
    painted = image.copy()
    painted[part] = image[part] * (1 - cover) + brightness * cover
    return painted


def bouncing_ball(hits_s: Sequence[float], floor_y: float = 105.0, height: float = 70.0) -> Scene:
    """A ball that is let go, and is at the floor at the given times, which are evenly spaced."""
    period_s = hits_s[1] - hits_s[0]

    def paint(time_s: float) -> Image:
        phase = max((time_s - hits_s[0]) / period_s, -0.5) % 1.0
        return with_disc(BACKGROUND, 85, floor_y - 4 * height * phase * (1 - phase), 10, 235)

    return paint


def hammer(hits_s: Sequence[float], swings: Sequence[float] | None = None) -> Scene:
    """A hammer that falls in 0.3 s, stops dead, and is raised again within a second.

    `swings` are the heights in pixels from which it falls to each hit.
    """
    swings = swings or [40.0] * len(hits_s)

    def height(time_s: float) -> float:
        for hit_s, swing in zip(hits_s, swings, strict=True):
            if hit_s - 0.3 <= time_s < hit_s:
                return swing * (1 - ((time_s - hit_s + 0.3) / 0.3) ** 2)
            if hit_s - 1.3 <= time_s < hit_s - 0.3:
                raised = time_s - hit_s + 1.3
                return swing * (3 * raised**2 - 2 * raised**3)
        return 0.0

    def paint(time_s: float) -> Image:
        y = 90 - height(time_s)
        image = BACKGROUND
        for x in range(30, 100, 5):  # the handle
            image = with_disc(image, x, y, 3, 60)
        return with_disc(image, 105, y, 12, 25)

    return paint


def flash(times_s: Sequence[float], *, everywhere: bool) -> Scene:
    """Light that comes at once and fades within a tenth of a second, everywhere or at a place."""
    place = np.exp(-((_X - 60) ** 2 + (_Y - 50) ** 2) / (2 * 14.0**2))

    def paint(time_s: float) -> Image:
        glow = sum(np.exp(-(time_s - at) / 0.08) for at in times_s if 0 <= time_s - at < 0.4)
        return BACKGROUND + 120 * glow * (1.0 if everywhere else place)

    return paint


def simmering(spans_s: Sequence[tuple[float, float]]) -> Scene:
    """A place that looks different thirty times a second during some spans."""
    chance = np.random.default_rng(0)
    looks = [BACKGROUND.copy() for _ in range(40)]
    for look in looks:
        look[40:80, 60:110] = np.kron(chance.uniform(40, 220, (10, 10)), np.ones((4, 5)))

    def paint(time_s: float) -> Image:
        is_on = any(start_s <= time_s < end_s for start_s, end_s in spans_s)
        return looks[int(time_s * 30) % 40 if is_on else 0]

    return paint


def still(time_s: float) -> Image:
    """Nothing happens."""
    return BACKGROUND


def cut(time_s: float) -> Image:
    """Another scene from 2 s on."""
    return BACKGROUND if time_s < 2 else ANOTHER_PLACE


def pan(time_s: float) -> Image:
    """The camera turns from 1 s to 3 s."""
    return _window(60 * min(max(time_s - 1, 0), 2), 12 * min(max(time_s - 1, 0), 2))


def shaken_camera(time_s: float) -> Image:
    """A camera in a hand."""
    x = 60 + 12 * np.sin(2 * np.pi * 0.7 * time_s) + 4 * np.sin(2 * np.pi * 1.9 * time_s + 1)
    return _window(x, 60 + 8 * np.sin(2 * np.pi * 0.9 * time_s + 2))


def snow(time_s: float) -> Image:
    """A television without a station."""
    chance = np.random.default_rng(round(time_s * 1000))
    return chance.uniform(0, 255, (HEIGHT, WIDTH)).astype(np.float32)


def _window(x: float, y: float) -> Image:
    """A part of a wide scene, between its pixels."""
    left, top = int(x), int(y)
    part = WIDE[top : top + HEIGHT + 1, left : left + WIDTH + 1]
    across = part[:, :-1] * (left + 1 - x) + part[:, 1:] * (x - left)
    return across[:-1] * (top + 1 - y) + across[1:] * (y - top)


def recorded(scene: Scene, times_s: Sequence[float], noise: float = 1.0) -> list[NDArray[np.uint8]]:
    """The frames (H, W, 3) of a recording, with the noise of a sensor."""
    chance = np.random.default_rng(1)
    frames = []
    for time_s in times_s:
        image = scene(float(time_s)) + chance.normal(0, noise, (HEIGHT, WIDTH))
        frames.append(np.repeat(image.clip(0, 255).astype(np.uint8)[..., None], 3, axis=2))
    return frames


def watch(
    scene: Scene, duration_s: float, *, rate: float = 30.0, noise: float = 1.0
) -> NDArray[np.float32]:
    """The motion features (2048, F) of a recording of the scene at `rate` frames a second."""
    return watch_times(scene, np.arange(0, duration_s, 1 / rate), duration_s, noise)


def watch_times(
    scene: Scene, times_s: Sequence[float], duration_s: float, noise: float = 1.0
) -> NDArray[np.float32]:
    """The motion features of a recording whose frames begin at the given times."""
    frames = recorded(scene, times_s, noise)
    shown_s = np.arange(int(duration_s * ROWS_A_SECOND) * PICTURES_PER_ROW) / (
        ROWS_A_SECOND * PICTURES_PER_ROW
    )
    shown = np.searchsorted(times_s, shown_s + 1e-6, side="right") - 1
    return MotionBackend().extract(
        (frames[number] for number in shown), int(duration_s * ROWS_A_SECOND), JobContext()
    )
