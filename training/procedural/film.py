"""Films a scene as cameras and editors do: cuts, shaking hands, shutters, light, compression.

Shapes: F frames of the data set at 21.5 a second, each (H, W, 3) uint8 RGB.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.config import GRID
from engine.progress import JobContext
from training.procedural import textures
from training.procedural.scene import Scene
from training.procedural.textures import Picture, as_picture

OVERSCAN: Final = 1.2  # scenes are drawn larger than the result, for shaking and zooming

_SOURCE_RATES_HZ: Final = (12.5, 15.0, 21.5, 24.0, 25.0, 25.0, 29.97, 30.0, 30.0, 50.0)
_LONGEST_AWAY_S: Final = 1.5
_LONGEST_S: Final = 15.0  # scene time that jump cuts may use up

ShotKind = Literal["scene", "away"]


@dataclass(frozen=True, slots=True)
class Shot:
    """A stretch of the clip between two cuts.

    Attributes:
        start_s: clip time of its begin.
        end_s: clip time of its end.
        offset_s: scene time minus clip time.
        view: which camera.
        kind: "away" shows something else, while the scene continues unseen.
    """

    start_s: float
    end_s: float
    offset_s: float
    view: int
    kind: ShotKind = "scene"


def draw_shots(rng: np.random.Generator, duration_s: float) -> list[Shot]:
    """Draw the cuts of a clip: mostly none; else other cameras, jumps in time, looks away."""
    if rng.random() < 0.65:
        return [Shot(0.0, duration_s, 0.0, 0)]
    count = int(rng.integers(1, 5))
    places = np.sort(rng.uniform(0.5, duration_s - 0.3, count))
    edges = [0.0, *(float(place) for place in places), duration_s]
    shots = [Shot(edges[0], edges[1], 0.0, 0)]
    for start_s, end_s in itertools.pairwise(edges[1:]):
        last = shots[-1]
        way = rng.choice(["angle", "jump", "away"], p=[0.5, 0.35, 0.15])
        if way == "angle":
            shots.append(Shot(start_s, end_s, last.offset_s, 1 - last.view))
        elif way == "jump" and duration_s + last.offset_s + 1 < _LONGEST_S:
            jump_s = float(rng.uniform(0.3, 2.0))
            view = int(rng.integers(2))
            shots.append(Shot(start_s, end_s, last.offset_s + jump_s, view))
        else:
            back_s = min(end_s, start_s + float(rng.uniform(0.3, _LONGEST_AWAY_S)))
            shots.append(Shot(start_s, back_s, last.offset_s, last.view, "away"))
            if back_s < end_s:
                shots.append(Shot(back_s, end_s, last.offset_s, last.view))
    return shots


def scene_length_s(shots: Sequence[Shot]) -> float:
    """How long a scene must last for all shots."""
    return max(shot.end_s + shot.offset_s for shot in shots) + 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """How a clip is filmed and stored.

    Attributes:
        source_rate_hz: pictures a second that the camera took.
        shutter: share of a picture's time in which it is open.
        parts: pictures that are averaged for that.
        shake: size of the hand's movement, as a share of the picture.
        shake_hz: about how fast.
        thump: how much a blow shakes the camera.
        pan: how far it pans during the clip.
        zoom: by how much it zooms during the clip.
        tilt_degrees: of the horizon.
        mirrored: left is right.
        gain: brightness.
        drift: how much the exposure wanders.
        gamma: contrast.
        saturation: 0 is black and white.
        tint: (3,) white balance.
        flicker: of the lamps, a share of the brightness.
        flicker_hz: how fast it looks.
        blur: radius in pixels at a height of 192.
        noise: of the sensor, in grey levels.
        quality: of a JPEG compression, 0 to 100.
        bars: height of black bars, a share of the picture.
    """

    source_rate_hz: float
    shutter: float
    parts: int
    shake: float
    shake_hz: float
    thump: float
    pan: tuple[float, float]
    zoom: float
    tilt_degrees: float
    mirrored: bool
    gain: float
    drift: float
    gamma: float
    saturation: float
    tint: tuple[float, float, float]
    flicker: float
    flicker_hz: float
    blur: float
    noise: float
    quality: int
    bars: float


def draw_camera(rng: np.random.Generator) -> Camera:
    """Draw a camera: most clips have a few of its faults, none has all."""

    def sometimes(share: float, low: float, high: float, otherwise: float = 0.0) -> float:
        drawn = float(rng.uniform(low, high))
        return drawn if rng.random() < share else otherwise

    hand_held = rng.random() < 0.45
    red, blue = rng.normal(1.0, 0.07, 2)
    return Camera(
        source_rate_hz=float(rng.choice(_SOURCE_RATES_HZ)),
        shutter=float(rng.uniform(0.2, 0.9)),
        parts=int(rng.choice([1, 2, 3], p=[0.65, 0.25, 0.1])),
        shake=float(np.exp(rng.uniform(np.log(0.002), np.log(0.04)))) if hand_held else 0.0,
        shake_hz=float(rng.uniform(0.5, 4.0)),
        thump=sometimes(0.2, 0.002, 0.02),
        pan=(sometimes(0.15, -0.12, 0.12), sometimes(0.1, -0.08, 0.08)),
        zoom=sometimes(0.15, -0.2, 0.25),
        tilt_degrees=sometimes(0.3, -6, 6),
        mirrored=bool(rng.random() < 0.5),
        gain=float(np.exp(rng.normal(0.05, 0.25))),
        drift=sometimes(0.2, 0.02, 0.2),
        gamma=float(np.exp(rng.normal(0, 0.2))),
        saturation=sometimes(0.6, 0.4, 1.3, 1.0) if rng.random() < 0.93 else 0.0,
        tint=(float(red), 1.0, float(blue)),
        flicker=sometimes(0.15, 0.01, 0.08),
        flicker_hz=float(rng.uniform(0.5, 9.0)),
        blur=sometimes(0.35, 0.3, 2.0),
        noise=sometimes(0.6, 0.5, 10.0),
        quality=int(sometimes(0.75, 15, 90, 100)),
        bars=sometimes(0.1, 0.05, 0.14),
    )


class Film:
    """Turns a scene into the frames of a clip."""

    def __init__(
        self, rng: np.random.Generator, shots: Sequence[Shot], size: tuple[int, int]
    ) -> None:
        """Draw everything that the filming adds.

        Args:
            rng: draws it.
            shots: the cuts.
            size: (width, height) of the frames.
        """
        self._rng = rng
        self._shots = shots
        self._size = size
        self._camera = draw_camera(rng)
        self._away = _other_picture(rng, size)
        self._passer = _draw_passer(rng, size)
        self._caption = _draw_caption(rng, size)
        self._phases = rng.uniform(0, 2 * np.pi, 12)
        self._rates = self._camera.shake_hz * rng.uniform(0.5, 1.6, 12)
        # Exposure, contrast and white balance in one table per channel.
        levels = np.arange(256) / 255
        curve = levels**self._camera.gamma * self._camera.gain
        self._tables = [curve * tint * 255 for tint in self._camera.tint]

    def frames(
        self,
        scene: Scene,
        blows_s: NDArray[np.float64],
        rate: Fraction,
        context: JobContext,
    ) -> NDArray[np.uint8]:
        """Film a scene that is open.

        Args:
            scene: what to film; its pictures are `OVERSCAN` times larger than the frames.
            blows_s: clip times at which the camera is thumped.
            rate: frames a second; where that is more than the camera takes, pictures repeat.
            context: told of the progress, asked whether to stop.

        Returns:
            (F, H, W, 3), F the frames of ten seconds.
        """
        width, height = self._size
        count = int(GRID.window_s * rate)
        frames = np.empty((count, height, width, 3), np.uint8)
        before, picture = -1, np.zeros((height, width, 3), np.uint8)
        for index in range(count):
            time_s = float(index / rate)
            taken = int(time_s * self._camera.source_rate_hz + 1e-6)
            if taken != before:  # else the camera has no newer picture
                taken_s = taken / self._camera.source_rate_hz
                picture = self._take(scene, taken_s, blows_s)
                before = taken
            frames[index] = picture
            context.advance((index + 1) / count)
        return frames

    def _take(self, scene: Scene, time_s: float, blows_s: NDArray[np.float64]) -> Picture:
        shot = next((one for one in self._shots if time_s < one.end_s), self._shots[-1])
        if shot.kind == "away":
            large = self._away
        else:
            view = min(shot.view, len(scene.seen) - 1)
            large = self._expose(scene, time_s + shot.offset_s, view)
        if self._passer is not None:
            large = self._passer.over(large, time_s)
        framed = self._frame(large, time_s, blows_s)
        return self._develop(framed, time_s)

    def _expose(self, scene: Scene, scene_s: float, view: int) -> Picture:
        parts = self._camera.parts
        if parts == 1:
            return scene.draw(scene_s, view)
        open_s = self._camera.shutter / self._camera.source_rate_hz
        total: NDArray[np.uint16] | None = None
        for part in range(parts):
            # Open before the moment that the picture is said to show.
            moment_s = max(scene_s - open_s * part / parts, 0.0)
            drawn = scene.draw(moment_s, view).astype(np.uint16)
            total = drawn if total is None else total + drawn
        assert total is not None
        return (total // parts).astype(np.uint8)

    def _frame(self, large: Picture, time_s: float, blows_s: NDArray[np.float64]) -> Picture:
        """Cut the frame out of the larger picture, where the camera points now."""
        camera, (width, height) = self._camera, self._size
        waves = np.sin(2 * np.pi * self._rates * time_s + self._phases)
        x, y, turn = camera.shake * waves.reshape(3, 4).mean(1) * (2, 2, 1)
        part = time_s / GRID.window_s - 0.5
        x, y = x + camera.pan[0] * part, y + camera.pan[1] * part
        if camera.thump and blows_s.size:
            since_s = time_s - blows_s[blows_s <= time_s]
            if since_s.size:
                y += camera.thump * np.exp(-since_s[-1] / 0.08) * np.cos(60 * since_s[-1])
        scale = 1 + camera.zoom * part + max(-camera.zoom, 0) / 2
        angle = camera.tilt_degrees + np.degrees(turn)
        middle = (large.shape[1] / 2, large.shape[0] / 2)
        place = cv2.getRotationMatrix2D(middle, float(angle), float(scale))
        place[:, 2] += (
            width / 2 - middle[0] + x * width,
            height / 2 - middle[1] + y * height,
        )
        framed = cv2.warpAffine(
            large, place, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
        )
        return (framed[:, ::-1] if camera.mirrored else framed).astype(np.uint8)

    def _develop(self, framed: Picture, time_s: float) -> Picture:
        """Add what lens, sensor and file format do to the light."""
        camera, height = self._camera, self._size[1]
        light = 1 + camera.drift * np.sin(0.9 * time_s + self._phases[0])
        light += camera.flicker * np.sin(2 * np.pi * camera.flicker_hz * time_s)
        tables = [np.clip(table * light, 0, 255).astype(np.uint8) for table in self._tables]
        picture = np.asarray(cv2.LUT(framed, np.stack(tables, axis=-1)[None]), np.uint8)
        if camera.saturation != 1.0:
            grey = cv2.cvtColor(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
            share = camera.saturation
            picture = np.asarray(cv2.addWeighted(picture, share, grey, 1 - share, 0), np.uint8)
        if camera.blur:
            blurred = cv2.GaussianBlur(picture, (0, 0), camera.blur * height / 192)
            picture = np.asarray(blurred, np.uint8)
        if camera.noise:
            grain = self._rng.normal(0, camera.noise, picture.shape)
            picture = as_picture(picture + grain)
        if self._caption is not None:
            picture = np.where(self._caption[..., None] > 0, self._caption[..., None], picture)
        if camera.bars:
            bar = int(camera.bars * height)
            picture[:bar] = 0
            picture[height - bar :] = 0
        if camera.quality < 100:
            picture = _stored(picture, camera.quality)
        return picture


def _stored(picture: Picture, quality: int) -> Picture:
    """A picture after a compression."""
    stored = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(stored, cv2.IMREAD_COLOR), np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class _Passer:
    """A blurred thing that passes between the camera and the scene."""

    picture: NDArray[np.float32]  # (H, W, 4) with alpha
    starts_s: float
    takes_s: float
    height: float
    leftward: bool

    def over(self, large: Picture, time_s: float) -> Picture:
        """Put it over a picture where it is at a time."""
        part = (time_s - self.starts_s) / self.takes_s
        if not 0 < part < 1:
            return large
        high, wide = self.picture.shape[:2]
        along = 1 - part if self.leftward else part
        left = int(along * (large.shape[1] + wide)) - wide
        top = int(self.height * large.shape[0])
        x0, x1 = max(left, 0), min(left + wide, large.shape[1])
        y0, y1 = max(top, 0), min(top + high, large.shape[0])
        if x0 >= x1 or y0 >= y1:
            return large
        patch = self.picture[y0 - top : y1 - top, x0 - left : x1 - left]
        alpha = patch[..., 3:]
        mixed = large.copy()
        under = mixed[y0:y1, x0:x1]
        mixed[y0:y1, x0:x1] = (under * (1 - alpha) + patch[..., :3] * alpha).astype(np.uint8)
        return mixed


def _draw_passer(rng: np.random.Generator, size: tuple[int, int]) -> _Passer | None:
    if rng.random() > 0.15:
        return None
    high = int(size[1] * OVERSCAN * rng.uniform(0.3, 1.0))
    wide = int(size[0] * OVERSCAN * rng.uniform(0.08, 0.35))
    surface = cv2.resize(textures.any_surface(rng, 64), (wide, high)).astype(np.float32)
    mask = np.zeros((high, wide), np.float32)
    cv2.ellipse(mask, (wide // 2, high // 2), (wide // 2, high // 2), 0, 0, 360, 1.0, -1)
    soft = cv2.GaussianBlur(mask, (0, 0), max(wide / 20, 1))
    return _Passer(
        picture=np.dstack([surface * rng.uniform(0.2, 0.9), soft]).astype(np.float32),
        starts_s=float(rng.uniform(0, GRID.window_s)),
        takes_s=float(rng.uniform(0.5, 4)),
        height=float(rng.uniform(-0.1, 0.6)),
        leftward=bool(rng.random() < 0.5),
    )


def _draw_caption(rng: np.random.Generator, size: tuple[int, int]) -> Picture | None:
    """White strokes that stand in the picture all the time, like a title or a station's logo."""
    if rng.random() > 0.08:
        return None
    width, height = size
    mask = np.zeros((height, width), np.uint8)
    letters = "".join(chr(code) for code in rng.integers(65, 91, int(rng.integers(3, 14))))
    place = (int(rng.uniform(0.02, 0.5) * width), int(rng.choice([0.12, 0.95]) * height))
    cv2.putText(mask, letters, place, cv2.FONT_HERSHEY_SIMPLEX, height / 350, 230, 1, cv2.LINE_AA)
    return mask


def _other_picture(rng: np.random.Generator, size: tuple[int, int]) -> Picture:
    """A still of something else."""
    large = (int(size[0] * OVERSCAN), int(size[1] * OVERSCAN))
    return cv2.resize(textures.clutter(rng, 192), large).astype(np.uint8)
