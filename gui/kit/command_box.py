"""The command line of what a dialog is about to do, to copy; copying makes it ready to run."""

from PySide6.QtCore import QMimeData, QSize, Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.kit import theme

_LINES = 4


class CommandBox(QWidget):
    """A heading, a button and the command; `copied` comes however it was copied."""

    copied = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        label = QLabel("The same on the command line")
        label.setProperty("faint", True)
        row.addWidget(label)
        row.addStretch(1)
        self._copy = QPushButton(theme.icon("copy"), "Copy")
        self._copy.setIconSize(QSize(16, 16))
        self._copy.setAutoDefault(False)  # Enter is the dialog's
        self._copy.clicked.connect(self._on_copy_clicked)
        row.addWidget(self._copy)
        column.addLayout(row)
        self._text = _CommandText(self)
        column.addWidget(self._text)

    def text(self) -> str:
        """The command."""
        return self._text.toPlainText()

    def set_text(self, text: str) -> None:
        """Show another command."""
        self._text.setPlainText(text)

    @Slot()
    def _on_copy_clicked(self) -> None:
        QApplication.clipboard().setText(self.text())
        self.copied.emit()


class _CommandText(QPlainTextEdit):
    """The command; a part that is selected and copied counts as copied, too."""

    def __init__(self, box: CommandBox) -> None:
        super().__init__(box)
        self._box = box
        self.setReadOnly(True)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setFixedHeight(_LINES * self.fontMetrics().lineSpacing() + 16)
        self.setAccessibleName("Command line")
        self.setTabChangesFocus(True)

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        self._box.copied.emit()
        return super().createMimeDataFromSelection()
