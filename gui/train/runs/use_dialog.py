"""Installs a checkpoint as a model of the editor: asks for its name."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLineEdit,
    QWidget,
)

from engine.config import Folders
from engine.storage.model_files import SUFFIX, UNSAFE
from gui.kit.labels import Label
from gui.kit.layouts import add, vbox
from gui.kit.widgets import faint, push_button
from gui.train.runs.curves.loss_colours import measure_text
from gui.train.runs.curves.ticks import number_text
from gui.train.runs.models_view import TrainedModel


class UseDialog(QDialog):
    """Asks for a name for the model and shows its measurements."""

    def __init__(self, choice: TrainedModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Use in the editor")
        self.setMinimumWidth(440)
        step = "" if choice.finished else f" step {choice.step}"
        self.name = QLineEdit(f"{choice.run.name}{step}")
        self.name.selectAll()
        self.name.setAccessibleName("Name of the model")
        self._note = faint("")
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(18)
        form.addRow("Name", self.name)
        form.addRow("", self._note)
        column = vbox(self, margins=(18, 18, 18, 16), spacing=14)
        add(column, form, _facts(choice))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.use = push_button("Use in the editor", main=True)
        self.use.setDefault(True)
        self._buttons.addButton(self.use, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column.addWidget(self._buttons)
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
            problem = "Enter a name."
        elif UNSAFE.search(name):
            problem = 'A name cannot start with a dot or contain / \\ : * ? " < > |'
        elif (Folders.current().models / f"{name}{SUFFIX}").exists():
            problem = "A model with this name is already installed."
        self._note.setText(problem or "The next take will use this model.")
        self.use.setEnabled(not problem)


def _facts(choice: TrainedModel) -> QFrame:
    card = QFrame()
    card.setProperty("card", True)
    form = QFormLayout(card)
    form.setContentsMargins(14, 12, 14, 12)
    form.setHorizontalSpacing(18)
    form.addRow("Run", Label(choice.run.name))
    steps = f"{choice.step:,}"
    if choice.best:
        steps += ", best so far"
    form.addRow("Steps", Label(steps))
    where = "unseen clips" if choice.finished else "the validation split"
    for name, value in choice.measured:
        form.addRow(measure_text(name), Label(number_text(value)))
    note = faint(f"Evaluated on {where}." if choice.measured else "Not evaluated yet.", wraps=False)
    form.addRow(note)
    return card
