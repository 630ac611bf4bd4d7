"""Contents of a plot: curves, marks, and readings at a step."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gui.train.runs.curves.series import Series
from gui.train.runs.curves.stroke import Stroke

_ROOM: Final = 0.015  # beside the first and last step, as a share of the steps between


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of the plot.

    Attributes:
        name: its name in the read-out.
        series: its values.
        stroke: its look.
        sparse: whether it has few values, which are drawn as dots and not averaged.
    """

    name: str
    series: Series
    stroke: Stroke
    sparse: bool = False

    def averaged_over(self, count: int) -> int:
        """Length of the moving average, if `count` is requested."""
        return 1 if self.sparse else count


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled vertical line at a step."""

    step: float
    text: str
    starred: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A curve's value near a step.

    Attributes:
        name: name of the curve.
        stroke: the look of the curve.
        step: the step of the value; not every curve has one at every step.
        value: the value as drawn, that is averaged.
    """

    name: str
    stroke: Stroke
    step: int
    value: float


def readings(curves: Sequence[Curve], step: float, average: int) -> list[Reading]:
    """The value nearest to a step for each curve with values."""
    found = []
    for curve in curves:
        if len(curve.series):
            place = curve.series.nearest(step)
            part = slice(place, place + 1)
            value = float(curve.series.averages(curve.averaged_over(average), part)[0])
            at = int(curve.series.steps[place])
            found.append(Reading(curve.name, curve.stroke, at, value))
    return found


def ends(curves: Sequence[Curve], least: float) -> tuple[float, float]:
    """The first and last step of a plot of curves: at least `least` apart, with room for dots."""
    found = [
        (curve.series.steps[0], curve.series.steps[-1]) for curve in curves if len(curve.series)
    ]
    if not found:
        return 0.0, 100.0
    first, last = min(end[0] for end in found), max(end[1] for end in found)
    first, last = min(first, 1.0), max(last, first + least)
    room = _ROOM * (last - first)
    return float(first - room), float(last + room)
