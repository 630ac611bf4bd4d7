"""Let a reference that has only hits last: they follow each other as in the reference.

The hits of a laugh, of steps or of a dog that barks on come in an order, at a pace and with levels
that belong to what is heard. So an event that lasts plays them as they come, each up to the next,
and begins again after the last.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

import numpy as np

from engine.dubbing.instrument.cutting import Grain
from engine.dubbing.instrument.round_robin import RoundRobin
from engine.dubbing.instrument.strikes import Strike
from engine.dubbing.instrument.variation import Softening, varied_level
from engine.events.event import Event

_JOIN_S: Final = 0.01  # the fade of a hit that the next one ends


def place_rolls(
    events: Sequence[Event],
    hits: Sequence[Grain],
    paces_s: Sequence[float],
    rate_hz: int,
    *,
    seed: int,
    variation: float,
) -> Iterator[Strike]:
    """Place the hits that fill events.

    Args:
        events: that last, in seconds from the start of the output.
        hits: in the order of the reference, at least one.
        paces_s: the time from each hit to the next.
        rate_hz: the sample rate.
        seed: decides how the hits are varied.
        variation: its amount, 0 to 1.
    """
    robin = RoundRobin(hits, rate_hz, seed, variation)
    chance = np.random.default_rng([seed, len(hits)])
    softening = Softening(rate_hz)
    for event in events:
        course = list(_course(event, paces_s))
        for (index, time_s), following in zip_longest(course, course[1:]):
            hit = softening.softer(robin.play(index), 1.0, event.strength)
            gain = event.strength * varied_level(chance, variation)
            attack = round(time_s * rate_hz)
            strike = Strike(attack - hit.attack, attack + hit.tail, hit, gain)
            if following is not None:
                stop = round(following[1] * rate_hz) - hits[following[0]].attack
                strike = _ended_by(stop, strike, rate_hz)
            yield strike


def _course(event: Event, paces_s: Sequence[float]) -> Iterator[tuple[int, float]]:
    """The index and the time of each hit that fills an event; at least one."""
    time_s, index = event.time_s, 0
    while True:
        yield index, time_s
        time_s += paces_s[index]
        index = (index + 1) % len(paces_s)
        if time_s > event.end_s - paces_s[index] / 2:
            return


def _ended_by(stop: int, strike: Strike, rate_hz: int) -> Strike:
    """End a strike where the next hit of the roll begins."""
    if strike.stop <= stop:
        return strike
    fade = min(round(_JOIN_S * rate_hz), max(1, stop - strike.start))
    return strike._replace(stop=stop, fade=fade)
