"""The full-screen preview; all shortcuts work as in the window, Esc or a double click leaves it."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QImage
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gui.commands.actions import ActionRegistry
from gui.commands.own_keys import OwnKeys
from gui.dub.monitor import Monitor
from gui.dub.preview import Preview, Screen
from gui.kit.language import tr
from gui.kit.layouts import put, vbox
from gui.playback.player import Player


class FullScreen(QWidget):
    """The full-screen window; deleted when it is closed."""

    closed = Signal()

    def __init__(
        self,
        player: Player,
        monitor: Monitor,
        actions: ActionRegistry,
        image: QImage | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Preview"))
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.screen_ = put(vbox(self, margins=0), Screen(monitor))
        if image is not None:
            self.screen_.show_image(image)
        # Esc would cancel a job.
        OwnKeys(self, lambda key: self.close if key.key() == Qt.Key.Key_Escape else None)
        self.addActions([action for _, action in actions])
        player.picture_changed.connect(self.screen_.show_image)
        self.screen_.clicked.connect(player.toggle)
        self.screen_.double_clicked.connect(self.close)

    def fill(self) -> None:
        """Cover the screen, even without a window manager, and take the keyboard focus."""
        self.setGeometry(self.screen().geometry())
        self.showFullScreen()
        self.activateWindow()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)


class FullPreview(QObject):
    """Opens and closes the full-screen preview."""

    def __init__(
        self, actions: ActionRegistry, player: Player, monitor: Monitor, preview: Preview
    ) -> None:
        super().__init__(preview)
        self._actions = actions
        self._player = player
        self._monitor = monitor
        self._preview = preview
        self.window: FullScreen | None = None
        actions.bind(full_preview=self.toggle)
        preview.screen_.double_clicked.connect(actions["full_preview"].trigger)

    def toggle(self) -> None:
        """Open or close the preview."""
        if self.window is not None:
            self.window.close()
            return
        if not self._player.duration_s:  # no clip to show
            self._on_closed()
            return
        self.window = FullScreen(
            self._player, self._monitor, self._actions, self._preview.screen_.image, self._preview
        )
        self.window.screen_.show_recording(self._preview.screen_.is_recording)
        self.window.closed.connect(self._on_closed)
        self.window.fill()

    def show_recording(self, on: bool) -> None:
        """Say on the picture whether a performance is being recorded, here and in the window."""
        self._preview.screen_.show_recording(on)
        if self.window is not None:
            self.window.screen_.show_recording(on)

    @Slot()
    def _on_closed(self) -> None:
        self.window = None
        self._actions["full_preview"].setChecked(False)
