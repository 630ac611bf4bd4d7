"""Fit a dub into a clip: sample rate, channels, position, and mix with the clip's own sound.

The clip's own sound is never resampled or downmixed: the dub is converted to its sample rate and
channels, and if the sum is too loud, the dub's peaks are limited as far as possible.

Shapes: blocks of (n, channels), float32, -1..1; everything works in constant memory.
"""

import math
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.level import Limiter, true_peaks
from engine.media.audio import BLOCK_SAMPLES
from engine.media.filters import running_max
from engine.media.resampling import Resampler

Block = NDArray[np.float32]

STEREO: Final = 2
_REACH_SAMPLES: Final = 32  # on either side, that the waveform between samples depends on


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


def channel_gains(sources: int, targets: int, pan: float) -> NDArray[np.float32]:
    """Gain from each source channel to each target channel: (targets, sources).

    Equal power, as in the Web Audio API's StereoPannerNode: panning two channels moves the signal
    of the far side over, so nothing of the dub is lost. A single channel is centred by equal gains
    on both sides.

    Raises:
        ValueError: the source has more than two channels.
    """
    if not 1 <= sources <= STEREO:
        raise ValueError(f"a dub has one or two channels, not {sources}")
    gains = np.zeros((targets, sources), np.float32)
    if targets == 1:
        gains[0] = 1.0 / sources
        return gains
    if sources == 1:
        angle = (pan + 1.0) * math.pi / 4.0
        gains[:STEREO, 0] = math.sqrt(2.0) * math.cos(angle), math.sqrt(2.0) * math.sin(angle)
        return gains
    near, far = (0, 1) if pan < 0 else (1, 0)
    angle = abs(pan) * math.pi / 2.0
    gains[near, near] = 1.0
    gains[near, far], gains[far, far] = math.sin(angle), math.cos(angle)
    return gains


def placed(
    blocks: Iterable[Block], first_sample: int, samples: int, channels: int
) -> Iterator[Block]:
    """Pad a sound with silence to exactly `samples` samples, starting it at `first_sample`."""
    yield from _silence(min(first_sample, samples), channels)
    left = max(0, samples - first_sample)
    for block in blocks:
        kept = block[:left]
        left -= len(kept)
        if len(kept):
            yield kept
    yield from _silence(left, channels)


def cut(blocks: Iterable[Block], first_sample: int, end_sample: int) -> Iterator[Block]:
    """The samples of a sound from the first up to, but not including, the end."""
    place = 0
    for block in blocks:
        kept = block[max(0, first_sample - place) : max(0, end_sample - place)]
        place += len(block)
        if len(kept):
            yield kept
        if place >= end_sample:
            return


def mixed(dub: Iterable[Block], original: Iterable[Block], target: SoundFormat) -> Iterator[Block]:
    """Add a dub to the clip's own sound, both of the same format and length.

    Where the dub is silent the original passes bit by bit. Elsewhere, the original's own peaks are
    let through up to full scale, and anything louder is limited to -1 dBTP.
    """
    limiter = Limiter(target.rate_hz, target.channels)
    for made, own in _in_step(dub, original):
        yield limiter.push(made + own, _spared(made, own))
    yield limiter.finish()


def _spared(dub: Block, original: Block) -> NDArray[np.float64]:
    """The amplitudes (n,) to let through although they exceed the limiter's ceiling."""
    sounds = running_max(np.abs(dub).max(axis=1), 2 * _REACH_SAMPLES + 1) > 0.0
    if not sounds.any():
        return np.full(len(dub), np.inf)
    return np.where(sounds, np.minimum(true_peaks(original), 1.0), np.inf)


def _in_step(first: Iterable[Block], second: Iterable[Block]) -> Iterator[tuple[Block, Block]]:
    """Split two streams into blocks of equal length; stop with the shorter one."""
    second_blocks = iter(second)
    rest = next(second_blocks, None)
    for block in first:
        while rest is not None and len(block):
            step = min(len(block), len(rest))
            if step:
                yield block[:step], rest[:step]
            block, rest = block[step:], rest[step:]
            if not len(rest):
                rest = next(second_blocks, None)


def _silence(samples: int, channels: int) -> Iterator[Block]:
    for start in range(0, samples, BLOCK_SAMPLES):
        yield np.zeros((min(BLOCK_SAMPLES, samples - start), channels), np.float32)
