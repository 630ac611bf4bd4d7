"""Place sounds that last at events.

A texture goes on until its event ends. A voice is uttered as often as it takes, so that none is
slowed down or sped up by more than a listener accepts: a baby does not cry for ten seconds in one
breath.

Shapes: blocks of (n, channels), float32.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.instrument.instrument import Held
from engine.dubbing.instrument.lasting import LastingSound, lasting_sound
from engine.dubbing.instrument.round_robin import RoundRobin
from engine.dubbing.instrument.strikes import MOST_BOOST
from engine.dubbing.instrument.sustain import Sustain, find_sustain
from engine.dubbing.instrument.variation import varied_level
from engine.events.event import Event

Samples = NDArray[np.float32]

_SLOWEST: Final = 1.4  # an utterance lasts at most this many times as long as in the reference


class HeldVoice:
    """A lasting sound at its place; it is computed as the blocks come.

    Args:
        sound: the sound.
        attack: the sample of the output on which its attack falls.
        gain: its factor.
    """

    def __init__(self, sound: LastingSound, attack: int, gain: float) -> None:
        self.start = attack - sound.attack
        self.stop = self.start + sound.samples
        self._blocks = sound.blocks
        self._gain = np.float32(gain)
        self._held: Samples | None = None  # computed, from output sample `_at` on
        self._at = self.start

    def add_to(self, block: Samples, block_start: int) -> None:
        """Add what falls into a block of the output; blocks come in order."""
        stop = min(self.stop, block_start + len(block))
        while self._at < stop:
            if self._held is None:
                self._held = next(self._blocks)
            first = max(self._at, block_start)
            part = self._held[first - self._at : stop - self._at]
            block[first - block_start : first - block_start + len(part)] += part * self._gain
            if self._at + len(self._held) > stop:
                self._held = self._held[stop - self._at :]
                self._at = stop
            else:
                self._at += len(self._held)
                self._held = None


def place_lasting(
    events: Sequence[Event], held: Sequence[Held], rate_hz: int, *, seed: int, variation: float
) -> list[HeldVoice]:
    """Choose and place held sounds for events that last.

    Args:
        events: sorted by time, in seconds from the start of the output.
        held: the held sounds of the reference, at least one.
        rate_hz: the sample rate.
        seed: selects among sounds that suit equally well, and varies them.
        variation: its amount, 0 to 1.
    """
    chance = np.random.default_rng([seed, len(held)])
    strongest = max(each.grain.peak for each in held)
    if held[0].is_texture:
        return [_texture(event, held, strongest, rate_hz, chance) for event in events]
    robin = RoundRobin([each.grain for each in held], rate_hz, seed, variation)
    voices: list[HeldVoice] = []
    for event in events:
        voices += _utterances(event, robin, strongest, rate_hz, chance, variation)
    return voices


def _texture(
    event: Event, held: Sequence[Held], strongest: float, rate_hz: int, chance: np.random.Generator
) -> HeldVoice:
    each = held[int(chance.integers(len(held)))]
    length = round(event.duration_s * rate_hz)
    sound = lasting_sound(each.grain, each.sustain, length, rate_hz, chance, in_order=False)
    gain = min(event.strength * strongest / each.grain.peak, MOST_BOOST)
    return HeldVoice(sound, round(event.time_s * rate_hz), gain)


def _utterances(
    event: Event,
    robin: RoundRobin,
    strongest: float,
    rate_hz: int,
    chance: np.random.Generator,
    variation: float,
) -> Iterator[HeldVoice]:
    """The utterances that fill an event."""
    start, stop = round(event.time_s * rate_hz), round(event.end_s * rate_hz)
    while start < stop:
        grain = robin.choose(event.strength * strongest)
        sustain = find_sustain(grain, rate_hz) or Sustain(grain.attack, len(grain.samples), True)
        own = sustain.stop - grain.attack
        length = math.ceil((stop - start) / math.ceil((stop - start) / (_SLOWEST * own)))
        sound = lasting_sound(grain, sustain, length, rate_hz, chance, in_order=True)
        gain = min(event.strength * strongest / grain.peak, MOST_BOOST)
        yield HeldVoice(sound, start, gain * varied_level(chance, variation))
        start += length
