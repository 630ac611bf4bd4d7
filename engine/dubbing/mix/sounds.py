"""The sounds of a mix, read from their files: takes and the clip's own sound at their faders."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from engine.dubbing.level import summed
from engine.dubbing.mix.faders import (
    FaderGain,
    balance_db,
    loudness_in_stereo,
    mean_loudness,
    sounding,
)
from engine.dubbing.mix.fitting import cut
from engine.dubbing.mix.levels import Levels, balanced_levels, dub_levels, made_up, with_target
from engine.dubbing.mix.plan import DeliveryPlan
from engine.dubbing.mix.summing import Part, dub_stems, faded, mixed, panned
from engine.dubbing.mix.take_sound import open_take_sound
from engine.media.audio import read_blocks
from engine.media.probe import MediaInfo, clip_range
from engine.metrics.loudness import Loudness, measure_loudness
from engine.progress import JobContext
from engine.recipe import WHOLE, Fader, Mix, MixTrack, TakeSound

Block = NDArray[np.float32]
Stems = NDArray[np.float32]  # (sounds, n, channels)

_AROUND_S: Final = 30.0  # before and after the takes, that they should be as loud as


def original_loudness(
    info: MediaInfo, part_s: tuple[float, float], context: JobContext
) -> Loudness | None:
    """Loudness of a clip's first audio track around a part of it, as it is heard.

    None if it has none. Damaged sound can be far above full scale, where any player clips it.
    """
    if not info.audio:
        return None
    own = info.audio[0]
    start_s = max(0.0, part_s[0] - _AROUND_S)
    end_s = min(info.duration_s, part_s[1] + _AROUND_S)
    blocks = read_blocks(info, start_s=start_s, end_s=end_s, context=context)
    heard = (np.clip(block, -1.0, 1.0) for block in blocks)
    return measure_loudness(heard, own.sample_rate_hz, own.channels)


class MixSounds:
    """The sounds of a mix; they can be read any number of times.

    Args:
        mix: takes of a clip at their faders.
        plan: how they are delivered.

    Raises:
        InputError: the sound of a take cannot be read, or nothing is heard.

    Attributes:
        keeps_original: whether the clip's own sound passes bit by bit where no take sounds.
    """

    def __init__(self, mix: Mix, plan: DeliveryPlan) -> None:
        self._mix = mix
        self._plan = plan
        self._delivery = plan.delivery
        self._target = plan.format
        heard = sounding(mix, self._delivery.original, plan.info)
        self._has_original = heard.original
        is_neutral = replace(mix.original, muted=False, solo=False) == Fader()
        is_number = self._delivery.loudness not in ("match", "off")
        self.keeps_original = self._has_original and is_neutral and not is_number
        sounds = [open_take_sound(track.sound, track.start_s) for track in heard.tracks]
        lufs = [
            loudness_in_stereo(track.lufs, sound.channels)
            for track, sound in zip(heard.tracks, sounds, strict=True)
        ]
        self._mean_lufs = mean_loudness(lufs)
        self._parts = [
            self._part(track, sound, balance_db(each_lufs, self._mean_lufs))
            for track, sound, each_lufs in zip(heard.tracks, sounds, lufs, strict=True)
        ]
        self._samples = round(plan.info.duration_s * self._target.rate_hz)
        self._first, self._end = self._range()

    def levels(self, context: JobContext) -> Levels:
        """Measure the sounds and find the gains for the loudness asked for."""
        levels = self._unlimited_levels(context)
        if not levels.is_limited:
            return levels
        blocks = map(summed, self._mixed(levels, self._samples))
        limited = measure_loudness(blocks, self._target.rate_hz, self._target.channels)
        return made_up(levels, limited, has_original=self._has_original)

    def _unlimited_levels(self, context: JobContext) -> Levels:
        delivery, target, info = self._delivery, self._target, self._plan.info
        is_matched = delivery.loudness == "match" or self._has_original
        own = original_loudness(info, self._heard_s(), context) if is_matched else None
        if not self._has_original:
            return dub_levels(self._heard(), delivery, own, target)
        levels = balanced_levels(self._heard(), delivery, self._mean_lufs, own, target)
        if isinstance(delivery.loudness, str):
            return levels
        return with_target(levels, self._dubs(), self._original(), delivery.loudness, target)

    def mixed(self, levels: Levels) -> Iterator[Stems]:
        """All sounds at their levels, (sounds, n, channels): the takes, then the original.

        They are cut out of the mix of the whole clip, so a part sounds as it does there.
        """
        until = min(self._end + self._target.rate_hz, self._samples)  # what the limiter looks at
        return cut(self._mixed(levels, until), self._first, self._end)

    def _mixed(self, levels: Levels, end: int) -> Iterator[Stems]:
        return mixed(
            self._dubs(end),
            self._original() if self._has_original else None,
            self._target,
            len(self._parts),
            dub_db=levels.dub_db,
            mix_db=levels.mix_db,
            keeps_original=self.keeps_original,
        )

    def stem_groups(self) -> Iterator[list[tuple[Path, slice]]]:
        """The files beside the output, and which of the sounds each of them gets."""
        if self._delivery.stem is not None:
            yield [(self._delivery.stem, slice(len(self._parts)))]
        if self._plan.stems:
            yield [(path, slice(k, k + 1)) for k, path in enumerate(self._plan.stems)]

    def _part(self, track: MixTrack, sound: TakeSound, gain_db: float) -> Part:
        end_s = sound.start_s + sound.duration_s
        rate_hz = self._target.rate_hz
        gain = FaderGain(track.fader, rate_hz, sound.start_s, end_s, more_db=gain_db)
        return Part(sound, gain, min(max(track.fader.pan + self._delivery.pan, -1.0), 1.0))

    def _range(self) -> tuple[int, int]:
        """First sample of the part that is written, and the one after its last."""
        info, span, rate_hz = self._plan.info, self._delivery.span, self._target.rate_hz
        if span == WHOLE:
            return 0, self._samples
        end_s = clip_range(info, span.start_s, span.end_s)
        return round(span.start_s * rate_hz), round(end_s * rate_hz)

    def _heard_s(self) -> tuple[float, float]:
        """Clip time at which the first take starts, and at which the last one ends."""
        sounds = [part.sound for part in self._parts]
        return (
            min((sound.start_s for sound in sounds), default=0.0),
            max((sound.start_s + sound.duration_s for sound in sounds), default=0.0),
        )

    def _heard(self) -> Iterator[Stems]:
        """The takes without the silence before and after them."""
        start_s, end_s = self._heard_s()
        rate_hz = self._target.rate_hz
        first = math.floor(start_s * rate_hz)
        end = min(self._samples, math.ceil(end_s * rate_hz))
        return dub_stems(self._parts, self._target, first, max(first, end))

    def _dubs(self, end: int | None = None) -> Iterator[Stems]:
        return dub_stems(self._parts, self._target, 0, self._samples if end is None else end)

    def _original(self) -> Iterator[Block]:
        """The clip's own first audio track at its fader."""
        info, rate_hz = self._plan.info, self._target.rate_hz
        gain = FaderGain(self._mix.original, rate_hz, 0.0, info.duration_s)
        return panned(faded(read_blocks(info), gain, 0), self._mix.original.pan)
