"""Other timbres from one: a mel filtered, or moved up or down, as all sounds of a sample are.

A model that saw few timbres makes unseen ones too quiet. Filtering and moving the bands are done
to what is to be made and to its reference alike, so they are another sound of another thing.

Shapes: B batch, M mel bins, T mel frames.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Mels = NDArray[np.float16]

_DB_OF_THE_SCALE: Final = 100.0  # decibels from 0 to 1 of a mel
_RIPPLES: Final = 3  # slowest cosines over the bands that make a filter's curve


@dataclass(frozen=True, slots=True)
class Colouring:
    """How each sample is coloured.

    Attributes:
        curves: (B, M) added to what sounds, in parts of the mel's scale.
        shifts: (B,) bands by which everything moves up.
    """

    curves: NDArray[np.float32]
    shifts: NDArray[np.int64]

    def __call__(self, mels: Mels) -> Mels:
        """Colour the mels (B, M, T) of the samples; silence stays silent."""
        coloured = mels.astype(np.float32)
        for mel, shift in zip(coloured, self.shifts.tolist(), strict=True):
            mel[:] = _moved(mel, shift)
        sounding = coloured > 0
        coloured += self.curves[:, :, None]
        coloured *= sounding
        return np.clip(coloured, 0.0, 1.0).astype(np.float16)


def draw_colouring(
    count: int, bins: int, filter_db: float, shift: int, random: np.random.Generator
) -> Colouring:
    """Draw filters of smooth curves, and moves (not among the paper's Timbre Information).

    Args:
        count: B.
        bins: M.
        filter_db: deviation of each of a curve's ripples.
        shift: bands to move by, at most.
        random: draws.
    """
    bands = (np.arange(bins) + 0.5) / bins
    ripples = np.cos(np.pi * np.arange(1, _RIPPLES + 1)[:, None] * bands)  # (ripples, M)
    sizes_db = random.normal(0.0, 1.0, (count, _RIPPLES)) * filter_db
    curves = (sizes_db @ ripples / _DB_OF_THE_SCALE).astype(np.float32)
    return Colouring(curves, random.integers(-shift, shift + 1, count))


def _moved(mel: NDArray[np.float32], shift: int) -> NDArray[np.float32]:
    """(M, T) moved up by bands; what comes in at an end is as the end was."""
    if not shift:
        return mel
    places = np.clip(np.arange(len(mel)) - shift, 0, len(mel) - 1)
    return mel[places]
