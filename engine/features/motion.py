"""The `motion` backend: what changes and what moves in the picture, on a grid, without weights.

Shapes: H x W = 128 x 170 pixels, 16 x 16 cells, F feature rows at 21.5 a second.

Three things decide its design. A strike is where motion *ends*, so beside the flow itself the grid
carries how much speed was lost and how much turned around, measured along the way of each pixel
and not at a fixed place, where a passing object would seem to stop. The camera moves too, so what
the whole picture does is taken away first. And recordings run at 24 to 60 frames a second: taking
pictures at 21.5 a second skips some and makes even motion stutter, so pictures are taken at four
times that rate, repeated ones are skipped, and what a picture brings is spread over the feature
rows during which it is on screen.

Importing this module does not load OpenCV; looking at the first picture does.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID
from engine.features.planes import HEIGHT, PICTURES_PER_ROW, WIDTH
from engine.progress import JobContext


class MotionBackend:
    """Features of motion and light; `engine.features.planes` tells what each row is."""

    name = "motion"
    version = 1
    frame_size = (WIDTH, HEIGHT)
    frame_rate = GRID.video_rate * PICTURES_PER_ROW
    identity = f"{name}-{version}"

    def extract(
        self, frames: Iterator[NDArray[np.uint8]], total: int, context: JobContext
    ) -> NDArray[np.float32]:
        """See `FeatureBackend.extract`."""
        from engine.features.motion_writer import MotionWriter  # OpenCV; not for cached features

        writer = MotionWriter(total)
        before: NDArray[np.uint8] | None = None
        for number, frame in enumerate(frames):
            context.advance(number / (total * PICTURES_PER_ROW))
            if frame is not before:
                writer.see(number, frame)
                before = frame
        return writer.finish()
