"""Measure changes and motion from frame to frame, and write them to the feature planes.

Shapes: H x W = 128 x 170 pixels, 16 x 16 cells, F feature rows at 21.5 per second.
"""

from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.config import FEATURES
from engine.features.flow import DenseFlow
from engine.features.planes import (
    CELLS,
    HEIGHT,
    PICTURES_PER_ROW,
    WIDTH,
    PlaneName,
    compress,
    rows,
)

# Mean difference, of 255, up to which a frame repeats the previous one: below any encoder's noise.
_SAME_PICTURE: Final = 0.05

# A frame on screen for longer is a still picture; anything shorter is a slow recording (10 Hz).
_LONGEST_STAY: Final = 8.0  # in units of 1 / 86 s

_PACE_STEP: Final = 0.1  # of the clock's running means: about ten frames

_CAMERA_STEP: Final = 4  # pixel spacing of the samples for the camera motion's median

_LEAST_SPEED: Final = 1e-4  # pixels; avoids division by zero

Grey = NDArray[np.uint8]
Floats = NDArray[np.float32]


class _Clock:
    """Estimates frame times more precisely than the 1 / 86 s sampling.

    Most recordings have a constant frame rate. While frames arrive about when expected, they are
    taken as evenly spaced; otherwise every motion would appear to stutter.

    Attributes:
        time: of the latest frame, in units of 1 / 86 s.
        pace: typical frame duration, in the same unit; 0 before there are two.
    """

    def __init__(self) -> None:
        self.time = 0.0
        self.pace = 0.0

    def tick(self, number: int) -> None:
        """Register a new frame that first appears in this sample."""
        stay = number - self.time
        if not self.pace:
            self.pace = min(stay, _LONGEST_STAY)
        late = stay - self.pace
        self.time = number if abs(late) >= 1 else self.time + self.pace + _PACE_STEP * late
        if stay <= _LONGEST_STAY:
            self.pace += _PACE_STEP * late


class MotionWriter:
    """Accumulates, frame by frame, the changes since the previous one, in `total` = F rows."""

    def __init__(self, total: int) -> None:
        self._features = np.zeros((FEATURES, total), np.float32)
        self._samples = total * PICTURES_PER_ROW
        self._flow = DenseFlow()
        self._clock = _Clock()
        self._row, self._column = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
        self._grey: Grey | None = None
        self._number = 0  # of the sample in which the frame first appears
        self._last_flow: Floats | None = None  # (H, W, 2): flow from the previous frame to this one
        self._speed: Floats | None = None  # the same without camera motion, pixels per row

    def see(self, number: int, picture: NDArray[np.uint8]) -> None:
        """Compare a frame (H, W, 3), RGB, with the previous one, unless it repeats it.

        `number` is that of the sample, 86 per second, in which it first appears.
        """
        grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
        if self._grey is None:
            self._grey = grey
            return
        if cv2.norm(self._grey, grey, cv2.NORM_L1) < _SAME_PICTURE * grey.size:
            return
        if number - self._number > _LONGEST_STAY:
            self._stop_motion()
        before = self._clock.time
        self._clock.tick(number)
        length = self._clock.time - before
        length = length if length <= _LONGEST_STAY else self._clock.pace
        flow = self._flow(self._grey, grey)
        votes = flow[_CAMERA_STEP // 2 :: _CAMERA_STEP, _CAMERA_STEP // 2 :: _CAMERA_STEP]
        camera = np.median(votes.reshape(-1, 2), axis=0).astype(np.float32)
        speed = (flow - camera) * np.float32(PICTURES_PER_ROW / length)
        if self._last_flow is not None:
            self._write_endings(self._sampled(speed, self._last_flow), before, self._clock.time)
        self._write_level(number)
        self._write_change(grey, flow, camera, length)
        self._number, self._grey, self._last_flow, self._speed = number, grey, flow, speed

    def finish(self) -> Floats:
        """Return the features (2048, F)."""
        self._write_level(self._samples)
        if self._samples - self._number > _LONGEST_STAY:
            self._stop_motion()
        compress(self._features)
        return self._features

    def _write_level(self, number: int) -> None:
        """Write the level of the last frame for as long as it is on screen."""
        if self._grey is not None:
            level = _cells(self._grey.astype(np.float32)) / 127.5 - 1.0
            first, last = (-(-n // PICTURES_PER_ROW) for n in (self._number, number))
            self._features[rows("level"), first:last] = level[:, np.newaxis]

    def _write_change(self, grey: Grey, flow: Floats, camera: Floats, length: float) -> None:
        """Write the changes that a new frame brings, while it is on screen."""
        assert self._grey is not None
        end = self._clock.time + self._clock.pace
        start = end - length
        panned = self._sampled(grey, np.broadcast_to(camera, flow.shape))
        change = (panned.astype(np.float32) - self._grey) / 255.0
        moved = self._sampled(grey, flow)
        unexplained = (moved.astype(np.float32) - self._grey) / 255.0
        self._spread(start, end, "brightening", np.maximum(change, 0.0))
        self._spread(start, end, "darkening", np.maximum(-change, 0.0))
        self._spread(start, end, "flicker", np.maximum(unexplained, 0.0))
        self._spread(start, end, "rightward", flow[..., 0])
        self._spread(start, end, "downward", flow[..., 1])

    def _write_endings(self, leaving: Floats, start: float, end: float) -> None:
        """Write stops and bounces at the previous frame, from the speeds before and after it."""
        assert self._speed is not None
        right, down = self._speed[..., 0], self._speed[..., 1]
        arriving = np.asarray(cv2.magnitude(right, down), np.float32)
        along = right * leaving[..., 0] + down * leaving[..., 1]
        kept = np.maximum(along, 0.0) / np.maximum(arriving, _LEAST_SPEED)
        turned = np.maximum(np.minimum(down, -leaving[..., 1]), 0.0)
        self._spread(start, end, "stop", np.maximum(arriving - kept, 0.0))
        self._spread(start, end, "bounce", turned)

    def _stop_motion(self) -> None:
        """Stop all motion: nothing has changed since the last frame."""
        if self._speed is not None:
            start, end = self._clock.time, self._clock.time + self._clock.pace
            self._write_endings(np.zeros_like(self._speed), start, end)
        self._last_flow = self._speed = None

    def _sampled(self, image: NDArray[Any], flow: Floats) -> NDArray[Any]:
        """Sample an image at each pixel's destination."""
        return cv2.remap(
            image,
            self._column + flow[..., 0],
            self._row + flow[..., 1],
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )

    def _spread(self, start: float, end: float, name: PlaneName, image: Floats) -> None:
        """Distribute an image (H, W) over the rows, each half a row wide on both sides."""
        cells = _cells(image)
        start, end = start / PICTURES_PER_ROW + 0.5, end / PICTURES_PER_ROW + 0.5
        for row in range(int(start), min(int(end) + 1, self._features.shape[1])):
            share = (min(end, row + 1) - max(start, row)) / (end - start)
            self._features[rows(name), row] += share * cells


def _cells(image: Floats) -> Floats:
    """Average an image (H, W) over the grid's cells, (256,)."""
    small = cv2.resize(image, (CELLS, CELLS), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32).ravel()
