"""Play a reference at events: a voice for every strike and every sound that lasts.

Shapes: blocks of (n, channels), float32.
"""

from collections.abc import Iterator, Sequence
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.instrument.held_voices import place_lasting
from engine.dubbing.instrument.instrument import Instrument
from engine.dubbing.instrument.remembered import instrument_of
from engine.dubbing.instrument.rolls import place_rolls
from engine.dubbing.instrument.strikes import place_strikes
from engine.events.event import Event, audible
from engine.media.audio import BLOCK_SAMPLES, Sound
from engine.progress import JobContext
from engine.recipe import VARIATION

Samples = NDArray[np.float32]

_SHORTEST_S: Final = 0.1  # an event that lasts no longer is a strike


class _Voice(Protocol):
    """A sound at its place in the output, from its first sample to the one after its last."""

    @property
    def start(self) -> int: ...

    @property
    def stop(self) -> int: ...

    def add_to(self, block: Samples, block_start: int) -> None:
        """Add what falls into a block of the output; blocks come in order."""


def render(
    events: Sequence[Event],
    reference: Sound,
    *,
    duration_s: float,
    seed: int,
    variation: float = VARIATION,
    left_out_s: Sequence[float] = (),
    context: JobContext,
) -> Iterator[Samples]:
    """Play a reference's sounds at events.

    Args:
        events: in seconds from the start of the output; muted ones are skipped.
        reference: provides the grains and the sample rate.
        duration_s: length of the output.
        seed: selects among hits that suit an event equally well, and varies them.
        variation: how much they vary, 0 to 1.
        left_out_s: times in the reference; the hits that sound at them are not played.
        context: for progress and cancellation.

    Yields:
        Blocks (n, channels), round(duration_s * rate) samples in total; silence without events.

    Raises:
        InputError: the reference is silent, or all of its hits are left out.
    """
    rate_hz = reference.rate_hz
    instrument = instrument_of(reference, left_out_s)
    total = round(duration_s * rate_hz)
    waiting = iter(_voices(audible(events), instrument, rate_hz, seed, variation))
    upcoming = next(waiting, None)
    sounding: list[_Voice] = []
    for start in range(0, total, BLOCK_SAMPLES):
        context.advance(start / total)
        stop = min(start + BLOCK_SAMPLES, total)
        block = np.zeros((stop - start, instrument.hits[0].samples.shape[1]), np.float32)
        while upcoming is not None and upcoming.start < stop:
            sounding.append(upcoming)
            upcoming = next(waiting, None)
        for voice in sounding:
            voice.add_to(block, start)
        sounding = [voice for voice in sounding if voice.stop > stop]
        yield block


def _voices(
    events: Sequence[Event], instrument: Instrument, rate_hz: int, seed: int, variation: float
) -> list[_Voice]:
    """A voice for every strike and every sound that lasts, ordered by first sample."""
    lasting = [event for event in events if event.duration_s > _SHORTEST_S]
    strikes = [event for event in events if event.duration_s <= _SHORTEST_S]
    voices: list[_Voice] = []
    voices += place_strikes(
        strikes, instrument.hits, rate_hz, seed=seed, variation=variation, attacks=lasting
    )
    if instrument.held:
        voices += place_lasting(lasting, instrument.held, rate_hz, seed=seed, variation=variation)
    else:
        hits, paces_s = instrument.hits, instrument.paces_s
        voices += place_rolls(lasting, hits, paces_s, rate_hz, seed=seed, variation=variation)
    return sorted(voices, key=lambda voice: voice.start)
