"""The curves of a run with controls: group, smoothing, scale and legend."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from gui.kit import theme
from gui.kit.language import mark, tr
from gui.kit.layouts import ROOM, add, clear, hbox, vbox
from gui.kit.widgets import faint, scroll_area
from gui.train.numbers import number_text
from gui.train.runs.curves.curve_plot import CurvePlot
from gui.train.runs.curves.curves import Curve, Mark
from gui.train.runs.curves.loss_colours import in_order, loss_stroke, meaning_text, name_text
from gui.train.runs.curves.plot_controls import PlotControls
from gui.train.runs.curves.stroke import Stroke
from gui.train.runs.curves.swatch import SWATCH, swatch
from gui.train.runs.history import RunHistory, without_data

_LEGEND_PX: Final = 282  # "alignment discriminator" and its value
_GROUPS: Final = (
    (mark("Losses"), ("loss/", "validation/"), mark("Loss")),
    (mark("Balance"), ("gradient_ratio", "lambda_m"), mark("Ratio, weight")),
    (mark("Learning rate"), ("learning_rate",), mark("Learning rate")),
    (mark("Speed"), ("steps_per_s",), mark("Steps per second")),
    (mark("Memory"), ("memory_mb",), mark("Memory (MB)")),
)
_STAGES: Final = {"events": mark("events"), "adversarial": mark("adversarial")}
_NAMES: Final = {
    "gradient_ratio": mark("gradient ratio"),
    "lambda_m": mark("mel loss weight"),
    "learning_rate": mark("learning rate"),
    "steps_per_s": mark("steps/s"),
    "memory_mb": mark("memory (MB)"),
}


class CurvesPanel(QWidget):
    """A row of controls, the plot, and a legend that switches curves on and off."""

    def __init__(self) -> None:
        super().__init__()
        self._history: RunHistory | None = None
        self._hidden: set[str] = set()
        self._narrow = False
        self._shown: list[str] = []
        self.plot = CurvePlot()
        self.groups = QButtonGroup(self)
        self.controls = PlotControls(self.plot)
        self._rows: dict[str, tuple[QCheckBox, QLabel]] = {}
        column = vbox(self, margins=0, spacing=6)
        column.addLayout(self._build_controls())
        row = hbox(spacing=8)
        add(row, (self.plot, 1), self._build_legend())
        column.addLayout(row, 1)
        self._connect()

    def _build_controls(self) -> QHBoxLayout:
        self._head, row = hbox(spacing=4), hbox(spacing=4)
        for index, (text, *_) in enumerate(_GROUPS):
            button = QToolButton()
            button.setText(tr(text))
            button.setCheckable(True)
            button.setChecked(index == 0)
            self.groups.addButton(button, index)
            row.addWidget(button)
        row.addStretch(1)
        return add(self._head, (row, 1), self.controls)

    def _build_legend(self) -> QWidget:
        self._legend = vbox(margins=(4, 2, 4, 2), spacing=3)
        inner = QWidget()
        outer = vbox(inner, margins=0)
        add(outer, self._legend, ROOM)
        self._legend_area = scroll_area(inner)
        self._legend_area.setFixedWidth(_LEGEND_PX)
        return self._legend_area

    def _connect(self) -> None:
        self.groups.idClicked.connect(self._on_group_chosen)

    # What is shown

    def set_narrow(self, narrow: bool) -> None:
        """Leave more room for the plot; its read-out also shows the names."""
        self._narrow = narrow
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._head.setDirection(below if narrow else beside)
        self._head.setAlignment(self.controls, Qt.AlignmentFlag.AlignLeft)
        self._show_legend()
        for button in self.groups.buttons():
            button.setStyleSheet("padding: 4px 3px;" if narrow else "")

    def show_history(self, history: RunHistory) -> None:
        """Draw the curves of a run."""
        if history is not self._history:
            self._history = history
            self._clear_legend()
            self.plot.fit()
        self.plot.set_title(tr(_GROUPS[max(self.groups.checkedId(), 0)][2]))
        names = self._names(history)
        if names != self._shown:
            self._shown = names
            self._fill_legend()
        self._show_legend()
        curves = []
        for name in names:
            series, sparse = history.series[name], name.startswith("validation/")
            _, value = self._rows[name]
            value.setText(number_text(float(series.values[-1])) if len(series) else "")
            if name not in self._hidden:
                curves.append(Curve(curve_text(name), series, curve_stroke(name), sparse))
        placeholder = tr("No curve selected") if names else without_data(history)
        self.plot.show_curves(curves, _marks(history), placeholder=placeholder)

    def _show_legend(self) -> None:
        """Show the legend if it has entries and there is room."""
        self._legend_area.setVisible(bool(self._shown) and not self._narrow)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Redraw the curves and their legend in the colours of the new theme."""
        if theme.is_new_palette(event) and self._history is not None:
            for name, (box, _) in self._rows.items():
                box.setIcon(_sign(name))
            self.show_history(self._history)
        super().changeEvent(event)

    def _names(self, history: RunHistory) -> list[str]:
        _, wanted, _ = _GROUPS[max(self.groups.checkedId(), 0)]
        found = []
        for prefix in wanted:
            there = [name for name in history.series if name.startswith(prefix)]
            order = in_order(name.partition("/")[2] for name in there)
            found += sorted(there, key=lambda name: order.index(name.partition("/")[2]))
        return found

    def _clear_legend(self) -> None:
        clear(self._legend)
        self._rows.clear()
        self._shown = []

    def _fill_legend(self) -> None:
        names = self._shown
        self._clear_legend()
        self._shown = names
        for name in names:
            box = QCheckBox(curve_text(name))
            box.setIcon(_sign(name))
            box.setIconSize(SWATCH)
            box.setChecked(name not in self._hidden)
            box.setToolTip(meaning_text(name.partition("/")[2]))
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            box.toggled.connect(lambda on, name=name: self._on_toggled(name, on))
            value = faint("", wraps=False)
            line = QWidget()
            row = hbox(line, margins=(0, 0, 4, 0))
            add(row, (box, 1), value)
            self._legend.addWidget(line)
            self._rows[name] = box, value

    # Slots

    @Slot(int)
    def _on_group_chosen(self, _index: int) -> None:
        if self._history is not None:
            self.show_history(self._history)

    def _on_toggled(self, name: str, on: bool) -> None:
        (self._hidden.discard if on else self._hidden.add)(name)
        if self._history is not None:
            self.show_history(self._history)


def curve_text(name: str) -> str:
    """The display name of a curve."""
    group, _, rest = name.partition("/")
    if group == "validation":
        return tr("{loss}, validation", loss=name_text(rest))
    return tr(_NAMES[name]) if name in _NAMES else name_text(rest or name)


def curve_stroke(name: str) -> Stroke:
    """The look of a curve; a validation curve is a lighter version of its loss."""
    group, _, rest = name.partition("/")
    if rest:
        loss = loss_stroke(rest)
        return replace(loss, colour=loss.colour.lighter(135)) if group == "validation" else loss
    if name == "lambda_m":  # beside the gradient ratio
        return Stroke(theme.colour("warning"), 1)
    return Stroke(theme.colour("accent"))


def _sign(name: str) -> QIcon:
    """The sign of a curve in the legend."""
    return swatch(curve_stroke(name), dot=name.startswith("validation/"))


def _marks(history: RunHistory) -> list[Mark]:
    """Marks at the starts of stages and at the best validation so far."""
    marks = [Mark(step, tr(_STAGES.get(stage, stage))) for step, stage in history.stages[1:]]
    best = history.best
    return marks if best is None else [*marks, Mark(best.step, tr("best"), starred=True)]
