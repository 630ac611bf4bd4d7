"""Detect events in the picture, without any model: sudden stops, reversals and flashes.

Shapes: F feature rows at 21.5 per second, C = 256 cells of the `motion` features.

The detector looks for what an impact does to a picture. A moving thing stops (*stop*); a falling
thing goes up again (*bounce*: gravity makes most strikes point down, and a strike followed by a
rebound is rarely anything else); and a place gets brighter than camera motion explains
(*brightening*: a muzzle flash, a spark, but also a drum skin, or a hand that suddenly appears).
Each of the three is scaled by the strongest of its kind within some seconds, as the ear rates
loudness; they are summed cell by cell, as an impact shows all of them in one place; anything that
lasts longer than an impact is subtracted; and an event is a peak with enough prominence.

Cuts, snow and camera motion are not events. The constants below were chosen for their meaning, and
then on 45 real clips with sound: on the 25 whose sound matches the picture, F1 is 0.58, 0.23 above
its null, and changing any constant by a third reduces that margin by at most 0.03.
`benchmarks/measure_events.py` compares the detector with a simple one.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID
from engine.events.candidates import Candidate, at_sensitivity
from engine.events.event import Event
from engine.events.peaks import peaks, prominences
from engine.features.planes import PlaneName, plane
from engine.media.filters import running_max, running_median, running_min

Floats = NDArray[np.float32]

_SURROUNDINGS: Final = GRID.window_video_frames | 1  # rows, 10 s: the range for scaling

# Minimum prominence of an event, relative to the strongest possible one: all cues at their maximum
# at once and in one place.
_LEAST_PROMINENCE: Final = 0.1

# 330 ms: an impact is over by then. A raised hand, or someone who walks by, takes longer.
_LONGEST_IMPACT: Final = 7  # rows

# If not even the strongest peak reaches this, the cues never coincide: no strike is visible.
_LEAST_STRONGEST: Final = 0.35

# A cue that is always present says little about when: its maximum is assumed to be at least this
# many times its typical value.
_LEAST_CREST: Final = 2.0

# Camera shake and zoom stop and turn everything at once. Only what exceeds the median cell of the
# same frame by this factor belongs to an object in the picture.
_OVER_USUAL_CELL: Final = 2.0


class _Cue(NamedTuple):
    """One visible effect of an impact.

    Attributes:
        plane: its plane in the features.
        share: its weight; the light cue counts as much as both motion cues together.
        least: lower bound for its maximum, in the plane's unit; smaller values come from noise and
            optical-flow errors in a still picture.
        without_camera: whether a uniform effect is attributed to the camera; a flash may light all.
    """

    plane: PlaneName
    share: float
    least: float
    without_camera: bool


_CUES: Final = (
    _Cue("stop", 0.25, least=1.5, without_camera=True),
    _Cue("bounce", 0.25, least=0.5, without_camera=True),
    _Cue("brightening", 0.5, least=0.1, without_camera=False),
)

# The similarity of two frames is 0 (nothing in common) to 1. At a cut, a frame differs from the one
# before although each resembles its other neighbour.
_CUT_LIKENESS: Final = 0.6
_STEADY_LIKENESS: Final = 0.8
_FLAT_PICTURE: Final = 1.0  # contrast, in levels times cells: less is noise on a dark picture
_CUT_ROWS: Final = 2  # to each side: how far the features spread the effect of a cut

# Snow: more than half of the picture flickers constantly. Real clips stay below a third of this.
_SNOW: Final = 0.03


def find_cuts(features: Floats) -> list[float]:
    """Find the times at which the picture changes to another scene at once.

    Args:
        features: (2048, F) of the `motion` backend.

    Returns:
        The times in seconds from the first row, each of the first row of a new scene, so a cut lies
        at most one row, 47 ms, before it.
    """
    rows = _cuts(plane(features, "level"))
    return [float(row / GRID.video_rate) for row in rows.tolist()]


def find_events(features: Floats) -> list[Event]:
    """Detect the times at which something in the picture appears to make a sound.

    Args:
        features: (2048, F) of the `motion` backend.

    Returns:
        Events sorted by time, in seconds from the first row; their strength is relative to the
        strongest within 10 s. Empty for a still picture, a pan and snow.

    Raises:
        ValueError: the features have a different number of rows.
    """
    return at_sensitivity(find_candidates(features))


def find_candidates(features: Floats) -> list[Candidate]:
    """Detect all possible events in the picture; see `find_events`."""
    impact = impacts(features)
    strongest = strongest_around(impact)
    found = peaks(impact, floor=0.0)
    descents = prominences(impact, [row for row, _ in found], floor=0.0)
    return [
        Candidate(
            Event(time_s, strength=float(impact[row] / strongest[row]), source="picture"),
            min(1.0, float(0.5 * descent / _LEAST_PROMINENCE)),
        )
        for (row, time_s), descent in zip(found, descents, strict=True)
    ]


def impacts(features: Floats) -> Floats:
    """How much each row (2048, F) resembles an impact, (F,), 0 to 1.

    Raises:
        ValueError: the features have a different number of rows.
    """
    shown = ~_snow(features)
    for cut in _cuts(plane(features, "level")).tolist():
        shown[max(0, cut - _CUT_ROWS) : cut + _CUT_ROWS] = False
    total = np.zeros((features.shape[1], 1), np.float32)
    for cue in _CUES:
        values = plane(features, cue.plane) * shown[:, np.newaxis]  # (F, C)
        if cue.without_camera:
            usual_cell = np.median(values, axis=1, keepdims=True)
            values = np.maximum(values - _OVER_USUAL_CELL * usual_cell, 0.0)
        total = total + cue.share * values / _scale(values.max(axis=1), cue.least)[:, np.newaxis]
    whole = total.max(axis=1)
    lasting = running_max(running_min(whole, _LONGEST_IMPACT), _LONGEST_IMPACT)
    impact = whole - lasting
    return np.where(strongest_around(whole) >= _LEAST_STRONGEST, impact, np.float32(0.0))


def strongest_around(values: Floats) -> Floats:
    """The maximum of (F,) values within 5 s of each row."""
    return running_max(values, _SURROUNDINGS)


def _scale(values: Floats, least: float) -> Floats:
    """The local scale for a strong value around each row, (F,)."""
    usual = _LEAST_CREST * running_median(values, _SURROUNDINGS)
    scale: Floats = np.maximum(np.maximum(strongest_around(values), usual), np.float32(least))
    return scale


def _snow(features: Floats) -> NDArray[np.bool_]:
    """Which rows (F,) show snow: constant flicker all over the picture."""
    usual_cell = np.median(plane(features, "flicker"), axis=1)
    return running_median(usual_cell, _SURROUNDINGS) > _SNOW


def _cuts(levels: Floats) -> NDArray[np.intp]:
    """The first row of each new scene, from the luminance of the cells (F, C)."""
    structure = levels - levels.mean(axis=1, keepdims=True)
    frames = len(levels)
    row = np.arange(1, frames)

    def likeness(one: NDArray[np.intp], other: NDArray[np.intp]) -> Floats:
        one, other = one.clip(0, frames - 1), other.clip(0, frames - 1)
        difference = np.square(structure[one] - structure[other]).sum(axis=1)
        power = np.square(structure[one]).sum(axis=1) + np.square(structure[other]).sum(axis=1)
        alike: Floats = 1.0 - difference / (power + _FLAT_PICTURE)
        return alike

    across = np.maximum(likeness(row - 1, row), likeness(row - 2, row + 1))
    within = np.minimum(likeness(row - 3, row - 1), likeness(row, row + 2))
    return row[(across < _CUT_LIKENESS) & (within > _STEADY_LIKENESS)]
