"""Place hits at events: each to the sample, and none masking the attack of the next.

Shapes: blocks of (n, channels), float32.
"""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.instrument.cutting import Grain
from engine.dubbing.instrument.round_robin import RoundRobin
from engine.dubbing.instrument.variation import softened, varied_level
from engine.events.event import Event

Samples = NDArray[np.float32]

_MASKING: Final = 10 ** (-18 / 20)  # of the next attack's peak: a louder tail would mask it
# Such a tail is faded over 200 ms, or half of the available time, and ends 25 ms before the attack,
# or a quarter of the time: the ear bridges the gap, and the attack rises from silence.
_FADE_S: Final = 0.2
_LULL_S: Final = 0.025
MOST_BOOST: Final = 10 ** (12 / 20)  # more would raise the reference's noise
_SOFT_STEP_DB: Final = 3.0  # softer hits are made in such steps, so that there are few of them


class Strike(NamedTuple):
    """A hit at its place.

    Attributes:
        start: its first sample in the output.
        stop: the sample after its last one.
        grain: the hit.
        gain: its factor.
        fade: length of its fade-out, in samples.
    """

    start: int
    stop: int
    grain: Grain
    gain: float
    fade: int = 0

    def add_to(self, block: Samples, block_start: int) -> None:
        """Add what falls into a block of the output."""
        first = max(self.start, block_start)
        stop = min(self.stop, block_start + len(block))
        if first >= stop:
            return
        sound = self.grain.samples[first - self.start : stop - self.start] * np.float32(self.gain)
        if stop > self.stop - self.fade:
            left = (self.stop - np.arange(first, stop) - 0.5) / self.fade
            sound *= np.sin(np.clip(left, 0.0, 1.0) * (math.pi / 2)).astype(np.float32)[:, None]
        block[first - block_start : stop - block_start] += sound


class _Place(NamedTuple):
    """An event on the sample grid.

    Attributes:
        attack: the sample of its attack.
        peak: its target amplitude.
        is_strike: whether it is to be placed; else another voice sounds there.
    """

    attack: int
    peak: float
    is_strike: bool


def place_strikes(
    events: Sequence[Event],
    hits: Sequence[Grain],
    rate_hz: int,
    *,
    seed: int,
    variation: float,
    attacks: Sequence[Event] = (),
) -> list[Strike]:
    """Choose and place a hit for every event.

    Args:
        events: sorted by time, in seconds from the start of the output.
        hits: of the reference, at least one.
        rate_hz: the sample rate.
        seed: selects among hits that suit an event equally well, and varies them.
        variation: its amount, 0 to 1.
        attacks: other events that the tails must not mask.
    """
    robin = RoundRobin(hits, rate_hz, seed, variation)
    chance = np.random.default_rng([seed, len(hits)])
    strongest = max(hit.peak for hit in hits)
    places = [
        _Place(round(each.time_s * rate_hz), each.strength * strongest, is_strike)
        for group, is_strike in ((attacks, False), (events, True))
        for each in group
    ]
    places.sort(key=lambda place: place.attack)
    softer: dict[tuple[int, int], tuple[Grain, Grain]] = {}
    strikes = []
    for index, place in enumerate(places):
        if not place.is_strike:
            continue
        chosen = robin.choose(place.peak)
        steps = round(max(0.0, 20 * math.log10(chosen.peak / place.peak)) / _SOFT_STEP_DB)
        key = id(chosen), steps
        if key not in softer:  # keeps the chosen grain, so that its id stays its own
            softer[key] = chosen, softened(chosen, steps * _SOFT_STEP_DB, rate_hz)
        hit = softer[key][1]
        gain = min(place.peak / hit.peak, MOST_BOOST) * varied_level(chance, variation)
        whole = Strike(place.attack - hit.attack, place.attack + hit.tail, hit, gain)
        strike = _shortened(whole, places, index, rate_hz)
        if strike.stop > place.attack:
            strikes.append(strike)
    return strikes


def _shortened(strike: Strike, places: Sequence[_Place], index: int, rate_hz: int) -> Strike:
    """Shorten an event's strike so that it ends before the first later attack it would mask."""
    attack = places[index].attack
    for following in range(index + 1, len(places)):
        later = places[following]
        if later.attack >= strike.stop:
            break
        rest = strike.grain.peak_from(later.attack - strike.start)
        if strike.gain * rest > _MASKING * later.peak:
            lull = min(round(_LULL_S * rate_hz), (later.attack - attack) // 4)
            stop = later.attack - lull
            fade = min(round(_FADE_S * rate_hz), (stop - attack) // 2)
            return strike._replace(stop=stop, fade=fade)
    return strike
