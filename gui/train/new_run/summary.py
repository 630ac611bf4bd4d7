"""Estimated cost, name and folder of a run, and the button that starts it."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from gui.kit.command_box import CommandBox
from gui.kit.fields import text_field
from gui.kit.labels import Label
from gui.kit.language import counted, tr
from gui.kit.layouts import ROOM, add, put, vbox
from gui.kit.path_field import PathField, Places
from gui.kit.widgets import card, faint, heading, primary, scroll_area, set_tone, wrapped
from gui.train.new_run.cost_summary import Fact


class Summary(QWidget):
    """The estimate, the run's folder, why it cannot start, and the command line."""

    start_wanted = Signal()
    place_changed = Signal()

    def __init__(self, places: Places) -> None:
        super().__init__()
        self._facts: dict[str, tuple[QWidget, QLabel, QLabel]] = {}
        self._places = places
        self._is_showing = False
        self.is_named = False  # whether the user entered a name
        self.setMinimumWidth(270)
        column = vbox(self, margins=0, spacing=10)
        frame, inside = card()
        inside.addWidget(heading(tr("Estimate")))
        self._fact_rows = vbox(spacing=8)
        inside.addLayout(self._fact_rows)
        upper = QWidget()
        above = vbox(upper, margins=0, spacing=10)
        add(above, frame, self._build_place(), ROOM)
        column.addWidget(scroll_area(upper), 1)  # the button stays visible in a small window
        self.problem = put(column, wrapped(tone="warning"))
        self.start = put(column, primary(tr("Start training"), self.start_wanted))
        self.line = put(column, CommandBox(lines=1))

    @property
    def run(self) -> Path | None:
        """The run's folder, from the fields."""
        name, place = self.name.text().strip(), self.place.path
        return place / name if name and place is not None else None

    def set_name(self, name: str) -> None:
        """Suggest a name."""
        self._is_showing = True
        self.name.setText(name)
        self._is_showing = False

    def show_facts(self, facts: list[Fact]) -> None:
        """Show the estimate."""
        shown = {fact.name for fact in facts}
        for name, (row, _value, _note) in self._facts.items():
            row.setVisible(name in shown)
        for fact in facts:
            if fact.name not in self._facts:
                self._facts[fact.name] = self._add_fact(fact.name)
            _row, value, note = self._facts[fact.name]
            value.setText(fact.value)
            note.setText(fact.note)
            note.setVisible(bool(fact.note))
            set_tone(value, "warning" if fact.level == "warning" else "")

    def fact(self, name: str) -> tuple[str, str]:
        """The shown value and note of a line, for tests."""
        _row, value, note = self._facts[name]
        return value.text(), note.text()

    def show_problem(self, sentence: str, *, busy: bool = False, models: int = 1) -> None:
        """Show why nothing can start; an empty sentence enables the button."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.start.setEnabled(not sentence and not busy)
        train = counted("Start training", "Train {n} models", models)
        self.start.setText(tr("Starting…") if busy else train)

    def _build_place(self) -> QFrame:
        frame, inside = card()
        inside.addWidget(heading(tr("Name and folder")))
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        self.name = text_field(tr("Name of the run"))
        self.place = PathField(tr("Folder of the runs"), self._places, folder=True)
        grid.addWidget(Label(tr("Name")), 0, 0)
        grid.addWidget(self.name, 0, 1)
        grid.addWidget(Label(tr("Folder")), 1, 0)
        grid.addWidget(self.place, 1, 1)
        inside.addLayout(grid)
        self.name.textChanged.connect(self._on_name_changed)
        self.place.changed.connect(self.place_changed)
        return frame

    def _add_fact(self, name: str) -> tuple[QWidget, QLabel, QLabel]:
        row = QWidget()
        lines = vbox(row, margins=0, spacing=0)
        lines.addWidget(faint(tr(name), wraps=False))
        value, note = wrapped(), faint()
        add(lines, value, note)
        self._fact_rows.addWidget(row)
        return row, value, note

    @Slot()
    def _on_name_changed(self) -> None:
        if not self._is_showing:
            self.is_named = bool(self.name.text())
        self.place_changed.emit()
