"""Undo, redo, and the history: clicking an entry goes back or forward to it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QUndoStack
from PySide6.QtWidgets import QDialog, QUndoView, QWidget

from gui.commands.actions import ActionRegistry
from gui.kit.labels import without_keys
from gui.kit.language import mark, tr
from gui.kit.layouts import vbox


def bind_history(actions: ActionRegistry, stack: QUndoStack, window: QWidget) -> None:
    """Bind undo, redo and the history to a stack; the first two name what they would change."""
    undo, redo = actions["undo"], actions["redo"]
    actions.bind(
        history=lambda: History(stack, (undo, redo), window).show(),
        undo=stack.undo,
        redo=stack.redo,
    )
    for action, can in ((undo, stack.canUndoChanged), (redo, stack.canRedoChanged)):
        action.setEnabled(False)
        can.connect(action.setEnabled)
    stack.undoTextChanged.connect(_Namer(undo, mark("Undo {edit}")).show_edit)
    stack.redoTextChanged.connect(_Namer(redo, mark("Redo {edit}")).show_edit)


class _Namer(QObject):
    """Names an edit in the text of an action, and ends with it: the stack may live longer."""

    def __init__(self, action: QAction, text: str) -> None:
        super().__init__(action)
        self._action = action
        self._text = text

    @Slot(str)
    def show_edit(self, edit: str) -> None:
        """Show what the action would change."""
        self._action.setText(tr(self._text, edit=without_keys(edit)))


class History(QDialog):
    """A non-modal window with the undo history, in which the shortcuts of `keys` work."""

    def __init__(self, stack: QUndoStack, keys: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.addActions(keys)  # their shortcuts work in this window, too
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("History"))
        self.resize(320, 420)
        self.view = QUndoView(stack)
        self.view.setEmptyLabel(tr("Original state"))
        self.view.setAccessibleName(tr("History"))
        vbox(self, margins=8).addWidget(self.view)
