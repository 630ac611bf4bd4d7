"""A plot's picture: grid, marks, curves behind their averages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui import theme
from gui.train.runs.plot_scale import Scale, value_range
from gui.train.runs.series import Floats, Series, thinned, usual
from gui.train.runs.ticks import number_text

LEFT_PX: Final = 58
RIGHT_PX: Final = 14
TOP_PX: Final = 10
BOTTOM_PX: Final = 24
_RAW_ALPHA: Final = 0.2  # of a curve behind its average
_DOT_PX: Final = 3.0


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


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the plot at a step, with a word."""

    step: float
    text: str
    starred: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What is drawn of a curve in a view.

    Attributes:
        curve: whose.
        drawn: steps and values, averaged where wanted.
        raw: the values themselves behind them; None where they are drawn already.
    """

    curve: Curve
    drawn: tuple[Floats, Floats]
    raw: tuple[Floats, Floats] | None


def make_lines(
    curves: Sequence[Curve], shown: tuple[float, float], average: int, width: float
) -> list[Line]:
    """What is to be drawn of curves, no finer than the screen.

    Args:
        curves: the curves.
        shown: first and last step of the view.
        average: how many values are averaged.
        width: of the plot in pixels.
    """
    points = max(2, int(width))
    lines = []
    for curve in curves:
        series = curve.series
        count = 1 if curve.sparse else average
        part = series.within(*shown)
        steps = series.steps[part]
        drawn = thinned(steps, series.averages(count, part), points)
        raw = thinned(steps, series.values[part], points) if count > 1 else None
        lines.append(Line(curve, drawn, raw))
    return lines


def make_scale(
    area: QRectF, shown: tuple[float, float], lines: Sequence[Line], *, log: bool
) -> Scale:
    """A view that holds the lines, and nearly all of what is behind them."""
    pieces = [line.drawn[1] for line in lines]
    pieces += [usual(line.raw[1]) for line in lines if line.raw is not None]
    low, high = value_range(pieces, log=log)
    return Scale(area, *shown, low, high, log)


def draw_plot(
    painter: QPainter, scale: Scale, lines: Sequence[Line], marks: Sequence[Mark]
) -> None:
    """Draw everything but the cursor."""
    _draw_grid(painter, scale)
    painter.setClipRect(scale.area.adjusted(-1, -1, 1, 1))
    for mark in marks:
        if scale.first <= mark.step <= scale.last:
            _draw_mark(painter, scale, mark)
    for line in lines:
        if line.raw is not None:
            faint = QColor(line.curve.colour)
            faint.setAlphaF(_RAW_ALPHA)
            _draw_line(painter, scale.points(*line.raw), faint)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for line in lines:
        points = scale.points(*line.drawn)
        _draw_line(painter, points, line.curve.colour)
        if line.curve.sparse or len(points) == 1:
            _draw_dots(painter, points, line.curve.colour)


def _draw_grid(painter: QPainter, scale: Scale) -> None:
    area = scale.area
    line, text = QPen(theme.colour("border", 0.55), 1), theme.colour("faint")
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for value in scale.value_ticks():
        y = round(scale.y(value)) + 0.5
        painter.setPen(line)
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(text)
        painter.drawText(QRectF(0, y - 9, LEFT_PX - 8, 18), right, number_text(value))
    for step in scale.step_ticks():
        x = round(scale.x(step)) + 0.5
        painter.setPen(line)
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        painter.setPen(text)
        place = QRectF(x - 45, area.bottom() + 3, 90, BOTTOM_PX - 4)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, number_text(step))


def _draw_mark(painter: QPainter, scale: Scale, mark: Mark) -> None:
    area = scale.area
    x = round(scale.x(mark.step)) + 0.5
    colour = theme.colour("warning" if mark.starred else "faint")
    painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
    if mark.starred:
        star = theme.icon("star-filled", "warning")
        star.paint(painter, round(x) - 7, round(area.bottom()) - 17, 14, 14)
        return
    painter.setPen(colour)
    width = painter.fontMetrics().horizontalAdvance(mark.text)
    left = x + 5 if x + 10 + width < area.right() else x - 5 - width
    painter.drawText(QPointF(left, area.top() + 13), mark.text)


def _draw_line(painter: QPainter, points: list[QPointF], colour: QColor) -> None:
    # One pixel wide: anything wider is many times slower to paint.
    painter.setPen(QPen(colour, 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(points)


def _draw_dots(painter: QPainter, points: list[QPointF], colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for point in points:
        painter.drawEllipse(point, _DOT_PX, _DOT_PX)
