"""Asks how to continue from a checkpoint: where, and with which settings changed."""

from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from engine.errors import UsageError
from engine.storage.settings import settings_of
from engine.storage.values import FieldError
from gui.kit.fields import cancel_row, text_field
from gui.kit.language import counted, number, said, tr
from gui.kit.layouts import add, fields, vbox
from gui.kit.widgets import faint, push_button, set_tone
from gui.train.new_run.draft import with_label
from gui.train.new_run.fields import (
    LONGEST_NUMBER,
    label_of,
    shown_text,
    text_of,
    typed_text,
)
from training.config import RunConfig
from training.settings import parse_value, with_training

# What a checkpoint does not depend on, of the training and of the run.
_CHANGED = ("batch", "learning_rate", "steps")
_CHANGED_OF_RUN = ("device", "processes")


class ResumeDialog(QDialog):
    """The settings that may change before going on; empty problems enable the button."""

    def __init__(
        self, config: RunConfig, step: int, later: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._before = config
        self.config = config  # as chosen
        self.setWindowTitle(tr("Resume from step {step}", step=number(step)))
        self.setMinimumWidth(420)
        form = fields(across=18, down=8)
        training = {each.name: each for each in settings_of(type(config.training))}
        run = {each.name: each for each in settings_of(type(config))}
        self._settings = {name: training[name] for name in _CHANGED}
        self._settings |= {name: run[name] for name in _CHANGED_OF_RUN}
        self.fields: dict[str, QLineEdit] = {}
        for name, setting in self._settings.items():
            value = getattr(config.training if name in _CHANGED else config, name)
            self._add(form, name, shown_text(setting, text_of(value)))
        self.as_new = QCheckBox(tr("As a new run; this one stays as it is"))
        self.as_new.setChecked(later > 0)
        self._later = later
        self.note = faint()
        column = vbox(self, margins=(18, 18, 18, 16), spacing=12)
        self.resume = push_button(tr("Resume"), main=True)
        add(column, form, self.as_new, self.note, cancel_row(self, self.resume))
        self.as_new.toggled.connect(self._check)
        self._check()

    def _add(self, form: QFormLayout, name: str, text: str) -> None:
        field = self.fields[name] = text_field(tr(label_of(name)), text)
        field.setMaxLength(LONGEST_NUMBER)
        field.textChanged.connect(self._check)
        form.addRow(tr(label_of(name)), field)

    @Slot()
    def _check(self) -> None:
        problem = self._read()
        deleted = counted(
            "The later checkpoint will be deleted.",
            "The {n} later checkpoints will be deleted.",
            self._later,
        )
        loses = self._later and not self.as_new.isChecked()
        self.note.setText(problem or (deleted if loses else ""))
        set_tone(self.note, "danger" if problem else "warning")
        self.resume.setEnabled(not problem)

    def _read(self) -> str:
        """Read the fields; a sentence of what is wrong with them, empty if nothing."""
        values: dict[str, Any] = {}
        for name, setting in self._settings.items():
            try:
                text = typed_text(setting, self.fields[name].text())
                values[name] = parse_value(setting, text.strip())
            except UsageError as error:
                return with_label(name, said(error.phrase))
        changes = {name: values.pop(name) for name in _CHANGED}
        try:
            self.config = replace(with_training(self._before, **changes), **values)
        except FieldError as error:
            return with_label(error.name, said(error.phrase))
        return ""
