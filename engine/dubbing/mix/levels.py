"""Find the gains that bring a mix to the loudness asked for."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.level import (
    CEILING_DBTP,
    MOST_LIMITING_DB,
    gain_for,
    levelled,
    most_gain_db,
    summed,
    target_for,
)
from engine.dubbing.mix.faders import MONO_IN_STEREO_DB, STEREO
from engine.dubbing.mix.fitting import Reader, SoundFormat
from engine.metrics.loudness import Loudness, measure_loudness
from engine.phrases import Phrase, phrase
from engine.recipe import Delivery

Block = NDArray[np.float32]
Stems = NDArray[np.float32]

_MISSED_LU: Final = 0.5  # EBU R 128 tolerates as much
_MISSED_DB: Final = 0.1  # two meters of true peaks differ by as much


class Levels(NamedTuple):
    """The gains of a mix.

    Attributes:
        dub_db: of the takes.
        mix_db: of takes and original together.
        target_lufs: the loudness of the whole that was asked for; None if none was.
        short_db: by how much the takes stay below the original they should be as loud as.
        room_db: how much more gain the limiter could take, which takes 6 dB off the peaks at most.
    """

    dub_db: float
    mix_db: float = 0.0
    target_lufs: float | None = None
    short_db: float = 0.0
    room_db: float = MOST_LIMITING_DB

    @property
    def is_limited(self) -> bool:
        """Whether a gain set for a loudness makes the limiter work."""
        return self.target_lufs is not None and self.room_db < MOST_LIMITING_DB


def dub_levels(
    dubs: Iterable[Stems], delivery: Delivery, own: Loudness | None, target: SoundFormat
) -> Levels:
    """Levels of a mix without the original.

    Args:
        dubs: the takes at their faders.
        delivery: the loudness asked for.
        own: loudness of the clip's own sound, for `match`; None if it has none.
        target: format of the mix.
    """
    measured = measure_loudness(map(summed, dubs), target.rate_hz, target.channels)
    dub_db = gain_for(measured, delivery.loudness, own, gain_db=delivery.gain_db)
    wanted_lufs = target_for(delivery.loudness, own)
    if wanted_lufs is not None:
        wanted_lufs += delivery.gain_db
    room_db = most_gain_db(measured) - (dub_db - delivery.gain_db)
    return Levels(dub_db, target_lufs=wanted_lufs, room_db=room_db)


def balanced_levels(
    dubs: Iterable[Stems],
    delivery: Delivery,
    mean_lufs: float | None,
    own: Loudness | None,
    target: SoundFormat,
) -> Levels:
    """Levels at which a take at a fader of 0 dB is as loud as the original.

    Args:
        dubs: the takes at their faders.
        delivery: `off` leaves the takes as they were rendered.
        mean_lufs: the loudness of a take at 0 dB, in stereo; None if all are silent.
        own: loudness of the clip's own sound.
        target: format of the mix.
    """
    wanted_lufs = target_for("match" if delivery.loudness != "off" else "off", own)
    if wanted_lufs is None or mean_lufs is None:
        return Levels(delivery.gain_db)
    measured = measure_loudness(map(summed, dubs), target.rate_hz, target.channels)
    in_target_lufs = mean_lufs - (MONO_IN_STEREO_DB if target.channels < STEREO else 0.0)
    wanted_db = wanted_lufs - in_target_lufs
    dub_db = min(wanted_db, most_gain_db(measured))
    return Levels(dub_db + delivery.gain_db, short_db=wanted_db - dub_db)


def with_target(
    levels: Levels,
    dubs: Iterable[Stems],
    original: Iterable[Block],
    target_lufs: float,
    target: SoundFormat,
) -> Levels:
    """Levels that bring takes and original together to a loudness in LUFS.

    Args:
        levels: from `balanced_levels`.
        dubs: the takes at their faders.
        original: the clip's own sound at its fader.
        target_lufs: the loudness asked for.
        target: format of the mix.
    """
    takes = levelled(map(summed, dubs), target.rate_hz, target.channels, levels.dub_db)
    together = _added(takes, original, target.channels)
    measured = measure_loudness(together, target.rate_hz, target.channels)
    mix_db = gain_for(measured, target_lufs, None)
    room_db = most_gain_db(measured) - mix_db
    return levels._replace(mix_db=mix_db, target_lufs=target_lufs, room_db=room_db)


def made_up(levels: Levels, limited: Loudness, *, has_original: bool) -> Levels:
    """Levels that make up for the loudness that the limiter takes, as far as there is room.

    Args:
        levels: gains that make the limiter work.
        limited: loudness of the mix at these gains.
        has_original: whether takes and original are amplified together.
    """
    if levels.target_lufs is None or limited.integrated_lufs is None:
        return levels
    missing_db = levels.target_lufs - limited.integrated_lufs
    more_db = min(max(missing_db, 0.0), max(levels.room_db, 0.0))
    if has_original:
        return levels._replace(mix_db=levels.mix_db + more_db)
    return levels._replace(dub_db=levels.dub_db + more_db)


def shortcomings(levels: Levels, written: Loudness, *, keeps_original: bool) -> list[Phrase]:
    """Sentences on where the mix is not as asked for; none if it is.

    Args:
        levels: the gains that were applied.
        written: loudness of the mix as written.
        keeps_original: whether the peaks of the clip's own sound were let through.
    """
    told = []
    lufs, peak_dbtp = written.integrated_lufs, written.true_peak_dbtp
    target_lufs = levels.target_lufs
    if lufs is not None and target_lufs is not None and target_lufs - lufs > _MISSED_LU:
        told.append(
            phrase(
                "The sound is at {lufs:.1f} LUFS, not at {target_lufs:.1f}: any louder, its "
                "attacks would be flattened.",
                lufs=lufs,
                target_lufs=target_lufs,
            )
        )
    if levels.short_db > _MISSED_LU:
        told.append(
            phrase(
                "The dub is {short_db:.1f} dB quieter than the clip's own sound: any louder, its "
                "attacks would be flattened.",
                short_db=levels.short_db,
            )
        )
    if keeps_original and peak_dbtp is not None and peak_dbtp > CEILING_DBTP + _MISSED_DB:
        told.append(
            phrase(
                "The clip's own sound, which is kept as it is, peaks at {peak_dbtp:.1f} dBTP, "
                "above {ceiling_dbtp:.0f}.",
                peak_dbtp=peak_dbtp,
                ceiling_dbtp=CEILING_DBTP,
            )
        )
    return told


def _added(first: Iterable[Block], second: Iterable[Block], channels: int) -> Iterator[Block]:
    """The sum of two sounds, as long as the first."""
    reader = Reader(second, channels)
    for block in first:
        added = np.zeros_like(block)
        reader.read_into(added)
        added += block
        yield added
