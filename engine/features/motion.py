"""The `motion` backend: appearance change and optical flow on a 16 x 16 grid, without weights."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.config import FEATURES
from engine.features.flow import QuickFlow
from engine.progress import JobContext

WIDTH, HEIGHT = 170, 128
GRID_CELLS = 16


class MotionBackend:
    """See the module."""

    name = "motion"
    version = 1
    frame_size = (WIDTH, HEIGHT)
    identity = "motion-1"

    def extract(
        self, frames: Iterator[NDArray[np.uint8]], total: int, context: JobContext
    ) -> NDArray[np.float32]:
        """See `FeatureBackend.extract`."""
        flow = QuickFlow()
        rows = []
        before: NDArray[np.uint8] | None = None
        for count, frame in enumerate(frames, start=1):
            grey = cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY)
            rows.append(_row(grey if before is None else before, grey, flow))
            before = grey
            context.advance(count / max(total, count))
        if not rows:
            return np.zeros((FEATURES, 0), np.float32)
        return np.stack(rows, axis=1)


def _row(before, after, flow):
    vectors = flow(before, after)
    change = (after.astype(np.float32) - before) / 255.0
    speed = np.hypot(vectors[..., 0], vectors[..., 1])
    planes = [
        after.astype(np.float32) / 255.0,
        np.maximum(change, 0.0),
        np.maximum(-change, 0.0),
        np.abs(change),
        vectors[..., 0] / 4,
        vectors[..., 1] / 4,
        speed / 4,
        np.sqrt(speed) / 2,
    ]
    small = [cv2.resize(p, (GRID_CELLS, GRID_CELLS), interpolation=cv2.INTER_AREA) for p in planes]
    return np.concatenate([s.ravel() for s in small]).astype(np.float32)
