"""The layers that play a mix: takes and the clip's own sound at their faders."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from engine.dubbing.level import CEILING_DBTP
from engine.dubbing.mix.faders import balance_db, heard, mean_loudness
from engine.project.guide import Guide
from engine.project.mixing import raised
from engine.project.model import Clip, Project, Take
from engine.recipe import Fader
from gui.playback.clip_media import SoundData
from gui.playback.fader_source import fader_layer
from gui.playback.loudness import listening_gain
from gui.playback.mel_picture import MelMix, MelPart
from gui.playback.mixer import Layer
from gui.playback.pcm import Shifted
from gui.playback.sounds import LoadedSound

ORIGINAL_METER: Final = "original"  # the meter of a track has the track's id


class MixTake(NamedTuple):
    """A take in the mix.

    Attributes:
        take: the take.
        fader: of its track.
    """

    take: Take
    fader: Fader


class HeardMix(NamedTuple):
    """What is heard of a clip's mix.

    Attributes:
        takes: one of each track that is heard.
        original: whether the clip's own sound is heard.
        gain: of everything, as a factor: the sum of several tracks is about as loud as one would
            be. Muting a track does not change it.
    """

    takes: tuple[MixTake, ...]
    original: bool
    gain: float = 1.0


def heard_mix(project: Project, clip: Clip, auditioned: Take | None = None) -> HeardMix:
    """The chosen takes of a clip that are heard; an auditioned one replaces that of its track."""
    *are_heard, original = heard([*(track.fader for track in clip.tracks), clip.original])
    takes, count = [], 0
    for track, is_heard in zip(clip.tracks, are_heard, strict=True):
        is_own = auditioned is not None and auditioned.track_id == track.id
        take = auditioned if is_own else project.chosen_take(track)
        if take is None:
            continue
        count += 1
        if is_heard:
            has_others = len(clip.tracks) > 1
            fader = raised(track.fader, take.gain_db) if has_others else track.fader
            takes.append(MixTake(take, fader))
    return HeardMix(tuple(takes), original, 1.0 / math.sqrt(max(count, 1)))


def take_layers(
    takes: Iterable[MixTake], sounds: Sequence[LoadedSound | None], gain: float = 1.0
) -> list[Layer]:
    """The layers of takes whose sounds are ready, balanced by their loudness.

    Args:
        takes: the takes.
        sounds: of each take; None if it is not ready.
        gain: of all, as a factor: one over the root of the number of tracks.
    """
    layers = []
    for (take, fader), sound, own_gain in _balanced(takes, sounds, gain):
        start_s = take.recipe.span.start_s
        layers.append(
            fader_layer(
                Shifted(sound.data.pcm, start_s),
                fader,
                span_s=(start_s, start_s + sound.duration_s),
                channels=sound.channels,
                gain=own_gain,
                name=take.track_id,
            )
        )
    return layers


def mix_mel(
    mix: HeardMix, sounds: Sequence[LoadedSound | None], data: SoundData | None, fader: Fader
) -> MelMix | None:
    """The spectrogram of a mix at its gains, without pan and fades; None if nothing is ready.

    Args:
        mix: what is heard.
        sounds: of each take; None if it is not ready.
        data: the clip's own sound; None if it has none.
        fader: of the clip's own sound.
    """
    mean_lufs = mean_loudness([sound.lufs for sound in sounds if sound is not None])
    parts = [
        MelPart(
            sound.data.mel,
            take.recipe.span.start_s,
            own.gain_db + balance_db(sound.lufs, mean_lufs),
        )
        for (take, own), sound in zip(mix.takes, sounds, strict=True)
        if sound is not None
    ]
    if mix.original and data is not None:
        parts.append(MelPart(data.mel, 0.0, fader.gain_db + balance_db(data.lufs, mean_lufs)))
    return MelMix(parts) if parts else None


def takes_cut(
    takes: Iterable[MixTake], sounds: Sequence[LoadedSound | None], gain: float = 1.0
) -> float:
    """What the layers of takes have to be multiplied by, at most 1, to stay below full scale.

    At faders of 0 dB their sum then does so even where their peaks coincide. The arguments are
    those of `take_layers`.
    """
    balanced = _balanced(takes, sounds, gain)
    loudest = max((sound.data.peaks.loudest * by for _, sound, by in balanced), default=0.0)
    return _cut(loudest / gain**2)


def sound_cut(data: SoundData, lufs: float | None) -> float:
    """The same for a sound that is heard alone."""
    return _cut(data.peaks.loudest * listening_gain(lufs))


def quieter(layers: Iterable[Layer], cut: float) -> tuple[Layer, ...]:
    """Layers multiplied by a factor."""
    return tuple(replace(layer, gain=layer.gain * cut) for layer in layers)


def _balanced(
    takes: Iterable[MixTake], sounds: Sequence[LoadedSound | None], gain: float
) -> list[tuple[MixTake, LoadedSound, float]]:
    """The takes whose sounds are ready, and a factor for each that makes them equally loud."""
    ready = [(each, sound) for each, sound in zip(takes, sounds, strict=True) if sound is not None]
    mean_lufs = mean_loudness([sound.lufs for _, sound in ready])
    gain *= listening_gain(mean_lufs)
    return [
        (each, sound, gain * 10.0 ** (balance_db(sound.lufs, mean_lufs) / 20.0))
        for each, sound in ready
    ]


def _cut(peak: float) -> float:
    return min(1.0, 10.0 ** (CEILING_DBTP / 20.0) / peak) if peak > 0.0 else 1.0


def guide_layers(guides: Sequence[Guide], sounds: Sequence[LoadedSound | None]) -> list[Layer]:
    """The layers of recordings of performances whose sounds are ready."""
    return [
        Layer(Shifted(sound.data.pcm, guide.start_s), listening_gain(sound.lufs))
        for guide, sound in zip(guides, sounds, strict=True)
        if sound is not None
    ]


def original_layer(
    data: SoundData | None, fader: Fader, duration_s: float, gain: float = 1.0
) -> list[Layer]:
    """The layer of the clip's own sound at a fader and a gain; none without sound."""
    if data is None:
        return []
    return [
        fader_layer(
            data.pcm,
            fader,
            span_s=(0.0, duration_s),
            channels=2,
            gain=gain * listening_gain(data.lufs),
            name=ORIGINAL_METER,
        )
    ]
