"""The preferences dialog: settings that belong to the user and not to a project."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QTabWidget,
    QWidget,
)

from engine.config import Folders
from gui.commands.actions import ActionRegistry
from gui.commands.shortcut_editor import ShortcutEditor
from gui.commands.shortcuts import Shortcuts
from gui.kit.language import tr
from gui.kit.layouts import add, hbox, vbox
from gui.kit.widgets import choice, faint, push_button
from gui.playback.devices import AudioOutputs
from gui.settings import Settings


class Preferences(QDialog):
    """Theme, audio output and shortcuts; changes apply immediately."""

    def __init__(
        self,
        settings: Settings,
        outputs: AudioOutputs,
        actions: ActionRegistry,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Preferences"))
        self.setMinimumSize(640, 540)
        self._settings = settings
        self._outputs = outputs
        self._theme_action = actions["theme"]
        general = QWidget()
        form = QFormLayout(general)
        form.setContentsMargins(4, 14, 4, 8)
        form.setVerticalSpacing(12)
        form.setHorizontalSpacing(16)
        self.theme = choice(tr("Theme"), ((tr("Dark"), "dark"), (tr("Light"), "light")))
        self.theme.setCurrentIndex(self.theme.findData(settings.theme))
        self.theme.activated.connect(self._on_theme_chosen)
        form.addRow(tr("Theme"), self.theme)
        self.output = choice(tr("Audio output"))
        self.output.activated.connect(self._on_output_chosen)
        rescan = push_button(
            tr("Rescan"),
            actions["rescan_audio"].trigger,
            tip=tr("Rescan audio devices"),
        )
        row = hbox(spacing=8)
        add(row, (self.output, 1), rescan)
        form.addRow(tr("Audio output"), row)
        folders = Folders.current()
        for name, folder in ((tr("Models"), folders.models), (tr("Cache"), folders.cache)):
            label = faint(str(folder))
            form.addRow(name, label)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = vbox(self, margins=(20, 18, 20, 16), spacing=16)
        self.shortcuts = ShortcutEditor(Shortcuts(actions, settings))
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.addTab(general, tr("General"))
        tabs.addTab(self.shortcuts, tr("Shortcuts"))
        add(column, tabs, buttons)
        outputs.devices_changed.connect(self._fill_outputs)
        self._fill_outputs()

    @Slot()
    def _fill_outputs(self) -> None:
        self.output.clear()
        for device in self._outputs.devices:
            self.output.addItem(device.name, device.name)
        if not self._outputs.devices:
            self.output.addItem(self._outputs.output.name, "")
        self.output.setCurrentIndex(max(self.output.findData(self._settings.output), 0))

    @Slot()
    def _on_output_chosen(self) -> None:
        self._settings.output = self.output.currentData()
        self._outputs.choose(self._settings.output)

    @Slot()
    def _on_theme_chosen(self) -> None:
        if self.theme.currentData() != self._settings.theme:
            self._theme_action.trigger()
