"""Add up the sounds of a mix, sample by sample, in constant memory.

Every sound stays a row of its own until it is written, so the single sounds (stems) add up to the
mix: the limiter measures their sum and gives all of them the same gain.

The clip's own sound is never resampled or downmixed: the takes are converted to its sample rate and
channels.

Shapes: stems of (sounds, n, channels), blocks of (n, channels), float32.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.level import Limiter, levelled, summed, true_peaks
from engine.dubbing.mix.faders import STEREO, FaderGain, channel_gains
from engine.dubbing.mix.fitting import Reader, SoundFormat, cut, fitted, placed
from engine.dubbing.mix.take_sound import sound_blocks
from engine.media.filters import running_max
from engine.recipe import TakeSound

Block = NDArray[np.float32]
Stems = NDArray[np.float32]

_STEP_SAMPLES: Final = 16384  # of all sounds at a time: eight stereo ones fit into a core's cache
_REACH_SAMPLES: Final = 32  # on either side, that the waveform between samples depends on


class Part(NamedTuple):
    """A take at its fader.

    Attributes:
        sound: the take.
        gain: of its fader.
        pan: of its fader.
    """

    sound: TakeSound
    gain: FaderGain
    pan: float = 0.0


def dub_stems(parts: Sequence[Part], target: SoundFormat, first: int, end: int) -> Iterator[Stems]:
    """The takes of a mix at their faders, before any level is set.

    Args:
        parts: the takes.
        target: format of the mix; takes of another sample rate are resampled, once.
        first: first sample of the clip to give.
        end: the sample after the last.
    """
    sources = [
        Reader(cut(_placed(part, target, end), first, end), target.channels) for part in parts
    ]
    for start in range(first, end, _STEP_SAMPLES):
        size = min(_STEP_SAMPLES, end - start)
        stems = np.zeros((len(sources), size, target.channels), np.float32)
        for stem, source in zip(stems, sources, strict=True):
            source.read_into(stem)
        yield stems


def faded(blocks: Iterable[Block], gain: FaderGain, first: int) -> Iterator[Block]:
    """Apply a fader's gain to a sound that starts at a sample of the clip."""
    constant = gain.constant
    for block in blocks:
        if constant is not None:
            yield block if constant == 1.0 else block * np.float32(constant)
        else:
            places = np.arange(first, first + len(block), dtype=np.float64)
            yield block * gain.at(places)[:, np.newaxis]
            first += len(block)


def panned(blocks: Iterable[Block], pan: float) -> Iterator[Block]:
    """Pan the clip's own sound; of more than two channels, front left and right."""
    for block in blocks:
        if pan and block.shape[1] >= STEREO:
            block = block.copy()
            block[:, :STEREO] @= channel_gains(STEREO, STEREO, pan).T
        yield block


def mixed(
    dubs: Iterable[Stems],
    original: Iterable[Block] | None,
    target: SoundFormat,
    sounds: int,
    *,
    dub_db: float,
    mix_db: float = 0.0,
    keeps_original: bool = False,
) -> Iterator[Stems]:
    """Set the level of the takes, add the original, and set the level of the mix.

    Args:
        dubs: from `dub_stems`.
        original: the clip's own sound, of the same format and length; None leaves it out.
        target: format of the mix.
        sounds: number of takes.
        dub_db: gain of the takes, whose sum is limited to -1 dBTP.
        mix_db: gain of everything.
        keeps_original: let the original pass bit by bit where no take sounds and, elsewhere, its
            own peaks up to full scale; otherwise the mix is limited to -1 dBTP everywhere.

    Yields:
        The stems: those of the takes and, last, that of the original.
    """
    takes = levelled(dubs, target.rate_hz, target.channels, dub_db, sounds=sounds)
    if original is None:
        yield from takes
        return
    own = Reader(original, target.channels)
    limiter = Limiter(target.rate_hz, target.channels, sounds + 1)
    gain = np.float32(10.0 ** (mix_db / 20.0))
    for stems in takes:
        together = np.zeros((sounds + 1, *stems.shape[1:]), np.float32)
        together[:sounds] = stems
        own.read_into(together[sounds])
        spared = _spared(summed(stems), together[sounds]) if keeps_original else None
        yield limiter.push(together * gain, spared)
    yield limiter.finish()


def _placed(part: Part, target: SoundFormat, end: int) -> Iterator[Block]:
    sound, first = part.sound, round(part.sound.start_s * target.rate_hz)
    source = SoundFormat(sound.rate_hz, sound.channels)
    blocks = fitted(sound_blocks(sound), source, target, pan=part.pan)
    return placed(faded(blocks, part.gain, first), first, end, target.channels)


def _spared(dub: Block, original: Block) -> NDArray[np.float64]:
    """The amplitudes (n,) to let through although they exceed the limiter's ceiling."""
    sounds = running_max(np.abs(dub).max(axis=1, initial=0.0), 2 * _REACH_SAMPLES + 1) > 0.0
    if not sounds.any():
        return np.full(len(dub), np.inf)
    return np.where(sounds, np.minimum(true_peaks(original), 1.0), np.inf)
