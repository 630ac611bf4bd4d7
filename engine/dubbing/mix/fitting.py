"""Fit a take into a clip: sample rate, channels and position.

Shapes: blocks of (n, channels), float32, -1..1; everything works in constant memory.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.mix.faders import channel_gains
from engine.media.audio import silence
from engine.media.resampling import Resampler

Block = NDArray[np.float32]


class SoundFormat(NamedTuple):
    """The format of a sound.

    Attributes:
        rate_hz: sample rate.
        channels: number of channels.
        layout: FFmpeg's name of the layout; "" for the default for this number of channels.
    """

    rate_hz: int
    channels: int
    layout: str = ""


def fitted(
    blocks: Iterable[Block], source: SoundFormat, target: SoundFormat, *, pan: float = 0.0
) -> Iterator[Block]:
    """Convert a dub to another sample rate and channel count.

    Args:
        blocks: the dub, of one or two channels.
        source: its format.
        target: the resulting format. With more than two channels the dub goes to front left and
            right, the first two of every such layout, so `pan` has the same meaning everywhere.
        pan: -1 (left) to 1 (right), with equal power; no effect on a single channel.
    """
    gains = channel_gains(source.channels, target.channels, pan)  # (target, source)
    resampler = Resampler(source.channels, source.rate_hz, target.rate_hz)
    for block in blocks:
        yield resampler.push(block) @ gains.T
    rest = resampler.flush()
    if len(rest):
        yield rest @ gains.T


def placed(
    blocks: Iterable[Block], first_sample: int, samples: int, channels: int
) -> Iterator[Block]:
    """Pad a sound with silence to exactly `samples` samples, starting it at `first_sample`."""
    yield from silence(min(first_sample, samples), channels)
    left = max(0, samples - first_sample)
    for block in blocks:
        kept = block[:left]
        left -= len(kept)
        if len(kept):
            yield kept
    yield from silence(left, channels)


def cut(blocks: Iterable[Block], first_sample: int, end_sample: int) -> Iterator[Block]:
    """The samples of one or several sounds from the first up to, but not including, the end."""
    place = 0
    for block in blocks:
        kept = block[..., max(0, first_sample - place) : max(0, end_sample - place), :]
        place += block.shape[-2]
        if kept.shape[-2]:
            yield kept
        if place >= end_sample:
            return


class Reader:
    """Reads a stream of blocks in pieces of any length; silence follows its end.

    Args:
        blocks: (n, channels) each.
        channels: of every block.
    """

    def __init__(self, blocks: Iterable[Block], channels: int) -> None:
        self._blocks = iter(blocks)
        self._rest: Block = np.zeros((0, channels), np.float32)

    def read_into(self, out: Block) -> None:
        """Fill the next samples into `out` (n, channels), which is silent."""
        done = 0
        while done < len(out):
            if not len(self._rest):
                block = next(self._blocks, None)
                if block is None:
                    return
                self._rest = block
            step = min(len(self._rest), len(out) - done)
            out[done : done + step] = self._rest[:step]
            self._rest = self._rest[step:]
            done += step
