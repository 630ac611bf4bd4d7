"""Opens the window of the listening test, which is built when it is first asked for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.playback.player import Player
from gui.playback.sounds import Sounds
from gui.services import Services

if TYPE_CHECKING:
    from gui.listen.window import ListeningWindow


class ListeningTest(QObject):
    """The command that shows the window.

    Attributes:
        window: once it was opened.
    """

    def __init__(self, services: Services, player: Player, sounds: Sounds, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._player, self._sounds = services, player, sounds
        self._parent = parent
        self.window: ListeningWindow | None = None
        services.actions.bind(listening_test=self.open)

    def open(self) -> None:
        """Show the window, as it was left."""
        if self.window is None:
            from gui.listen.window import ListeningWindow

            runner, settings = self._services.runner, self._services.settings
            self.window = ListeningWindow(
                runner, settings, self._player, self._sounds, self._parent
            )
        self._player.pause()
        self.window.show()
        self.window.activateWindow()

    def shutdown(self) -> None:
        """Close the window."""
        if self.window is not None:
            self.window.close()
