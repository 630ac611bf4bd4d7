"""Flat cut-out shapes with random textures, bouncing around in a frame or falling to a ground."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.procedural import textures
from training.procedural.scene import Blow, Drawn, Order
from training.procedural.textures import Picture, as_picture

_STEP_S: Final = 0.002
_EDGE: Final = 0.1  # margin that camera shake may crop
_SLOW: Final = 0.12  # screen heights per second: impacts below this speed are inaudible


@dataclass(frozen=True, slots=True, eq=False)
class _Shape:
    """A cut-out: its picture with an alpha channel, and its trajectory in screen heights."""

    picture: NDArray[np.float32]  # (H, W, 4), 0 to 255 and alpha 0 to 1
    path: NDArray[np.float64]  # (S, 2)
    turn: NDArray[np.float64]  # (S,) degrees


class Cutouts(Drawn):
    """See the module."""

    def __init__(self, order: Order) -> None:
        rng = order.rng
        width, height = order.size
        self._order = order
        self._backdrop = cv2.resize(textures.any_surface(rng, 256), order.size)
        ground = float(rng.uniform(0.65, 0.9))
        falls = rng.random() < 0.6
        if falls:
            floor = cv2.resize(textures.any_surface(rng, 128), order.size)
            self._backdrop[int(ground * height) :] = floor[int(ground * height) :]
        self._shapes: list[_Shape] = []
        blows: list[Blow] = []
        for _ in range(int(rng.choice([1, 1, 1, 2, 3]))):
            radius = float(rng.uniform(0.04, 0.16))
            silent = rng.random() < 0.15
            low, right = (ground if falls else 1 - _EDGE), width / height - _EDGE
            walls = (radius + _EDGE, right - radius, radius + _EDGE, low - radius)
            path, hits = _bounce(rng, order.length_s, walls, falls=bool(falls))
            turn = rng.uniform(0, 360) + np.cumsum(np.full(len(path), rng.normal(0, 90) * _STEP_S))
            if silent:  # a distractor that drifts through everything
                path, hits = _drift(rng, order.length_s, width / height), []
            self._shapes.append(_Shape(_cut_out(rng, radius * height), path, turn))
            blows += hits
        blows.sort(key=lambda blow: blow.time_s)
        super().__init__(blows, "struck", float(rng.uniform(0.5, 4)))

    def draw(self, time_s: float, view: int) -> Picture:
        """See `Scene.draw`."""
        width, height = self._order.size
        picture = self._backdrop.astype(np.float32)
        for shape in self._shapes:
            step = min(round(time_s / _STEP_S), len(shape.path) - 1)
            x, y = shape.path[step] * height
            size = shape.picture.shape[0]
            matrix = cv2.getRotationMatrix2D((size / 2, size / 2), float(shape.turn[step]), 1.0)
            matrix[:, 2] += (x - size / 2, y - size / 2)
            drawn = cv2.warpAffine(shape.picture, matrix, (width, height), flags=cv2.INTER_LINEAR)
            alpha = drawn[..., 3:]
            picture = picture * (1 - alpha) + drawn[..., :3] * alpha
        return as_picture(picture)


def _cut_out(rng: np.random.Generator, radius: float) -> NDArray[np.float32]:
    """A shape cut out of a texture: (H, W, 4)."""
    size = int(2 * radius) + 6
    mask = np.zeros((size, size), np.float32)
    corners = int(rng.choice([3, 4, 5, 6, 24]))
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    reach = radius * (1 if corners == 24 else rng.uniform(0.6, 1.0, corners))
    points = np.stack([np.cos(angle) * reach, np.sin(angle) * reach], 1) + size / 2
    cv2.fillPoly(mask, [np.round(points * 8).astype(np.int32)], 1.0, cv2.LINE_AA, shift=3)
    surface = cv2.resize(textures.any_surface(rng, 64), (size, size)).astype(np.float32)
    return np.dstack([surface, mask])


def _bounce(
    rng: np.random.Generator,
    length_s: float,
    walls: tuple[float, float, float, float],
    *,
    falls: bool,
) -> tuple[NDArray[np.float64], list[Blow]]:
    """The path of a shape between walls (left, right, top, bottom), and its impacts on them."""
    left, right, top, bottom = walls
    place = np.array([rng.uniform(left, right), rng.uniform(top, (top + bottom) / 2)])
    speed = rng.normal(0, rng.uniform(0.2, 1.2), 2)
    pull = rng.uniform(0.8, 4.0) if falls else 0.0
    restitution = rng.uniform(0.5, 0.95) if falls else rng.uniform(0.85, 1.0)
    relaunch_s = rng.uniform(0.5, 3.0)  # a shape that lies still for this long is thrown up again
    low, high = np.array([left, -9.0 if falls else top]), np.array([right, bottom])
    path = np.empty((round(length_s / _STEP_S), 2))
    blows: list[Blow] = []
    rests_s = 0.0
    for step in range(len(path)):
        speed[1] += pull * _STEP_S
        place = place + speed * _STEP_S
        for axis in (0, 1):
            over = place[axis] < low[axis] and speed[axis] < 0
            under = place[axis] > high[axis] and speed[axis] > 0
            if over or under:
                if abs(speed[axis]) > _SLOW:
                    blows.append(Blow(step * _STEP_S, float(abs(speed[axis]))))
                place[axis] = low[axis] if over else high[axis]
                speed[axis] *= -restitution
        rests_s = (
            rests_s + _STEP_S
            if falls and abs(speed[1]) < _SLOW / 2 and place[1] > bottom - 0.01
            else 0.0
        )
        if rests_s > relaunch_s:
            speed = np.array([rng.normal(0, 0.6), -rng.uniform(0.8, 2.0)])
            rests_s = 0.0
        path[step] = place
    return path, blows


def _drift(rng: np.random.Generator, length_s: float, wide: float) -> NDArray[np.float64]:
    """A smooth path across the whole picture: (S, 2)."""
    time_s = np.arange(round(length_s / _STEP_S)) * _STEP_S
    x = wide * (0.5 + 0.6 * np.sin(rng.uniform(0.2, 1.2) * time_s + rng.uniform(0, 6)))
    y = 0.5 + 0.4 * np.sin(rng.uniform(0.2, 1.2) * time_s + rng.uniform(0, 6))
    return np.stack([x, y], 1)
