"""The preferences dialog: settings that belong to the user and not to a project."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QListWidget, QStackedWidget, QWidget

from gui.commands.shortcut_editor import ShortcutEditor
from gui.commands.shortcuts import Shortcuts
from gui.hosts.engine_host import EngineHost
from gui.kit.language import tr
from gui.kit.layouts import ROOM, add, hbox, vbox
from gui.kit.widgets import heading, push_button, scroll_area
from gui.playback.player import Player
from gui.preferences.audio import AudioSection
from gui.preferences.compute import ComputeSection
from gui.preferences.folders import FolderSection
from gui.preferences.general import GeneralSection
from gui.preferences.inputs import InputSection, Measure
from gui.preferences.saving import SavingSection
from gui.preferences.section import Section
from gui.preferences.space import SpaceSection
from gui.services import Services

_SIZE = (780, 560)
_NAMES_PX = 170


class Preferences(QDialog):
    """The sections on the left, one of them on the right; changes apply immediately.

    Args:
        services: of the window.
        player: plays the test tone, and knows the audio outputs.
        host: the engine.
        measure: the tap test of an input.
        parent: the window.
    """

    def __init__(
        self,
        services: Services,
        player: Player,
        host: EngineHost,
        measure: Measure,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Preferences"))
        self.resize(*_SIZE)
        settings, actions = services.settings, services.actions
        self.general = GeneralSection(settings, actions["theme"])
        self.compute = ComputeSection(settings, host)
        self.folders = FolderSection(settings)
        self.saving = SavingSection(settings)
        self.audio = AudioSection(settings, player)
        self.inputs = InputSection(settings, player.outputs, measure)
        self.shortcuts = ShortcutEditor(Shortcuts(actions, settings))
        self.space = SpaceSection(services.document, services.runner)
        self.names = QListWidget()
        self.names.setAccessibleName(tr("Sections"))
        self.names.setFixedWidth(_NAMES_PX)
        self.names.setSpacing(3)
        self._title = heading("")
        self._pages = QStackedWidget()
        self._sections: tuple[tuple[str, QWidget], ...] = (
            (tr("General"), self.general),
            (tr("Compute device"), self.compute),
            (tr("Folders"), self.folders),
            (tr("Saving"), self.saving),
            (tr("Audio"), self.audio),
            (tr("Inputs"), self.inputs),
            (tr("Shortcuts"), self.shortcuts),
            (tr("Space"), self.space),
        )
        for name, page in self._sections:
            self.names.addItem(name)
            # The list of shortcuts scrolls by itself.
            self._pages.addWidget(scroll_area(page) if isinstance(page, Section) else page)
        self.reset = push_button(tr("Reset section"), self._on_reset_clicked)
        self.reset.setAutoDefault(False)
        self._assemble()
        self.names.currentRowChanged.connect(self._on_row_changed)
        self.names.setCurrentRow(0)
        self.finished.connect(self._on_finished)

    def choose(self, page: QWidget) -> None:
        """Show a section."""
        self.names.setCurrentRow([each for _, each in self._sections].index(page))

    def _assemble(self) -> None:
        close = push_button(tr("Close"), self.accept)
        close.setDefault(True)
        right = add(vbox(spacing=14), self._title, (self._pages, 1))
        middle = hbox(spacing=20)
        add(middle, self.names, (right, 1))
        below = add(hbox(spacing=8), self.reset, ROOM, close)
        column = vbox(self, margins=(16, 16, 16, 14), spacing=14)
        add(column, (middle, 1), below)

    @Slot(int)
    def _on_row_changed(self, row: int) -> None:
        name, page = self._sections[row]
        self._pages.setCurrentIndex(row)
        self._title.setText(name)
        # The shortcuts have a button of their own for this.
        self.reset.setVisible(isinstance(page, Section) and page.can_reset)

    @Slot()
    def _on_reset_clicked(self) -> None:
        _, page = self._sections[self.names.currentRow()]
        if isinstance(page, Section):
            page.reset()

    @Slot()
    def _on_finished(self) -> None:
        self.compute.shutdown()
        self.space.shutdown()
