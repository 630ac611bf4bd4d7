"""Data augmentation of video features and mels.

Features: those of the flipped or shifted picture, computed from the original features. This needs a
backend whose features are spatial maps; the supported backends and versions are listed at the end.

Sounds: mels are equalised or pitch-shifted, all sounds of a sample in the same way, target and
reference included, so that they stay a matching pair with a new timbre. A model trained on few
timbres renders unseen ones too quietly.

Shapes: features are (2048, F); B batch, M mel bins, T mel frames.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.features.planes import CELLS, MIRROR_SIGNS, MIRRORED_ROWS, PLANES

Features = NDArray[np.float16]
Mels = NDArray[np.float16]

_MEL_RANGE_DB: Final = 100.0  # from 0 to 1 of a mel
_RIPPLES: Final = 3  # cosines over the bands that make up a filter's curve


@dataclass(frozen=True, slots=True)
class SoundAugmentation:
    """The augmentation of the sounds of each sample.

    Attributes:
        curves: (B, M) added to non-silent values, on the mel's scale of 0 to 1.
        shifts: (B,) upward shift in bands.
    """

    curves: NDArray[np.float32]
    shifts: NDArray[np.int64]

    def of_rows(self, rows: slice) -> "SoundAugmentation":
        """The augmentation of some rows of the batch."""
        return SoundAugmentation(self.curves[rows], self.shifts[rows])

    def __call__(self, mels: Mels) -> Mels:
        """Augment the mels (B, M, T) of the samples; silence stays silent."""
        changed = mels.astype(np.float32)
        for mel, shift in zip(changed, self.shifts.tolist(), strict=True):
            mel[:] = _shifted(mel, shift)
        audible = changed > 0
        changed += self.curves[:, :, None]
        changed *= audible
        return np.clip(changed, 0.0, 1.0).astype(np.float16)


def draw_sound_augmentation(
    count: int, bins: int, filter_db: float, shift: int, random: np.random.Generator
) -> SoundAugmentation:
    """Draw smooth filter curves and band shifts (not in the paper's Timbre Information).

    There are `count` = B samples of `bins` = M bands. `filter_db` is the standard deviation of each
    ripple of a curve, and `shift` the most bands of a shift.
    """
    bands = (np.arange(bins) + 0.5) / bins
    ripples = np.cos(np.pi * np.arange(1, _RIPPLES + 1)[:, None] * bands)  # (ripples, M)
    sizes_db = random.normal(0.0, 1.0, (count, _RIPPLES)) * filter_db
    curves = (sizes_db @ ripples / _MEL_RANGE_DB).astype(np.float32)
    return SoundAugmentation(curves, random.integers(-shift, shift + 1, count))


def _shifted(mel: NDArray[np.float32], shift: int) -> NDArray[np.float32]:
    """Shift (M, T) up by bands, with edge padding."""
    if not shift:
        return mel
    source = np.clip(np.arange(len(mel)) - shift, 0, len(mel) - 1)
    return mel[source]


def has_views(backend: str, version: int) -> bool:
    """Whether the features of a backend are planes of 16 x 16 cells, as `mirrored` needs them."""
    return (backend, version) == ("motion", 1)


def mirrored(features: Features) -> Features:
    """The features of the horizontally flipped picture."""
    signs = MIRROR_SIGNS.astype(features.dtype)
    return features[MIRRORED_ROWS] * signs[:, np.newaxis]


def moved(features: Features, down: int, right: int) -> Features:
    """The features of the picture shifted by cells of the grid, with wraparound."""
    return np.roll(_planes(features), (down, right), axis=(1, 2)).reshape(features.shape)


def _planes(features: Features) -> Features:
    """(2048, F) -> (planes, rows, columns, F)."""
    return features.reshape(len(PLANES), CELLS, CELLS, features.shape[1])
