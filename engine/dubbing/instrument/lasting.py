"""Sounds that last: a reference's held sound, continued from its attack to its decay.

Attack and decay are those of the reference; what lies between is continued
(`engine.dubbing.instrument.continuing`) until the event ends, and the decay follows it.

Shapes: samples of (n, channels), float32.
"""

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.instrument.continuing import (
    SEARCH_S,
    continued,
    windows_of_texture,
    windows_of_voice,
)
from engine.dubbing.instrument.cutting import Grain, power_fade
from engine.dubbing.instrument.sustain import Sustain

Samples = NDArray[np.float32]

_TEXTURE_HOP_S: Final = 0.25  # half a window: long enough for drops and crackles to stay whole
_VOICE_HOP_S: Final = 0.03  # short enough for a pitch to be followed, longer than its periods
_LEAST_HOP_S: Final = 0.01
_FADE_S: Final = 0.25  # at the end of a sound that was cut off in the reference
_CUT_OFF: Final = 0.25  # of its level: a reference that ends above that has no decay of its own


class LastingSound(NamedTuple):
    """A sound of known length that is computed while it is read.

    Attributes:
        blocks: (n, channels) each.
        samples: its length at most; the blocks reach at least that far.
        attack: the sample to align with an event.
    """

    blocks: Iterator[Samples]
    samples: int
    attack: int


def lasting_sound(
    grain: Grain,
    sustain: Sustain,
    length: int,
    rate_hz: int,
    chance: np.random.Generator,
    *,
    in_order: bool,
) -> LastingSound:
    """Let a held sound last.

    Args:
        grain: the sound.
        sustain: the part of it that is held.
        length: samples from its attack to the start of its decay.
        rate_hz: the sample rate.
        chance: chooses the windows of a texture.
        in_order: whether the held part is read in its own order, as a voice; else as a texture.
    """
    source = grain.samples[sustain.start : sustain.stop]
    decay = _decay(grain.samples[sustain.stop :], source, rate_hz)
    wanted = length - (sustain.start - grain.attack)
    usual = round((_VOICE_HOP_S if in_order else _TEXTURE_HOP_S) * rate_hz)
    halves = max(3, math.ceil(wanted / min(usual, len(source) // 4)))
    hop = wanted // halves
    if hop < _LEAST_HOP_S * rate_hz:  # shorter than the attack
        return _cut_short(grain, length, rate_hz)
    if in_order:
        places = windows_of_voice(len(source), hop, halves - 1)
    else:
        places = windows_of_texture(len(source), hop, halves - 1, chance)

    longest = sustain.start + halves * hop + round(SEARCH_S * rate_hz) + len(decay)

    def blocks() -> Iterator[Samples]:
        yield grain.samples[: sustain.start]
        yield from continued(source, places, hop, rate_hz, levelled=not in_order)
        yield decay
        # the last window may end a little earlier
        yield np.zeros((round(SEARCH_S * rate_hz), source.shape[1]), np.float32)

    return LastingSound(blocks(), longest, grain.attack)


def _decay(decay: Samples, source: Samples, rate_hz: int) -> Samples:
    """What follows the held part, faded out if the reference was cut off there."""
    fade = round(_FADE_S * rate_hz)
    end = decay[-fade // 4 :]
    level = math.sqrt(float(np.square(source).mean()))
    if len(decay) >= fade // 4 and math.sqrt(float(np.square(end).mean())) < _CUT_OFF * level:
        return decay
    missing = max(0, fade - len(decay))
    # the last samples again, backwards: they join without a step and have the same sound
    turned = source[: -missing - 1 : -1] if len(decay) == 0 else decay[::-1][:missing]
    rounded = np.concatenate([decay, turned])
    fall = min(fade, len(rounded))
    faded: Samples = rounded.copy()
    faded[len(faded) - fall :] *= power_fade(fall)[::-1, np.newaxis]
    return faded


def _cut_short(grain: Grain, length: int, rate_hz: int) -> LastingSound:
    """The start of a sound, faded out."""
    samples = grain.samples[: grain.attack + length + round(_FADE_S * rate_hz)].copy()
    fall = min(len(samples) - grain.attack, round(_FADE_S * rate_hz))
    samples[len(samples) - fall :] *= power_fade(fall)[::-1, np.newaxis]
    return LastingSound(iter([samples]), len(samples), grain.attack)
