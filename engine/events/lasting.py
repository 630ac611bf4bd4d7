"""How long each event of a sound lasts: 0 for a strike, more for a sound that goes on.

Shapes: T mel frames at 86.1 per second, G = 8 groups of ten mel bands.

A sound lasts as long as its level stays up: within 12 dB of its loudest so far, above what the room
does anyway. That alone would take the ringing of a bell or the echo of a shot for a sound that goes
on. A strike decays from its first moment on, in decibels like a straight line, so that it spends
half of that time within 6 dB of its loudest; what goes on holds its level, and spends most of it
there. The next attack ends a sound, unless it is part of it: a voice that breaks, or a saw that
catches, goes on at its level, and becomes hardly louder.

The decision must not flicker with a little noise. A sound that is nearly long and steady enough is
of the kind of the clear ones around: all strokes of a saw last, or none.
"""

import math
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.media.filters import running_max, running_mean
from engine.mel.contract import MEL

Floats = NDArray[np.floating[Any]]

GROUPS: Final = 8
_RATE_HZ: Final = MEL.sample_rate_hz / MEL.hop_samples  # of the frames

_FLOOR_STEP_FRAMES: Final = 86  # the floor is updated every second ...
_FLOOR_REACH_FRAMES: Final = 861  # ... from the 10 s on either side, ...
_FLOOR_SHARE: Final = 0.1  # ... as this quantile of the frames
_ABOVE_FLOOR: Final = 4.0  # 6 dB in power: a group below this multiple of the floor is ignored
_LEAST_POWER: Final = 1e-9  # 90 dB below full scale

_SMOOTHING_FRAMES: Final = 3  # 35 ms
_BRIDGED_FRAMES: Final = 11  # 130 ms: a shorter gap, as between two syllables, ends no sound
_UP_DB: Final = 12.0  # below its loudest, a sound is over
_HELD_DB: Final = 6.0  # within this of its loudest, it holds its level

_LEAST_S: Final = 0.35  # what lasts: the threshold of its duration ...
_LEAST_HELD: Final = 0.62  # ... and of the share of it in which it holds its level
_ACCENT_DB: Final = 3.0  # louder than its loudest so far, an attack is a new event
_CLEAR: Final = 1.25  # times these thresholds, or less than one such part of them: beyond doubt


class Lasting(NamedTuple):
    """What becomes of an attack.

    Attributes:
        duration_s: how long its sound lasts; 0 for a strike.
        is_part: whether it is part of the sound before it.
    """

    duration_s: float
    is_part: bool = False


class _Course(NamedTuple):
    """How the level goes on after an attack.

    Attributes:
        frames: until it is over.
        held: number of these frames in which it holds its level.
        loudest_db: the highest level.
        is_over: whether it ended, rather than being followed by another attack.
    """

    frames: int = 0
    held: int = 0
    loudest_db: float = -math.inf
    is_over: bool = False

    @property
    def evidence(self) -> float:
        """Whether it lasts: above 1 if it is long and steady enough."""
        long = self.frames / _RATE_HZ / _LEAST_S
        return min(long, self.held / max(1, self.frames) / _LEAST_HELD)


def group_powers(magnitudes: NDArray[np.float32]) -> NDArray[np.float32]:
    """The power in groups of neighbouring bands: mel magnitudes (80, T) to (8, T)."""
    grouped = magnitudes.reshape(GROUPS, MEL.bins // GROUPS, magnitudes.shape[1])
    powers: NDArray[np.float32] = np.square(grouped).sum(axis=1)
    return powers


def find_lasting(
    powers: NDArray[np.float32], attacks_s: Sequence[float], are_clear: Sequence[bool]
) -> list[Lasting]:
    """Find out how long the sound of each attack lasts.

    Args:
        powers: (G, T) of the whole sound, from `group_powers`.
        attacks_s: in seconds from the first frame, ascending.
        are_clear: whether an attack is clear enough to end the sound before it.
    """
    if not attacks_s:
        return []
    level_db = _levels_db(powers)
    starts = [min(round(attack_s * _RATE_HZ), len(level_db) - 1) for attack_s in attacks_s]
    clear = [index for index, is_clear in enumerate(are_clear) if is_clear]
    courses: dict[int, _Course] = {}
    parts: set[int] = set()
    for index in range(len(starts)):
        if index not in parts:
            later = clear[bisect_right(clear, index) :]
            courses[index], absorbed = _follow(level_db, starts, index, later)
            parts |= absorbed
    evidence = [courses[index].evidence for index in clear if index in courses]
    beyond_doubt = [each > 1.0 for each in evidence if not 1 / _CLEAR <= each <= _CLEAR]
    mostly_last = 2 * sum(beyond_doubt) > len(beyond_doubt)
    least = 1 / _CLEAR if mostly_last else _CLEAR
    return [
        Lasting(0.0, is_part=True)
        if index in parts
        else Lasting(courses[index].frames / _RATE_HZ if courses[index].evidence > least else 0.0)
        for index in range(len(starts))
    ]


def _follow(
    level_db: Floats, starts: Sequence[int], index: int, later: Sequence[int]
) -> tuple[_Course, set[int]]:
    """Follow a sound from its attack until it is over, or until an attack that is not part of it.

    Args:
        level_db: (T,).
        starts: first frame of every attack.
        index: of the attack.
        later: the indices of clear attacks after it.

    Returns:
        Its course, and the attacks that are part of it.
    """
    course, parts = _Course(), set[int]()
    start = starts[index]
    for following in later:
        course = _advanced(course, level_db, start, starts[following])
        if course.is_over or not _is_part(course, level_db, starts[following]):
            return course, parts
        parts.add(following)
    return _advanced(course, level_db, start, len(level_db)), parts


def _advanced(course: _Course, level_db: Floats, start: int, stop: int) -> _Course:
    """Follow a course from an attack at frame `start` on, up to the frame `stop`."""
    first = start + course.frames
    levels = level_db[first:stop]
    # the loudest of the next moment: a gap that is bridged is no end
    reach = level_db[first : stop + _BRIDGED_FRAMES - 1]
    next_db = running_max(reach, _BRIDGED_FRAMES, shift=-(_BRIDGED_FRAMES // 2))[: len(levels)]
    loudest = np.maximum(np.maximum.accumulate(levels), course.loudest_db)
    over = np.flatnonzero(next_db < loudest - _UP_DB)
    count = int(over[0]) if len(over) else len(levels)
    held = int(np.sum(levels[:count] > loudest[:count] - _HELD_DB))
    return _Course(
        course.frames + count,
        course.held + held,
        float(loudest[count - 1]) if count else course.loudest_db,
        is_over=len(over) > 0,
    )


def _is_part(course: _Course, level_db: Floats, attack: int) -> bool:
    """Whether an attack belongs to a sound that goes on already: at its level, hardly louder."""
    if course.evidence <= 1.0:
        return False
    before = level_db[max(0, attack - _BRIDGED_FRAMES) : attack]
    after = level_db[attack : attack + _BRIDGED_FRAMES]
    is_up = before.min(initial=math.inf) > course.loudest_db - _HELD_DB
    return bool(is_up and after.max(initial=-math.inf) < course.loudest_db + _ACCENT_DB)


def _levels_db(powers: NDArray[np.float32]) -> Floats:
    """The level of what exceeds the floor, (G, T) to (T,) decibels."""
    excess = np.maximum(powers - _ABOVE_FLOOR * _floor(powers), 0.0).sum(axis=0)
    smooth = running_mean(excess.astype(np.float64), _SMOOTHING_FRAMES)
    levels: Floats = 10.0 * np.log10(np.maximum(smooth, _LEAST_POWER))
    return levels


def _floor(powers: NDArray[np.float32]) -> Floats:
    """A low quantile of the surrounding frames in each group, (G, T)."""
    frames = powers.shape[1]
    places = np.arange(0, frames + _FLOOR_STEP_FRAMES, _FLOOR_STEP_FRAMES)
    floors = []
    for place in places:
        near = powers[:, max(0, place - _FLOOR_REACH_FRAMES) : place + _FLOOR_REACH_FRAMES + 1]
        rank = int(_FLOOR_SHARE * near.shape[1])
        floors.append(np.partition(near, rank, axis=1)[:, rank].copy())  # not a view of them all
    table = np.stack(floors, axis=1)  # (G, places)
    between = np.arange(frames)
    return np.stack([np.interp(between, places, row).astype(np.float32) for row in table])
