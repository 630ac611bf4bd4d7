"""Cut a reference into grains: its own events, each from just before the attack to its decay.

A reference may be a single tightly cut knock, a series of barks, or steady like rain. An onset
clearly louder than what precedes it starts an event of its own; otherwise (the syllables of a roar)
it belongs to the current event. Loud sound without an attack is an event as well. A steady sound
has no useful events: it is cut into swells, overlapping segments with a quick rise and a slow fall.

Shapes: samples of (n, channels), float32; a grain has one or two channels.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.reference import require_sound
from engine.events.sound import find_events
from engine.media.audio import Sound
from engine.media.downmix import downmixed
from engine.media.filters import running_max, running_mean
from engine.media.resampling import Resampler
from engine.mel.contract import MEL

Samples = NDArray[np.float32]

_STEREO: Final = 2
_LOW_FREQUENCY: Final = 3  # index of the LFE channel in layouts of six or more channels

_LEAD_IN_S: Final = 0.25  # of silence, so that an attack on the first sample is detected
_SEARCH_S: Final = (0.004, 0.010)  # around a detected event, where the attack's sample is searched
_RIPPLE_S: Final = 0.001  # longer than the waveform stays near zero between two half-waves
_CLICK_S: Final = 0.002  # longer than it stays there between the click and the thud of a bounce
_CLICK_RISE: Final = 2.0  # 6 dB above what precedes it; else a voice goes on in pulses
_RISEN: Final = 0.25  # a sound starts where the waveform first reaches a quarter of its peak
_BEFORE_S: Final = 0.02
_PULSES_S: Final = 0.12  # pulses that are closer are one sound: a growl, a trill, a burst of shots
_PULSE_S: Final = 0.01
_PULSE_RISE: Final = 2.0  # 6 dB above what comes before and after it, a block is a pulse
_AFTER_S: Final = 0.05
_ABOVE_BEFORE: Final = 4.0  # 12 dB above the preceding sound, an onset is an event of its own ...
# ... and 9.5 dB above it if it is about as loud as the last event, and not too soon after it: barks
# in the echo of each other, unlike clucks, a trill or the crackling after a pop.
_ABOVE_ECHO: Final = 3.0
_AS_LOUD: Final = 10 ** (-3 / 20)
_APART_S: Final = 0.25
_MISSED: Final = 10 ** (-12 / 20)  # of the peak: softer sound outside the grains is not missed
_MISSED_S: Final = 0.1
_ONSET_S: Final = 0.15  # maximum time from an event's start to its impact
_STRIKE_S: Final = 0.01
_LANDED: Final = 0.1  # of the power of the strongest 10 ms: 10 dB below it is heard before it lands

_PREROLL_S: Final = 0.005  # kept before a beginning
# What leads up to an attack fades in over at most 50 ms and stays 14 dB below it until 2 ms before
# it, else its beginning would be heard as the attack.
_LEAD_S: Final = 0.05
_LEAD: Final = 10 ** (-14 / 20)
_RISE_S: Final = 0.002
_LANDING_S: Final = 0.025  # after an attack, how loud it is
FALL_S: Final = 0.03
_LONGEST_S: Final = 4.0
_ENVELOPE_S: Final = _PULSES_S  # a decay may beat and ring; it ends when it stays low so long
_DECAYED: Final = 10 ** (-54 / 20)  # of the grain's peak: below that, other sounds mask it
_AUDIBLE: Final = 10 ** (-30 / 20)  # of the peak: above that, it is sound and not noise floor
_NOISE_SHARE: Final = 0.1  # the noise floor is this quantile of the envelope
_ABOVE_NOISE: Final = 1.5
_LEAST_SHARE: Final = 10 ** (-24 / 20)  # of the strongest grain or the peak: weaker is incidental

# Rain, fire, wind and engines peak 3 to 7 dB above their softer passages; steps, barks and knocks
# 10 dB and more (measured on 150 effects).
_STEADY_DB: Final = 7.0
_SOFT_SHARE: Final = 0.2
_STEADY_S: Final = 0.7  # anything shorter is one event, however even
_LEVEL_S: Final = 0.05
_GAP_SHARE: Final = 0.1  # of the time a sound with gaps is at least ...
_GAP_DB: Final = 16.0  # ... this far below its mean level
_SWELL_S: Final = 0.8
_SWELL_RISE_S: Final = 0.004
_MOST_SWELLS: Final = 16


@dataclass(frozen=True, slots=True, eq=False)
class Grain:
    """One sound cut out of a reference.

    Attributes:
        samples: (n, channels), faded at both ends.
        attack: index of the sample to align with an event; samples before it lead up to the attack.
        peak: its largest amplitude.
        start: where its first sample lies in the reference, in samples.
    """

    samples: Samples
    attack: int
    peak: float
    start: int = 0

    @property
    def tail(self) -> int:
        """Number of samples from the attack to the end."""
        return len(self.samples) - self.attack

    def peak_from(self, sample: int) -> float:
        """Largest amplitude from a sample onwards."""
        if sample <= 0:
            return self.peak
        return float(np.abs(self.samples[sample:]).max(initial=0.0))


def cut_grains(reference: Sound) -> list[Grain]:
    """Cut a reference into grains.

    Args:
        reference: of any length and number of channels; more than two are mixed down into the
            front pair.

    Returns:
        At least one grain, in the order of the reference.

    Raises:
        InputError: the reference is silent.
    """
    require_sound(reference)
    samples, rate_hz = at_most_stereo(reference.samples), reference.rate_hz
    level = _level(reference)
    if _is_steady(level, rate_hz):
        part = _sounding(level)
        return _swells(samples[part], part.start, rate_hz)
    beginnings = _beginnings(samples, level, rate_hz)
    grains = _grains(samples, level, beginnings, rate_hz)
    missed = _missed(level, grains, rate_hz)
    if missed:
        grains = _grains(samples, level, sorted([*beginnings, *missed]), rate_hz)
    strongest = max(grain.peak for grain in grains)
    return [grain for grain in grains if grain.peak >= _LEAST_SHARE * strongest]


def steady_part(reference: Sound) -> Grain | None:
    """The whole of a reference that keeps one level, without the silence around it; else None."""
    level = _level(reference)
    return _whole(reference, level) if _is_steady(level, reference.rate_hz) else None


def gapless_part(reference: Sound) -> Grain | None:
    """The whole of a reference that goes on without a gap, such as fire or gusts; else None."""
    level = _level(reference)
    whole = _whole(reference, level)
    size = round(_LEVEL_S * reference.rate_hz)
    count = len(whole.samples) // size
    if len(whole.samples) < _STEADY_S * reference.rate_hz:
        return None
    loudest = level[whole.start : whole.start + count * size]
    power = np.square(loudest).reshape(count, size).mean(axis=1)
    gap = float(np.quantile(power, _GAP_SHARE))
    return whole if gap > power.mean() * 10 ** (-_GAP_DB / 10) else None


def _level(reference: Sound) -> Samples:
    samples = at_most_stereo(reference.samples)
    level: Samples = np.abs(samples).max(axis=1, initial=0.0)  # (n,)
    return level


def _whole(reference: Sound, level: Samples) -> Grain:
    """All of a sound between leading and trailing silence, with faded ends."""
    part = _sounding(level)
    attack = part.start + _rise(level[part])
    rise = power_fade(min(part.stop - part.start, round(_SWELL_RISE_S * reference.rate_hz)))
    samples = at_most_stereo(reference.samples)
    return _shaped(samples, (part.start, part.stop), attack, rise, reference.rate_hz)


def at_most_stereo(samples: Samples) -> Samples:
    """Keep one or two channels; of more, mix each but the low-frequency one into both sides.

    That one is mixed in, too, if it holds the only sound.
    """
    channels = samples.shape[1]
    if channels <= _STEREO:
        return samples
    others = list(range(_STEREO, channels))
    if channels >= 6 and np.delete(samples, _LOW_FREQUENCY, axis=1).any():
        others.remove(_LOW_FREQUENCY)
    shared = samples[:, others].sum(axis=1, keepdims=True) * np.float32(math.sqrt(0.5))
    front: Samples = samples[:, :_STEREO] + shared
    return front


def _sounding(level: Samples) -> slice:
    """The part of a sound between leading and trailing silence."""
    heard = np.flatnonzero(level >= _LEAST_SHARE * level.max())
    return slice(int(heard[0]), int(heard[-1]) + 1)


def _is_steady(level: Samples, rate_hz: int) -> bool:
    """Whether a sound keeps one level from start to end."""
    size = round(_LEVEL_S * rate_hz)
    count = len(level) // size
    if len(level) < _STEADY_S * rate_hz:
        return False
    power = np.square(level[: count * size]).reshape(count, size).mean(axis=1)
    return bool(power.max() < np.quantile(power, _SOFT_SHARE) * 10 ** (_STEADY_DB / 10))


def _beginnings(samples: Samples, level: Samples, rate_hz: int) -> list[int]:
    """The samples at which the reference's own events start; at least one."""
    mono = downmixed(samples)
    resampler = Resampler(1, rate_hz, MEL.sample_rate_hz)
    parts = [resampler.push(mono), resampler.flush()]
    lead_in = np.zeros(round(_LEAD_IN_S * MEL.sample_rate_hz), np.float32)
    heard = np.concatenate([lead_in, *(part[:, 0] for part in parts if part.size)])
    beginnings: list[int] = []
    for event in find_events(heard):
        near = round(max(0.0, event.time_s - _LEAD_IN_S) * rate_hz)
        beginning = _rising_sample(level, near, rate_hz)
        after = level[beginning : beginning + round(_AFTER_S * rate_hz)]
        least = _level_before(level, beginning, rate_hz, has_begun=bool(beginnings))
        least *= _ABOVE_ECHO if _repeats(level, beginnings, beginning, rate_hz) else _ABOVE_BEFORE
        stands_out = after.max(initial=0.0) > least
        if stands_out and (not beginnings or beginning > beginnings[-1]):
            beginnings.append(beginning)
    # a sound that only swells is one event, starting where it has risen
    return beginnings or [_rise(level)]


def _level_before(level: Samples, beginning: int, rate_hz: int, *, has_begun: bool) -> float:
    """How loud the sound is before an onset: between the pulses of a hit, as loud as these."""
    size = max(1, round(_PULSE_S * rate_hz))
    count = min(beginning // size, round(_PULSES_S / _PULSE_S))
    blocks = level[beginning - count * size : beginning].reshape(count, size).max(axis=1)
    low_before = np.minimum.accumulate(blocks)
    low_after = np.minimum.accumulate(blocks[::-1])[::-1]
    has_pulses = (blocks > _PULSE_RISE * np.maximum(low_before, low_after)).any()
    heard_s = _PULSES_S if has_begun and has_pulses else _BEFORE_S
    return float(level[max(0, beginning - round(heard_s * rate_hz)) : beginning].max(initial=0.0))


def _repeats(level: Samples, beginnings: Sequence[int], beginning: int, rate_hz: int) -> bool:
    """Whether an onset may be another event like the last one, by its time and its level."""
    if not beginnings or beginning - beginnings[-1] < _APART_S * rate_hz:
        return False
    loudest = level[beginnings[-1] : beginning].max()
    return bool(
        level[beginning : beginning + round(_AFTER_S * rate_hz)].max() >= _AS_LOUD * loudest
    )


def _missed(level: Samples, grains: Sequence[Grain], rate_hz: int) -> list[int]:
    """Where loud sound starts that is in no grain: it came up too slowly for an onset."""
    least = _MISSED * float(level.max())
    edges = [0, *(each.start + len(each.samples) for each in grains)]
    starts = [*(each.start for each in grains), len(level)]
    missed = []
    for first, stop in zip(edges, starts, strict=True):
        if stop - first < _MISSED_S * rate_hz:
            continue
        gap = level[first:stop]
        beginning = first + _rise(gap)
        if gap.max() >= least and stop - beginning >= _MISSED_S * rate_hz:
            missed.append(beginning)
    return missed


def _rising_sample(level: Samples, near: int, rate_hz: int) -> int:
    """The sample near a position at which the waveform first rises, a click before it included."""
    first = max(0, near - round(_SEARCH_S[0] * rate_hz))
    part = level[first : near + round(_SEARCH_S[1] * rate_hz)]
    if len(part) == 0:
        return len(level) - 1
    ripple, gap = (max(1, round(each * rate_hz)) for each in (_RIPPLE_S, _CLICK_S))
    rising, click = (first + _last_rise(part, each) for each in (ripple, gap))
    before = level[max(0, click - round(_BEFORE_S * rate_hz)) : click].max(initial=0.0)
    return click if level[click:rising].max(initial=0.0) > _CLICK_RISE * before else rising


def _last_rise(level: Samples, gap: int) -> int:
    """The first sample that is followed by no such gap on the way to the peak."""
    held = running_max(level, gap, shift=(gap - 1) // 2)  # over the preceding samples
    peak = int(level.argmax())
    low = np.flatnonzero(held[: peak + 1] < _RISEN * level[peak])
    return int(low[-1]) + 1 if len(low) else 0


def _grains(samples: Samples, level: Samples, beginnings: list[int], rate_hz: int) -> list[Grain]:
    """The grains of events, each ending with its decay or, at the latest, at the next event."""
    size = max(1, round(_ENVELOPE_S * rate_hz))
    envelope = running_max(level, size, shift=-(size // 2))  # over the following samples
    floor = _ABOVE_NOISE * float(np.quantile(envelope, _NOISE_SHARE))
    preroll = round(_PREROLL_S * rate_hz)
    grains = []
    for index, beginning in enumerate(beginnings):
        start = max(0, beginning - preroll)
        following = [each - preroll for each in beginnings[index + 1 : index + 2]]
        limit = min([*following, len(samples), beginning + round(_LONGEST_S * rate_hz)])
        attack = _attack(level[:limit], beginning, rate_hz)
        tail = envelope[attack:limit]
        peak = float(tail.max(initial=0.0))
        least = max(_DECAYED * peak, min(floor, _AUDIBLE * peak))
        quiet = np.flatnonzero(tail < least)
        stop = limit if len(quiet) == 0 else attack + int(quiet[0])
        stop = min(stop + round(FALL_S * rate_hz), limit)
        risen = attack + _rise(level[attack:stop])
        if risen > attack + _ONSET_S * rate_hz:
            attack = risen
        start = max(start, attack - round(_LEAD_S * rate_hz))
        lead = _lead(samples[start:stop], attack - start, rate_hz)
        grains.append(_shaped(samples, (start, stop), attack, lead, rate_hz))
    return grains


def _lead(samples: Samples, attack: int, rate_hz: int) -> Samples:
    """The gains (attack,) with which what leads up to an attack is heard before it, not as it."""
    # of the differentiated waveform, so that a hiss before a thud counts, too
    slope = np.abs(np.diff(samples[: attack + round(_LANDING_S * rate_hz)], axis=0)).max(axis=1)
    loudest = float(slope[:attack].max(initial=1e-9))
    softened = min(1.0, _LEAD * float(slope[attack:].max(initial=0.0)) / loudest)
    rise = min(attack, round(_RISE_S * rate_hz))
    gains = np.full(attack, softened, np.float32)
    gains[attack - rise :] += (1.0 - softened) * power_fade(rise)
    return gains * power_fade(attack)


def _rise(level: Samples) -> int:
    """The first sample at which a sound has risen; 0 if there is none."""
    return int(np.argmax(level >= _RISEN * level.max(initial=0.0))) if len(level) else 0


def _attack(level: Samples, beginning: int, rate_hz: int) -> int:
    """The sample perceived as an event's onset: a step may scrape before it lands."""
    part = level[beginning : beginning + round(_ONSET_S * rate_hz)]
    size = max(1, round(_STRIKE_S * rate_hz))
    power = running_mean(np.square(part), size, shift=-(size // 2), ends="constant")
    landed = int(np.argmax(power >= _LANDED * power.max(initial=0.0))) if len(part) else 0
    if landed < size:
        return beginning
    return max(beginning, _rising_sample(level, beginning + landed, rate_hz))


def _shaped(
    samples: Samples, part: tuple[int, int], attack: int, rise: Samples, rate_hz: int
) -> Grain:
    """Copy a part of a reference with a fade-in of given gains and a fade-out."""
    start, stop = part
    shaped = samples[start:stop].copy()
    before = attack - start
    fall = min((len(shaped) - before) // 2, round(FALL_S * rate_hz))
    shaped[: len(rise)] *= rise[:, np.newaxis]
    shaped[len(shaped) - fall :] *= power_fade(fall)[::-1, np.newaxis]
    return Grain(shaped, before, float(np.abs(shaped).max()), start)


def _swells(samples: Samples, first: int, rate_hz: int) -> list[Grain]:
    """Overlapping segments of a steady sound, which starts at a sample of the reference."""
    length = min(len(samples), round(_SWELL_S * rate_hz))
    rise = min(length, round(_SWELL_RISE_S * rate_hz))
    shape = np.concatenate([power_fade(rise), power_fade(length - rise)[::-1]])[:, np.newaxis]
    size = round(_LEVEL_S * rate_hz)
    count = min(_MOST_SWELLS, max(1, 2 * len(samples) // length - 1))
    starts = np.linspace(0, len(samples) - length, count).astype(int)
    rms = [float(np.sqrt(np.square(samples[start:][:size]).mean())) for start in starts]
    # a pause, or the noise before the sound begins, is no attack
    begun = [start for start, each in zip(starts, rms, strict=True) if each > _RISEN * max(rms)]
    attack = attack_of_rise(rise)
    grains = []
    for start in begun:
        piece = samples[start : start + length] * shape
        grains.append(Grain(piece, attack, float(np.abs(piece).max()), first + int(start)))
    return [grain for grain in grains if grain.peak > 0]


def power_fade(samples: int) -> Samples:
    """A rise (n,) from 0 to 1 whose square and that of its mirror image sum to 1 everywhere."""
    places = (np.arange(samples) + 0.5) / max(samples, 1)
    return np.sin(places * (math.pi / 2)).astype(np.float32)


def attack_of_rise(samples: int) -> int:
    """Where such a rise reaches the quarter of the peak that is an attack in any other sound."""
    return round(samples * math.asin(_RISEN) / (math.pi / 2))
