"""Dub or Train: the two buttons at the right of the menu bar."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from gui.commands.actions import WORKSPACES, ActionRegistry
from gui.kit import theme


class WorkspaceSwitch(QWidget):
    """One button a workspace; the pressed one is shown."""

    def __init__(self, actions: ActionRegistry) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(2)
        self._buttons = []
        for name in WORKSPACES:
            button = QToolButton()
            button.setDefaultAction(actions[name])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setMinimumWidth(72)
            row.addWidget(button)
            self._buttons.append(button)
        self.refresh_theme()

    def refresh_theme(self) -> None:
        """Draw the buttons in the theme's colours."""
        c = theme.colours()
        self.setStyleSheet(
            f"QToolButton {{ padding: 2px 12px; color: {c.faint}; }}"
            f"QToolButton:checked {{ color: {c.text}; font-weight: 600; }}"
        )
