"""Curves over the steps of a run: zoomed by the wheel, moved by dragging, read under the cursor.

Painted by hand, as the editor's lanes are: a hundred thousand points are thinned out to what the
screen can show before anything is drawn, and the cursor's read-out is laid over a kept picture.
"""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from gui import theme
from gui.train.runs.plot_scale import Scale, value_range
from gui.train.runs.readout import Reading, draw_readout
from gui.train.runs.series import Floats, Series, thinned, usual
from gui.train.runs.ticks import number_text

_LEFT_PX: Final = 58
_RIGHT_PX: Final = 14
_TOP_PX: Final = 10
_BOTTOM_PX: Final = 24
_ZOOM: Final = 1.25  # a notch of the wheel
_LEAST_STEPS: Final = 4.0
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
class _Line:
    """What is drawn of a curve in a view.

    Attributes:
        curve: whose.
        drawn: steps and values, averaged where wanted.
        raw: the values themselves behind them; None where they are drawn already.
    """

    curve: Curve
    drawn: tuple[Floats, Floats]
    raw: tuple[Floats, Floats] | None


class CurvePlot(QWidget):
    """Follows the run until a person zooms; a double click follows again."""

    view_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._curves: list[Curve] = []
        self._marks: list[Mark] = []
        self._average = 1
        self._log = False
        self._view: tuple[float, float] | None = None  # None is all of it
        self._picture: QPixmap | None = None
        self._scale: Scale | None = None
        self._cursor: QPoint | None = None
        self._dragged: tuple[float, tuple[float, float]] | None = None
        self.setMouseTracking(True)
        self.setMinimumSize(260, 150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Curves of the run")
        self.setToolTipDuration(0)

    # What is shown

    def show_curves(self, curves: list[Curve], marks: list[Mark]) -> None:
        """Draw these curves; the view stays."""
        self._curves, self._marks = curves, marks
        self.refresh()

    def set_average(self, count: int) -> None:
        """Draw each value averaged with those before it, `count` in all."""
        self._average = count
        self.refresh()

    def set_log(self, on: bool) -> None:
        """Draw values by their logarithm."""
        self._log = on
        self.refresh()

    def refresh(self) -> None:
        """Draw again: there are new values, or new colours."""
        self._picture = None
        self.update()

    # The view

    @property
    def is_fitted(self) -> bool:
        """Whether all of the run is shown, and followed."""
        return self._view is None

    def fit(self) -> None:
        """Show all of the run, and follow it."""
        self._set_view(None)

    def zoom(self, factor: float, at: float | None = None) -> None:
        """Show fewer steps (above 1) or more, around a step or the middle."""
        first, last = self._shown_steps()
        at = (first + last) / 2 if at is None else at
        self._set_view((at - (at - first) / factor, at + (last - at) / factor))

    def shown_steps(self) -> tuple[float, float]:
        """The first and the last step of the view."""
        return self._shown_steps()

    def readings(self, step: float) -> list[Reading]:
        """What the read-out says at a step."""
        found = []
        for curve in self._curves:
            if not len(curve.series):
                continue
            place = curve.series.nearest(step)
            value = float(curve.series.values[place])
            if self._average > 1 and not curve.sparse:
                part = slice(place, place + 1)
                value = float(curve.series.averages(self._average, part)[0])
            at = int(curve.series.steps[place])
            found.append(Reading(curve.name, curve.colour, at, value))
        return found

    def _whole(self) -> tuple[float, float]:
        ends = [
            (curve.series.steps[0], curve.series.steps[-1])
            for curve in self._curves
            if len(curve.series)
        ]
        if not ends:
            return 0.0, 100.0
        first, last = min(end[0] for end in ends), max(end[1] for end in ends)
        return float(min(first, 1.0)), float(max(last, first + _LEAST_STEPS))

    def _shown_steps(self) -> tuple[float, float]:
        return self._whole() if self._view is None else self._view

    def _set_view(self, view: tuple[float, float] | None) -> None:
        whole_first, whole_last = self._whole()
        if view is not None:
            span = max(view[1] - view[0], _LEAST_STEPS)
            if span >= whole_last - whole_first:
                view = None
            else:
                first = min(max(view[0], whole_first), whole_last - span)
                view = first, first + span
        self._view = view
        self.refresh()
        self.view_changed.emit()

    # Painting

    def _make_lines(self, width: float) -> list[_Line]:
        """What is to be drawn of the curves, no finer than the screen."""
        first, last = self._shown_steps()
        points = max(2, int(width))
        lines = []
        for curve in self._curves:
            series = curve.series
            count = 1 if curve.sparse else self._average
            part = series.within(first, last)
            steps = series.steps[part]
            drawn = thinned(steps, series.averages(count, part), points)
            raw = thinned(steps, series.values[part], points) if count > 1 else None
            lines.append(_Line(curve, drawn, raw))
        return lines

    def _make_scale(self, area: QRectF, lines: list[_Line]) -> Scale:
        pieces = [line.drawn[1] for line in lines]
        pieces += [usual(line.raw[1]) for line in lines if line.raw is not None]
        low, high = value_range(pieces, log=self._log)
        return Scale(area, *self._shown_steps(), low, high, self._log)

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(theme.colour("base"))
        area = QRectF(self.rect()).adjusted(_LEFT_PX, _TOP_PX, -_RIGHT_PX, -_BOTTOM_PX)
        lines = self._make_lines(area.width())
        scale = self._scale = self._make_scale(area, lines)
        painter = QPainter(picture)
        self._draw_grid(painter, scale)
        painter.setClipRect(area.adjusted(-1, -1, 1, 1))
        self._draw_marks(painter, scale)
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
        painter.end()
        return picture

    def _draw_grid(self, painter: QPainter, scale: Scale) -> None:
        area = scale.area
        line, text = QPen(theme.colour("border", 0.55), 1), theme.colour("faint")
        for value in scale.value_ticks():
            y = round(scale.y(value)) + 0.5
            painter.setPen(line)
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(text)
            place = QRectF(0, y - 9, _LEFT_PX - 8, 18)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, right, number_text(value))
        for step in scale.step_ticks():
            x = round(scale.x(step)) + 0.5
            painter.setPen(line)
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            painter.setPen(text)
            place = QRectF(x - 45, area.bottom() + 3, 90, _BOTTOM_PX - 4)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, number_text(step))

    def _draw_marks(self, painter: QPainter, scale: Scale) -> None:
        for mark in self._marks:
            if not scale.first <= mark.step <= scale.last:
                continue
            x = round(scale.x(mark.step)) + 0.5
            colour = theme.colour("warning" if mark.starred else "faint")
            painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, scale.area.top()), QPointF(x, scale.area.bottom()))
            painter.setPen(colour)
            width = painter.fontMetrics().horizontalAdvance(mark.text)
            left = x + 5 if x + 10 + width < scale.area.right() else x - 5 - width
            if mark.starred:
                star = theme.icon("star-filled", "warning")
                star.paint(painter, round(x) - 7, round(scale.area.bottom()) - 17, 14, 14)
            else:
                painter.drawText(QPointF(left, scale.area.top() + 13), mark.text)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            self._picture = self._draw()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        scale = self._scale
        if scale is None:
            return
        if not any(len(curve.series) for curve in self._curves):
            painter.setPen(theme.colour("faint"))
            text = "No curve is chosen." if not self._curves else "Nothing yet."
            painter.drawText(scale.area, Qt.AlignmentFlag.AlignCenter, text)
        elif self._cursor is not None and self._dragged is None:
            step = scale.step(self._cursor.x())
            draw_readout(painter, scale, step, self.readings(step), self._cursor.y())

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, 300)

    # Mouse

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.refresh()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._scale is not None and event.angleDelta().y():
            notches = event.angleDelta().y() / 120
            self.zoom(_ZOOM**notches, self._scale.step(event.position().x()))
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._dragged = event.position().x(), self._shown_steps()
            if self._view is not None:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None and self._scale is not None and self._view is not None:
            start_x, (first, last) = self._dragged
            by = (start_x - event.position().x()) / self._scale.area.width() * (last - first)
            self._set_view((first + by, last + by))
            return
        place = event.position().toPoint()
        inside = self._scale is not None and self._scale.area.contains(QPointF(place))
        self._cursor = place if inside else None
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None
        self.unsetCursor()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.fit()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._cursor = None

    @override
    def leaveEvent(self, event: object) -> None:
        self._cursor = None
        self.update()


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
