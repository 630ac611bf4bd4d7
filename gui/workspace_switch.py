"""The Dub, Batch and Train buttons at the right of the menu bar."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from gui.commands.actions import WORKSPACES, ActionRegistry
from gui.kit.layouts import hbox


class WorkspaceSwitch(QWidget):
    """One button per workspace; the active one is checked."""

    def __init__(self, actions: ActionRegistry) -> None:
        super().__init__()
        self.setObjectName("workspaces")
        row = hbox(self, margins=(0, 0, 8, 0), spacing=2)
        for name in WORKSPACES:
            button = QToolButton()
            button.setDefaultAction(actions[name])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setMinimumWidth(72)
            row.addWidget(button)
