"""The controls of a plot: smoothing, scale, the whole run, and export."""

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QToolButton, QWidget

from gui.kit.language import tr
from gui.kit.layouts import add, hbox
from gui.kit.widgets import choice, small_button
from gui.train.runs.curves.curve_plot import CurvePlot

_AVERAGES: Final = (1, 5, 10, 25, 50, 100, 250, 500, 1000)  # steps
_USUAL_AVERAGE: Final = 25


class PlotControls(QWidget):
    """Changes how a plot shows its curves."""

    export_asked = Signal()

    def __init__(self, plot: CurvePlot) -> None:
        super().__init__()
        self._plot = plot
        self.average = choice(
            tr("Smoothing"), [(_average_text(count), count) for count in _AVERAGES]
        )
        self.average.setCurrentIndex(_AVERAGES.index(_USUAL_AVERAGE))
        self.average.setToolTip(tr("Moving average over this many steps"))
        self.log = QToolButton()
        self.log.setText(tr("Log"))
        self.log.setCheckable(True)
        self.log.setChecked(True)
        self.log.setToolTip(tr("Logarithmic scale"))
        self.fit = small_button("fit", tr("Fit"), plot.fit)
        self.fit.setToolTip(tr("Show the whole run (0 or double-click); scroll to zoom"))
        self.export = small_button("export", tr("Export curves…"), self.export_asked)
        add(hbox(self, margins=0, spacing=4), self.average, self.log, self.fit, self.export)
        self.average.currentIndexChanged.connect(self._on_average_chosen)
        self.log.toggled.connect(plot.set_log)
        plot.set_log(on=True)
        plot.set_average(_USUAL_AVERAGE)

    @Slot(int)
    def _on_average_chosen(self, index: int) -> None:
        self._plot.set_average(_AVERAGES[index])


def _average_text(count: int) -> str:
    return tr("No smoothing") if count == 1 else tr("Smoothing {n}", n=count)
