"""Undo, redo and their history window."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoCommand, QUndoStack
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow

from gui.commands.actions import ActionRegistry
from gui.commands.edit_history import History, bind_history


@pytest.fixture
def window(qtbot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def actions(window) -> ActionRegistry:
    return ActionRegistry(window)


@pytest.fixture
def stack(qapp, actions, window) -> Iterator[QUndoStack]:
    stack = QUndoStack()
    bind_history(actions, stack, window)
    stack.push(QUndoCommand("Add event"))
    return stack


def test_undo_and_redo_name_the_edit(actions, stack):
    assert (actions["undo"].text(), actions["undo"].isEnabled()) == ("Undo Add event", True)
    stack.undo()
    assert (actions["redo"].text(), actions["redo"].isEnabled()) == ("Redo Add event", True)


def test_a_stack_that_outlives_its_actions_names_nothing(stack, actions):
    stack.undo()
    for action_id in ("undo", "redo"):
        shiboken6.delete(actions[action_id])
    stack.clear()  # as when the document is destroyed last


def test_the_keys_work_in_the_history_window(actions, stack, window, qtbot):
    window.addActions([actions["undo"], actions["redo"]])
    window.show()
    actions["history"].trigger()
    history = window.findChild(History)
    with qtbot.waitActive(history):
        history.activateWindow()
    history.view.setFocus()
    QTest.keyClick(history.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not stack.canUndo()
    history.close()
