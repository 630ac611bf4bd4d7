"""The engine that needs no model: the reference's own events, placed at the clip's events.

It keeps the reference's full band and channels. The reference is cut into grains, one an attack,
each from just before the attack to where it has decayed or the next one begins; a steady reference
without attacks, such as rain, is cut into swells instead. A grain is laid so that its attack falls
on the event to the sample. Tails ring on under the next grain, as they would in a room; only where
many would pile up is the oldest faded out, by equal power.

Shapes: blocks of (n, channels), float32.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d, uniform_filter1d

from engine.config import MEL
from engine.errors import InputError
from engine.events.event import Event, audible
from engine.events.sound import find_events
from engine.media.audio import BLOCK_SAMPLES, Resampler, Sound
from engine.progress import JobContext

Samples = NDArray[np.float32]

_PREROLL_S: Final = 0.005  # kept before an attack, for what leads into it
_FADE_IN_S: Final = 0.002
_FADE_OUT_S: Final = 0.03
_CUT_FADE_S: Final = 0.02  # where the next attack, or too many grains, cut one off
_SHORTEST_S: Final = 0.04
_LONGEST_S: Final = 4.0
_ENVELOPE_S: Final = 0.01
_QUIET_FOR_S: Final = 0.06  # a decay is over when it has stayed down for so long
_DECAYED: Final = 10 ** (-54 / 20)  # of the grain's peak: what other sounds would mask
_NOISE_SHARE: Final = 0.1  # the noise floor is what a tenth of the envelope stays below
_ABOVE_NOISE: Final = 2.0

_SWELL_S: Final = 0.5
_SWELL_RISE_S: Final = 0.008
_MOST_SWELLS: Final = 16

_MOST_BOOST: Final = 10 ** (12 / 20)  # more would bring up the reference's noise
_CHOICES: Final = 3  # among so many grains nearest in strength the seed chooses
_MOST_VOICES: Final = 8  # grains that may sound at once


@dataclass(frozen=True, slots=True, eq=False)
class Grain:
    """One sound cut out of a reference.

    Attributes:
        samples: (n, channels), faded at both ends.
        attack: the sample of it that falls on an event.
        peak: its largest amplitude.
    """

    samples: Samples
    attack: int
    peak: float


@dataclass(frozen=True, slots=True, eq=False)
class _Voice:
    """A grain in its place: where it starts, how loud, and where it is cut off."""

    start: int
    stop: int
    grain: Grain
    gain: float


def cut_grains(reference: Sound) -> list[Grain]:
    """Cut a reference into grains.

    Returns:
        At least one grain, in the order of the reference.

    Raises:
        InputError: the reference is silent.
    """
    samples, rate_hz = reference.samples, reference.rate_hz
    level = np.abs(samples).max(axis=1, initial=0.0)
    if not level.any():
        raise InputError("The reference is silent, so nothing can be cut out of it.")
    attacks = [round(event.time_s * rate_hz) for event in find_events(_mono(reference))]
    attacks = [attack for attack in attacks if attack < len(samples)]
    if not attacks:
        return _swells(samples, rate_hz)
    envelope = maximum_filter1d(level, max(1, round(_ENVELOPE_S * rate_hz)))
    floor = _ABOVE_NOISE * float(np.quantile(envelope, _NOISE_SHARE))
    preroll = round(_PREROLL_S * rate_hz)
    grains = []
    for attack, following in zip(attacks, [*attacks[1:], None], strict=True):
        start = max(0, attack - preroll)
        limit = len(samples) if following is None else max(following - preroll, attack + 1)
        stop = _decay_end(envelope, attack, limit, floor, rate_hz)
        fade_out_s = _CUT_FADE_S if stop == limit and following is not None else _FADE_OUT_S
        grains.append(_grain(samples[start:stop], attack - start, rate_hz, fade_out_s))
    return [grain for grain in grains if grain.peak > 0]


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
        events: in seconds from the start of the sound that is made; muted ones are left out.
        reference: gives the grains, the rate and the channels.
        duration_s: how long the sound is.
        seed: chooses among grains that suit an event equally well.
        context: told of the progress, asked whether to stop.

    Yields:
        Blocks (n, channels), round(duration_s * rate) samples in all; silence without events.

    Raises:
        InputError: the reference is silent.
    """
    total = round(duration_s * reference.rate_hz)
    voices = _voices(audible(events), cut_grains(reference), reference.rate_hz, seed)
    channels = reference.samples.shape[1]
    sounding: list[_Voice] = []
    waiting = iter(voices)
    coming = next(waiting, None)
    for start in range(0, total, BLOCK_SAMPLES):
        context.advance(start / total)
        block = np.zeros((min(BLOCK_SAMPLES, total - start), channels), np.float32)
        stop = start + len(block)
        while coming is not None and coming.start < stop:
            sounding.append(coming)
            coming = next(waiting, None)
        for voice in sounding:
            _add(block, start, voice, round(_CUT_FADE_S * reference.rate_hz))
        sounding = [voice for voice in sounding if voice.stop > stop]
        yield block


def _mono(reference: Sound) -> Samples:
    """The mean of the channels at the model's rate, in which events are found."""
    mean = reference.samples.mean(axis=1, keepdims=True, dtype=np.float32)
    resampler = Resampler(1, reference.rate_hz, MEL.sample_rate_hz)
    parts = [resampler.push(mean), resampler.flush()]
    return np.concatenate([part[:, 0] for part in parts if part.size])


def _decay_end(envelope: Samples, attack: int, limit: int, floor: float, rate_hz: int) -> int:
    """Where the sound that begins at `attack` has decayed, at `limit` at the latest."""
    limit = min(limit, attack + round(_LONGEST_S * rate_hz))
    part = envelope[attack:limit]
    if len(part) == 0:
        return limit
    quiet = part < max(floor, _DECAYED * float(part.max()))
    quiet[: min(int(part.argmax()) + 1, len(part))] = False
    run = round(_QUIET_FOR_S * rate_hz)
    share = uniform_filter1d(quiet.astype(np.float64), run, origin=-(run // 2), mode="nearest")
    over = np.flatnonzero(share > 1.0 - 0.5 / run)
    end = attack + (int(over[0]) if len(over) else len(part))
    return min(
        max(end + round(_FADE_OUT_S * rate_hz), attack + round(_SHORTEST_S * rate_hz)), limit
    )


def _grain(samples: Samples, attack: int, rate_hz: int, fade_out_s: float) -> Grain:
    """A piece of a reference with a short rise before its attack and a faded end."""
    rise = min(attack, round(_FADE_IN_S * rate_hz))
    fall = min(len(samples) - attack, round(fade_out_s * rate_hz))
    shaped = samples.copy()
    if rise:
        shaped[:rise] *= _power_fade(rise)[:, np.newaxis]
    if fall > 0:
        shaped[-fall:] *= _power_fade(fall)[::-1, np.newaxis]
    return Grain(shaped, attack, float(np.abs(shaped).max(initial=0.0)))


def _swells(samples: Samples, rate_hz: int) -> list[Grain]:
    """Pieces of a steady sound, each with a quick rise and a slow fall."""
    length = min(len(samples), round(_SWELL_S * rate_hz))
    rise = min(length, round(_SWELL_RISE_S * rate_hz))
    count = min(_MOST_SWELLS, max(1, 2 * len(samples) // length - 1))
    shape = np.concatenate([_power_fade(rise), _power_fade(length - rise)[::-1]])
    starts = np.linspace(0, len(samples) - length, count).astype(int)
    pieces = [samples[start : start + length] * shape[:, np.newaxis] for start in starts]
    grains = [Grain(piece, 0, float(np.abs(piece).max())) for piece in pieces]
    return [grain for grain in grains if grain.peak > 0]


def _power_fade(samples: int) -> Samples:
    """A rise from 0 to 1 whose square, with that of its mirror image, is 1 everywhere."""
    places = (np.arange(samples) + 0.5) / max(samples, 1)
    return np.sin(places * (math.pi / 2)).astype(np.float32)


def _voices(
    events: Sequence[Event], grains: Sequence[Grain], rate_hz: int, seed: int
) -> list[_Voice]:
    """Choose and place a grain for every event, in order of time."""
    chance = np.random.default_rng(seed)
    loudest = max(grain.peak for grain in grains)
    attacks = [round(event.time_s * rate_hz) for event in events]
    last: Grain | None = None
    voices = []
    for index, event in enumerate(events):
        wanted = event.strength * loudest
        choice = _choose(grains, wanted, last, chance)
        gain = min(wanted / choice.peak, _MOST_BOOST)
        start = attacks[index] - choice.attack
        stop = start + len(choice.samples)
        if index + _MOST_VOICES < len(events):
            stop = min(stop, attacks[index + _MOST_VOICES])
        voices.append(_Voice(start, stop, choice, gain))
        last = choice
    return sorted(voices, key=lambda voice: voice.start)


def _choose(
    grains: Sequence[Grain], wanted: float, last: Grain | None, chance: np.random.Generator
) -> Grain:
    """One of the grains nearest in strength, not the one before if there is another."""
    others = [grain for grain in grains if grain is not last] or list(grains)
    nearest = sorted(others, key=lambda grain: abs(math.log(grain.peak / max(wanted, 1e-6))))
    return nearest[int(chance.integers(min(_CHOICES, len(nearest))))]


def _add(block: Samples, block_start: int, voice: _Voice, fade: int) -> None:
    """Add what a voice sounds within a block."""
    first = max(voice.start, block_start, 0)
    stop = min(voice.stop, block_start + len(block))
    if first >= stop:
        return
    sound = voice.gain * voice.grain.samples[first - voice.start : stop - voice.start]
    is_cut = voice.stop < voice.start + len(voice.grain.samples)
    if is_cut and stop > voice.stop - fade:
        places = (voice.stop - np.arange(first, stop) - 0.5) / fade
        sound = sound * np.sin(np.clip(places, 0.0, 1.0) * (math.pi / 2))[:, np.newaxis]
    block[first - block_start : stop - block_start] += sound.astype(np.float32)
