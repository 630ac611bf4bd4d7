"""Installs a checkpoint as a model of the editor: asks for its name."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QWidget,
)

from engine.config import Folders
from engine.model_files.model_file import SUFFIX
from engine.storage.file_names import UNSAFE, is_too_long
from gui.kit.fields import cancel_row, text_field
from gui.kit.labels import Label
from gui.kit.language import number, tr
from gui.kit.layouts import add, fields, vbox
from gui.kit.widgets import faint, push_button, wrapped
from gui.train.numbers import number_text
from gui.train.runs.curves.loss_colours import measure_text
from gui.train.runs.models_view import TrainedModel
from gui.train.runs.run_bar import verdict_text


class UseDialog(QDialog):
    """Asks for a name for the model and shows its measurements."""

    def __init__(self, choice: TrainedModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Use in the editor"))
        self.setMinimumWidth(440)
        self.name = text_field(tr("Name of the model"), model_name(choice))
        self.name.selectAll()
        self._note = faint("")
        self._use = (
            tr("The next take and the next search for events will use this model.")
            if choice.finds_events
            else tr("The next take will use this model.")
        )
        form = fields(across=18, down=8)
        form.addRow(tr("Name"), self.name)
        form.addRow("", self._note)
        column = vbox(self, margins=(18, 18, 18, 16), spacing=14)
        add(column, form, _facts(choice))
        if warning := _warning(choice):
            column.addWidget(wrapped(warning, "warning"))
        self.use = push_button(tr("Use in the editor"), main=True)
        self.use.setDefault(True)
        column.addWidget(cancel_row(self, self.use))
        self.name.textChanged.connect(self._check)
        self._check()

    @property
    def chosen_name(self) -> str:
        """The entered name."""
        return self.name.text().strip()

    @Slot()
    def _check(self) -> None:
        name = self.chosen_name
        problem = ""
        if not name:
            problem = tr("Enter a name.")
        elif UNSAFE.search(name):
            problem = tr('A name cannot start with a dot or contain / \\ : * ? " < > |')
        elif is_too_long(name):
            problem = tr("This name is too long.")
        elif (Folders.current().models / f"{name}{SUFFIX}").exists():
            problem = tr("A model with this name is already installed.")
        self._note.setText(problem or self._use)
        self.use.setEnabled(not problem)


def _warning(choice: TrainedModel) -> str:
    """What speaks against using a model; empty if nothing does."""
    if not choice.is_trained:
        return tr("It has not been trained yet. Wait for a later checkpoint.")
    if not choice.has_sound:
        return tr(
            "The training of its sounds has not begun: it finds events, but has learned nothing of"
            " sound yet. Wait for a later checkpoint."
        )
    if choice.verdict is not None and not choice.verdict.is_good:
        return verdict_text(choice.verdict)
    return ""


def model_name(choice: TrainedModel) -> str:
    """The name proposed for a model of a run."""
    if choice.finished:
        return choice.run.name
    return tr("{run} step {step}", run=choice.run.name, step=str(choice.step))


def _facts(choice: TrainedModel) -> QFrame:
    card = QFrame()
    card.setProperty("card", True)
    form = fields(card, across=18)
    form.setContentsMargins(14, 12, 14, 12)
    form.addRow(tr("Run"), Label(choice.run.name))
    steps = number(choice.step)
    best = tr("{steps}, best so far", steps=steps)
    form.addRow(tr("Steps"), Label(best if choice.best else steps))
    for name, value in choice.measured:
        form.addRow(measure_text(name), Label(number_text(value)))
    if not choice.measured:
        note = tr("Not evaluated yet.")
    elif choice.finished:
        note = tr("Evaluated at the end of the training.")
    else:
        note = tr("Evaluated on the validation split.")
    form.addRow(faint(note, wraps=False))
    return card
