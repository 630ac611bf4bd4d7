"""The folders of the program: some can be chosen, all can be opened."""

from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import QFileDialog, QLabel
from typing_extensions import override

from engine.config import Folders
from gui.kit.desktop import open_path
from gui.kit.language import tr
from gui.kit.layouts import add, hbox
from gui.kit.widgets import small_button
from gui.preferences.section import Section, fact
from gui.settings import Settings

_Kept = Literal["projects_folder", "exports_folder", "runs_folder"]  # of the settings


class FolderSection(Section):
    """Where projects and exports are first offered to be written, and where the rest is kept."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.projects = self._add_choice(
            tr("Projects"), "projects_folder", tr("Folder of projects")
        )
        self.exports = self._add_choice(tr("Exports"), "exports_folder", tr("Folder of exports"))
        self.note(tr("Until one is chosen, both are offered beside the clip."))
        self.runs = self._add_choice(tr("Training runs"), "runs_folder", tr("Folder of the runs"))
        self.note(tr("The form of a new run offers this folder from the next start on."))
        folders = Folders.current()
        for name, folder in (
            (tr("Models"), folders.models),
            (tr("Recordings"), folders.recordings),
            (tr("Cache"), folders.cache),
            (tr("Settings"), folders.settings),
            (tr("Logs"), folders.logs),
        ):
            self._add_shown(name, folder)
        self.note(tr("The variable VARIETYSOUND_HOME moves these."))
        self._show()

    @override
    def reset(self) -> None:
        self._settings.projects_folder = self._settings.exports_folder = ""
        self._settings.runs_folder = ""
        self._show()

    def _choose(self, kept: _Kept, title: str) -> None:
        """Ask for a folder and keep it."""
        settings = self._settings
        now: str = getattr(settings.now, kept)
        folder = QFileDialog.getExistingDirectory(self, title, now or settings.start_folder)
        if folder:
            settings.keep(**{kept: folder})
            self._show()

    def _show(self) -> None:
        beside = tr("Beside the clip")
        self.projects.setText(self._settings.projects_folder or beside)
        self.exports.setText(self._settings.exports_folder or beside)
        self.runs.setText(str(self._settings.place_of_runs))

    def _add_choice(self, name: str, kept: _Kept, title: str) -> QLabel:
        row, shown = hbox(spacing=8), fact("")
        tip = tr("Choose: {name}", name=name)
        add(row, (shown, 1), small_button("folder", tip, lambda: self._choose(kept, title)))
        self.form.addRow(name, row)
        return shown

    def _add_shown(self, name: str, folder: Path) -> None:
        row = hbox(spacing=8)
        button = small_button("open", tr("Open: {name}", name=name), lambda: open_folder(folder))
        add(row, (fact(str(folder)), 1), button)
        self.form.addRow(name, row)


def open_folder(folder: Path) -> None:
    """Open a folder of the program with the file manager, making it first if there is none yet."""
    folder.mkdir(parents=True, exist_ok=True)
    open_path(folder)
