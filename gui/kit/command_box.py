"""A box with the command line equivalent of a page or dialog, to be copied."""

from typing import Final

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QAbstractButton,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from gui.kit import theme
from gui.kit.desktop import copy_text
from gui.kit.language import mark, tr
from gui.kit.layouts import grid
from gui.kit.widgets import faint, small_button

_NAME = mark("Command line equivalent")
_FRAME_PX: Final = 12  # above and below the lines; more would show a piece of the next one


class CommandBox(QWidget):
    """A command with a copy button; `copied` is emitted however it is copied.

    Args:
        lines: number of visible lines; a single line has no heading.
    """

    copied = Signal()

    def __init__(self, lines: int = 4) -> None:
        super().__init__()
        cells = grid(self, margins=0, across=4, down=4)
        cells.setColumnStretch(0, 1)
        self._text = _CommandText(self, lines)
        self._button: QAbstractButton
        if lines > 1:
            self._button = button = QPushButton(theme.icon("copy"), tr("Copy"))
            button.setAutoDefault(False)  # Enter belongs to the dialog
            cells.addWidget(faint(tr(_NAME)), 0, 0)
            cells.addWidget(button, 0, 1)
            cells.addWidget(self._text, 1, 0, 1, 2)
        else:
            self._button = small_button("copy", tr("Copy command line"))
            cells.addWidget(self._text, 0, 0)
            cells.addWidget(self._button, 0, 1)
        self._button.clicked.connect(self._on_copy_clicked)

    def text(self) -> str:
        """The command."""
        return self._text.toPlainText()

    def set_text(self, text: str, *, otherwise: str = "") -> None:
        """Set the command; if it is empty, show a sentence that says why instead."""
        self._text.setPlaceholderText(otherwise)
        self._button.setEnabled(bool(text))
        if text != self.text():
            self._text.setPlainText(text)

    @Slot()
    def _on_copy_clicked(self) -> None:
        copy_text(self.text())
        if isinstance(self._button, QToolButton):  # it shows no text
            place = self._button.mapToGlobal(self._button.rect().bottomLeft())
            QToolTip.showText(place, tr("Copied"), self._button)
        self.copied.emit()


class _CommandText(QPlainTextEdit):
    """The text field; copying a selection counts as copying the command."""

    def __init__(self, box: CommandBox, lines: int) -> None:
        super().__init__(box)
        self._box = box
        self.setReadOnly(True)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + _FRAME_PX)
        self.setAccessibleName(tr("Command line"))
        self.setToolTip(tr(_NAME))
        self.setTabChangesFocus(True)
        if lines == 1:
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        self._box.copied.emit()
        return super().createMimeDataFromSelection()
