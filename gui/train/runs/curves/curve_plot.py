"""Plot of curves over training steps: scroll to zoom, drag to pan, hover to read values."""

from typing import Any, Final

import pyqtgraph as pg  # type: ignore[import-untyped]
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from gui.kit import theme
from gui.kit.language import tr
from gui.kit.layouts import vbox
from gui.kit.widgets import faint
from gui.train.runs.curves.curves import Curve, Mark, Reading, ends, readings
from gui.train.runs.curves.plot_parts import CurveLines, NumberAxis, Readout, mark_item

_LEAST_STEPS: Final = 4.0
_ROOM: Final = 0.1  # above and below the curves, for the labels of marks, as a share of their range
_LEFT_PX: Final = 70  # fixed width of the numbers, so that the plot does not move


class CurvePlot(QWidget):
    """Follows the run until the user zooms; a double click follows again."""

    def __init__(self) -> None:
        super().__init__()
        self.curves: list[Curve] = []
        self._marks: list[Mark] = []
        self._average = 1
        self._log = False
        self.is_fitted = True  # whether the whole run is shown and followed
        self._lines: list[CurveLines] = []
        self._mark_items: list[Any] = []
        self._axes = {side: NumberAxis(side) for side in ("left", "bottom")}
        self.graph = pg.PlotWidget(axisItems=self._axes)
        self._plot = self.graph.getPlotItem()
        self._view = self._plot.getViewBox()
        self._placeholder = faint(wraps=False)
        self._placeholder.setParent(self.graph)
        self._placeholder.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._placeholder.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._readout = Readout(self._view, self.graph)
        self._assemble()
        self._recolour()

    def _assemble(self) -> None:
        column = vbox(self, margins=0)
        column.addWidget(self.graph)
        over = QVBoxLayout(self.graph)
        over.addWidget(self._placeholder)
        self.setMinimumSize(260, 150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Curves of the run"))
        self.graph.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.graph.setFrameShape(self.graph.Shape.NoFrame)
        self._plot.hideButtons()
        self._plot.setMenuEnabled(False)
        self._plot.setDownsampling(auto=True, mode="peak")
        self._plot.setClipToView(True)
        self._plot.layout.setContentsMargins(0, 8, 12, 2)
        self._axes["left"].setWidth(_LEFT_PX)
        self._axes["bottom"].setLabel(tr("Step"))
        self._view.setMouseEnabled(x=True, y=False)
        self._view.enableAutoRange(x=False, y=True)
        self._view.setAutoVisible(y=True)
        self._view.setDefaultPadding(_ROOM)
        self._view.sigXRangeChanged.connect(self._show_signs)
        self._view.sigResized.connect(self._show_signs)
        self._view.sigRangeChangedManually.connect(self._on_moved)
        self.graph.scene().sigMouseClicked.connect(self._on_clicked)
        self.graph.scene().sigMouseMoved.connect(self._on_hovered)

    # What is shown

    def show_curves(self, curves: list[Curve], marks: list[Mark], *, placeholder: str = "") -> None:
        """Draw curves, or a placeholder without data; the view is kept."""
        self.curves = curves
        self._placeholder.setText(placeholder)
        empty = not any(len(curve.series) for curve in curves)
        self._placeholder.setVisible(empty)
        for axis in self._axes.values():
            axis.setVisible(not empty)
        if marks != self._marks:
            self._marks = marks
            self._draw_marks()
        self._draw_lines()

    def set_title(self, title: str) -> None:
        """Name the values on the vertical axis."""
        self._axes["left"].setLabel(title)

    @property
    def titles(self) -> tuple[str, str]:
        """The titles of the horizontal and the vertical axis."""
        return self._axes["bottom"].labelText, self._axes["left"].labelText

    def set_average(self, count: int) -> None:
        """Smooth curves by a moving average over `count` values."""
        self._average = count
        self._draw_lines()

    def set_log(self, on: bool) -> None:
        """Use a logarithmic scale."""
        self._log = on
        self._readout.hide()
        self._plot.setLogMode(y=on)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if theme.is_new_palette(event):
            self._recolour()
        super().changeEvent(event)

    def _recolour(self) -> None:
        """Apply the theme's colours, which pyqtgraph caches; curves bring their own."""
        self.graph.setBackground(theme.colour("base"))
        for axis in self._axes.values():
            axis.recolour()
        self._readout.recolour()
        self._draw_marks()

    def _draw_lines(self) -> None:
        while len(self._lines) > len(self.curves):
            for item in self._lines.pop().items:
                self._plot.removeItem(item)
        while len(self._lines) < len(self.curves):
            self._lines.append(CurveLines(self._plot))
        for lines, curve in zip(self._lines, self.curves, strict=True):
            lines.show(curve, self._average)
        first, last = ends(self.curves, _LEAST_STEPS)
        self._view.setLimits(xMin=first, xMax=last, minXRange=_LEAST_STEPS)
        if self.is_fitted:
            self._view.setXRange(first, last, padding=0)
        self._show_signs()

    @Slot()
    def _show_signs(self) -> None:
        for lines in self._lines:
            lines.show_signs(*self.shown_steps(), self._view.width())

    def _draw_marks(self) -> None:
        for item in self._mark_items:
            self._plot.removeItem(item)
        self._mark_items = [mark_item(mark) for mark in self._marks]
        for item in self._mark_items:
            self._plot.addItem(item, ignoreBounds=True)

    # The view

    @Slot()
    def fit(self) -> None:
        """Show the whole run and follow it."""
        self.is_fitted = True
        self._view.setXRange(*ends(self.curves, _LEAST_STEPS), padding=0)

    def zoom(self, factor: float, at: float | None = None) -> None:
        """Zoom in (above 1) or out around a step or the centre."""
        first, last = self.shown_steps()
        at = (first + last) / 2 if at is None else at
        self._view.setXRange(
            at - (at - first) / factor, at + (last - at) / factor, padding=0, update=True
        )
        self._on_moved()

    def shown_steps(self) -> tuple[float, float]:
        """The first and last visible step."""
        first, last = self._view.viewRange()[0]
        return first, last

    def readings(self, step: float) -> list[Reading]:
        """The values shown at a step."""
        return readings(self.curves, step, self._average)

    # Mouse

    @Slot()
    def _on_moved(self) -> None:
        """Keep following the run only if all of it is visible."""
        self._readout.hide()
        first, last = self.shown_steps()
        whole_first, whole_last = ends(self.curves, _LEAST_STEPS)
        self.is_fitted = last - first >= whole_last - whole_first

    @Slot(object)
    def _on_clicked(self, click: Any) -> None:
        if click.double():
            self.fit()

    @Slot(object)
    def _on_hovered(self, place: QPointF) -> None:
        at = self._view.mapSceneToView(place)
        found = self.readings(at.x())
        inside = self._view.sceneBoundingRect().contains(place)
        if not (found and inside) or self.graph.scene().dragButtons:
            self._readout.hide()
            return
        area = self.graph.mapFromScene(self._view.sceneBoundingRect()).boundingRect()
        cursor = QPointF(self.graph.mapFromScene(place))
        self._readout.show(found, at, log=self._log, cursor=cursor, area=area)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._readout.hide()

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, 300)
