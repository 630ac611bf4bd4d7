"""The Help menu, but for the tour: commands, shortcuts, what is new, the log folder, About."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QDialog, QWidget

from engine.config import Folders
from gui.commands.about import About, News
from gui.commands.actions import ActionRegistry
from gui.commands.cheat_sheet import CheatSheet
from gui.commands.command_palette import CommandPalette
from gui.kit.desktop import open_path

_PALETTE_TOP_PX: Final = 90  # below the top of the window


class HelpCommands(QObject):
    """Opens the dialogs of the Help menu over a window."""

    def __init__(
        self, actions: ActionRegistry, environment: Callable[[], str], window: QWidget
    ) -> None:
        super().__init__(window)
        self._actions = actions
        self._environment = environment
        self._window = window
        for action_id, handler in {
            "palette": self.find_command,
            "cheat_sheet": lambda: CheatSheet(actions, window).show(),
            "news": lambda: _open(News(window)),
            "logs": lambda: open_path(Folders.current().logs),
            "about": lambda: _open(About(self._environment(), window)),
        }.items():
            actions.bind(action_id, handler)

    def find_command(self) -> None:
        """Open the command palette in the upper middle of the window."""
        palette = CommandPalette(self._actions, self._window)
        top = self._window.mapToGlobal(QPoint(self._window.width() // 2, _PALETTE_TOP_PX))
        palette.move(top.x() - palette.width() // 2, top.y())
        palette.show()


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
