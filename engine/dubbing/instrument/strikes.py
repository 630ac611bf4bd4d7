"""Place hits at events: each to the sample, and none masking the attack of the next.

A held sound that is cut short by an event goes on at it (`engine.dubbing.instrument.resuming`).

Shapes: blocks of (n, channels), float32.
"""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.instrument.cutting import Grain, attack_of_rise, power_fade
from engine.dubbing.instrument.resuming import Resuming
from engine.dubbing.instrument.round_robin import RoundRobin
from engine.dubbing.instrument.variation import Softening, varied_level
from engine.events.event import Event

Samples = NDArray[np.float32]

_MASKING: Final = 10 ** (-9 / 20)  # of the next attack's peak: a louder tail would mask it
# Such a tail is faded over 60 ms, or half of the available time, and ends 25 ms before the attack,
# or a quarter of the time: the ear bridges the gap, and the attack rises from silence.
_FADE_S: Final = 0.06
_LULL_S: Final = 0.025
# A held sound that goes on at the attack has no need of silence: it dips by 12 dB and rises again.
_DIP: Final = 10 ** (-12 / 20)
_RESUMED_RISE_S: Final = 0.01
MOST_BOOST: Final = 10 ** (12 / 20)  # more would raise the reference's noise


class Strike(NamedTuple):
    """A hit at its place.

    Attributes:
        start: its first sample in the output.
        stop: the sample after its last one.
        grain: the hit.
        gain: its factor.
        fade: length of its fade-out, in samples.
        skipped: samples of the hit before its first one, if it is resumed.
        rise: length of its fade-in, in samples.
    """

    start: int
    stop: int
    grain: Grain
    gain: float
    fade: int = 0
    skipped: int = 0
    rise: int = 0

    def sample_at(self, place: int) -> int:
        """The sample of the hit that is heard at a sample of the output."""
        return place - self.start + self.skipped

    def add_to(self, block: Samples, block_start: int) -> None:
        """Add what falls into a block of the output."""
        first = max(self.start, block_start)
        stop = min(self.stop, block_start + len(block))
        if first >= stop:
            return
        part = slice(self.sample_at(first), self.sample_at(stop))
        sound = self.grain.samples[part] * np.float32(self.gain)
        if first < self.start + self.rise:
            risen = power_fade(self.rise)[first - self.start : stop - self.start]
            sound[: len(risen)] *= risen[:, np.newaxis]
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
    resuming = Resuming(rate_hz)
    softening = Softening(rate_hz)
    strongest = max(hit.peak for hit in hits)
    places = [
        _Place(round(each.time_s * rate_hz), each.strength * strongest, is_strike)
        for group, is_strike in ((attacks, False), (events, True))
        for each in group
    ]
    places.sort(key=lambda place: place.attack)
    strikes = []
    resumed: tuple[Grain, int] | None = None  # a hit, and its sample that falls on the event
    for index, place in enumerate(places):
        if not place.is_strike:
            resumed = None
            continue
        chosen, heard_from = resumed or (robin.choose(place.peak), 0)
        resumed = None
        hit = softening.softer(chosen, chosen.peak_from(heard_from), place.peak)
        gain = min(place.peak / hit.peak_from(heard_from), MOST_BOOST)
        gain *= varied_level(chance, variation)
        whole = _whole(hit, heard_from, gain, place.attack, rate_hz)
        strike = _shortened(whole, places, index, rate_hz)
        if strike.stop <= place.attack:
            continue
        following = places[index + 1].attack if strike.stop < whole.stop else whole.stop
        if strike.stop <= following < whole.stop:
            heard_from = whole.sample_at(following)
            if resuming.is_resumed(chosen, heard_from, following - place.attack):
                resumed = chosen, heard_from
        strikes += _dipping(strike, whole, following, rate_hz) if resumed else [strike]
    return strikes


def _whole(hit: Grain, heard_from: int, gain: float, attack: int, rate_hz: int) -> Strike:
    """A strike with all of a hit, or all that follows a sample of it, which falls on the attack."""
    if heard_from == 0:
        return Strike(attack - hit.attack, attack + hit.tail, hit, gain)
    rise = round(_RESUMED_RISE_S * rate_hz)
    lead = attack_of_rise(rise)
    stop = attack + len(hit.samples) - heard_from
    return Strike(attack - lead, stop, hit, gain, skipped=heard_from - lead, rise=rise)


def _dipping(strike: Strike, whole: Strike, event: int, rate_hz: int) -> list[Strike]:
    """A strike that ends before an event, and the little of it that is heard until the rise."""
    rise = round(_RESUMED_RISE_S * rate_hz)
    risen = min(event - attack_of_rise(rise) + rise, whole.stop)
    under = whole._replace(stop=risen, gain=_DIP * whole.gain, fade=rise)
    return [strike._replace(gain=(1 - _DIP) * strike.gain), under]


def _shortened(strike: Strike, places: Sequence[_Place], index: int, rate_hz: int) -> Strike:
    """Shorten an event's strike so that it ends before the first later attack it would mask."""
    attack = places[index].attack
    for following in range(index + 1, len(places)):
        later = places[following]
        if later.attack >= strike.stop:
            break
        rest = strike.grain.peak_from(strike.sample_at(later.attack))
        if strike.gain * rest > _MASKING * later.peak:
            lull = min(round(_LULL_S * rate_hz), (later.attack - attack) // 4)
            stop = later.attack - lull
            fade = min(round(_FADE_S * rate_hz), (stop - attack) // 2)
            return strike._replace(stop=stop, fade=fade)
    return strike
