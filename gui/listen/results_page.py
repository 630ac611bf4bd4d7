"""The page of results: mean scores with intervals, beside those of the paper."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHeaderView,
    QTreeWidgetItem,
    QWidget,
)

from engine.errors import TargetError, reason_of
from engine.evaluation.listening.answers import Answers
from engine.evaluation.listening.scales import SCALES
from engine.evaluation.listening.scores import (
    ALL,
    Opinion,
    answers_csv,
    results,
    results_csv,
)
from engine.evaluation.listening.scores import counted as counted_answers
from engine.evaluation.listening.sitting import Sitting
from engine.evaluation.published import AVERAGE, published
from engine.storage.atomic import write_atomic
from gui.file_questions import ask_target
from gui.kit import theme
from gui.kit.errors import Errors
from gui.kit.fields import table
from gui.kit.language import counted, mark, number, tr
from gui.kit.layouts import ROOM, add, hbox, vbox
from gui.kit.widgets import Head, choice, faint, offer, push_button
from gui.settings import Settings

_NOTHING: Final = "\N{EN DASH}"
_PAPER: Final = {
    "GT": mark("Paper: ground truth"),
    "Baseline": mark("Paper: baseline"),
    "Ours": mark("Paper: own model"),
}
_ABOUT: Final = mark(
    "Mean score ± half the 95 % interval (number of scores). The paper's scores are of its own"
    " clips and listeners."
)
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FIGURE_PX: Final = 110  # at least


class ResultsPage(QWidget):
    """A table of systems and scales, for one class or for all."""

    left = Signal()

    def __init__(self, errors: Errors, settings: Settings) -> None:
        super().__init__()
        self._errors, self._settings = errors, settings
        self._sitting: Sitting | None = None
        self._answers: Sequence[Answers] = ()
        column = vbox(self, margins=(28, 22, 28, 20), spacing=12)
        column.addLayout(Head(tr("Results"), tr(_ABOUT), push_button(tr("Back"), self.left)))
        row = hbox(margins=0)
        self.group = choice(tr("Class"))
        self.group.currentIndexChanged.connect(self._fill)
        self.everybody = QCheckBox(tr("Count listeners who missed an attention check"))
        self.everybody.toggled.connect(self._fill)
        self._listeners = faint(wraps=False)
        add(row, self.group, self.everybody, ROOM, self._listeners)
        column.addLayout(row)
        headings = (tr("System"), *(tr(scale.title) for scale in SCALES))
        self.table = table(tr("Results"), headings)
        header = self.table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(_FIGURE_PX)
        for place in range(1, 1 + len(SCALES)):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
            self.table.headerItem().setTextAlignment(place, _RIGHT)
        column.addWidget(self.table, 1)
        bottom = add(
            hbox(margins=0),
            ROOM,
            push_button(tr("Save all scores…"), self._on_save_scores, icon="save"),
            push_button(tr("Save results…"), self._on_save_results, icon="save"),
        )
        column.addLayout(bottom)

    def show_results(self, sitting: Sitting, answers: Sequence[Answers]) -> None:
        """Show what listeners answered."""
        self._sitting, self._answers = sitting, answers
        groups = sorted({trial.group for trial in sitting.trials if trial.group})
        offer(self.group, [(tr("All classes"), ALL), *((group, group) for group in groups)])
        self.group.setVisible(bool(groups))
        self._fill()

    def save_results(self, path: Path) -> None:
        """Write the means and intervals as CSV."""
        if self._sitting is not None:
            self._save(path, results_csv(results(self._sitting, self._counted())))

    def save_scores(self, path: Path) -> None:
        """Write every score as CSV."""
        if self._sitting is not None:
            self._save(path, answers_csv(self._sitting, self._answers))

    def _counted(self) -> list[Answers]:
        assert self._sitting is not None
        started = [each for each in self._answers if each.scores]
        return started if self.everybody.isChecked() else counted_answers(self._sitting, started)

    @Slot()
    def _fill(self) -> None:
        if self._sitting is None:
            return
        group = str(self.group.currentData() or ALL)
        answers = self._counted()
        lines: dict[str, dict[str, str]] = {}
        for row in results(self._sitting, answers):
            if row.group == group:
                lines.setdefault(row.system, {})[row.scale] = _text(row.opinion)
        self.table.clear()
        for system, cells in lines.items():
            self._add_line(system, cells)
        for name, cells in _published(group).items():
            self._add_line(name, cells, is_paper=True)
        left_out = sum(bool(each.scores) for each in self._answers) - len(answers)
        if left_out:
            text = counted(
                "{n} listener, {left_out} left out",
                "{n} listeners, {left_out} left out",
                len(answers),
                left_out=left_out,
            )
        else:
            text = counted("{n} listener", "{n} listeners", len(answers))
        self._listeners.setText(text)

    def _add_line(self, name: str, cells: dict[str, str], *, is_paper: bool = False) -> None:
        texts = [name, *(cells.get(scale.name, _NOTHING) for scale in SCALES)]
        item = QTreeWidgetItem(texts)
        for place in range(len(texts)):
            if place:
                item.setTextAlignment(place, _RIGHT)
            if is_paper:
                item.setForeground(place, theme.colour("faint"))
        self.table.addTopLevelItem(item)

    def _save(self, path: Path, text: str) -> None:
        try:
            write_atomic(path, text.encode())
        except OSError as error:
            self._errors.present(
                TargetError(
                    tr(
                        "{name} cannot be written: {reason}.",
                        name=path.name,
                        reason=reason_of(error),
                    ),
                    hint=tr("Choose a folder with free space that you may write to."),
                )
            )

    @Slot()
    def _on_save_results(self) -> None:
        path = self._ask_target(tr("Save results"), tr("results.csv"))
        if path is not None:
            self.save_results(path)

    @Slot()
    def _on_save_scores(self) -> None:
        path = self._ask_target(tr("Save all scores"), tr("scores.csv"))
        if path is not None:
            self.save_scores(path)

    def _ask_target(self, title: str, name: str) -> Path | None:
        return ask_target(self, self._settings, title, name, tr("CSV (*.csv)"))


def _text(opinion: Opinion | None) -> str:
    if opinion is None:
        return _NOTHING
    half = "" if opinion.half is None else f" ± {number(opinion.half, 2)}"
    return f"{number(opinion.mean, 2)}{half}  ({opinion.scores})"


def _published(group: str) -> dict[str, dict[str, str]]:
    """The paper's figures for a class, or the average; none for a class that it lacks."""
    lines: dict[str, dict[str, str]] = {}
    for scale in SCALES:
        for column in scale.published:
            figure = published(column, group or AVERAGE)
            if figure is not None:
                name = tr(_PAPER[column.title.partition(",")[0]])
                text = f"{number(figure.mean, 2)} ± {number(figure.half, 2)}"
                lines.setdefault(name, {})[scale.name] = text
    return lines
