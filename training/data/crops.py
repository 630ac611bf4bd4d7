"""Random crops of clips, so that a training step is cheaper and more clips fit in the same time.

Shapes: B batch, F video frames per crop, T = 4F mel frames per crop.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID

MEL_FRAMES_A_VIDEO_FRAME = GRID.window_mel_frames // GRID.window_video_frames


@dataclass(frozen=True, slots=True)
class Crops:
    """The crops of a batch in windows of ten seconds: first video frames (B,), and length F."""

    starts: NDArray[np.int64]
    frames: int

    def of_pictures(self) -> list[slice]:
        """The video frames of each crop."""
        return [slice(start, start + self.frames) for start in self.starts.tolist()]

    def of_sounds(self) -> list[slice]:
        """The mel frames of each crop."""
        step = MEL_FRAMES_A_VIDEO_FRAME
        return [slice(each.start * step, each.stop * step) for each in self.of_pictures()]

    def of_rows(self, rows: slice) -> "Crops":
        """The crops of some rows of the batch."""
        return Crops(self.starts[rows], self.frames)

    def start_s(self, number: int) -> float:
        """The start of one crop, in seconds of its clip."""
        return float(self.starts[number] / GRID.video_rate)


def whole(count: int) -> Crops:
    """Crops that cover the whole window."""
    return Crops(np.zeros(count, np.int64), GRID.window_video_frames)


def draw_crops(count: int, length_s: float, random: np.random.Generator) -> Crops:
    """Draw `count` = B crops at uniform positions (not in the paper's Training and Inference).

    A length of 0, or of more than a window, is that of the window.
    """
    frames = round(length_s * GRID.video_rate)
    if not 0 < frames < GRID.window_video_frames:
        return whole(count)
    return Crops(random.integers(0, GRID.window_video_frames - frames + 1, count), frames)


def choose_sounding(
    loudness: NDArray[np.float32], frames: int, drawn: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Choose crops of sounds, with louder positions more likely.

    The loudness (B, T) is not negative, and `drawn` (B,) are uniform random numbers of 0 to 1.

    Returns:
        (B,) first frame of each crop.
    """
    sums = np.cumsum(np.pad(loudness.astype(np.float64), ((0, 0), (1, 0))), axis=1)
    within = sums[:, frames:] - sums[:, :-frames]  # (B, T - frames + 1)
    weight = within + within.mean(axis=1, keepdims=True) / 4 + 1e-6  # positive even for silence
    cumulative = np.cumsum(weight, axis=1) / weight.sum(axis=1, keepdims=True)
    chosen: NDArray[np.int64] = (cumulative < drawn[:, None]).sum(axis=1)
    return chosen
