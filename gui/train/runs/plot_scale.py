"""From steps and values to pixels and back."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from gui.train.runs.series import Floats
from gui.train.runs.ticks import linear_ticks, log_ticks

_MARGIN: Final = 0.06  # of the height, above and below the curves
_TICK_PX: Final = 44
_STEP_TICK_PX: Final = 90


@dataclass(frozen=True, slots=True)
class Scale:
    """A view of the curves.

    Attributes:
        area: where they are drawn.
        first: step at the left edge.
        last: step at the right edge, later than `first`.
        low: value at the lower edge; positive where `log`.
        high: value at the upper edge, above `low`.
        log: whether values are drawn by their logarithm.
    """

    area: QRectF
    first: float
    last: float
    low: float
    high: float
    log: bool

    def x(self, step: float) -> float:
        """Where a step is."""
        share = (step - self.first) / (self.last - self.first)
        return self.area.left() + share * self.area.width()

    def step(self, x: float) -> float:
        """The step at a place."""
        share = (x - self.area.left()) / self.area.width()
        return self.first + share * (self.last - self.first)

    def y(self, value: float) -> float:
        """Where a value is."""
        return float(self._ys(np.array([value]))[0])

    def points(self, steps: Floats, values: Floats) -> list[QPointF]:
        """Points of a curve; what has no logarithm is left out where one is wanted."""
        if self.log:
            positive = values > 0
            steps, values = steps[positive], values[positive]
        xs = self.area.left() + (steps - self.first) / (self.last - self.first) * self.area.width()
        return [QPointF(x, y) for x, y in zip(xs.tolist(), self._ys(values).tolist(), strict=True)]

    def value_ticks(self) -> list[float]:
        """Round values to draw lines at."""
        most = max(2, int(self.area.height() / _TICK_PX))
        return (log_ticks if self.log else linear_ticks)(self.low, self.high, most)

    def step_ticks(self) -> list[float]:
        """Round steps to draw lines at."""
        most = max(2, int(self.area.width() / _STEP_TICK_PX))
        ticks = linear_ticks(self.first, self.last, most)
        return [tick for tick in ticks if tick == round(tick)]

    def _ys(self, values: Floats) -> Floats:
        low, high = self.low, self.high
        if self.log:
            low, high = float(np.log(low)), float(np.log(high))
            values = np.log(np.maximum(values, 1e-300))
        # Far outside is far enough: a painter is slow with numbers beyond any screen.
        share = np.clip((values - low) / (high - low), -2.0, 3.0)
        ys: Floats = self.area.bottom() - share * self.area.height()
        return ys


def value_range(pieces: list[Floats], *, log: bool) -> tuple[float, float]:
    """Limits that hold all values with a margin; (0, 1) where there is none."""
    values = np.concatenate(pieces) if pieces else np.zeros(0)
    if log:
        values = values[values > 0]
    if not len(values):
        return (0.1, 1.0) if log else (0.0, 1.0)
    low, high = float(values.min()), float(values.max())
    if log:
        low, high = np.log(low), np.log(high)
    if high - low < 1e-12 * max(abs(low), abs(high), 1e-12):
        half = 0.5 if log else max(abs(high) * 0.1, 1e-9)
        low, high = low - half, high + half
    margin = (high - low) * _MARGIN
    low, high = low - margin, high + margin
    return (float(np.exp(low)), float(np.exp(high))) if log else (low, high)
