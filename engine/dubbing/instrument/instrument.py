"""What can be played on a reference: its hits, and its held sounds if it has any.

Shapes: samples of (n, channels), float32.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from engine.dubbing.instrument.cutting import (
    Grain,
    at_most_stereo,
    cut_grains,
    gapless_part,
    steady_part,
)
from engine.dubbing.instrument.quality import GOOD, qualities
from engine.dubbing.instrument.room import with_room
from engine.dubbing.instrument.sustain import Sustain, find_sustain
from engine.errors import InputError
from engine.media.audio import Sound
from engine.recipe import HitKind

_HELD_SHARE: Final = 0.5  # of the hits have to be held, so that a lasting event is held
_HELD_DB: Final = 12.0  # softer than the loudest hit is too soft to be held
_STROKES: Final = 3  # as many held noises are strokes, as of a saw; fewer are one texture
_MARGIN_S: Final = 0.05  # at either end of a sound without gaps, for its attack and decay
_LISTED_S: Final = (
    0.001  # hits are listed in milliseconds, so a listed start may lie before its hit
)
_PACE_S: Final = (0.1, 2.0)  # shortest and longest time from one hit to the next in a roll


class FoundHit(NamedTuple):
    """A hit of a reference as it was found.

    Attributes:
        grain: its sound.
        kind: what it is.
        quality: 0, the noise between the hits, to 1, a hit like the loud ones.
    """

    grain: Grain
    kind: HitKind
    quality: float


class Held(NamedTuple):
    """A sound that can be held.

    Attributes:
        grain: the sound.
        sustain: the part of it that is held.
        is_texture: whether it goes on without an end; else it is uttered again and again.
    """

    grain: Grain
    sustain: Sustain
    is_texture: bool


@dataclass(frozen=True, slots=True)
class Instrument:
    """What can be played on a reference.

    Attributes:
        hits: for strikes, each with the room that follows it; at least one.
        held: for events that last; empty if the reference only has hits.
        paces_s: the time from each hit to the next, for a roll; the first follows the last.
    """

    hits: tuple[Grain, ...]
    held: tuple[Held, ...]
    paces_s: tuple[float, ...]


def find_hits(reference: Sound) -> list[FoundHit]:
    """Find the hits of a reference, in its order; a steady sound is one texture or held tone.

    Raises:
        InputError: the reference is silent.
    """
    whole = steady_part(reference)
    if whole is not None:
        sustain = find_sustain(whole, reference.rate_hz)
        return [FoundHit(whole, "voice" if sustain and sustain.is_voiced else "texture", 1.0)]
    grains = cut_grains(reference)
    rated = qualities(at_most_stereo(reference.samples), grains, reference.rate_hz)
    return [
        FoundHit(grain, _kind(find_sustain(grain, reference.rate_hz)), quality)
        for grain, quality in zip(grains, rated, strict=True)
    ]


def make_instrument(reference: Sound, left_out_s: Sequence[float] = ()) -> Instrument:
    """Make an instrument of a reference.

    Args:
        reference: the sound.
        left_out_s: times in it; the hits that sound at them are not played.

    Raises:
        InputError: the reference is silent, or all of its hits are left out.
    """
    rate_hz = reference.rate_hz
    whole = steady_part(reference)
    if whole is not None and not is_left_out(whole, left_out_s, rate_hz):
        return _steady_instrument(whole, cut_grains(reference), rate_hz)
    found = find_hits(reference)
    kept = [hit for hit in found if not is_left_out(hit.grain, left_out_s, rate_hz)]
    if not kept:
        raise InputError("All hits of the reference are left out.", hint="Leave out fewer of them.")
    good = [hit.grain for hit in kept if hit.quality >= GOOD]
    hits = good or [hit.grain for hit in kept]
    gapless = gapless_part(reference)
    held = _held(hits, rate_hz) or _gapless(gapless, rate_hz)
    struck = with_room(
        hits,
        [hit.grain for hit in found],
        at_most_stereo(reference.samples),
        rate_hz,
        passed=set() if gapless is None else {hit.grain for hit in kept},
    )
    return Instrument(tuple(struck), tuple(held), _paces_s(hits, rate_hz))


def is_left_out(grain: Grain, left_out_s: Sequence[float], rate_hz: int) -> bool:
    """Whether a hit sounds at one of some times of its reference."""
    first, stop = grain.start / rate_hz, (grain.start + len(grain.samples)) / rate_hz
    return any(first <= time_s + _LISTED_S < stop for time_s in left_out_s)


def _kind(sustain: Sustain | None) -> HitKind:
    if sustain is None:
        return "hit"
    return "voice" if sustain.is_voiced else "texture"


def _steady_instrument(whole: Grain, swells: Sequence[Grain], rate_hz: int) -> Instrument:
    sustain = find_sustain(whole, rate_hz)
    held = () if sustain is None else (Held(whole, sustain, is_texture=True),)
    return Instrument(tuple(swells), held, _paces_s(swells, rate_hz))


def _held(hits: Sequence[Grain], rate_hz: int) -> list[Held]:
    """The held sounds of a reference, if these are what it consists of."""
    loudest = max(hit.peak for hit in hits)
    loud = [hit for hit in hits if hit.peak >= loudest * 10 ** (-_HELD_DB / 20)]
    sustains = [find_sustain(hit, rate_hz) for hit in loud]
    held = [(hit, each) for hit, each in zip(loud, sustains, strict=True) if each is not None]
    if len(held) < _HELD_SHARE * len(loud):
        return []
    are_strokes = len(held) >= _STROKES
    return [Held(hit, each, is_texture=not (each.is_voiced or are_strokes)) for hit, each in held]


def _gapless(whole: Grain | None, rate_hz: int) -> list[Held]:
    """The whole of a reference that goes on without a gap, if it does."""
    if whole is None:
        return []
    margin = round(_MARGIN_S * rate_hz)
    sustain = Sustain(margin, len(whole.samples) - margin, is_voiced=False)
    return [Held(whole, sustain, is_texture=True)]


def _paces_s(hits: Sequence[Grain], rate_hz: int) -> tuple[float, ...]:
    """The time from each hit to the next; after a long pause and after the last, a usual one."""
    attacks = np.array([hit.start + hit.attack for hit in hits]) / rate_hz
    gaps_s = [float(gap_s) for gap_s in np.diff(attacks)]
    near_s = [gap_s for gap_s in gaps_s if gap_s <= _PACE_S[1]]
    usual_s = float(np.median(near_s)) if near_s else min(hits[-1].tail / rate_hz, _PACE_S[1])
    paces_s = [gap_s if gap_s <= _PACE_S[1] else usual_s for gap_s in [*gaps_s, usual_s]]
    return tuple(max(pace_s, _PACE_S[0]) for pace_s in paces_s)
