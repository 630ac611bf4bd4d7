"""A page of the preferences, and what all pages share."""

from PySide6.QtWidgets import QFormLayout, QLabel, QSizePolicy, QWidget

from gui.kit.layouts import ROOM, add, fields, vbox
from gui.kit.widgets import faint, wrapped


class Section(QWidget):
    """A page: its settings as a form, under a sentence on what they do."""

    def __init__(self, about: str = "") -> None:
        super().__init__()
        self.column = vbox(self, margins=0, spacing=14)
        if about:
            self.column.addWidget(faint(about))
        self.form = fields(across=16, down=12)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        add(self.column, self.form, ROOM)

    @property
    def can_reset(self) -> bool:
        """Whether `reset` changes anything on this page."""
        return type(self).reset is not Section.reset

    def reset(self) -> None:
        """Set everything on this page back to what the program starts with."""

    def note(self, text: str) -> QLabel:
        """Add a line of explanation below the last field, and return it."""
        label = _wide(faint(text))
        self.form.addRow("", label)
        return label


def fact(text: str) -> QLabel:
    """A value that is shown and can be copied, but not changed."""
    return _wide(wrapped(text, selectable=True))


def _wide(label: QLabel) -> QLabel:
    """A label that wraps at the edge of the page instead of in the middle."""
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label
