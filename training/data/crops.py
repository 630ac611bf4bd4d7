"""Parts of clips: shorter, so that a step of the training costs less and hears more clips.

Shapes: B batch, F video frames of a part, T = 4F mel frames of it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID

MEL_FRAMES_A_VIDEO_FRAME = GRID.window_mel_frames // GRID.window_video_frames


@dataclass(frozen=True, slots=True)
class Crops:
    """Where the parts of a batch lie in their ten seconds.

    Attributes:
        starts: (B,) first video frame of each.
        frames: F, of all.
    """

    starts: NDArray[np.int64]
    frames: int

    def of_pictures(self) -> list[slice]:
        """The frames of each part's pictures."""
        return [slice(start, start + self.frames) for start in self.starts.tolist()]

    def of_sounds(self) -> list[slice]:
        """The frames of each part's mels."""
        step = MEL_FRAMES_A_VIDEO_FRAME
        return [slice(each.start * step, each.stop * step) for each in self.of_pictures()]

    def start_s(self, number: int) -> float:
        """When one part begins, in seconds of its clip."""
        return float(self.starts[number] / GRID.video_rate)


def whole(count: int) -> Crops:
    """Nothing left out."""
    return Crops(np.zeros(count, np.int64), GRID.window_video_frames)


def draw_crops(count: int, length_s: float, random: np.random.Generator) -> Crops:
    """Draw parts of clips anywhere in them (not in the paper's Training and Inference).

    Args:
        count: B.
        length_s: of each part; 0, or more than a clip has, for all of it.
        random: draws.
    """
    frames = round(length_s * GRID.video_rate)
    if not 0 < frames < GRID.window_video_frames:
        return whole(count)
    return Crops(random.integers(0, GRID.window_video_frames - frames + 1, count), frames)


def draw_sounding(
    loudness: NDArray[np.float32], frames: int, random: np.random.Generator
) -> NDArray[np.int64]:
    """Draw parts of sounds, the likelier the louder they are.

    Args:
        loudness: (B, T) of 0 or more.
        frames: length of a part, at most T.
        random: draws.

    Returns:
        (B,) first frame of each.
    """
    sums = np.cumsum(np.pad(loudness.astype(np.float64), ((0, 0), (1, 0))), axis=1)
    within = sums[:, frames:] - sums[:, :-frames]  # (B, T - frames + 1)
    weight = within + within.mean(axis=1, keepdims=True) / 4 + 1e-6  # a silent one has places too
    below = np.cumsum(weight, axis=1) / weight.sum(axis=1, keepdims=True)
    drawn: NDArray[np.int64] = (below < random.random((len(below), 1))).sum(axis=1)
    return drawn
