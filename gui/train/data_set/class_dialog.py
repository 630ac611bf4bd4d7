"""Asks for the class of one or several clips."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from gui.kit.labels import Label
from gui.kit.language import counted, tr
from gui.kit.layouts import vbox
from gui.kit.questions import accepted
from gui.kit.widgets import choice, set_tone, wrapped
from gui.train.data_set.check_result import CheckedClip

_WIDTH_PX: Final = 340


class ClassDialog(QDialog):
    """A class to choose or to type."""

    def __init__(
        self, parent: QWidget, clips: Sequence[CheckedClip], labels: Sequence[str]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Change class"))
        self.setMinimumWidth(_WIDTH_PX)
        column = vbox(self, margins=(18, 16, 18, 14), spacing=10)
        if len(clips) == 1:
            about = tr("Class of {clip}:", clip=clips[0].source)
        else:
            about = counted("Class of {n} clip:", "Class of {n} clips:", len(clips))
        column.addWidget(wrapped(about))
        self.box = choice(tr("Class"), ((label, label) for label in labels))
        self.box.setEditable(True)
        self.box.setCurrentText(clips[0].label)
        column.addWidget(self.box)
        self.problem = Label()
        set_tone(self.problem, "warning")
        column.addWidget(self.problem)
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        self.ok = buttons.button(standard.Ok)
        column.addWidget(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.box.currentTextChanged.connect(self._check)
        self._check()

    @property
    def label(self) -> str:
        """The class."""
        return self.box.currentText().strip()

    @Slot()
    def _check(self) -> None:
        """Refuse a class that `--classes A,B` could not name."""
        comma = "," in self.label
        self.problem.setText(tr("A class cannot contain a comma.") if comma else "")
        self.problem.setVisible(comma)
        self.ok.setEnabled(bool(self.label) and not comma)


def ask_class(window: QWidget, clips: Sequence[CheckedClip], labels: Sequence[str]) -> str | None:
    """Ask for the class of clips; None if cancelled.

    Args:
        window: the parent of the dialog.
        clips: at least one.
        labels: the classes to choose from.
    """
    dialog = ClassDialog(window, clips, labels)
    return dialog.label if accepted(dialog) else None
