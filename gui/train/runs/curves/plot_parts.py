"""Parts of a plot in the theme's colours: axes, lines, marks, and the values at the cursor.

pyqtgraph downsamples a line to what the screen can show and clips it to the view.
"""

import html
from typing import Any, Final

import numpy as np
import numpy.ma  # else imported by the first percentile: 50 ms while drawing
import pyqtgraph as pg  # type: ignore[import-untyped]
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from gui.kit import theme
from gui.kit.language import number, tr
from gui.train.numbers import number_text
from gui.train.runs.curves.curves import Curve, Mark, Reading
from gui.train.runs.curves.swatch import SIGN_PX, swatch_html
from gui.train.runs.curves.ticks import linear_ticks, log_ticks

_TICK_PX: Final = {"left": 44, "bottom": 48}  # distance between ticks
_BEYOND_PX: Final = {"left": 4, "bottom": 12}  # of a number, beside the end of its axis
_GRID: Final = 150  # of 255
_RAW_ALPHA: Final = 0.2  # of the raw curve behind its average
_USUAL: Final = 0.94  # share of the raw values that the view fits, if there are many
_MANY: Final = 100
_DOT_PX: Final = 8  # of a single value: its symbol is told from others
_LINE_PX: Final = 2  # of an average
_AVERAGE_PX: Final = 3  # in which one average is drawn
_APART_PX: Final = 90  # distance of the symbols on a curve
_LABEL_ALPHA: Final = 0.8  # of the ground of a mark's label
_READ_PX: Final = 9
_BESIDE_PX: Final = 14  # from the cursor to its table


class NumberAxis(pg.AxisItem):  # type: ignore[misc]
    """Axis with round numbers; steps are whole."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self._side = side
        self.enableAutoSIPrefix(False)
        self.setStyle(tickLength=0, hideOverlappingLabels=True)

    @override
    def boundingRect(self) -> QRectF:
        """The area to draw in, with room for a number at the end of the axis."""
        room = _BEYOND_PX[self._side]
        x, y = (room, 0) if self._side == "bottom" else (0, room)
        area: QRectF = super().boundingRect()
        return area.adjusted(-x, -y, x, y)

    @override
    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[Any]:
        most = max(2, int(size / _TICK_PX[self._side]))
        if self.logMode:
            values = log_ticks(10.0**minVal, 10.0**maxVal, most)
            return [(1.0, [float(np.log10(value)) for value in values])]
        values = linear_ticks(minVal, maxVal, most)
        if self._side == "bottom":
            values = [value for value in values if value == round(value)]
        return [(1.0, values)]

    @override
    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [number_text(10.0**value if self.logMode else value) for value in values]

    def recolour(self) -> None:
        """Draw in the theme's colours."""
        self.setPen(theme.colour("border"))
        self.setTextPen(theme.colour("faint"))
        self.setLabel(self.labelText, color=theme.colour("faint").name())
        self.setGrid(_GRID)


class _RawLine(pg.PlotDataItem):  # type: ignore[misc]
    """The raw values behind an average: of many, the view fits most, not the outliers."""

    @override
    def dataBounds(self, ax: int, frac: float = 1.0, orthoRange: Any = None) -> Any:
        many = self.xData is not None and len(self.xData) > _MANY
        return super().dataBounds(ax, _USUAL if ax == 1 and many else frac, orthoRange)


class CurveLines:
    """A curve's moving average with its symbol here and there, and the raw values behind it."""

    def __init__(self, view: Any) -> None:
        self._raw, self._line = _RawLine(), pg.PlotDataItem(antialias=True)
        self._signs = pg.PlotDataItem(pen=None)
        self._drawn: tuple[Curve, int] | None = None  # what has symbols, and its average
        self.items = (self._raw, self._line, self._signs)
        for place, item in enumerate(self.items):  # averages on top of all raw values
            item.setZValue(place)
            item.opts["autoDownsampleFactor"] = 1.0  # the extremes of each pixel
            view.addItem(item)

    def show(self, curve: Curve, average: int) -> None:
        """Draw a curve with a moving average over `average` values."""
        series, count = curve.series, curve.averaged_over(average)
        faint = QColor(curve.stroke.colour)
        faint.setAlphaF(_RAW_ALPHA)
        # The raw line is one pixel wide: it is long, and anything wider takes longer to paint.
        self._raw.setPen(pg.mkPen(faint, width=1))
        self._line.setPen(curve.stroke.pen(_LINE_PX if count > 1 else 1))
        # Extremes of averages hide the dashes and take longer to paint than one in a few pixels.
        self._line.opts["autoDownsampleFactor"] = 1 / _AVERAGE_PX if count > 1 else 1.0
        self._line.setDownsampling(method="mean" if count > 1 else "peak")
        has_dots = curve.sparse or len(series) == 1
        self._line.setSymbol(curve.stroke.symbol if has_dots else None)
        if has_dots:
            self._line.setSymbolSize(_DOT_PX)
            self._line.setSymbolBrush(curve.stroke.colour)
            self._line.setSymbolPen(None)
        self._raw.setVisible(count > 1)
        # Copies, as the series grows in place.
        self._raw.setData(series.steps.copy(), series.values.copy() if count > 1 else series.steps)
        self._line.setData(series.steps.copy(), series.averages(count).copy())
        self._drawn = None if has_dots else (curve, average)

    def show_signs(self, first: float, last: float, width_px: float) -> None:
        """Put the curve's symbol on it where a view shows it; dashes vanish in a jagged line.

        Args:
            first: first step of the view.
            last: last step of the view.
            width_px: width of the view.
        """
        steps, averages = np.empty(0), np.empty(0)
        if self._drawn is not None:
            curve, average = self._drawn
            places = curve.series.spread(first, last, width_px / _APART_PX, curve.stroke.share)
            steps = curve.series.steps[places]
            averages = curve.series.averages_at(places, average)
            self._signs.setSymbol(curve.stroke.symbol)
            self._signs.setSymbolBrush(theme.colour("base"))
            self._signs.setSymbolPen(pg.mkPen(curve.stroke.colour, width=1.5))
        self._signs.setSymbolSize(SIGN_PX)
        self._signs.setData(steps, averages)


def mark_item(mark: Mark) -> Any:
    """A vertical dashed line with its label, which hides other lines behind it."""
    colour = theme.colour("warning" if mark.starred else "faint")
    item = pg.InfiniteLine(
        mark.step,
        angle=90,
        pen=pg.mkPen(colour, width=1, style=Qt.PenStyle.DashLine),
        label=f"★ {mark.text}" if mark.starred else mark.text,
        labelOpts={
            "color": colour,
            "fill": theme.colour("base", _LABEL_ALPHA),
            "position": 0.04 if mark.starred else 0.96,
            "anchors": [(0.0, 0.5), (1.0, 0.5)],
        },
    )
    item.setZValue(3)  # above the curves
    return item


class Readout:
    """A line at a step, a dot on each curve, and a table of their values."""

    def __init__(self, view: Any, parent: QWidget) -> None:
        self._line = pg.InfiniteLine(angle=90)
        self._dots = pg.ScatterPlotItem(size=_READ_PX)
        self.table = QLabel(parent)
        self.table.setTextFormat(Qt.TextFormat.RichText)
        self.table.setObjectName("readout")
        self.table.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for item in (self._line, self._dots):
            item.setZValue(10)
            view.addItem(item, ignoreBounds=True)
        self.recolour()
        self.hide()

    def recolour(self) -> None:
        """Draw in the theme's colours."""
        self._line.setPen(pg.mkPen(theme.colour("text", 0.7), width=1))
        self._dots.setPen(pg.mkPen(theme.colour("base"), width=1.5))

    def hide(self) -> None:
        """Hide all parts."""
        for part in (self._line, self._dots, self.table):
            part.setVisible(False)

    def show(
        self, found: list[Reading], at: QPointF, *, log: bool, cursor: QPointF, area: QRect
    ) -> None:
        """Show the values of curves; that of the curve at the cursor is bold.

        Args:
            found: at least one reading.
            at: step and value at the cursor, as drawn.
            log: whether the scale is logarithmic.
            cursor: position in pixels.
            area: area for the table in the same pixels.
        """
        near = min(found, key=lambda reading: abs(reading.step - at.x())).step
        drawn = [reading for reading in found if reading.value > 0 or not log]
        ys = [np.log10(each.value) if log else each.value for each in drawn]
        pointed = drawn[int(np.argmin(np.abs(np.array(ys) - at.y())))] if drawn else None
        self._line.setValue(near)
        self._dots.setData(
            [each.step for each in drawn],
            ys,
            brush=[pg.mkBrush(each.stroke.colour) for each in drawn],
            symbol=[each.stroke.symbol for each in drawn],
        )
        self.table.setText(_table(found, near, pointed))
        self.table.adjustSize()
        size = self.table.size()
        fits = cursor.x() + _BESIDE_PX + size.width() < area.right()
        left = cursor.x() + (_BESIDE_PX if fits else -_BESIDE_PX - size.width())
        top = min(cursor.y() - size.height() / 2, area.bottom() - size.height())
        self.table.move(round(max(left, area.left())), round(max(top, area.top())))
        for part in (self._line, self._dots, self.table):
            part.setVisible(True)


def _table(found: list[Reading], step: int, pointed: Reading | None) -> str:
    at = tr("step {step}", step=number(step))
    rows = [f'<tr><td colspan="3" style="color: {theme.colours().faint}">{at}</td></tr>']
    for each in found:
        own = tr("{curve} (step {step})", curve=each.name, step=number(each.step))
        name = html.escape(each.name if each.step == step else own)
        name = f"<b>{name}</b>" if each is pointed else name
        rows.append(
            f"<tr><td>{swatch_html(each.stroke)}&nbsp;</td>"
            f"<td>{name}&nbsp;&nbsp;&nbsp;</td>"
            f'<td align="right">{number_text(each.value)}</td></tr>'
        )
    return f'<table cellspacing="0" cellpadding="1">{"".join(rows)}</table>'
