"""The Help menu, but for the tour: commands, shortcuts, what is new, the log folder, About."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QWidget

from engine.config import Folders
from gui.commands.actions import ActionRegistry
from gui.commands.cheat_sheet import CheatSheet
from gui.commands.command_palette import CommandPalette
from gui.kit.desktop import open_path

_PALETTE_TOP_PX: Final = 90  # below the top of the window


def bind_help(actions: ActionRegistry, environment: Callable[[], str], window: QWidget) -> None:
    """Let the commands of the Help menu open their dialogs over a window."""

    def show_news() -> None:
        from gui.commands.about import News

        _open(News(window))

    def show_about() -> None:
        # Imported here: reading the licences takes modules that the first paint need not wait for.
        from gui.commands.about import About

        _open(About(environment(), window))

    def find_command() -> None:
        palette = CommandPalette(actions, window)
        top = window.mapToGlobal(QPoint(window.width() // 2, _PALETTE_TOP_PX))
        palette.move(top.x() - palette.width() // 2, top.y())
        palette.show()

    actions.bind(
        palette=find_command,
        cheat_sheet=lambda: CheatSheet(actions, window).show(),
        news=show_news,
        logs=lambda: open_path(Folders.current().logs),
        about=show_about,
    )


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
