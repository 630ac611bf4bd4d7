"""Undo, redo, and the history: clicking an entry goes back or forward to it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QDialog, QUndoView, QWidget

from gui.commands.actions import ActionRegistry
from gui.kit.language import tr
from gui.kit.layouts import vbox


def bind_history(actions: ActionRegistry, stack: QUndoStack, window: QWidget) -> None:
    """Bind undo, redo and the history to a stack; the first two name what they would change."""
    actions.bind("history", lambda: History(stack, window).show())
    actions.bind("undo", stack.undo)
    actions.bind("redo", stack.redo)
    undo, redo = actions["undo"], actions["redo"]
    for action, can in ((undo, stack.canUndoChanged), (redo, stack.canRedoChanged)):
        action.setEnabled(False)
        can.connect(action.setEnabled)
    stack.undoTextChanged.connect(lambda edit: undo.setText(tr("Undo {edit}", edit=edit)))
    stack.redoTextChanged.connect(lambda edit: redo.setText(tr("Redo {edit}", edit=edit)))


class History(QDialog):
    """A non-modal window with the undo history."""

    def __init__(self, stack: QUndoStack, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("History"))
        self.resize(320, 420)
        self.view = QUndoView(stack)
        self.view.setEmptyLabel(tr("Original state"))
        self.view.setAccessibleName(tr("History"))
        layout = vbox(self, margins=8)
        layout.addWidget(self.view)
