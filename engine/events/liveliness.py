"""How much the picture changes beyond what motion explains: a saw, water, a mouth.

Shapes: F feature rows at 21.5 per second, C = 256 cells of the `motion` features.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID
from engine.features.planes import plane
from engine.media.filters import running_max, running_mean, running_min

_SURROUNDINGS: Final = GRID.window_video_frames | 1  # rows, 10 s: where the picture comes to rest
BRIDGED_ROWS: Final = 4  # 190 ms: a shorter rest, as between two strokes, ends nothing

_CELLS: Final = 8  # the busiest: whatever sounds is small
_FIRST_ROW: Final = 2  # that sees a change: the first picture has none before it
_SMOOTHING_ROWS: Final = 5  # 230 ms
_LEAST_CHANGE: Final = 1e-3  # luminance, 1 is black to white: less is not told apart


class Liveliness(NamedTuple):
    """How much the picture changes beyond what motion explains, each (F,) nepers.

    Attributes:
        level: at each row.
        rest: its least within 5 s.
        soon: its most in the next moment: a rest that is bridged is no end.
    """

    level: NDArray[np.float32]
    rest: NDArray[np.float32]
    soon: NDArray[np.float32]

    @classmethod
    def of(cls, level: NDArray[np.float32]) -> "Liveliness":
        """From the level at each row."""
        soon = running_max(level, BRIDGED_ROWS, shift=-(BRIDGED_ROWS // 2))
        return cls(level, running_min(level, _SURROUNDINGS), soon)


def liveliness(features: NDArray[np.float32]) -> Liveliness:
    """See how lively the picture is.

    Args:
        features: (2048, F) of the `motion` backend.

    Raises:
        ValueError: the features have a different number of rows.
    """
    flicker = plane(features, "flicker")  # (F, C)
    busiest = np.partition(flicker, -_CELLS, axis=1)[:, -_CELLS:].mean(axis=1)
    first = min(_FIRST_ROW, len(busiest) - 1)
    busiest[:first] = busiest[first]
    smooth = running_mean(busiest, _SMOOTHING_ROWS)
    level: NDArray[np.float32] = np.log(np.maximum(smooth, _LEAST_CHANGE))
    return Liveliness.of(level)
