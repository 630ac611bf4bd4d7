"""The `motion` backend: what changes and what moves in the picture, on a grid, without weights.

Shapes: H x W = 128 x 170 pixels, 16 x 16 cells, F feature rows at 21.5 a second.

Three things decide its design. A strike is where motion *ends*, so beside the flow itself the grid
carries how much speed was lost and how much turned around, measured along the way of each pixel
and not at a fixed place, where a passing object would seem to stop. The camera moves too, so what
the whole picture does is taken away first. And recordings run at 24 to 60 frames a second: taking
pictures at 21.5 a second skips some and makes even motion stutter, so pictures are taken at four
times that rate, repeated ones are skipped, and each one's part is shared between the two feature
rows nearest to it in time, which keeps its time within a row.
"""

from collections.abc import Iterator
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.config import FEATURES, GRID
from engine.features.flow import QuickFlow
from engine.features.planes import CELLS, PlaneName, compress, rows
from engine.progress import JobContext

WIDTH: Final = 170
HEIGHT: Final = 128
PICTURES_PER_ROW: Final = 4  # 86 a second: every picture of a 60 Hz recording is seen

# Mean difference, of 255, up to which a picture repeats the one before: below any encoder's noise.
_SAME_PICTURE: Final = 0.05

# A picture that stays longer than this is a still, not a slow recording (10 a second).
_LONGEST_STAY: Final = 8.0  # in units of 1 / 86 s

_PACE_STEP: Final = 0.2  # of the running mean of how long pictures stay: some five pictures

_CAMERA_STEP: Final = 4  # pixels between those that vote on the camera's motion

_LEAST_SPEED: Final = 1e-4  # pixels; only to divide by

Grey = NDArray[np.uint8]
Floats = NDArray[np.float32]


class MotionBackend:
    """Features of motion and light; `engine.features.planes` tells what each row is."""

    name = "motion"
    version = 1
    frame_size = (WIDTH, HEIGHT)
    frame_rate = GRID.video_rate * PICTURES_PER_ROW
    identity = f"{name}-{version}"

    def extract(
        self, frames: Iterator[NDArray[np.uint8]], total: int, context: JobContext
    ) -> Floats:
        """See `FeatureBackend.extract`."""
        scribe = _Scribe(total)
        before: NDArray[np.uint8] | None = None
        for number, frame in enumerate(frames):
            context.advance(number / (total * PICTURES_PER_ROW))
            if frame is not before:
                scribe.see(number, np.asarray(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), np.uint8))
                before = frame
        return scribe.finish()


class _Scribe:
    """Writes down, picture after picture, what has changed since the one before."""

    def __init__(self, total: int) -> None:
        self._features = np.zeros((FEATURES, total), np.float32)
        self._flow = QuickFlow()
        self._row, self._column = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
        self._number = 0  # of the picture seen last, in units of 1 / 86 s
        self._grey: Grey | None = None
        self._way: Floats | None = None  # (H, W, 2): where its pixels came from the one before it
        self._own: Floats | None = None  # the same beside the camera's motion
        self._pace: float | None = None  # how long pictures stay, in units of 1 / 86 s

    def see(self, number: int, grey: Grey) -> None:
        """Compare with the picture before, unless it is a repetition of that."""
        if self._grey is None:
            self._number, self._grey = number, grey
            return
        if cv2.norm(self._grey, grey, cv2.NORM_L1) < _SAME_PICTURE * grey.size:
            return
        stay = min(number - self._number, _LONGEST_STAY)
        self._pace = stay if self._pace is None else self._pace + _PACE_STEP * (stay - self._pace)
        way = self._flow(self._grey, grey)
        votes = way[_CAMERA_STEP // 2 :: _CAMERA_STEP, _CAMERA_STEP // 2 :: _CAMERA_STEP]
        camera = np.median(votes.reshape(-1, 2), axis=0).astype(np.float32)
        own = way - camera
        self._hold_level(number)
        self._write_light(number, grey, way, camera)
        self._add(number, "rightward", way[..., 0])
        self._add(number, "downward", way[..., 1])
        if self._way is not None and self._own is not None:
            self._write_endings(self._way, self._own, own)
        self._number, self._grey, self._way, self._own = number, grey, way, own

    def finish(self) -> Floats:
        """The features (2048, F)."""
        self._hold_level(self._features.shape[1] * PICTURES_PER_ROW)
        compress(self._features)
        return self._features

    def _hold_level(self, number: int) -> None:
        """The last picture is what is on screen until a new one comes."""
        if self._grey is not None:
            level = _cells(self._grey.astype(np.float32)) / 127.5 - 1.0
            first, last = (-(-n // PICTURES_PER_ROW) for n in (self._number, number))
            self._features[rows("level"), first:last] = level[:, np.newaxis]

    def _write_light(self, number: int, grey: Grey, way: Floats, camera: Floats) -> None:
        assert self._grey is not None
        panned = self._looked_up(grey, np.broadcast_to(camera, way.shape))
        change = (panned.astype(np.float32) - self._grey) / 255.0
        self._add(number, "brightening", np.maximum(change, 0.0))
        self._add(number, "darkening", np.maximum(-change, 0.0))
        moved = self._looked_up(grey, way)
        unexplained = (moved.astype(np.float32) - self._grey) / 255.0
        self._add(number, "flicker", np.maximum(unexplained, 0.0))

    def _write_endings(self, way: Floats, arriving: Floats, leaving: Floats) -> None:
        """What ended at the picture before: each pixel's speed on arriving there and on leaving."""
        assert self._pace is not None
        leaving = self._looked_up(leaving, way)
        right, down = arriving[..., 0], arriving[..., 1]
        speed = np.asarray(cv2.magnitude(right, down), np.float32)
        along = right * leaving[..., 0] + down * leaving[..., 1]
        kept = np.maximum(along, 0.0) / np.maximum(speed, _LEAST_SPEED)
        turned = np.maximum(np.minimum(down, -leaving[..., 1]), 0.0)
        to_row = np.float32(PICTURES_PER_ROW / self._pace)  # from pixels a picture to pixels a row
        self._add(self._number, "stop", np.maximum(speed - kept, 0.0) * to_row)
        self._add(self._number, "bounce", turned * to_row)

    def _looked_up(self, image: NDArray[Any], way: Floats) -> NDArray[Any]:
        """What an image holds where each pixel goes."""
        return cv2.remap(
            image,
            self._column + way[..., 0],
            self._row + way[..., 1],
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )

    def _add(self, number: int, name: PlaneName, image: Floats) -> None:
        """Share an image (H, W) between the two rows around the middle of its picture's stay."""
        assert self._pace is not None
        position = (number + self._pace / 2) / PICTURES_PER_ROW
        first = int(position)
        cells = _cells(image)
        for row, share in ((first, first + 1 - position), (first + 1, position - first)):
            if row < self._features.shape[1]:
                self._features[rows(name), row] += share * cells


def _cells(image: Floats) -> Floats:
    """The means of an image (H, W) over the grid's cells, (256,)."""
    small = cv2.resize(image, (CELLS, CELLS), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32).ravel()
