"""Data augmentation of video features and mels.

Features: those of the flipped or shifted picture, computed from the original features. This needs a
backend whose features are spatial maps; the supported backends and versions are listed at the end.

Sounds: mels are equalised or pitch-shifted, all sounds of a sample in the same way, target and
reference included, so that they stay a matching pair with a new timbre. A model trained on few
timbres renders unseen ones too quietly.

Copies: the hits laid under the events are cut off early, muffled or of a wrong level, while the
target is not. A decoder that is given whole copies alone learns only to pass them on.

Shapes: features are (2048, F); B batch, M mel bins, T mel frames.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.events.event import Event
from engine.features.planes import CELLS, MIRROR_SIGNS, MIRRORED_ROWS, PLANES
from engine.mel.contract import MEL

Features = NDArray[np.float16]
Mels = NDArray[np.float16]

_MEL_RANGE_DB: Final = 100.0  # from 0 to 1 of a mel
_FRAME_S: Final = MEL.hop_samples / MEL.sample_rate_hz
_ATTACK_FRAMES: Final = MEL.fft_samples // MEL.hop_samples // 2  # before it, that hold some of it
_RIPPLES: Final = 3  # cosines over the bands that make up a filter's curve

_WRONG_LEVEL_DB: Final = 9.0  # at most, up or down
_MUFFLED_DB: Final = 40.0  # at most, in the highest band
_CUT_S: Final = (0.03, 0.6)  # after an event's start, or its end if it lasts
_CUT_DB: Final = (1.0, 6.0)  # by which a hit that is cut off falls in each frame


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


@dataclass(frozen=True, slots=True)
class Flaws:
    """What the copies of each sample lack.

    Attributes:
        curves: (B, M) added to non-silent values, on the mel's scale of 0 to 1.
        cuts_s: (B,) from an event to where its hit is cut off.
        slopes: (B,) by which it then falls in each frame, on that scale; 0 where hits are whole.
    """

    curves: NDArray[np.float32]
    cuts_s: NDArray[np.float64]
    slopes: NDArray[np.float64]

    def of_rows(self, rows: slice) -> "Flaws":
        """The flaws of some rows of the batch."""
        return Flaws(self.curves[rows], self.cuts_s[rows], self.slopes[rows])

    def __call__(self, mels: Mels, since_s: NDArray[np.float64]) -> Mels:
        """Take from mels (B, M, T) what they lack; `since_s` (B, T) is from the last event."""
        frames = np.maximum(since_s - self.cuts_s[:, None], 0.0) / _FRAME_S
        lost = (frames * self.slopes[:, None])[:, None, :]
        changed = mels + (self.curves[:, :, None] - lost) * (mels > 0)
        return np.clip(changed, 0.0, 1.0).astype(np.float16)


def draw_flaws(count: int, bins: int, share: float, random: np.random.Generator) -> Flaws:
    """Draw the flaws of `count` = B copies of `bins` = M bands, each for a share of them."""
    level, muffled, cut = random.random((3, count)) < share
    levels_db = random.uniform(-_WRONG_LEVEL_DB, _WRONG_LEVEL_DB, count) * level
    corners = random.uniform(0.1, 0.8, count)[:, None]
    above = np.maximum((np.arange(bins) + 1) / bins - corners, 0.0) / (1.0 - corners)
    falls_db = random.uniform(0.0, _MUFFLED_DB, count) * muffled
    curves = (levels_db[:, None] - falls_db[:, None] * above) / _MEL_RANGE_DB
    cuts_s = np.exp(random.uniform(*np.log(_CUT_S), count))
    slopes = random.uniform(*_CUT_DB, count) * cut / _MEL_RANGE_DB
    return Flaws(curves.astype(np.float32), cuts_s, slopes)


def since_events(events: Iterable[Event], frames: int, start_s: float) -> NDArray[np.float64]:
    """Seconds (T,) from the last event's end, or start, to each frame; negative while it lasts.

    0 before the first one. `start_s` is the time of the first frame. A frame that the attack of an
    event has begun to reach belongs to it.
    """
    times_s = start_s + np.arange(frames) * _FRAME_S
    since_s = np.zeros(frames)
    for event in events:
        begun = times_s >= event.time_s - _ATTACK_FRAMES * _FRAME_S
        since_s[begun] = times_s[begun] - event.time_s - event.duration_s
    return since_s


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
