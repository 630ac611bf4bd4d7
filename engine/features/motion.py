"""The `motion` backend: changes and motion in the picture on a grid, without weights.

Shapes: H x W = 128 x 170 pixels, 16 x 16 cells, F feature rows at 21.5 per second.

Three facts determine its design. A strike is where motion *ends*, so in addition to the flow the
grid holds how much speed was lost and how much reversed, measured along the path of each pixel and
not at a fixed position, where a passing object would seem to stop. The camera moves too, so global
motion is removed first. And recordings have 24 to 60 frames per second: sampling at 21.5 Hz would
skip some frames and make even motion stutter, so the picture is sampled at four times that rate,
repeated frames are skipped, and the contribution of a frame is spread over the feature rows during
which it is on screen.

Importing this module does not load OpenCV; processing the first frame does.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID
from engine.features.planes import HEIGHT, PICTURES_PER_ROW, WIDTH
from engine.progress import JobContext


class MotionBackend:
    """Features of motion and light; `engine.features.planes` documents the rows."""

    name = "motion"
    version = 1
    frame_size = (WIDTH, HEIGHT)
    frame_rate = GRID.video_rate * PICTURES_PER_ROW
    identity = f"{name}-{version}"

    def extract(
        self, frames: Iterator[NDArray[np.uint8]], total: int, context: JobContext
    ) -> NDArray[np.float32]:
        """See `FeatureBackend.extract`."""
        from engine.features.motion_writer import MotionWriter  # OpenCV; unneeded if cached

        writer = MotionWriter(total)
        before: NDArray[np.uint8] | None = None
        for number, frame in enumerate(frames):
            context.advance(number / (total * PICTURES_PER_ROW))
            if frame is not before:
                writer.see(number, frame)
                before = frame
        return writer.finish()
