"""The page of a prepared test: its listeners, a page for others, and the results."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from engine.errors import EngineError
from engine.evaluation.listening.answers import (
    Answers,
    add_answers,
    clean_name,
    read_answers,
)
from engine.evaluation.listening.page import write_page
from engine.evaluation.listening.sitting import Sitting
from engine.phrases import as_phrase
from gui.file_questions import ask_files, ask_target
from gui.kit.banners import Banners
from gui.kit.errors import Errors
from gui.kit.fields import table, text_field
from gui.kit.labels import Label
from gui.kit.language import counted, mark, said, tr
from gui.kit.layouts import ROOM, add, hbox, put, vbox
from gui.kit.widgets import Head, faint, heading, primary, push_button, set_tone
from gui.kit.workers import Runner
from gui.playback.devices import AudioOutputs
from gui.settings import Settings

_COLUMNS: Final = (mark("Listener"), mark("Scored"), mark("Attention checks"))
_NONE_YET: Final = "\N{EN DASH}"
_BRIEF: Final = mark(
    "Use headphones, and keep the volume. Score each sound from 1 to 5: Space plays it again, the"
    " arrows go back and on. Where you hear only beeps, give their number as the score."
)


class ListenersPage(QWidget):
    """Lists who has listened, and starts a listener."""

    start_requested = Signal(str)  # the listener's name
    results_requested = Signal()
    left = Signal()

    def __init__(
        self,
        runner: Runner,
        banners: Banners,
        errors: Errors,
        settings: Settings,
        outputs: AudioOutputs,
    ) -> None:
        super().__init__()
        self._runner, self._banners, self._errors = runner, banners, errors
        self._settings, self._outputs = settings, outputs
        self._folder = Path()
        self._sitting: Sitting | None = None
        self.answers: list[Answers] = []
        column = vbox(self, margins=(28, 22, 28, 20), spacing=12)
        self._head = Head("", "", push_button(tr("Another test"), self.left))
        column.addLayout(self._head)
        self._notes = put(column, faint())
        column.addWidget(heading(tr("Listen")))
        column.addWidget(faint(tr(_BRIEF)))
        row = hbox(margins=0)
        self.name = text_field(tr("Your name"), hint=tr("Your name"))
        self.name.textChanged.connect(self._show_start)
        self.name.returnPressed.connect(self._on_start)
        self.start = primary(tr("Start"), self._on_start)
        add(row, Label(tr("Name")), (self.name, 1), self.start)
        column.addLayout(row)
        row = hbox(margins=0)
        self._problem = Label("")
        set_tone(self._problem, "warning")
        self._rescan = push_button(tr("Rescan"), self._on_rescan)
        add(row, (self._problem, 1), self._rescan)
        column.addLayout(row)
        outputs.changed.connect(self._show_start)
        column.addWidget(heading(tr("Listeners")))
        self.table = table(tr("Listeners"), map(tr, _COLUMNS))
        self.table.setColumnWidth(0, 300)
        self.table.itemClicked.connect(self._on_item_clicked)
        column.addWidget(self.table, 1)
        bottom = add(
            hbox(margins=0),
            push_button(tr("Save as web page…"), self._on_save_page, icon="export"),
            push_button(tr("Add answers…"), self._on_add, icon="import"),
            ROOM,
            push_button(tr("Results"), self.results_requested, icon="curves"),
        )
        column.addLayout(bottom)

    def show_sitting(self, folder: Path, sitting: Sitting) -> None:
        """Show a test and read the answers to it."""
        self._folder, self._sitting = folder, sitting
        self._head.title.setText(folder.name)
        count = len(sitting.trials)
        self._head.about.setText(
            counted("{n} sound of {title}", "{n} sounds of {title}", count, title=sitting.title)
        )
        self._notes.setText(" ".join(said(as_phrase(note)) for note in sitting.notes))
        self._notes.setVisible(bool(sitting.notes))
        self.refresh()
        self.name.setFocus()

    def refresh(self) -> None:
        """Read the answers again."""
        if self._sitting is None:
            return
        self.answers, faults = read_answers(self._folder, self._sitting)
        for fault in faults:
            self._banners.show_banner(f"answers:{fault}", fault, level="warning")
        self.table.clear()
        for each in self.answers:
            given, total = each.given(self._sitting), len(self._sitting.trials)
            scored = tr("{given} of {total}", given=given, total=total)
            checks = _checks(each, self._sitting)
            self.table.addTopLevelItem(QTreeWidgetItem([each.listener, scored, checks]))
        self._show_start()

    def of(self, listener: str) -> Answers:
        """The answers of a listener, empty for a new one."""
        assert self._sitting is not None
        empty = Answers(sitting=self._sitting.id, listener=listener)
        return next((each for each in self.answers if each.listener == listener), empty)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add answers that pages saved."""
        if self._sitting is None:
            return
        added = 0
        for path in paths:
            try:
                add_answers(self._folder, self._sitting, path)
                added += 1
            except EngineError as error:
                self._errors.present(error)
        self.refresh()
        if added:
            text = counted(
                "Added the answers of a listener.", "Added the answers of {n} listeners.", added
            )
            self._banners.show_banner("added", text, seconds=8)

    def save_page(self, output: Path) -> None:
        """Write the test as a web page."""
        folder, sitting = self._folder, self._sitting
        if sitting is None:
            return
        self._runner.start(
            lambda context: write_page(folder, sitting, output, context),
            done=lambda _: self._banners.show_banner(
                "page",
                tr(
                    "Saved {name}. Listeners open it in a browser and send their answers back.",
                    name=output.name,
                ),
                seconds=12,
            ),
            failed=self._errors.present,
        )

    @Slot()
    def _show_start(self) -> None:
        name = clean_name(self.name.text())
        known = any(each.listener == name and each.scores for each in self.answers)
        self.start.setText(tr("Continue" if known else "Start"))
        problem = self._outputs.problem
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._rescan.setVisible(bool(problem))
        self.start.setEnabled(bool(name) and not problem)

    @Slot()
    def _on_start(self) -> None:
        name = clean_name(self.name.text())
        if self.start.isEnabled():
            self.start_requested.emit(name)

    @Slot()
    def _on_rescan(self) -> None:
        self._outputs.probe(self._settings.output, again=True)

    @Slot(QTreeWidgetItem)
    def _on_item_clicked(self, item: QTreeWidgetItem) -> None:
        self.name.setText(item.text(0))

    @Slot()
    def _on_save_page(self) -> None:
        start = str(self._folder / "listening-test.html")
        kinds = tr("Pages (*.html)")
        path = ask_target(self, self._settings, tr("Save as web page"), start, kinds)
        if path is not None:
            self.save_page(path)

    @Slot()
    def _on_add(self) -> None:
        kinds = tr("Answers (*.json)")
        self.add_files(ask_files(self, self._settings, tr("Add answers"), kinds))


def _checks(answers: Answers, sitting: Sitting) -> str:
    """How a listener did in the attention checks; "passed" once all of them were met."""
    missed, passed = answers.missed(sitting), answers.passed(sitting)
    if missed:
        return tr("missed {missed}: not counted", missed=missed)
    if not passed:
        return _NONE_YET
    if passed < sitting.checks:
        return tr("{given} of {total}", given=passed, total=sitting.checks)
    return tr("passed")
