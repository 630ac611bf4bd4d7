"""The engine that needs no model: it places the reference's own events at the clip's events.

It keeps the reference's full bandwidth and its one or two channels. A grain is placed with its
attack on the event, to the sample, and its peak at the event's strength. A tail that has decayed
rings on under the next grains, as in a room; one that would mask the next attack is faded out
before it, with equal power. When two events share a sample, only the later in the list sounds.

Shapes: blocks of (n, channels), float32.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.instrument.cutting import Grain, cut_grains
from engine.dubbing.instrument.round_robin import RoundRobin
from engine.dubbing.moments import recipe_events, require_audible
from engine.dubbing.reference import read_reference
from engine.dubbing.rendering import Rendering
from engine.events.event import Event, audible, shifted
from engine.media.audio import BLOCK_SAMPLES, Sound
from engine.media.probe import MediaInfo
from engine.progress import JobContext
from engine.recipe import Recipe, Span
from engine.storage.cache import Cache

Samples = NDArray[np.float32]

_MASKING: Final = 10 ** (-18 / 20)  # of the next attack's peak: a louder tail would mask it
# Such a tail is faded over 200 ms, or half of the available time, and ends 25 ms before the attack,
# or a quarter of the time: the ear bridges the gap, and the attack rises from silence.
_FADE_S: Final = 0.2
_LULL_S: Final = 0.025
_MOST_BOOST_DB: Final = 12.0  # more would raise the reference's noise


class _Place(NamedTuple):
    """An event on the sample grid: the sample of its attack and its target amplitude."""

    attack: int
    peak: float


class _Voice(NamedTuple):
    """A placed grain: first sample, end, gain, and the length of its fade-out."""

    start: int
    stop: int
    grain: Grain
    gain: float
    fade: int


def grains_rendering(
    recipe: Recipe,
    info: MediaInfo,
    span: Span,
    rate_hz: int,
    cache: Cache | None,
    context: JobContext,
) -> Rendering:
    """Prepare to render a recipe with its reference's own grains.

    Args:
        recipe: everything that determines the take.
        info: its clip.
        span: the part of the clip, with a known end.
        rate_hz: the sample rate to work at.
        cache: cache for the features of the picture.
        context: stages `reference`, `picture` and `events`.

    Raises:
        InputError: an input is unusable, or no event was found.
    """
    with context.stage("reference"):
        reference = read_reference(recipe.reference, rate_hz=rate_hz, mono=False, context=context)
    events = recipe_events(recipe, info, span, cache, context)
    require_audible(events, recipe, span)
    assert span.end_s is not None
    blocks = render(
        shifted(events, -span.start_s),
        reference,
        duration_s=span.end_s - span.start_s,
        seed=recipe.seed,
        context=context,
    )
    return Rendering(blocks, rate_hz, events)


def render(
    events: Sequence[Event],
    reference: Sound,
    *,
    duration_s: float,
    seed: int,
    context: JobContext,
) -> Iterator[Samples]:
    """Place a reference's grains at events.

    Args:
        events: in seconds from the start of the output; muted ones are skipped.
        reference: provides the grains and the sample rate.
        duration_s: length of the output.
        seed: selects among grains that suit an event equally well, and varies them.
        context: for progress and cancellation.

    Yields:
        Blocks (n, channels), round(duration_s * rate) samples in total; silence without events.

    Raises:
        InputError: the reference is silent.
    """
    rate_hz = reference.rate_hz
    grains = cut_grains(reference)
    total = round(duration_s * rate_hz)
    waiting = iter(_voices(audible(events), grains, rate_hz, seed))
    upcoming = next(waiting, None)
    sounding: list[_Voice] = []
    for start in range(0, total, BLOCK_SAMPLES):
        context.advance(start / total)
        stop = min(start + BLOCK_SAMPLES, total)
        block = np.zeros((stop - start, grains[0].samples.shape[1]), np.float32)
        while upcoming is not None and upcoming.start < stop:
            sounding.append(upcoming)
            upcoming = next(waiting, None)
        for voice in sounding:
            _add(block, start, voice)
        sounding = [voice for voice in sounding if voice.stop > stop]
        yield block


def _voices(
    events: Sequence[Event], grains: Sequence[Grain], rate_hz: int, seed: int
) -> list[_Voice]:
    """Choose and place a grain for every event; ordered by first sample."""
    hits = RoundRobin(grains, rate_hz, seed)
    strongest = max(grain.peak for grain in grains)
    places = [_Place(round(event.time_s * rate_hz), event.strength * strongest) for event in events]
    voices = []
    for index, place in enumerate(places):
        hit = hits.choose(place.peak)
        gain = min(place.peak / hit.peak, 10 ** (_MOST_BOOST_DB / 20))
        whole = _Voice(place.attack - hit.attack, place.attack + hit.tail, hit, gain, 0)
        voice = _shortened(whole, places, index, rate_hz)
        if voice.stop > place.attack:
            voices.append(voice)
    return sorted(voices, key=lambda voice: voice.start)


def _shortened(voice: _Voice, places: Sequence[_Place], index: int, rate_hz: int) -> _Voice:
    """Shorten an event's voice so that it ends before the first later attack it would mask."""
    attack = places[index].attack
    for following in range(index + 1, len(places)):
        later = places[following]
        if later.attack >= voice.stop:
            break
        if voice.gain * voice.grain.peak_from(later.attack - voice.start) > (_MASKING * later.peak):
            lull = min(round(_LULL_S * rate_hz), (later.attack - attack) // 4)
            stop = later.attack - lull
            return voice._replace(
                stop=stop, fade=min(round(_FADE_S * rate_hz), (stop - attack) // 2)
            )
    return voice


def _add(block: Samples, block_start: int, voice: _Voice) -> None:
    """Add a voice's contribution to a block."""
    first = max(voice.start, block_start)
    stop = min(voice.stop, block_start + len(block))
    if first >= stop:
        return
    sound = voice.grain.samples[first - voice.start : stop - voice.start] * np.float32(voice.gain)
    if stop > voice.stop - voice.fade:
        left = (voice.stop - np.arange(first, stop) - 0.5) / voice.fade
        sound *= np.sin(np.clip(left, 0.0, 1.0) * (math.pi / 2)).astype(np.float32)[:, np.newaxis]
    block[first - block_start : stop - block_start] += sound
