"""What a fader does to a sound: balance, gain over time, pan, mute and solo.

Playback and export both use these functions, so that what is heard is what is exported.

**Balance.** At equal faders, all tracks are equally loud, whatever the level their references were
recorded at: each take is amplified to the mean loudness of the takes (`balance_db`). Choosing
another take or reference therefore leaves a track's place in the mix as it was.
"""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.media.probe import MediaInfo
from engine.recipe import Fader, Mix, MixTrack, Original

Floats = NDArray[np.float64]

STEREO: Final = 2
ORIGINAL_NAME: Final = "Original"
MONO_IN_STEREO_DB: Final = 10.0 * math.log10(2.0)  # BS.1770 adds the power of the channels
_MOST_BALANCE_DB: Final = 24.0  # beyond that, it is the noise of a recording that is amplified


def heard(faders: Sequence[Fader]) -> list[bool]:
    """Which sounds are heard: those not muted and, if any is solo, only the solo ones."""
    has_solo = any(fader.solo for fader in faders)
    return [not fader.muted and (fader.solo or not has_solo) for fader in faders]


class Sounding(NamedTuple):
    """What is heard of a mix.

    Attributes:
        tracks: the tracks that are heard.
        original: whether the clip's own sound is mixed in and heard.
    """

    tracks: tuple[MixTrack, ...]
    original: bool


def sounding(mix: Mix, original: Original, info: MediaInfo) -> Sounding:
    """Select what is heard of a mix.

    Args:
        mix: the mix.
        original: what happens to the clip's own sound.
        info: the clip.

    Raises:
        InputError: nothing is.
    """
    faders = [track.fader for track in mix.tracks]
    has_original = original == "mix" and bool(info.audio)
    are_heard = heard([*faders, mix.original] if has_original else faders)
    tracks = tuple(t for t, is_heard in zip(mix.tracks, are_heard, strict=False) if is_heard)
    result = Sounding(tracks, has_original and are_heard[-1])
    if not tracks and not result.original:
        raise InputError("Nothing is heard: every track is muted.", hint="Unmute a track.")
    return result


def sound_names(sounds: Sounding) -> list[str]:
    """The names of what is heard, in the order of the stems."""
    names = [track.name for track in sounds.tracks]
    return [*names, ORIGINAL_NAME] if sounds.original else names


def loudness_in_stereo(lufs: float | None, channels: int) -> float | None:
    """Loudness of a take when it is played in stereo: a single channel comes from both sides."""
    if lufs is None or channels >= STEREO:
        return lufs
    return lufs + MONO_IN_STEREO_DB


def mean_loudness(lufs: Sequence[float | None]) -> float | None:
    """The mean loudness of several takes in LUFS, without silent ones; None if all are silent."""
    known = [value for value in lufs if value is not None]
    return sum(known) / len(known) if known else None


def balance_db(lufs: float | None, mean_lufs: float | None) -> float:
    """The gain that brings a take to the mean loudness, at most 24 dB; 0 for silence."""
    if lufs is None or mean_lufs is None:
        return 0.0
    return min(max(mean_lufs - lufs, -_MOST_BALANCE_DB), _MOST_BALANCE_DB)


class FaderGain:
    """The gain of a fader at any sample of the clip, from its gain, fades and envelope.

    A fade follows a raised cosine: it starts and ends without a kink.

    Args:
        fader: of the sound.
        rate_hz: sample rate of the clip's clock.
        start_s: clip time at which the sound starts.
        end_s: clip time at which it ends.
        more_db: added to the fader's gain.
    """

    def __init__(
        self, fader: Fader, rate_hz: int, start_s: float, end_s: float, *, more_db: float = 0.0
    ) -> None:
        self._gain_db = fader.gain_db + more_db
        self._fade_in = start_s * rate_hz, fader.fade_in_s * rate_hz
        self._fade_out = end_s * rate_hz, fader.fade_out_s * rate_hz
        self._envelope_at = np.array([point.time_s * rate_hz for point in fader.envelope])
        self._envelope_db = np.array([point.gain_db for point in fader.envelope])

    @property
    def constant(self) -> float | None:
        """The gain, if it is the same everywhere; else None."""
        if len(self._envelope_at) or self._fade_in[1] or self._fade_out[1]:
            return None
        return float(10.0 ** (self._gain_db / 20.0))

    def at(self, samples: Floats) -> NDArray[np.float32]:
        """The gain at each of the samples (n,) of the clip, as a factor (n,)."""
        gain_db = np.full(len(samples), self._gain_db)
        if len(self._envelope_at):
            gain_db += np.interp(samples, self._envelope_at, self._envelope_db)
        gain = 10.0 ** (gain_db / 20.0)
        (start, fade_in), (end, fade_out) = self._fade_in, self._fade_out
        if fade_in:
            gain *= _raised_cosine((samples - start) / fade_in)
        if fade_out:
            gain *= _raised_cosine((end - samples) / fade_out)
        return gain.astype(np.float32)


def _raised_cosine(share: Floats) -> Floats:
    """From 0 at a share of 0 to 1 at a share of 1; constant outside."""
    rising: Floats = 0.5 - 0.5 * np.cos(np.pi * np.clip(share, 0.0, 1.0))
    return rising


def channel_gains(sources: int, targets: int, pan: float) -> NDArray[np.float32]:
    """Gain from each source channel to each target channel: (targets, sources).

    Equal power, as in the Web Audio API's StereoPannerNode: panning two channels moves the signal
    of the far side over, so nothing of the dub is lost. A single channel is centred by equal gains
    on both sides.

    Raises:
        ValueError: the source has more than two channels.
    """
    if not 1 <= sources <= STEREO:
        raise ValueError(f"a dub has one or two channels, not {sources}")
    gains = np.zeros((targets, sources), np.float32)
    if targets == 1:
        gains[0] = 1.0 / sources
        return gains
    if sources == 1:
        angle = (pan + 1.0) * math.pi / 4.0
        gains[:STEREO, 0] = math.sqrt(2.0) * math.cos(angle), math.sqrt(2.0) * math.sin(angle)
        return gains
    near, far = (0, 1) if pan < 0 else (1, 0)
    angle = abs(pan) * math.pi / 2.0
    gains[near, near] = 1.0
    gains[near, far], gains[far, far] = math.sin(angle), math.cos(angle)
    return gains
