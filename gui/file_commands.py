"""The File menu: the dialogs that ask, and the question before unsaved work is left."""

from pathlib import Path
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from gui.document import storage
from gui.document.drags import DropTarget
from gui.document.files import relink
from gui.document.model import DubSettings
from gui.document.project_files import SOUND_SUFFIXES
from gui.document.recovery import Recovery
from gui.kit.banners import Button
from gui.kit.file_drops import paths_of
from gui.sample import sample_project
from gui.services import Services

_SOUNDS: Final = "Sounds (" + " ".join(f"*{suffix}" for suffix in sorted(SOUND_SUFFIXES)) + ")"


class FileCommands(QObject):
    """Asks for files and hands them to `ProjectFiles`."""

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
            "relink": self.relink,
            "add_references": self.add_references,
            "add_reference_folder": self.add_reference_folder,
        }.items():
            services.actions.bind(action_id, handler)
        self._files.another_requested.connect(self.open)
        self._files.elsewhere_requested.connect(self.save_as)
        self.rescue = Recovery(services.document, services.runner, services.banners, self)
        self.rescue.offer()

    @Slot()
    def new(self) -> None:
        """An empty project, after asking about the open one."""
        if self.may_leave():
            self._files.new()

    @Slot()
    def open(self) -> None:
        """Ask for projects, videos or sounds."""
        kinds = f"All files (*);;Projects (*{storage.SUFFIX});;{_SOUNDS}"
        self._ask_files("Open a project, videos or sounds", kinds)

    @Slot(object)
    def open_paths(self, paths: list[Path]) -> None:
        """Open files; a project asks about the open one first."""
        if not paths:
            return
        self._services.settings.last_folder = str(paths[0].parent)
        if any(path.suffix.lower() == storage.SUFFIX for path in paths) and not self.may_leave():
            return
        self._files.open_paths(paths)

    def take_drops(self, widget: QWidget) -> None:
        """Open what is dropped on a widget, and say on it beforehand what that does."""
        drops = DropTarget(widget, paths_of, _drop_text)
        drops.dropped.connect(self.open_paths)

    @Slot()
    def open_sample(self) -> None:
        """The shipped clip with its references and a finished take."""
        if self.may_leave():
            own = self._document.project.settings if self._has_only_settings else DubSettings()
            self._files.open_project(lambda: replace(sample_project(), settings=own))

    @Slot()
    def save(self) -> bool:
        """Save where the project lies, or ask."""
        path = self._document.path
        return self.save_as() if path is None else self._files.save(path)

    @Slot()
    def save_as(self) -> bool:
        """Ask where to save; says whether it is saved now."""
        clip = self._document.clip
        folder = clip.file.path.parent if clip else Path(self._services.settings.last_folder)
        proposed = self._document.path or folder / (
            (clip.file.path.stem if clip else "project") + storage.SUFFIX
        )
        name, _ = QFileDialog.getSaveFileName(
            self._window, "Save the project", str(proposed), f"Projects (*{storage.SUFFIX})"
        )
        return bool(name) and self._files.save(Path(name))

    @Slot()
    def add_references(self) -> None:
        """Ask for sounds."""
        self._ask_files("Add references", f"{_SOUNDS};;All files (*)")

    def _ask_files(self, title: str, kinds: str) -> None:
        folder = self._services.settings.last_folder
        names, _ = QFileDialog.getOpenFileNames(self._window, title, folder, kinds)
        self.open_paths([Path(name) for name in names])

    @Slot()
    def add_reference_folder(self) -> None:
        """Ask for a folder of sounds."""
        name = QFileDialog.getExistingDirectory(
            self._window, "Add a folder of references", self._services.settings.last_folder
        )
        if name:
            self.open_paths([Path(name)])

    @Slot()
    def relink(self) -> None:
        """Ask for one missing file and find the others by it; cancelling changes nothing."""
        lost = storage.missing_media(self._document.project)
        if not lost:
            self._services.banners.show_banner("relink", "No media are missing.", seconds=4)
            return
        name, _ = QFileDialog.getOpenFileName(
            self._window, f"Where is {lost[0].path.name}?", self._services.settings.last_folder
        )
        if name:
            self._document.relink(relink(lost, lost[0], Path(name)))
            self.tell_missing()

    def tell_missing(self) -> None:
        """Say which media are missing, with the button that finds them."""
        lost = storage.missing_media(self._document.project)
        banners = self._services.banners
        banners.close_banner("missing")
        if lost:
            more = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
            banners.show_banner(
                "missing",
                f"{lost[0].path.name}{more} cannot be found; the project stays usable without.",
                level="warning",
                buttons=(Button("Find…", self.relink),),
            )

    def may_leave(self) -> bool:
        """Ask about unsaved work; false means stay. What is left on purpose needs no rescue."""
        may = self._asked_to_leave()
        if may:
            self.rescue.forget()
        return may

    @property
    def _has_only_settings(self) -> bool:
        """Whether nothing was opened yet: what was chosen for the next take is no work to lose."""
        project = self._document.project
        return not (project.clips or project.references or project.takes or self._document.path)

    def _asked_to_leave(self) -> bool:
        if not self._document.is_modified or self._has_only_settings:
            return True
        kinds = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._window,
            "Save the project?",
            "The project has changes that are not saved.",
            kinds.Save | kinds.Discard | kinds.Cancel,
            kinds.Save,
        )
        if answer == kinds.Save:
            return self.save()
        return answer == kinds.Discard


def _drop_text(paths: list[Path]) -> str:
    """What dropping these does, for the sign over the window."""
    sounds = [path for path in paths if path.suffix.lower() in SOUND_SUFFIXES or path.is_dir()]
    if len(sounds) < len(paths):
        others = [path for path in paths if path not in sounds]
        return f"Drop to open {others[0].name}" if len(paths) == 1 else "Drop to open them"
    if len(sounds) == 1:
        return f"Drop to add {sounds[0].stem} as a reference"
    return f"Drop to add {len(sounds)} references"
