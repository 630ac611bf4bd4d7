"""A reference's own hits, laid under the events: as a sound, and as a mel frame by frame.

Not in the paper: its Mel Decoder knows of the reference only a vector. The sound is that of the
`grains` engine, at the rate of the mel and in one channel, so both engines choose the same hits and
place their attacks on the same samples; a decoder with `aligned_mel` adds to it.

Shapes: M mel bins, T mel frames, k frames and n samples of a block.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import tee
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.instrument.playing import render
from engine.dubbing.reference import SILENT_PEAK
from engine.events.event import Event
from engine.media.audio import Sound
from engine.mel.contract import MEL
from engine.mel.spectrogram import mel_blocks
from engine.progress import JobContext
from engine.recipe import VARIATION

Array = NDArray[np.float32]

_PEAK: Final = 0.7


def aligned_sound(
    events: Sequence[Event],
    wave: Array,
    frames: int,
    *,
    seed: int = 0,
    variation: float = VARIATION,
    left_out_s: Sequence[float] = (),
) -> Iterator[Array]:
    """Lay a reference's hits under events.

    Args:
        events: in seconds from the first frame; muted ones are skipped.
        wave: the reference, (n,) at 22050 Hz.
        frames: T, how many frames are wanted.
        seed: as of a recipe; decides which of several hits an event gets, and how it varies.
        variation: how much it varies, 0 to 1.
        left_out_s: times in the reference whose hits are not used.

    Yields:
        (n,) blocks, 256 T samples in total.

    Raises:
        InputError: the reference is silent, or all of its hits are left out.
    """
    sound = Sound(wave[:, np.newaxis], MEL.sample_rate_hz)
    duration_s = frames * MEL.hop_samples / MEL.sample_rate_hz
    blocks = render(
        events,
        sound,
        duration_s=duration_s,
        seed=seed,
        variation=variation,
        left_out_s=left_out_s,
        context=JobContext(),
    )
    return (block[:, 0] for block in blocks)


def aligned_mel(
    events: Sequence[Event], wave: Array, frames: int, *, seed: int = 0
) -> Iterator[Array]:
    """Lay a reference's hits under events, as a mel; see `aligned_sound`.

    Yields:
        (80, k) blocks, at least T frames in total; 0, silence, where nothing sounds.
    """
    return mel_blocks(aligned_sound(events, wave, frames, seed=seed))


class LaidReference(NamedTuple):
    """A reference whose hits are laid under events.

    Attributes:
        wave: (n,) at 22050 Hz.
        share: of a blend; 1 alone.
        left_out_s: times in it whose hits are not used.
    """

    wave: Array
    share: float = 1.0
    left_out_s: tuple[float, ...] = ()


class Laid(NamedTuple):
    """The hits of one reference, or of two blended, under the events: as a mel and as a sound."""

    mel: "AlignedMel"
    sound: "AlignedSound"


def lay_under(
    events: Sequence[Event],
    references: Sequence[LaidReference],
    frames: int,
    *,
    seed: int = 0,
    variation: float = VARIATION,
) -> Laid:
    """Lay the levelled hits of references under events; see `aligned_sound`."""
    mels, waves = [], []
    for reference in references:
        blocks, again = tee(
            aligned_sound(
                events,
                levelled(reference.wave),
                frames,
                seed=seed,
                variation=variation,
                left_out_s=reference.left_out_s,
            )
        )
        mels.append((mel_blocks(blocks), reference.share))
        waves.append((again, reference.share))
    return Laid(AlignedMel(mels), AlignedSound(waves))


def levelled(wave: Array) -> Array:
    """Bring a reference (n,) to a peak of 0.7, as in training, unless it is silent.

    The mel ends 80 dB below full scale: of a quiet recording it would lose the decays. The level of
    a dub is set afterwards.
    """
    peak = float(np.abs(wave).max(initial=0.0))
    return wave * np.float32(_PEAK / peak) if peak > SILENT_PEAK else wave


class _Laid:
    """What lies under the events, of one or two references, read in constant memory.

    Args:
        parts: the blocks of each reference and its weight.
        shape: of a block without its last dimension, which is time.
    """

    def __init__(
        self, parts: Sequence[tuple[Iterator[Array], float]], shape: tuple[int, ...]
    ) -> None:
        self._streams = [_Stream(blocks, shape) for blocks, _ in parts]
        self._weights = [np.float32(weight) for _, weight in parts]

    def _read(self, start: int, stop: int) -> Array:
        read = [
            stream.read(start, stop) * weight
            for stream, weight in zip(self._streams, self._weights, strict=True)
        ]
        mixed: Array = np.sum(read, axis=0, dtype=np.float32)
        return mixed


class AlignedMel(_Laid):
    """The aligned mels of one or two references, read from start to end in constant memory.

    Args:
        parts: the blocks (80, k) of each reference's aligned mel, and its share of a blend; the
            shares sum to 1. A mel is logarithmic, so each hit's level and length lies between the
            two.
    """

    def __init__(self, parts: Sequence[tuple[Iterator[Array], float]]) -> None:
        super().__init__(parts, (MEL.bins,))

    def read(self, start: int, stop: int) -> Array:
        """Frames (80, stop - start); silence beyond the end. `start` must never decrease."""
        return self._read(start, stop)


class AlignedSound(_Laid):
    """The aligned sounds of one or two references, read from start to end in constant memory.

    Args:
        parts: the blocks (n,) of each reference's aligned sound, and its share of a blend.
    """

    def __init__(self, parts: Sequence[tuple[Iterator[Array], float]]) -> None:
        super().__init__([(blocks, math.sqrt(share)) for blocks, share in parts], ())

    def read(self, start: int, stop: int) -> Array:
        """Samples (stop - start,); silence beyond the end. `start` must never decrease."""
        return self._read(start, stop)


class _Stream:
    """Blocks, of which only what is still needed is kept."""

    def __init__(self, blocks: Iterator[Array], shape: tuple[int, ...]) -> None:
        self._blocks = blocks
        self._shape = shape
        self._kept = np.zeros((*shape, 0), np.float32)
        self._first = 0  # the time at which what is kept begins

    def read(self, start: int, stop: int) -> Array:
        kept = [self._kept[..., start - self._first :]]
        count = kept[0].shape[-1]
        while count < stop - start:
            block = next(self._blocks, None)
            if block is None:
                block = np.zeros((*self._shape, stop - start - count), np.float32)
            kept.append(block)
            count += block.shape[-1]
        self._kept, self._first = np.concatenate(kept, axis=-1), start
        return self._kept[..., : stop - start]
