"""Let a hit go on into what follows it in its reference, as far as an event leaves time.

A growl, a trill or applause has attacks in quick succession without falling silent in between. Cut
at the next attack, its hits are snippets in which nobody hears what made them. So a struck hit
goes on through the attacks that belong to the same sound, and then into the room that it was
recorded in, which fades. Separate blows, keys and barks stay separate: an event has one of them.

Shapes: samples of (n, channels), float32.
"""

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.instrument.cutting import FALL_S, Grain, power_fade

Samples = NDArray[np.float32]

_LONGEST_S: Final = 1.5  # from a hit's attack to the last of its sound
_NEAR_S: Final = 0.25  # the next attack of the same sound comes within this time, ...
_FLOWS: Final = 10 ** (-12 / 20)  # ... before the level falls below this share of its peak, ...
_LOUDER: Final = 10 ** (3 / 20)  # ... and is hardly louder: the accent is on the event
_BEFORE_S: Final = (0.025, 0.003)  # the level in this time before an attack is what it rises from
_ROOM_S: Final = 1.0  # of the room that follows
_ALTOGETHER_S: Final = 120.0  # of what hits are lengthened by: it bounds the memory


def with_phrases(
    hits: Sequence[Grain],
    found: Sequence[Grain],
    samples: Samples,
    rate_hz: int,
    *,
    left_out: Sequence[Grain] = (),
) -> list[Grain]:
    """Lengthen hits by what follows them in their reference.

    Args:
        hits: those to lengthen, in the order of the reference; at least one.
        found: all hits of the reference, in its order, those above among them.
        samples: the reference, (n, channels).
        rate_hz: sample rate of all.
        left_out: hits that must not sound.
    """
    wanted, stops = set(hits), set(left_out)
    most = round(_ALTOGETHER_S / len(hits) * rate_hz)
    struck = []
    for index, hit in enumerate(found):
        if hit in wanted:
            sound = _Sound(hit, samples, rate_hz)
            sound.go_on(found, index + 1, stops)
            struck.append(sound.cut(most))
    return struck


class _Sound:
    """A hit and what belongs to its sound.

    Args:
        hit: cut from the reference.
        samples: the reference, (n, channels).
        rate_hz: the sample rate.
    """

    def __init__(self, hit: Grain, samples: Samples, rate_hz: int) -> None:
        self._hit, self._samples, self._rate_hz = hit, samples, rate_hz
        self._last = hit.start + hit.attack  # its last attack so far
        self._stop = hit.start + len(hit.samples)
        self._limit = len(samples)  # where another sound begins

    def go_on(self, found: Sequence[Grain], first: int, stops: Container[Grain]) -> None:
        """Go on through the hits from a first one that are part of the sound."""
        for index in range(first, len(found)):
            following = found[index]
            if following in stops or not self._has(following):
                self._limit = following.start
                return
            self._last = following.start + following.attack
            self._stop = following.start + len(following.samples)

    def _has(self, following: Grain) -> bool:
        attack, rate_hz = following.start + following.attack, self._rate_hz
        is_late = attack - self._hit.start > _LONGEST_S * rate_hz
        if is_late or attack - self._last > _NEAR_S * rate_hz:
            return False
        first, stop = (attack - round(each * rate_hz) for each in _BEFORE_S)
        before = self._samples[max(first, self._last + 1) : stop]
        falls_silent = float(np.abs(before).max(initial=0.0)) < _FLOWS * self._hit.peak
        return not falls_silent and following.peak < _LOUDER * self._hit.peak

    def cut(self, most: int) -> Grain:
        """The hit, at most `most` samples longer."""
        hit, rate_hz = self._hit, self._rate_hz
        own_stop = hit.start + len(hit.samples)
        longest = hit.start + hit.attack + round(_LONGEST_S * rate_hz)
        stop = max(own_stop, min(self._stop, longest))
        end = max(stop, min(self._limit, stop + round(_ROOM_S * rate_hz)))
        stop, end = (min(each, own_stop + most) for each in (stop, end))
        if end == own_stop:
            return hit
        fall = round(FALL_S * rate_hz)
        kept = max(hit.attack, len(hit.samples) - fall)  # before the hit's own fade-out
        longer = np.concatenate([hit.samples[:kept], self._samples[hit.start + kept : end]])
        fade = min(max(end - stop, fall), len(longer) - hit.attack)
        longer[len(longer) - fade :] *= power_fade(fade)[::-1, np.newaxis]
        return replace(hit, samples=longer, peak=float(np.abs(longer).max()))
