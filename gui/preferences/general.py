"""Language, theme, and whether the end of long work is told."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox
from typing_extensions import override

from gui.kit.language import NAMES, tr
from gui.kit.widgets import choice
from gui.preferences.section import Section
from gui.settings import Remembered, Settings


class GeneralSection(Section):
    """The look of the window, and what it tells of.

    Args:
        settings: keeps the choices.
        light: the command that switches to the light theme and back.
    """

    def __init__(self, settings: Settings, light: QAction) -> None:
        super().__init__()
        self._settings = settings
        self._light = light
        languages = [(tr("System"), ""), *((name, code) for code, name in NAMES.items())]
        self.language = choice(tr("Language"), languages)
        self.theme = choice(tr("Theme"), ((tr("Dark"), "dark"), (tr("Light"), "light")))
        self.notifies = QCheckBox(
            tr("When a long task finishes, play a sound and notify the desktop")
        )
        self.form.addRow(tr("Language"), self.language)
        self._next_start = self.note(tr("The window speaks this language at its next start."))
        self.form.addRow(tr("Theme"), self.theme)
        self.form.addRow("", self.notifies)
        self._show()
        self.language.activated.connect(self._on_language_chosen)
        self.theme.activated.connect(self._on_theme_chosen)
        self.notifies.toggled.connect(self._on_notifies_toggled)

    @override
    def reset(self) -> None:
        first = Remembered()
        self._settings.language = first.language
        self._settings.notifies = first.notifies
        self._use_theme(first.theme)
        self._show()

    def _show(self) -> None:
        settings = self._settings
        self.language.setCurrentIndex(self.language.findData(settings.language))
        self.theme.setCurrentIndex(self.theme.findData(settings.theme))
        self.notifies.setChecked(settings.notifies)
        self._next_start.setVisible(settings.language != settings.started_in)

    @Slot()
    def _on_language_chosen(self) -> None:
        self._settings.language = self.language.currentData()
        self._show()

    @Slot()
    def _on_theme_chosen(self) -> None:
        self._use_theme(self.theme.currentData())

    def _use_theme(self, name: str) -> None:
        if name != self._settings.theme:
            self._light.trigger()

    @Slot(bool)
    def _on_notifies_toggled(self, on: bool) -> None:
        self._settings.notifies = on
