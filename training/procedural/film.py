"""Camera and editing effects: cuts, camera shake, motion blur, exposure, compression.

Shapes: F frames of the data set at 21.5 fps, each (H, W, 3) uint8 RGB.
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
from training.procedural.compression import VideoCodec, as_jpeg, as_video
from training.procedural.draws import log_uniform
from training.procedural.scene import Scene
from training.procedural.textures import Picture, as_picture

OVERSCAN: Final = 1.2  # scenes are rendered larger than the frame, for camera shake and zoom

_SOURCE_RATES_HZ: Final = (12.5, 15.0, 21.5, 24.0, 25.0, 25.0, 29.97, 30.0, 30.0, 50.0)
_STORED_RATES_HZ: Final = (15.0, 21.5, 21.5, 24.0, 25.0, 30.0)
_LONGEST_CUTAWAY_S: Final = 1.5
_LONGEST_SCENE_S: Final = 15.0  # limits how far jump cuts may skip

ShotKind = Literal["scene", "away"]


@dataclass(frozen=True, slots=True)
class Shot:
    """A part of the clip between two cuts.

    Attributes:
        start_s: clip time of its start.
        end_s: clip time of its end.
        offset_s: scene time minus clip time.
        view: index of the camera.
        kind: "away" is a cutaway to something else while the scene continues unseen.
    """

    start_s: float
    end_s: float
    offset_s: float
    view: int
    kind: ShotKind = "scene"


def draw_shots(rng: np.random.Generator, duration_s: float) -> list[Shot]:
    """Draw the cuts of a clip: mostly none; otherwise camera changes, jump cuts, cutaways."""
    if rng.random() < 0.65:
        return [Shot(0.0, duration_s, 0.0, 0)]
    count = int(rng.integers(1, 5))
    cuts = np.sort(rng.uniform(0.5, duration_s - 0.3, count))
    edges = [0.0, *(float(cut) for cut in cuts), duration_s]
    shots = [Shot(edges[0], edges[1], 0.0, 0)]
    for start_s, end_s in itertools.pairwise(edges[1:]):
        last = shots[-1]
        kind = rng.choice(["angle", "jump", "away"], p=[0.5, 0.35, 0.15])
        if kind == "angle":
            shots.append(Shot(start_s, end_s, last.offset_s, 1 - last.view))
        elif kind == "jump" and duration_s + last.offset_s + 1 < _LONGEST_SCENE_S:
            jump_s = float(rng.uniform(0.3, 2.0))
            view = int(rng.integers(2))
            shots.append(Shot(start_s, end_s, last.offset_s + jump_s, view))
        else:
            back_s = min(end_s, start_s + float(rng.uniform(0.3, _LONGEST_CUTAWAY_S)))
            shots.append(Shot(start_s, back_s, last.offset_s, last.view, "away"))
            if back_s < end_s:
                shots.append(Shot(back_s, end_s, last.offset_s, last.view))
    return shots


def scene_length_s(shots: Sequence[Shot]) -> float:
    """The scene length that covers all shots."""
    return max(shot.end_s + shot.offset_s for shot in shots) + 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """Camera, lens, sensor and compression parameters of a clip.

    Attributes:
        source_rate_hz: the camera's frame rate.
        stored_rate_hz: to which the recording was converted by leaving out and repeating frames.
        shutter: exposure time as a share of the frame duration.
        subframes: renders averaged into one frame for motion blur.
        shake: amplitude of handheld camera shake, as a share of the picture.
        shake_hz: its approximate frequency.
        thump: how much an impact shakes the camera.
        pan: how far the camera pans during the clip.
        zoom: how far it zooms during the clip.
        tilt_degrees: roll of the horizon.
        mirrored: flipped horizontally.
        gain: brightness.
        drift: how much the exposure drifts.
        gamma: contrast.
        saturation: 0 is black and white.
        tint: (3,) white balance.
        flicker: amplitude of lamp flicker, as a share of the brightness.
        flicker_hz: its apparent frequency.
        blur: radius in pixels at a height of 192.
        noise: of the sensor, in grey levels.
        quality: of the JPEG compression of every frame, 0 to 100.
        codec: of the video, if it is compressed as one.
        bars: height of letterbox bars, as a share of the picture.
    """

    source_rate_hz: float
    stored_rate_hz: float
    shutter: float
    subframes: int
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
    codec: VideoCodec | None
    bars: float


def draw_camera(rng: np.random.Generator) -> Camera:
    """Draw a camera: most clips have a few degradations, none has all."""

    def sometimes(share: float, low: float, high: float, otherwise: float = 0.0) -> float:
        drawn = float(rng.uniform(low, high))
        return drawn if rng.random() < share else otherwise

    hand_held = rng.random() < 0.4
    red, blue = rng.normal(1.0, 0.07, 2)
    source_rate_hz = float(rng.choice(_SOURCE_RATES_HZ))
    converted = rng.random() < 0.3
    is_video = rng.random() < 0.75
    keyframes = round(log_uniform(rng, 10, 300))
    codec = VideoCodec(int(rng.integers(14, 36)), keyframes) if is_video else None
    return Camera(
        source_rate_hz=source_rate_hz,
        stored_rate_hz=float(rng.choice(_STORED_RATES_HZ)) if converted else source_rate_hz,
        shutter=float(rng.uniform(0.2, 0.9)),
        subframes=int(rng.choice([1, 2, 3], p=[0.65, 0.25, 0.1])),
        shake=log_uniform(rng, 0.001, 0.04) if hand_held else 0.0,
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
        noise=log_uniform(rng, 0.3, 10.0) if rng.random() < 0.5 else 0.0,
        quality=int(sometimes(0.2 if is_video else 0.75, 15, 90, 100)),
        codec=codec,
        bars=sometimes(0.1, 0.05, 0.14),
    )


class Film:
    """Turns a scene into the frames of a clip."""

    def __init__(
        self, rng: np.random.Generator, shots: Sequence[Shot], size: tuple[int, int]
    ) -> None:
        """Draw the camera and everything added to the scene.

        Args:
            rng: source of randomness.
            shots: of the clip.
            size: (width, height) of the frames.
        """
        self._rng = rng
        self._shots = shots
        self._size = size
        self._camera = draw_camera(rng)
        self._cutaway = _draw_cutaway(rng, size)
        self._passer = draw_passer(rng, size)
        self._caption = draw_caption(rng, size)
        self._phases = rng.uniform(0, 2 * np.pi, 12)
        self._rates = self._camera.shake_hz * rng.uniform(0.5, 1.6, 12)
        # Exposure, contrast and white balance in one table per channel.
        levels = np.arange(256) / 255
        curve = levels**self._camera.gamma * self._camera.gain
        self._tables = [curve * tint * 255 for tint in self._camera.tint]

    def frames(
        self,
        scene: Scene,
        impacts_s: NDArray[np.float64],
        rate: Fraction,
        context: JobContext,
    ) -> NDArray[np.uint8]:
        """Film an opened scene.

        Args:
            scene: its pictures are `OVERSCAN` times larger than the frames.
            impacts_s: clip times of the impacts that shake the camera.
            rate: frames per second; above the camera's own rate, frames repeat.
            context: for progress and cancellation.

        Returns:
            (F, H, W, 3), F the number of frames in ten seconds.
        """
        camera = self._camera
        stored = _latest(np.arange(int(GRID.window_s * rate)) / float(rate), camera.stored_rate_hz)
        first, last = int(stored[0]), int(stored[-1]) + 1
        taken = _latest(np.arange(first, last) / camera.stored_rate_hz, camera.source_rate_hz)
        pictures: list[Picture] = []
        for index, number in enumerate(taken):
            if index and number == taken[index - 1]:  # the camera has no newer frame
                pictures.append(pictures[-1])
            else:
                time_s = float(number / camera.source_rate_hz)
                pictures.append(self._capture(scene, time_s, impacts_s))
            context.advance((index + 1) / taken.size)
        if camera.codec is not None:
            pictures = as_video(pictures, camera.codec)
        return np.stack([pictures[number - first] for number in stored])

    def _capture(self, scene: Scene, time_s: float, impacts_s: NDArray[np.float64]) -> Picture:
        shot = next((one for one in self._shots if time_s < one.end_s), self._shots[-1])
        if shot.kind == "away":
            large = self._cutaway
        else:
            view = min(shot.view, len(scene.seen) - 1)
            large = self._expose(scene, time_s + shot.offset_s, view)
        if self._passer is not None:
            large = self._passer.over(large, time_s)
        framed = self._frame(large, time_s, impacts_s)
        return self._develop(framed, time_s)

    def _expose(self, scene: Scene, scene_s: float, view: int) -> Picture:
        """Render one frame with motion blur, the shutter closing at `scene_s`."""
        count = self._camera.subframes
        if count == 1:
            return scene.draw(scene_s, view)
        exposure_s = self._camera.shutter / self._camera.source_rate_hz
        total = np.zeros((), np.uint16)
        for index in range(count):
            moment_s = max(scene_s - exposure_s * index / count, 0.0)
            total = total + scene.draw(moment_s, view).astype(np.uint16)
        return (total // count).astype(np.uint8)

    def _frame(self, large: Picture, time_s: float, impacts_s: NDArray[np.float64]) -> Picture:
        """Crop the frame from the larger picture at the camera's current position."""
        camera, (width, height) = self._camera, self._size
        waves = np.sin(2 * np.pi * self._rates * time_s + self._phases)
        x, y, turn = camera.shake * waves.reshape(3, 4).mean(1) * (2, 2, 1)
        part = time_s / GRID.window_s - 0.5
        x, y = x + camera.pan[0] * part, y + camera.pan[1] * part
        if camera.thump and impacts_s.size:
            since_s = time_s - impacts_s[impacts_s <= time_s]
            if since_s.size:
                y += camera.thump * np.exp(-since_s[-1] / 0.08) * np.cos(60 * since_s[-1])
        scale = 1 + camera.zoom * part + max(-camera.zoom, 0) / 2
        angle = camera.tilt_degrees + np.degrees(turn)
        centre = (large.shape[1] / 2, large.shape[0] / 2)
        matrix = cv2.getRotationMatrix2D(centre, float(angle), float(scale))
        matrix[:, 2] += (
            width / 2 - centre[0] + x * width,
            height / 2 - centre[1] + y * height,
        )
        framed = cv2.warpAffine(
            large, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
        )
        return (framed[:, ::-1] if camera.mirrored else framed).astype(np.uint8)

    def _develop(self, framed: Picture, time_s: float) -> Picture:
        """Apply exposure, lens, sensor and compression effects."""
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
            picture = as_jpeg(picture, camera.quality)
        return picture


def _latest(times_s: NDArray[np.float64], rate_hz: float) -> NDArray[np.int64]:
    """The latest of the frames taken at a rate that each time can show."""
    return np.floor(times_s * rate_hz + 1e-6).astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class _Passer:
    """A blurred object that passes between the camera and the scene."""

    picture: NDArray[np.float32]  # (H, W, 4) with alpha
    start_s: float
    duration_s: float
    height: float
    leftward: bool

    def over(self, large: Picture, time_s: float) -> Picture:
        """Composite it over a picture at its position at a time."""
        part = (time_s - self.start_s) / self.duration_s
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


def draw_passer(rng: np.random.Generator, size: tuple[int, int]) -> _Passer | None:
    """Something that passes in front of the camera, in about one film of seven."""
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
        start_s=float(rng.uniform(0, GRID.window_s)),
        duration_s=float(rng.uniform(0.5, 4)),
        height=float(rng.uniform(-0.1, 0.6)),
        leftward=bool(rng.random() < 0.5),
    )


def draw_caption(rng: np.random.Generator, size: tuple[int, int]) -> Picture | None:
    """White text that stays on screen throughout, like a title or a channel logo."""
    if rng.random() > 0.08:
        return None
    width, height = size
    mask = np.zeros((height, width), np.uint8)
    letters = "".join(chr(code) for code in rng.integers(65, 91, int(rng.integers(3, 14))))
    place = (int(rng.uniform(0.02, 0.5) * width), int(rng.choice([0.12, 0.95]) * height))
    cv2.putText(mask, letters, place, cv2.FONT_HERSHEY_SIMPLEX, height / 350, 230, 1, cv2.LINE_AA)
    return mask


def _draw_cutaway(rng: np.random.Generator, size: tuple[int, int]) -> Picture:
    """An unrelated still."""
    large = (int(size[0] * OVERSCAN), int(size[1] * OVERSCAN))
    return cv2.resize(textures.clutter(rng, 192), large).astype(np.uint8)
