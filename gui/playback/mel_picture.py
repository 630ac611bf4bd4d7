"""Mel-spectrograms for display, stored as bytes and coloured by a lookup table."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage, qRgb
from typing_extensions import override

from engine.mel.contract import MEL
from engine.mel.image import MapName as MapName
from engine.mel.image import colours_at
from engine.mel.scale import hz_to_mel, mel_to_hz

FRAME_S: Final = MEL.hop_samples / MEL.sample_rate_hz
FLOOR_DB: Final = -80.0  # level of mel value 0
RANGE_DB: Final = 100.0  # level range of mel values 0 to 1
_COARSE: Final = 16  # frames pooled for zoomed-out views: half an hour is drawn in milliseconds


class ShownMel(ABC):
    """What can be drawn and read as a mel-spectrogram; a byte is a level of `RANGE_DB` / 255."""

    @abstractmethod
    def decibels(self, time_s: float, bin_index: int) -> float | None:
        """Level in dB at a time and band; None outside the sound."""

    @abstractmethod
    def columns(self, start_s: float, end_s: float, width: int) -> NDArray[np.uint8]:
        """The bytes (80, width) of a time range; 0 outside the sound."""

    def image(
        self,
        start_s: float,
        end_s: float,
        width: int,
        *,
        colour_map: MapName = "magma",
        low_db: float = FLOOR_DB,
        high_db: float = FLOOR_DB + RANGE_DB,
    ) -> QImage:
        """An image of `width` x 80 pixels of a time range, low frequencies at the bottom."""
        pixels = np.ascontiguousarray(self.columns(start_s, end_s, width)[::-1])
        image = QImage(
            pixels.data, pixels.shape[1], MEL.bins, pixels.shape[1], QImage.Format.Format_Indexed8
        )
        image.setColorTable(_table(colour_map, low_db, high_db))
        return image.convertToFormat(QImage.Format.Format_RGB32)


class MelPicture(ShownMel):
    """A mel-spectrogram (80, T) with one byte per value; it can grow."""

    def __init__(self, frames: int) -> None:
        self._values = np.zeros((MEL.bins, max(frames, 1)), np.uint8)
        self._coarse = np.zeros((MEL.bins, max(frames, 1) // _COARSE + 1), np.uint8)
        self.frames = 0  # available so far

    @classmethod
    def of(cls, mel: NDArray[np.float32]) -> "MelPicture":
        """A complete spectrogram (80, T) of values in 0..1."""
        picture = cls(mel.shape[1])
        picture.append(mel)
        return picture

    def append(self, mel: NDArray[np.float32]) -> None:
        """Append frames (80, k) of values in 0..1."""
        room = self._values.shape[1] - self.frames
        part = mel[:, :room]
        ready = slice(self.frames, self.frames + part.shape[1])
        self._values[:, ready] = np.rint(np.clip(part, 0.0, 1.0) * 255)
        first = self.frames // _COARSE
        self.frames += part.shape[1]
        for index in range(first, -(-self.frames // _COARSE)):
            group = self._values[:, index * _COARSE : (index + 1) * _COARSE]
            self._coarse[:, index] = group.max(axis=1)

    @override
    def decibels(self, time_s: float, bin_index: int) -> float | None:
        frame = round(time_s / FRAME_S)
        if not (0 <= frame < self.frames and 0 <= bin_index < MEL.bins):
            return None
        return FLOOR_DB + RANGE_DB * float(self._values[bin_index, frame]) / 255.0

    @override
    def columns(self, start_s: float, end_s: float, width: int) -> NDArray[np.uint8]:
        edges = np.linspace(start_s, end_s, width + 1) / FRAME_S
        return self._pooled(np.floor(edges).astype(np.int64))

    def _pooled(self, edges: NDArray[np.int64]) -> NDArray[np.uint8]:
        """The maximum of each column, so that no attack is lost when zoomed out."""
        values, frames = self._values, self.frames
        if edges[-1] - edges[0] >= 2 * _COARSE * (len(edges) - 1):
            values, frames, edges = self._coarse, -(-frames // _COARSE), edges // _COARSE
        result = np.zeros((MEL.bins, len(edges) - 1), np.uint8)
        inside = (edges[1:] > 0) & (edges[:-1] < frames)
        if inside.any():
            starts = np.maximum(edges[:-1][inside], 0)
            last = min(max(int(edges[1:][inside][-1]), int(starts[-1]) + 1), frames)
            result[:, inside] = np.maximum.reduceat(values[:, :last], starts, axis=1)
        return result


class MelPart(NamedTuple):
    """A sound of a mix.

    Attributes:
        mel: its spectrogram.
        start_s: time of its first frame in the mix.
        gain_db: its gain in the mix.
    """

    mel: ShownMel
    start_s: float
    gain_db: float


class MelMix(ShownMel):
    """Several spectrograms as one: each place shows the loudest of them.

    Where two sounds are equally loud, their sum is 3 dB above it.
    """

    def __init__(self, parts: Sequence[MelPart]) -> None:
        self._parts = parts

    @override
    def decibels(self, time_s: float, bin_index: int) -> float | None:
        found = [(p.mel.decibels(time_s - p.start_s, bin_index), p.gain_db) for p in self._parts]
        levels = [max(level + gain, FLOOR_DB) for level, gain in found if level is not None]
        return max(levels, default=None)

    @override
    def columns(self, start_s: float, end_s: float, width: int) -> NDArray[np.uint8]:
        result = np.zeros((MEL.bins, width), np.uint8)
        for mel, first_s, gain_db in self._parts:
            values = mel.columns(start_s - first_s, end_s - first_s, width).astype(np.int16)
            values[values > 0] += round(gain_db / RANGE_DB * 255)  # 0 is silence at any gain
            np.maximum(result, np.clip(values, 0, 255).astype(np.uint8), out=result)
        return result


@dataclass(frozen=True, slots=True)
class PlacedMel:
    """A spectrogram placed on the timeline.

    Attributes:
        mel: the spectrogram.
        start_s: clip time of its first frame.
        name: its label.
    """

    mel: ShownMel
    start_s: float
    name: str


@lru_cache(maxsize=1)
def _bin_scale() -> tuple[float, float]:
    return hz_to_mel(MEL.low_hz), hz_to_mel(MEL.high_hz)


def bin_hz(bin_index: float) -> float:
    """Centre frequency of a band on Slaney's mel scale."""
    low, high = _bin_scale()
    return mel_to_hz(low + (high - low) * (bin_index + 1) / (MEL.bins + 1))


def hz_bin(hz: float) -> float:
    """Fractional band index of a frequency."""
    low, high = _bin_scale()
    return (hz_to_mel(hz) - low) / (high - low) * (MEL.bins + 1) - 1


@lru_cache(maxsize=16)
def _table(colour_map: MapName, low_db: float, high_db: float) -> list[int]:
    """Colours of the 256 byte values for a level range."""
    levels = FLOOR_DB + RANGE_DB * np.arange(256) / 255
    shares = (levels - low_db) / max(high_db - low_db, 1.0)
    return [qRgb(int(r), int(g), int(b)) for r, g, b in colours_at(shares, colour_map)]
