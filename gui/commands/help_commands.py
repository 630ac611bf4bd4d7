"""The Help menu, but for the tour: commands, shortcuts, what is new, the log folder, About."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QDialog, QWidget

from engine.config import Folders
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
        actions.bind(
            palette=self.find_command,
            cheat_sheet=lambda: CheatSheet(actions, window).show(),
            news=self.show_news,
            logs=lambda: open_path(Folders.current().logs),
            about=self.show_about,
        )

    def show_news(self) -> None:
        """Show the changes in the newest version."""
        from gui.commands.about import News

        _open(News(self._window))

    def show_about(self) -> None:
        """Show what the program is and what it is built from."""
        # Imported here: reading the licences takes modules that the first paint need not wait for.
        from gui.commands.about import About

        _open(About(self._environment(), self._window))

    def find_command(self) -> None:
        """Open the command palette in the upper middle of the window."""
        palette = CommandPalette(self._actions, self._window)
        top = self._window.mapToGlobal(QPoint(self._window.width() // 2, _PALETTE_TOP_PX))
        palette.move(top.x() - palette.width() // 2, top.y())
        palette.show()


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
