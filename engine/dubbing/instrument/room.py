"""Let a hit go on into the room that it was recorded in, as far as its reference leaves time.

Cut where its decay has sunk into the noise, a hit ends in a silence that no microphone hears. So
what follows it in the reference, up to the next hit, is kept and faded. In a sound without a gap,
such as fire, nothing ends at the next hit: there the softer hits that follow are kept, too.

Shapes: samples of (n, channels), float32.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.instrument.cutting import FALL_S, Grain, power_fade

Samples = NDArray[np.float32]

_ROOM_S: Final = 1.0
_ALTOGETHER_S: Final = 120.0  # of what hits are lengthened by: it bounds the memory


def with_room(
    hits: Sequence[Grain],
    found: Sequence[Grain],
    samples: Samples,
    rate_hz: int,
    *,
    passed: Collection[Grain] = (),
) -> list[Grain]:
    """Lengthen hits by the room that follows them in their reference.

    Args:
        hits: those to lengthen, in the order of the reference; at least one.
        found: all hits of the reference, in its order, those above among them.
        samples: the reference, (n, channels).
        rate_hz: sample rate of all.
        passed: hits that end no room, unless they are louder than the hit that it belongs to.
    """
    wanted = set(hits)
    most = min(round(_ROOM_S * rate_hz), round(_ALTOGETHER_S / len(hits) * rate_hz))
    return [
        _lengthened(hit, samples[: _limit(found, index, passed, len(samples))], most, rate_hz)
        for index, hit in enumerate(found)
        if hit in wanted
    ]


def _limit(found: Sequence[Grain], index: int, passed: Collection[Grain], end: int) -> int:
    """Where the room of a hit ends at the latest."""
    peak = found[index].peak
    for later in range(index + 1, len(found)):
        if found[later] not in passed or found[later].peak > peak:
            return found[later].start
    return end


def _lengthened(hit: Grain, samples: Samples, most: int, rate_hz: int) -> Grain:
    """A hit with up to `most` samples of what follows it."""
    stop = hit.start + len(hit.samples)
    end = min(len(samples), stop + most)
    if end <= stop:
        return hit
    fall = round(FALL_S * rate_hz)
    kept = max(hit.attack, len(hit.samples) - fall)  # before the hit's own fade-out
    longer = np.concatenate([hit.samples[:kept], samples[hit.start + kept : end]])
    fade = min(max(end - stop, fall), len(longer) - hit.attack)
    longer[len(longer) - fade :] *= power_fade(fade)[::-1, np.newaxis]
    return replace(hit, samples=longer, peak=float(np.abs(longer).max()))
