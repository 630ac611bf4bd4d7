"""What a plot shows: curves, marks, and what is read at a step."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QColor

from gui.train.runs.curves.series import Series


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of the plot.

    Attributes:
        name: what the read-out calls it.
        series: its values.
        colour: of the line.
        sparse: few values, each drawn as a dot and never averaged.
    """

    name: str
    series: Series
    colour: QColor
    sparse: bool = False

    def averaged_over(self, count: int) -> int:
        """Of how many values each that is drawn is the mean, where `count` are wanted."""
        return 1 if self.sparse else count


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the plot at a step, with a word."""

    step: float
    text: str
    starred: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a curve is worth at a step.

    Attributes:
        name: of the curve.
        colour: of the curve.
        step: whose value it is; not every curve has one at every step.
        value: the curve's, averaged as it is drawn.
    """

    name: str
    colour: QColor
    step: int
    value: float


def readings(curves: Sequence[Curve], step: float, average: int) -> list[Reading]:
    """What each curve that has a value is worth where it is nearest to a step."""
    found = []
    for curve in curves:
        if len(curve.series):
            place = curve.series.nearest(step)
            part = slice(place, place + 1)
            value = float(curve.series.averages(curve.averaged_over(average), part)[0])
            at = int(curve.series.steps[place])
            found.append(Reading(curve.name, curve.colour, at, value))
    return found


def ends(curves: Sequence[Curve], least: float) -> tuple[float, float]:
    """The first and the last step of curves, at least so many steps apart."""
    found = [
        (curve.series.steps[0], curve.series.steps[-1]) for curve in curves if len(curve.series)
    ]
    if not found:
        return 0.0, 100.0
    first, last = min(end[0] for end in found), max(end[1] for end in found)
    return float(min(first, 1.0)), float(max(last, first + least))
