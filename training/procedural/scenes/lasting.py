"""Things that go on for a while: sawing, pouring, a rolling ball, a cry. Drawn in 2-D.

Each moves or stays open exactly as long as its sound lasts, and rests in between.

Shapes: positions in screen heights from the centre; pictures (H, W, 3).
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from training.procedural import textures
from training.procedural.rhythm import Stretch, draw_stretches
from training.procedural.scene import Blow, Drawn, Order
from training.procedural.textures import Picture, as_picture

Canvas = NDArray[np.float32]
Tone = tuple[float, float, float]  # RGB, 0 to 255

_LENGTH_S: Final = (0.3, 4.0)
_PAUSE_S: Final = (0.25, 2.0)
_TURN_S: Final = 0.12  # how long a mouth takes to open or a jug to tilt
_DROPS: Final = 24


class _Act(Protocol):
    """What happens in a scene."""

    def draw(self, canvas: Canvas, time_s: float, done_s: float, level: float) -> None:
        """Draw the act.

        Args:
            canvas: drawn on.
            time_s: scene time.
            done_s: how long it has gone on so far, in all stretches.
            level: how much it goes on now, 0 to 1.
        """
        ...


class _Saw:
    """A blade that goes to and fro in a beam."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._wood, self._steel = _tone(rng, 0.3, 0.7), _tone(rng, 0.5, 0.95)
        self._reach = float(rng.uniform(0.06, 0.2))
        self._stroke_hz = float(rng.uniform(1.0, 4.0))
        self._deep = float(rng.uniform(0.005, 0.03))

    def draw(self, canvas: Canvas, time_s: float, done_s: float, level: float) -> None:
        """See `_Act.draw`."""
        across = self._reach * np.sin(2 * np.pi * self._stroke_hz * done_s)
        down = min(0.14, self._deep * done_s)
        _box(canvas, (-0.25, 0.05), (0.25, 0.3), self._wood)
        _box(canvas, (across - 0.4, -0.06 + down), (across + 0.4, 0.06 + down), self._steel)
        _box(canvas, (across + 0.36, -0.1 + down), (across + 0.5, 0.1 + down), self._wood)
        for drop in range(round(_DROPS * level)):
            fall = (time_s * 3 + drop / _DROPS) % 1.0
            place = (0.03 * np.sin(37.0 * drop), 0.1 + down + 0.35 * fall * fall)
            _dot(canvas, place, 0.006, self._wood)


class _Pour:
    """A jug that tilts and pours into a glass."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._jug, self._water = _tone(rng, 0.2, 0.9), _tone(rng, 0.3, 0.95)
        self._rate = float(rng.uniform(0.01, 0.05))
        self._width = float(rng.uniform(0.008, 0.03))

    def draw(self, canvas: Canvas, time_s: float, done_s: float, level: float) -> None:
        """See `_Act.draw`."""
        height = canvas.shape[0]
        filled = 0.24 * (1 - float(np.exp(-self._rate * done_s / 0.24)))
        _box(canvas, (-0.12, 0.38 - filled), (0.12, 0.38), self._water)
        _box(canvas, (-0.14, 0.1), (-0.12, 0.4), self._jug)
        _box(canvas, (0.12, 0.1), (0.14, 0.4), self._jug)
        corners = np.array([(0.02, -0.3), (0.3, -0.3), (0.3, 0.0), (0.02, 0.0)])
        turn = np.radians(-55 * level)
        spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        tilted = (corners - (0.16, -0.15)) @ spin.T + (0.16, -0.15)
        cv2.fillPoly(canvas, [_pixels(canvas, tilted)], self._jug, cv2.LINE_AA)
        for drop in range(round(_DROPS * level)):
            fall = (time_s * 4 + drop / _DROPS) % 1.0
            wobble = 0.01 * np.sin(90 * time_s + 7.0 * drop)
            place = (wobble, -0.18 + (0.54 - filled) * fall)
            _dot(canvas, place, self._width * (1 + 0.4 * np.sin(11.0 * drop)), self._water)
        if level > 0:  # the surface is disturbed
            ripple = round(3 + 0.01 * height * np.sin(60 * time_s))
            middle = _pixels(canvas, np.array([(0.0, 0.38 - filled)]))[0]
            axes = (round(0.1 * height), max(1, ripple))
            cv2.ellipse(canvas, middle.tolist(), axes, 0, 0, 360, self._water, 1, cv2.LINE_AA)


class _Roll:
    """A ball that rolls to and fro on a plank."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._ball, self._spot, self._plank = (_tone(rng, 0.1, 0.95) for _ in range(3))
        self._radius = float(rng.uniform(0.05, 0.13))
        self._speed = float(rng.uniform(0.15, 0.7))

    def draw(self, canvas: Canvas, time_s: float, done_s: float, level: float) -> None:
        """See `_Act.draw`."""
        _box(canvas, (-0.6, 0.25), (0.6, 0.3), self._plank)
        travelled = self._speed * done_s
        across = 0.45 * float(np.abs((travelled / 0.45) % 4 - 2) - 1)  # to and fro
        _dot(canvas, (across, 0.25 - self._radius), self._radius, self._ball)
        for spot in range(3):
            angle = across / self._radius + 2 * np.pi * spot / 3
            place = np.array([np.cos(angle), np.sin(angle)]) * 0.6 * self._radius
            _dot(canvas, (across + place[0], 0.25 - self._radius + place[1]), 0.02, self._spot)


class _Cry:
    """A face whose mouth is open as long as it cries."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._skin, self._dark = _tone(rng, 0.3, 0.9), _tone(rng, 0.0, 0.15)
        self._wide = float(rng.uniform(0.06, 0.12))
        self._tremble_hz = float(rng.uniform(3, 8))

    def draw(self, canvas: Canvas, time_s: float, done_s: float, level: float) -> None:
        """See `_Act.draw`."""
        height = canvas.shape[0]
        nod = 0.01 * level * np.sin(2 * np.pi * self._tremble_hz * time_s)
        face, mouth, left, right = _pixels(
            canvas, np.array([(0, nod), (0, 0.15 + nod), (-0.11, nod - 0.08), (0.11, nod - 0.08)])
        )
        ellipse = [round(each * height) for each in (0.27, 0.36)]
        cv2.ellipse(canvas, face.tolist(), ellipse, 0, 0, 360, self._skin, -1, cv2.LINE_AA)
        opened = 0.008 + 0.1 * level * (1 + 0.1 * np.sin(2 * np.pi * self._tremble_hz * time_s))
        lips = [round(each * height) for each in (self._wide, opened)]
        cv2.ellipse(canvas, mouth.tolist(), lips, 0, 0, 360, self._dark, -1, cv2.LINE_AA)
        lids = [round(each * height) for each in (0.035, 0.025 - 0.018 * level)]
        for eye in (left, right):
            cv2.ellipse(canvas, eye.tolist(), lids, 0, 0, 360, self._dark, -1, cv2.LINE_AA)


class _Lasting(Drawn):
    """See the module."""

    def __init__(self, order: Order, act: Callable[[np.random.Generator], _Act]) -> None:
        rng = order.rng
        self._order, self._act = order, act(rng)
        self._stretches = draw_stretches(rng, order.length_s, _LENGTH_S, _PAUSE_S)
        blows = [Blow(each.time_s, each.strength, each.length_s) for each in self._stretches]
        super().__init__(blows, "held", float(rng.uniform(0.5, 4)))
        self._backdrop = cv2.resize(textures.any_surface(rng, 256), order.size)
        self._at = rng.uniform(-0.08, 0.08, 2)

    def draw(self, time_s: float, view: int) -> Picture:
        """See `Scene.draw`."""
        canvas = self._backdrop.astype(np.float32)
        self._act.draw(canvas, time_s, *gone_on(self._stretches, time_s))
        width, height = self._order.size
        moved = np.array([[1, 0, self._at[0] * height], [0, 1, self._at[1] * height]])
        edge = cv2.BORDER_REPLICATE
        drawn = cv2.warpAffine(canvas, moved, (width, height), borderMode=edge)
        return as_picture(np.asarray(drawn, np.float32))


def gone_on(stretches: Sequence[Stretch], time_s: float) -> tuple[float, float]:
    """How long stretches have gone on by a time, in all, and how much one goes on then, 0 to 1."""
    done_s = level = 0.0
    for each in stretches:
        since_s = time_s - each.time_s
        done_s += float(np.clip(since_s, 0, each.length_s))
        rise, fall = since_s / _TURN_S, (each.length_s - since_s) / _TURN_S
        level = max(level, float(np.clip(min(rise, fall), 0, 1)))
    return done_s, level


saw, pour, roll, cry = (partial(_Lasting, act=each) for each in (_Saw, _Pour, _Roll, _Cry))


def _tone(rng: np.random.Generator, low: float, high: float) -> Tone:
    red, green, blue = textures.colour(rng, low=low, high=high)
    return 255 * red, 255 * green, 255 * blue


def _pixels(canvas: Canvas, places: NDArray[np.float64]) -> NDArray[np.int32]:
    """Pixels (N, 2) of places (N, 2)."""
    height, width = canvas.shape[:2]
    pixels: NDArray[np.int32] = np.rint(places * height + (width / 2, height / 2)).astype(np.int32)
    return pixels


def _box(
    canvas: Canvas, corner: tuple[float, float], opposite: tuple[float, float], tone: Tone
) -> None:
    first, second = _pixels(canvas, np.array([corner, opposite]))
    cv2.rectangle(canvas, first.tolist(), second.tolist(), tone, -1)


def _dot(canvas: Canvas, place: tuple[float, float], radius: float, tone: Tone) -> None:
    (middle,) = _pixels(canvas, np.array([place]))
    size = max(1, round(radius * canvas.shape[0]))
    cv2.circle(canvas, middle.tolist(), size, tone, -1, cv2.LINE_AA)
