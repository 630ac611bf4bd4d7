"""Several runs over each other: one curve of each, and in what they differ."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from gui.hosts.run_observer import SeenRun
from gui.kit import theme
from gui.kit.language import tr
from gui.kit.layouts import add, hbox, vbox
from gui.kit.widgets import Head, choice, faint, offer, push_button, scroll_area, small_button
from gui.train.runs.comparison.compared_runs import ComparedRuns
from gui.train.runs.comparison.difference_table import Compared, DifferenceTable, differences
from gui.train.runs.comparison.run_legend import RunLegend
from gui.train.runs.curves.curve_plot import CurvePlot
from gui.train.runs.curves.curves import Curve
from gui.train.runs.curves.curves_panel import curve_text
from gui.train.runs.curves.export import ask_export
from gui.train.runs.curves.loss_colours import in_order
from gui.train.runs.curves.plot_controls import PlotControls
from gui.train.services import TrainServices
from training.run.results.comparison import short_names
from training.run.run_folder import RunFolder

_LEGEND_PX: Final = 270
_LOSS: Final = "loss/"
_VALIDATION: Final = "validation/"
_OTHERS: Final = ("learning_rate", "gradient_ratio", "lambda_m", "steps_per_s", "memory_mb")


class ComparisonView(QWidget):
    """The plot, a legend in which runs are chosen, and the table of differences."""

    closed = Signal()
    tensorboard_asked = Signal(object)  # dict of Paths of event files by names of runs

    def __init__(self, services: TrainServices) -> None:
        super().__init__()
        self._services = services
        self._runs: tuple[SeenRun, ...] = ()
        self._names: dict[Path, str] = {}
        self.read = ComparedRuns(services.runner, self)
        self.plot = CurvePlot()
        self.controls = PlotControls(self.plot)
        self.curve = choice(tr("Curve"))
        self.legend = RunLegend()
        self.table = DifferenceTable()
        self._assemble()
        self.controls.export_asked.connect(self._ask_export)
        self.curve.currentIndexChanged.connect(self.draw)
        self.legend.changed.connect(self._on_chosen)
        self.read.grew.connect(self.draw)

    def _assemble(self) -> None:
        column = vbox(self, margins=(12, 12, 14, 10), spacing=10)
        back = push_button(tr("Back to the run"), self.closed)
        about = tr("The same curve of several runs. Choose the runs on the right.")
        column.addLayout(Head(tr("Compare runs"), about, back))
        row = hbox(spacing=4)
        self.tensorboard = small_button("curves", tr("Open in TensorBoard"), self._ask_tensorboard)
        add(row, self.curve)
        row.addStretch(1)
        add(row, self.controls, self.tensorboard)
        column.addLayout(row)
        above = QWidget()
        beside = hbox(above, margins=0, spacing=8)
        area = scroll_area(self.legend)
        area.setFixedWidth(_LEGEND_PX)
        add(beside, (self.plot, 1), area)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(10)
        split.addWidget(above)
        split.addWidget(self._build_below())
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([430, 190])
        column.addWidget(split, 1)

    def _build_below(self) -> QWidget:
        below = QWidget()
        column = vbox(below, margins=0, spacing=6)
        self.equal = faint(tr("The settings of these runs are equal."))
        self.equal.setAlignment(Qt.AlignmentFlag.AlignTop)
        add(column, self.equal, (self.table, 1))
        return below

    # What is compared

    def open(self, run: Path | None) -> None:
        """Compare a run with the latest other one that trains the same."""
        kinds = {each.path: each.config.kind for each in self._runs if each.config is not None}
        own = [run] if run is not None and run in kinds else []
        others = [path for path in kinds if path not in own]
        others = [path for path in others if not own or kinds[path] == kinds[own[0]]]
        self.legend.choose([*own, *others[: 2 - len(own)]])
        self.plot.fit()

    def close_runs(self) -> None:
        """Follow no runs while the view is not shown."""
        self.read.stop()

    def show_runs(self, runs: tuple[SeenRun, ...]) -> None:
        """List these runs."""
        self._runs = runs
        paths = [run.path for run in runs]
        self._names = dict(zip(paths, short_names(paths), strict=True))
        self.legend.show_runs(runs, self._names)
        self._show_table()

    @Slot()
    def _on_chosen(self) -> None:
        self.read.choose(self.legend.chosen)
        self.draw()

    @property
    def compared(self) -> list[Compared]:
        """The chosen runs."""
        seen = {run.path: run for run in self._runs}
        return [
            Compared(self._names[path], self.legend.stroke(path), seen[path], history)
            for path, history in self.read.histories.items()
            if path in seen and path in self.legend.chosen
        ]

    @Slot()
    def draw(self) -> None:
        """Draw the chosen curve of the chosen runs."""
        self._fill_choice()
        name: str = self.curve.currentData() or ""
        self.plot.set_title(_title(name) if name else "")
        nothing = tr("No data yet") if self.legend.chosen else tr("Choose runs on the right.")
        self.plot.show_curves(_curves(self.compared, name), [], placeholder=nothing)
        self._show_table()

    def _show_table(self) -> None:
        rows = differences(self.compared)
        self.table.show_rows(self.compared, rows)
        self.table.setVisible(bool(rows))
        is_equal = len(self.compared) > 1 and not any(row.setting for row in rows)
        self.equal.setVisible(is_equal)

    def _fill_choice(self) -> None:
        """Offer the curves that there are; the choice stays if it is among them."""
        there = {name for each in self.compared for name in each.history.series}
        names = _offered(there)
        if names != [self.curve.itemData(row) for row in range(self.curve.count())]:
            offer(self.curve, [(_title(name), name) for name in names], self.curve.currentData())

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Redraw in the colours of the new theme."""
        if theme.is_new_palette(event):
            self.legend.refresh()
            self.draw()
        super().changeEvent(event)

    # Export

    @Slot()
    def _ask_export(self) -> None:
        series = {
            f"{each.name}: {name}": values
            for each in self.compared
            for name, values in each.history.series.items()
        }
        names = " and ".join(each.name.replace("/", " ") for each in self.compared)
        ask_export(self._services, self.plot, names or "runs", series)

    @Slot()
    def _ask_tensorboard(self) -> None:
        folders = {each.name: RunFolder(each.run.path).tensorboard for each in self.compared}
        if folders:
            self.tensorboard_asked.emit(folders)


def _offered(there: set[str]) -> list[str]:
    """The curves to choose from; a loss stands for its validation, too."""
    losses = {name.partition("/")[2] for name in there if "/" in name}
    return [
        *(_LOSS + name for name in in_order(losses)),
        *(name for name in _OTHERS if name in there),
    ]


def _title(name: str) -> str:
    text = curve_text(name)
    return text[:1].upper() + text[1:]


def _curves(runs: Sequence[Compared], name: str) -> list[Curve]:
    """A curve of each run; for a loss, dots of its validation, too."""
    found = []
    for each in runs:
        series: Mapping[str, object] = each.history.series
        if name in series:
            found.append(Curve(each.name, each.history.series[name], each.stroke))
        validated = name.replace(_LOSS, _VALIDATION, 1)
        if validated != name and validated in series:
            text = tr("{run}, validation", run=each.name)
            values = each.history.series[validated]
            found.append(Curve(text, values, each.stroke, sparse=True))
    return found
