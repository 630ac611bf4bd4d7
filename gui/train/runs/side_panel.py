"""Next to the curves: loss composition, gradient ratio, measurements and models."""

from typing import Final

from PySide6.QtWidgets import QWidget

from gui.hosts.run_observer import SeenRun
from gui.kit.durations import length_text
from gui.kit.labels import Label
from gui.kit.language import number, tr
from gui.kit.layouts import add, fields, vbox
from gui.kit.widgets import faint, heading
from gui.train.models.by_class import measured_text
from gui.train.runs.curves.balance_view import RatioMeter, SharesView
from gui.train.runs.curves.loss_colours import measure_text
from gui.train.runs.curves.shares import loss_shares
from gui.train.runs.history import RunHistory, without_data
from gui.train.runs.models_view import ModelsView, trained_models, without_models
from training.config import GeneratorTraining
from training.run.messages import Done

_WIDTH: Final = 232
_NARROW: Final = 196


class SidePanel(QWidget):
    """Loss composition, gradient ratio, measurements and checkpoints of a run."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(_WIDTH)
        self._low = False
        self.shares = SharesView()
        self.ratio = RatioMeter()
        self.models = ModelsView()
        column = vbox(self, margins=(0, 4, 0, 0), spacing=6)
        self._shares_title = heading(tr("Loss composition"))
        self._ratio_title = heading(tr("Discriminators vs. mel loss"))
        add(column, self._shares_title, self.shares)
        column.addSpacing(6)
        add(column, self._ratio_title, self.ratio)
        self.measured = QWidget()
        self._form = fields(self.measured, down=3)
        self._form.setContentsMargins(0, 0, 0, 6)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._measured_title = heading(tr("Final evaluation"))
        self.measured_on = faint()
        add(column, self._measured_title, self.measured_on, self.measured, (self.models, 1))

    def set_narrow(self, narrow: bool) -> None:
        """Leave more room for the curves."""
        self.setFixedWidth(_NARROW if narrow else _WIDTH)

    def set_low(self, low: bool) -> None:
        """Leave the ratio, which the curves also show, out to have room for the checkpoints."""
        self._low = low

    def show_run(self, run: SeenRun, history: RunHistory) -> None:
        """Show the current state."""
        config, last = run.config, history.last
        training = None if config is None else config.training
        done = isinstance(history.end, Done) and run.state == "done"
        over = done or run.state == "failed"  # the balance no longer matters
        shares = loss_shares(last, training) if last is not None and training is not None else []
        self.shares.show_shares(shares, nothing=without_data(history))
        adversarial = isinstance(training, GeneratorTraining) and training.adversarial
        _show(adversarial and not over and not self._low, self._ratio_title, self.ratio)
        _show(not over, self._shares_title, self.shares)
        if isinstance(training, GeneratorTraining):
            self.ratio.show_ratio(None if last is None else last.gradient_ratio, training.balance)
        _show(done, self._measured_title, self.measured)
        clips = measured_text(history.provenance)
        self.measured_on.setText(clips)
        _show(done and bool(clips), self.measured_on)
        if done and isinstance(history.end, Done):
            self._show_measured(history.end)
        self.models.show_choices(trained_models(run, history), nothing=without_models(run))

    def _show_measured(self, done: Done) -> None:
        lines = tuple(
            (measure_text(name), number(value, 3)) for name, value in done.measurements.items()
        )
        lines += ((tr("Training time"), length_text(done.hours * 3600)),)
        if lines == self._shown:
            return
        self._shown = lines
        while self._form.rowCount():
            self._form.removeRow(0)
        for name, value in lines:
            label = faint(name, wraps=False)
            self._form.addRow(label, Label(value))


def _show(shown: bool, *widgets: QWidget) -> None:
    for widget in widgets:
        widget.setVisible(shown)
