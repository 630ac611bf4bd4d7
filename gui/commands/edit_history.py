"""The undo history: clicking an entry goes back or forward to it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QDialog, QUndoView, QWidget

from gui.kit.layouts import vbox


class History(QDialog):
    """A non-modal window with the undo history."""

    def __init__(self, stack: QUndoStack, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("History")
        self.resize(320, 420)
        self.view = QUndoView(stack)
        self.view.setEmptyLabel("Original state")
        self.view.setAccessibleName("History")
        layout = vbox(self, margins=8)
        layout.addWidget(self.view)
