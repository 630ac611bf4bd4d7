"""Edits of a fader's envelope and fades, as pure functions from fader to fader."""

from typing import Final

import numpy as np
from msgspec.structs import replace

from engine.recipe import Fader, GainPoint

LOWEST_DB: Final = -36.0  # of a point
HIGHEST_DB: Final = 12.0
_APART_S: Final = 0.001  # keeps points in the order in which they were set


def add_point(fader: Fader, time_s: float, gain_db: float) -> Fader:
    """Add a point to the envelope."""
    points = [*fader.envelope, GainPoint(time_s, _within(gain_db))]
    return replace(fader, envelope=tuple(sorted(points, key=lambda point: point.time_s)))


def gain_db_at(fader: Fader, time_s: float) -> float:
    """The gain of the envelope at a time, in decibels; 0 without points."""
    if not fader.envelope:
        return 0.0
    times_s, gains_db = zip(*((p.time_s, p.gain_db) for p in fader.envelope), strict=True)
    return float(np.interp(time_s, times_s, gains_db))


def move_point(fader: Fader, index: int, time_s: float, gain_db: float) -> Fader:
    """Move a point, between its neighbours at most."""
    points = list(fader.envelope)
    if index > 0:
        time_s = max(time_s, points[index - 1].time_s + _APART_S)
    if index + 1 < len(points):
        time_s = min(time_s, points[index + 1].time_s - _APART_S)
    points[index] = GainPoint(max(time_s, 0.0), _within(gain_db))
    return replace(fader, envelope=tuple(sorted(points, key=lambda point: point.time_s)))


def remove_point(fader: Fader, index: int) -> Fader:
    """Remove a point."""
    return replace(fader, envelope=fader.envelope[:index] + fader.envelope[index + 1 :])


def set_fade(fader: Fader, length_s: float, duration_s: float, *, at_end: bool) -> Fader:
    """Set the fade in or out; the two together are no longer than the sound."""
    room_s = duration_s - (fader.fade_in_s if at_end else fader.fade_out_s)
    length_s = min(max(length_s, 0.0), max(room_s, 0.0))
    return replace(fader, **{"fade_out_s" if at_end else "fade_in_s": length_s})


def without_shape(fader: Fader) -> Fader:
    """The fader without envelope and fades."""
    return replace(fader, envelope=(), fade_in_s=0.0, fade_out_s=0.0)


def _within(gain_db: float) -> float:
    return min(max(gain_db, LOWEST_DB), HIGHEST_DB)
