"""Events seen in the picture, without any model: sudden stops, reversals and flashes.

Shapes: F feature rows at 21.5 a second, C = 256 cells of the `motion` features.

What is looked for is what an impact does to a picture. Something that moved stands still (*stop*);
something that fell goes up again (*bounce*: gravity makes most strikes downward, and a strike that
is followed by its rebound is rarely anything else); and a place turns brighter than the camera's
own motion makes it (*brightening*: a muzzle flash, a spark, but also a drum's skin or a hand that
is suddenly somewhere else). The three are put on one scale, each against the strongest of its kind
within some seconds, as the ear judges loud and soft; added up cell by cell, for at an impact they
come together at one place; what lasts longer than an impact is taken away; and an event is a moment
that stands out of the rest by a share of that scale.

Cuts, snow and the motion of the camera are no events. The numbers below were chosen by what they
mean, and then on 45 real clips with sound: on the 25 whose sound belongs to the picture F1 is 0.58,
0.23 above its null, and a third more or less of any number takes at most 0.03 from that distance.
`benchmarks/measure_events.py` measures the detector beside a plain one.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID
from engine.events.event import Event
from engine.events.peaks import peaks
from engine.features.planes import PlaneName, plane
from engine.media.filters import running_max, running_median, running_min

Floats = NDArray[np.float32]

_SURROUNDINGS: Final = GRID.window_video_frames | 1  # rows, 10 s: within which things are compared

# An event stands out by this share of the strongest moment that there could be: all cues at their
# strongest at once and at one place.
_LEAST_PROMINENCE: Final = 0.1

# 330 ms: an impact is over by then. A hand that is raised, or someone who walks by, takes longer.
_LONGEST_IMPACT: Final = 7  # rows

# Where not even the strongest moment reaches this, nothing comes together: no strike is shown.
_LEAST_STRONGEST: Final = 0.35

# A cue that goes on all the time tells little about moments: it counts as if its strongest value
# were at least this many times its usual one.
_LEAST_CREST: Final = 2.0

# Camera shake and zoom make everything stop and turn at once. Only what exceeds the usual cell of
# the same frame this many times belongs to a thing in the picture.
_OVER_USUAL_CELL: Final = 2.0


class _Cue(NamedTuple):
    """One thing that an impact does to the picture.

    Attributes:
        plane: where it stands in the features.
        share: of the whole; what light does counts as much as both that motion does.
        least: its strongest value counts as at least this much, in the plane's unit; below lies
            what noise and the errors of optical flow bring forth in a still picture.
        of_things: whether the same everywhere is the camera's doing; a flash may light everything.
    """

    plane: PlaneName
    share: float
    least: float
    of_things: bool


_CUES: Final = (
    _Cue("stop", 0.25, least=1.5, of_things=True),
    _Cue("bounce", 0.25, least=0.5, of_things=True),
    _Cue("brightening", 0.5, least=0.1, of_things=False),
)

# Two frames are alike from 0 (nothing in common) to 1. At a cut, one frame is unlike the one
# before although each is like its other neighbours.
_CUT_LIKENESS: Final = 0.6
_STEADY_LIKENESS: Final = 0.8
_FLAT_PICTURE: Final = 1.0  # structure, in levels times cells: less is noise on a dark picture
_CUT_ROWS: Final = 2  # to each side: how far the features spread what a cut does

# Snow: more than half of the picture flickers all the time. Real clips stay below a third of it.
_SNOW: Final = 0.03


def find_events(features: Floats) -> list[Event]:
    """The moments at which something in the picture looks as if it sounded.

    Args:
        features: (2048, F) of the `motion` backend.

    Returns:
        Events in order of time, seconds from the first row; their strength is relative to the
        strongest within 10 s. Empty for a still picture, for a pan and for snow.

    Raises:
        ValueError: if the features have another number of rows.
    """
    impact = _impact(features)
    strongest = _strongest(impact)
    return [
        Event(time_s, strength=float(impact[row] / strongest[row]), source="picture")
        for row, time_s in peaks(impact, floor=0.0, prominence=_LEAST_PROMINENCE)
    ]


def _impact(features: Floats) -> Floats:
    """How much each row looks like an impact, (F,), 0 to 1."""
    shown = ~_snow(features)
    for cut in _cuts(plane(features, "level")).tolist():
        shown[max(0, cut - _CUT_ROWS) : cut + _CUT_ROWS] = False
    total = np.zeros((features.shape[1], 1), np.float32)
    for cue in _CUES:
        values = plane(features, cue.plane) * shown[:, np.newaxis]  # (F, C)
        if cue.of_things:
            usual_cell = np.median(values, axis=1, keepdims=True)
            values = np.maximum(values - _OVER_USUAL_CELL * usual_cell, 0.0)
        total = total + cue.share * values / _scale(values.max(axis=1), cue.least)[:, np.newaxis]
    whole = total.max(axis=1)
    lasting = running_max(running_min(whole, _LONGEST_IMPACT), _LONGEST_IMPACT)
    impact = whole - lasting
    return np.where(_strongest(whole) >= _LEAST_STRONGEST, impact, np.float32(0.0))


def _scale(values: Floats, least: float) -> Floats:
    """What counts as strong around each row, (F,)."""
    usual = _LEAST_CREST * running_median(values, _SURROUNDINGS)
    scale: Floats = np.maximum(np.maximum(_strongest(values), usual), np.float32(least))
    return scale


def _strongest(values: Floats) -> Floats:
    """The largest of (F,) values around each row."""
    return running_max(values, _SURROUNDINGS)


def _snow(features: Floats) -> NDArray[np.bool_]:
    """Which rows (F,) show no picture, but one that flickers everywhere and all the time."""
    usual_cell = np.median(plane(features, "flicker"), axis=1)
    return running_median(usual_cell, _SURROUNDINGS) > _SNOW


def _cuts(levels: Floats) -> NDArray[np.intp]:
    """The rows that begin another scene, from the luminance of the cells (F, C)."""
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
