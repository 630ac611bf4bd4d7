"""A table of the settings in which runs differ, and of what they measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from gui.hosts.run_observer import SeenRun
from gui.kit.language import number, tr
from gui.train.new_run.fields import label_of, text_of
from gui.train.numbers import number_text
from gui.train.runs.curves.curves_panel import curve_text
from gui.train.runs.curves.loss_colours import measure_text
from gui.train.runs.curves.stroke import Stroke
from gui.train.runs.curves.swatch import SWATCH, swatch
from gui.train.runs.history import RunHistory
from training.run.messages import Done
from training.run.results.comparison import differing_settings

_ROW_PX: Final = 24
_PADDING_PX: Final = 6  # beside a text, as in the heads of the columns
_NONE: Final = "-"  # where a run has no such value


@dataclass(frozen=True, slots=True)
class Compared:
    """A run as it is compared.

    Attributes:
        name: by which it is told from the others.
        stroke: look of its curves.
        run: as last seen, with settings.
        history: its events.
    """

    name: str
    stroke: Stroke
    run: SeenRun
    history: RunHistory


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of the table.

    Attributes:
        label: what is compared.
        values: for each run, as text.
        setting: name of the setting, as on the command line; empty for a measurement.
    """

    label: str
    values: tuple[str, ...]
    setting: str = ""


def differences(runs: Sequence[Compared]) -> list[Difference]:
    """The settings in which runs differ, then their best validation and final measurements."""
    configs = [each.run.config for each in runs if each.run.config is not None]
    rows = [
        Difference(tr(label_of(name.rpartition(".")[2])), tuple(map(_value_text, values)), name)
        for name, values in differing_settings(configs).items()
    ]
    validated = [{} if (best := each.history.best) is None else best.losses for each in runs]
    for name in dict.fromkeys(name for losses in validated for name in losses):
        texts = tuple(_number_text(losses.get(name)) for losses in validated)
        rows.append(Difference(tr("Best {loss}", loss=curve_text(f"validation/{name}")), texts))
    ends = [each.history.end for each in runs]
    measured = [end.measurements if isinstance(end, Done) else {} for end in ends]
    for name in dict.fromkeys(name for values in measured for name in values):
        texts = tuple(_number_text(values.get(name)) for values in measured)
        rows.append(Difference(measure_text(name).strip(), texts))
    return rows


class DifferenceTable(QTableWidget):
    """A row for each difference, a column for each run."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: object = None
        self.setAccessibleName(tr("Differences between the runs"))
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setIconSize(SWATCH)
        self.setSelectionMode(self.SelectionMode.NoSelection)
        self.setShowGrid(False)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self.setStyleSheet(f"QTableView::item {{ padding: 0 {_PADDING_PX}px; }}")

    def show_rows(self, runs: Sequence[Compared], rows: list[Difference]) -> None:
        """Show in what these runs differ."""
        shown = [(each.name, each.stroke) for each in runs], rows
        if shown == self._shown:
            return
        self._shown = shown
        self.clear()
        self.setColumnCount(1 + len(runs))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderItem(0, QTableWidgetItem(tr("Difference")))
        for column, each in enumerate(runs, 1):
            self.setHorizontalHeaderItem(column, QTableWidgetItem(swatch(each.stroke), each.name))
        for place, row in enumerate(rows):
            for column, text in enumerate((row.label, *row.values)):
                item = QTableWidgetItem(text)
                item.setToolTip(row.setting)
                self.setItem(place, column, item)


def _value_text(value: Any) -> str:
    if value is None:
        return _NONE
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or tr("all")
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    return number(value) if isinstance(value, int) else text_of(value)


def _number_text(value: float | None) -> str:
    return _NONE if value is None else number_text(value)
