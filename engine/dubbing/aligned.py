"""The aligned mel: a reference's own hits, laid under the events frame by frame.

Not in the paper: its Mel Decoder knows of the reference only a vector. The sound is that of the
`grains` engine, at the rate of the mel and in one channel, so both engines choose the same hits and
place their attacks on the same samples; a decoder with `aligned_mel` adds to it.

Shapes: M mel bins, T mel frames, k frames of a block.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.config import MEL
from engine.dubbing.instrument.playing import render
from engine.dubbing.reference import SILENT_PEAK
from engine.events.event import Event
from engine.media.audio import Sound
from engine.mel import mel_blocks
from engine.progress import JobContext
from engine.recipe import VARIATION

Array = NDArray[np.float32]

_PEAK: Final = 0.7


def aligned_mel(
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
        (80, k) blocks, at least T frames in total; 0, silence, where nothing sounds.

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
    return mel_blocks(block[:, 0] for block in blocks)


def levelled(wave: Array) -> Array:
    """Bring a reference (n,) to a peak of 0.7, as in training, unless it is silent.

    The mel ends 80 dB below full scale: of a quiet recording it would lose the decays. The level of
    a dub is set afterwards.
    """
    peak = float(np.abs(wave).max(initial=0.0))
    return wave * np.float32(_PEAK / peak) if peak > SILENT_PEAK else wave


class AlignedMel:
    """The aligned mels of one or two references, read from start to end in constant memory.

    Args:
        parts: the blocks of each reference's aligned mel, and its share of a blend; the shares sum
            to 1. A mel is logarithmic, so each hit's level and length lies between the two.
    """

    def __init__(self, parts: Sequence[tuple[Iterator[Array], float]]) -> None:
        self._streams = [_Stream(blocks) for blocks, _ in parts]
        self._shares = [np.float32(share) for _, share in parts]

    def read(self, start: int, stop: int) -> Array:
        """Frames (80, stop - start); silence beyond the end. `start` must never decrease."""
        read = [
            stream.read(start, stop) * share
            for stream, share in zip(self._streams, self._shares, strict=True)
        ]
        mixed: Array = np.sum(read, axis=0, dtype=np.float32)
        return mixed


class _Stream:
    """Blocks of a mel, of which only the frames that are still needed are kept."""

    def __init__(self, blocks: Iterator[Array]) -> None:
        self._blocks = blocks
        self._kept = np.zeros((MEL.bins, 0), np.float32)
        self._first = 0  # the frame with which the kept ones begin

    def read(self, start: int, stop: int) -> Array:
        kept = [self._kept[:, start - self._first :]]
        count = kept[0].shape[1]
        while count < stop - start:
            block = next(self._blocks, None)
            if block is None:
                block = np.zeros((MEL.bins, stop - start - count), np.float32)
            kept.append(block)
            count += block.shape[1]
        self._kept, self._first = np.concatenate(kept, axis=1), start
        return self._kept[:, : stop - start]
