"""Bursts of light in the dark: fireworks, flash bulbs, sparks. Drawn in 2-D, not simulated."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.procedural import textures
from training.procedural.rhythm import Tempo, draw_beats
from training.procedural.scene import Blow, Drawn, Order
from training.procedural.textures import Picture, as_picture

_TEMPO: Final = Tempo(shortest_s=0.15, usual_s=0.9, feints=0.0)
_RISE_S: Final = 0.9  # a rocket climbs for this long before it bursts
_GRAVITY: Final = 0.25  # screen heights per second squared


@dataclass(frozen=True, slots=True, eq=False)
class _Burst:
    """A burst; positions and speeds in screen heights."""

    time_s: float
    force: float
    x: float
    y: float
    speeds: NDArray[np.float64]  # (P, 2) of its sparks
    colours: NDArray[np.float64]  # (P, 3)
    fade_s: float
    drag_s: float
    flash: float
    rises: bool


class Lights(Drawn):
    """See the module."""

    def __init__(self, order: Order) -> None:
        rng = order.rng
        self._order = order
        beats = draw_beats(rng, _TEMPO, order.length_s)
        kind = rng.choice(["fireworks", "fireworks", "flashes", "sparks"])
        self._bursts = [_burst(rng, beat.time_s, beat.strength, str(kind)) for beat in beats]
        blows = [Blow(beat.time_s, beat.strength) for beat in beats]
        super().__init__(blows, "burst", float(rng.uniform(2, 60)))
        self._backdrop = _backdrop(rng, order.size)
        self._glow = float(rng.uniform(0.6, 2.5))

    def draw(self, time_s: float, view: int) -> Picture:
        """See `Scene.draw`."""
        width, height = self._order.size
        light = np.zeros((height, width, 3), np.float32)
        brightness = 0.0
        for burst in self._bursts:
            brightness += _draw(burst, light, time_s)
        soft = cv2.GaussianBlur(light, (0, 0), height / 60)
        lit = self._backdrop * (1 + 2.5 * brightness) + (light + self._glow * soft) * 255
        lit += 40 * brightness
        return as_picture(lit)


def _burst(rng: np.random.Generator, time_s: float, force: float, kind: str) -> _Burst:
    sparks = {"fireworks": 110, "flashes": 3, "sparks": 45}[kind]
    angle = rng.uniform(0, 2 * np.pi, sparks)
    pace = rng.uniform(0.3, 1.3) * (0.4 + 0.6 * force)
    speed = (
        pace
        * rng.normal(1.0, 0.3 if kind == "sparks" else 0.1, sparks)
        * np.sqrt(rng.random(sparks))
    )
    tones = np.array([textures.colour(rng, low=0.3, high=1.0) for _ in range(2)])
    return _Burst(
        time_s=time_s,
        force=force,
        x=float(rng.uniform(0.2, 0.8)),
        y=float(rng.uniform(0.15, 0.6) if kind == "fireworks" else rng.uniform(0.3, 0.8)),
        speeds=np.stack([np.cos(angle), np.sin(angle)], 1) * speed[:, None],
        colours=tones[rng.integers(0, 2, sparks)] * 1.4,
        fade_s=float(rng.uniform(0.4, 1.6) if kind == "fireworks" else rng.uniform(0.08, 0.5)),
        drag_s=float(rng.uniform(0.15, 0.5)),
        flash=float(rng.uniform(0.1, 1.0)) * force * (2 if kind == "flashes" else 1),
        rises=kind == "fireworks",
    )


def _draw(burst: _Burst, light: NDArray[np.float32], time_s: float) -> float:
    """Add a burst to a picture (H, W, 3); return how much it lights up the surroundings."""
    height, width = light.shape[:2]
    since_s = time_s - burst.time_s
    if burst.rises and -_RISE_S < since_s < 0:
        y = burst.y + 0.8 * (since_s / _RISE_S) ** 2
        place = (int(burst.x * width), int(y * height))
        cv2.circle(light, place, max(height // 130, 1), (0.9, 0.7, 0.4), -1, cv2.LINE_AA)
    if not 0 <= since_s < 3 * burst.fade_s + 0.1:
        return 0.0
    fade = np.exp(-since_s / burst.fade_s * 1.5)
    travel_s = burst.drag_s * (1 - np.exp(-since_s / burst.drag_s))
    for (across, down), tone in zip(burst.speeds, burst.colours, strict=True):
        x = (burst.x * width) + across * travel_s * height
        y = (burst.y + down * travel_s + 0.5 * _GRAVITY * since_s**2) * height
        size = max(round(height / 90 * (0.5 + fade)), 1)
        cv2.circle(light, (int(x), int(y)), size, (tone * fade).tolist(), -1, cv2.LINE_AA)
    bright = float(np.exp(-since_s / 0.06)) * burst.flash
    radius = int(height * 0.12 * (0.3 + burst.force) * np.exp(-since_s / 0.1)) + 1
    middle = (int(burst.x * width), int(burst.y * height))
    cv2.circle(light, middle, radius, (bright * 3, bright * 2.8, bright * 2.4), -1, cv2.LINE_AA)
    return bright


def _backdrop(rng: np.random.Generator, size: tuple[int, int]) -> NDArray[np.float32]:
    """A dark sky over roofs or trees, or a dim room."""
    width, height = size
    if rng.random() < 0.3:
        room = cv2.resize(textures.any_surface(rng, 192), size)
        return room.astype(np.float32) * np.float32(rng.uniform(0.05, 0.5))
    top, bottom = (np.array(textures.colour(rng, low=0.0, high=0.25)) for _ in range(2))
    ramp = np.linspace(0, 1, height)[:, None, None]
    picture = np.tile((top * (1 - ramp) + bottom * ramp) * 255, (1, width, 1)).astype(np.float32)
    roofs = [int(height * rng.uniform(0.75, 0.98)) for _ in range(int(rng.integers(4, 20)))]
    step = width / len(roofs)
    for index, roof in enumerate(roofs):
        left = int(index * step)
        picture[roof:, left : int(left + step) + 1] *= 0.3
    return picture
