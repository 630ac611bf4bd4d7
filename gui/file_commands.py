"""The File menu: file dialogs, and the question about unsaved changes."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from engine.media.kinds import CLIPS_IN_FOLDERS, SOUNDS_IN_FOLDERS
from engine.project import storage
from engine.project.model import DubSettings, Project
from gui.document.drags import DropTarget
from gui.document.project_files import OpenElsewhere, project_path
from gui.document.recovery import Recovery
from gui.document.take_files import TakeFiles, remove_abandoned
from gui.kit.drops import paths_of
from gui.kit.questions import ask
from gui.relink_commands import RelinkCommands
from gui.sample import sample_project
from gui.services import Services


def _kind(name: str, suffixes: Iterable[str]) -> str:
    """An entry in the list of kinds of a file dialog."""
    return f"{name} ({' '.join(f'*{suffix}' for suffix in sorted(suffixes))})"


_SOUNDS: Final = _kind("Sounds", SOUNDS_IN_FOLDERS)
_OPENED: Final = (
    _kind("Videos, sounds and projects", {*CLIPS_IN_FOLDERS, *SOUNDS_IN_FOLDERS, storage.SUFFIX}),
    _kind("Videos", CLIPS_IN_FOLDERS),
    _SOUNDS,
    _kind("Projects", [storage.SUFFIX]),
    "All files (*)",
)


class FileCommands(QObject):
    """Asks for files and passes them to `ProjectFiles`."""

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._files = services.files
        self._document = services.document
        for action_id, handler in {
            "new": self.new,
            "save": self.save,
            "save_as": self.save_as,
            "add_references": self.add_references,
            "add_reference_folder": self.add_reference_folder,
        }.items():
            services.actions.bind(action_id, handler)
        self._files.another_requested.connect(self.open)
        self._files.elsewhere_requested.connect(self.save_as)
        self._files.in_use.connect(self._on_in_use)
        self.relinking = RelinkCommands(services, window)
        self.recovery = Recovery(services.document, services.runner, services.banners, self)
        self.recovery.offer()
        self._take_files = TakeFiles(services.document, services.settings, self)
        self._given_up: Project | None = None  # the project that the user agreed to leave
        remove_abandoned()

    @Slot()
    def new(self) -> None:
        """Start an empty project, asking about unsaved changes first."""
        if self.may_leave():
            self._files.new()

    @Slot()
    def open(self) -> None:
        """Ask for projects, videos or sounds."""
        self._ask_files("Open project, videos or sounds", ";;".join(_OPENED))

    @Slot(object)
    def open_paths(self, paths: list[Path]) -> None:
        """Open files, asking about unsaved changes before a project is opened."""
        if not paths:
            return
        self._services.settings.last_folder = str(paths[0].parent)
        if any(path.suffix.lower() == storage.SUFFIX for path in paths) and not self.may_leave():
            return
        self._files.open_paths(paths)

    def take_drops(self, widget: QWidget) -> None:
        """Open files dropped on a widget, with a hint shown while they are dragged."""
        drops = DropTarget(widget, paths_of, _drop_text)
        drops.dropped.connect(self.open_paths)

    @Slot()
    def open_sample(self) -> None:
        """Open the sample project that ships with the program."""
        if self.may_leave():
            own = self._document.project.settings if self._has_only_settings else DubSettings()
            self._files.open_project(lambda: sample_project(own))

    @Slot()
    def save(self) -> bool:
        """Save to the project's file, or ask where if it has none."""
        path = self._document.own_path
        return self.save_as() if path is None else self._save(path)

    @Slot()
    def save_as(self) -> bool:
        """Ask where to save; return whether it was saved."""
        clip = self._document.clip
        folder = clip.file.path.parent if clip else Path(self._services.settings.start_folder)
        proposed = self._document.path or folder / (
            (clip.file.path.stem if clip else "project") + storage.SUFFIX
        )
        name, _ = QFileDialog.getSaveFileName(
            self._window, "Save project", str(proposed), f"Projects (*{storage.SUFFIX})"
        )
        if not name:
            return False
        path = project_path(Path(name))
        is_asked = str(path) == name  # the file dialog asks only about the name that it returns
        return self._save(path, "" if is_asked or not path.exists() else f"{path.name} exists.")

    def _save(self, path: Path, objection: str = "") -> bool:
        """Save, asking first if that would overwrite the work of others."""
        objection = self._files.why_not_replace(path) or objection
        if objection:
            choices = ("Replace", "Save as…")
            answer = ask(self._window, "Replace the project?", objection, choices)
            if answer != "Replace":
                return answer == "Save as…" and self.save_as()
        return self._files.save(path)

    @Slot(object)
    def _on_in_use(self, opened: OpenElsewhere) -> None:
        text = f"{opened.error.message} Its changes and yours would overwrite each other."
        answer = ask(self._window, "Open the project?", text, ("Open read-only", "Take over"))
        if answer == "Open read-only":
            self._files.open_read_only(opened)
        elif answer == "Take over":
            self._files.take_over(opened)

    def shutdown(self) -> None:
        """Release the project for other windows, and remove what only this one needed."""
        document = self._document
        if not document.is_modified or document.project is self._given_up:
            self._take_files.remove_unneeded()
            self.recovery.forget()  # a copy may have been on its way
        self._files.close()

    @Slot()
    def add_references(self) -> None:
        """Ask for sound files to add as references."""
        self._ask_files("Add references", f"{_SOUNDS};;All files (*)")

    def _ask_files(self, title: str, kinds: str) -> None:
        folder = self._services.settings.start_folder
        names, _ = QFileDialog.getOpenFileNames(self._window, title, folder, kinds)
        self.open_paths([Path(name) for name in names])

    @Slot()
    def add_reference_folder(self) -> None:
        """Ask for a folder of sounds to add as references."""
        name = QFileDialog.getExistingDirectory(
            self._window, "Add reference folder", self._services.settings.start_folder
        )
        if name:
            self.open_paths([Path(name)])

    def may_leave(self) -> bool:
        """Ask about unsaved changes; false means stay. Drops the autosaves when leaving."""
        may = self._confirm_leaving()
        self._given_up = self._document.project if may else None
        if may:
            self.recovery.forget()
        return may

    @property
    def _has_only_settings(self) -> bool:
        """Whether the project holds nothing but settings, which need no saving."""
        project = self._document.project
        return not (project.clips or project.references or project.takes or self._document.path)

    def _confirm_leaving(self) -> bool:
        if not self._document.is_modified or self._has_only_settings:
            return True
        kinds = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._window,
            "Save changes?",
            "The project has unsaved changes.",
            kinds.Save | kinds.Discard | kinds.Cancel,
            kinds.Save,
        )
        if answer == kinds.Save:
            return self.save()
        return answer == kinds.Discard


def _drop_text(paths: list[Path]) -> str:
    """The hint shown while files are dragged over the window."""
    sounds = [path for path in paths if path.suffix.lower() in SOUNDS_IN_FOLDERS or path.is_dir()]
    if len(sounds) < len(paths):
        others = [path for path in paths if path not in sounds]
        return (
            f"Drop to open {others[0].name}"
            if len(paths) == 1
            else f"Drop to open {len(paths)} files"
        )
    if len(sounds) == 1:
        return f"Drop to add {sounds[0].stem} as a reference"
    return f"Drop to add {len(sounds)} references"
