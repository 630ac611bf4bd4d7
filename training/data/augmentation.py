"""Other pictures and other timbres out of those that there are.

Pictures: the features of the mirrored or moved picture, from those of the picture. Only a backend
whose numbers stand for places in the picture can be turned without looking at the picture again;
the ones that can stand at the end, with the version that this knows.

Sounds: a mel filtered, or moved up or down, as all sounds of a sample are. A model that saw few
timbres makes unseen ones too quiet; what is to be made and its reference are changed alike, so that
they are another sound of another thing.

Shapes: features are (2048, F); B batch, M mel bins, T mel frames.
"""

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.features.planes import CELLS, MIRROR_SIGNS, MIRRORED_ROWS, PLANES

Features = NDArray[np.float16]
Mels = NDArray[np.float16]

_DB_OF_THE_SCALE: Final = 100.0  # decibels from 0 to 1 of a mel
_RIPPLES: Final = 3  # slowest cosines over the bands that make a filter's curve


@dataclass(frozen=True, slots=True)
class SoundAugmentation:
    """How the sounds of each sample are changed.

    Attributes:
        curves: (B, M) added to what sounds, in parts of the mel's scale.
        shifts: (B,) bands by which everything moves up.
    """

    curves: NDArray[np.float32]
    shifts: NDArray[np.int64]

    def __call__(self, mels: Mels) -> Mels:
        """The mels (B, M, T) of the samples, changed; silence stays silent."""
        changed = mels.astype(np.float32)
        for mel, shift in zip(changed, self.shifts.tolist(), strict=True):
            mel[:] = _moved(mel, shift)
        sounding = changed > 0
        changed += self.curves[:, :, None]
        changed *= sounding
        return np.clip(changed, 0.0, 1.0).astype(np.float16)


def draw_sound_augmentation(
    count: int, bins: int, filter_db: float, shift: int, random: np.random.Generator
) -> SoundAugmentation:
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
    return SoundAugmentation(curves, random.integers(-shift, shift + 1, count))


def _moved(mel: NDArray[np.float32], shift: int) -> NDArray[np.float32]:
    """(M, T) moved up by bands; what comes in at an end is as the end was."""
    if not shift:
        return mel
    places = np.clip(np.arange(len(mel)) - shift, 0, len(mel) - 1)
    return mel[places]


class FeatureViews(Protocol):
    """How the features of one backend are turned."""

    def mirrored(self, features: Features) -> Features:
        """Those of the picture mirrored left to right."""

    def moved(self, features: Features, down: int, right: int) -> Features:
        """Those of the picture moved by cells of the grid; what leaves it comes in again."""


class _MotionViews:
    """Planes of 16 x 16 cells, one after the other."""

    def mirrored(self, features: Features) -> Features:
        signs = MIRROR_SIGNS.astype(features.dtype)
        return features[MIRRORED_ROWS] * signs[:, np.newaxis]

    def moved(self, features: Features, down: int, right: int) -> Features:
        return np.roll(_planes(features), (down, right), axis=(1, 2)).reshape(features.shape)


def find_views(backend: str, version: int) -> FeatureViews | None:
    """How features of a backend are turned; None if it is not known."""
    return _VIEWS.get((backend, version))


def _planes(features: Features) -> Features:
    """(2048, F) -> (planes, rows, columns, F)."""
    return features.reshape(len(PLANES), CELLS, CELLS, features.shape[1])


_VIEWS: Final[dict[tuple[str, int], FeatureViews]] = {("motion", 1): _MotionViews()}
