"""The File menu: file dialogs, and the question about unsaved changes."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from engine.media.kinds import CLIPS_IN_FOLDERS, SOUNDS_IN_FOLDERS
from engine.project import storage
from engine.project.model import DubSettings, Project
from gui.document.project_files import OpenElsewhere, project_path
from gui.document.recovery import Recovery
from gui.document.take_files import TakeFiles, remove_abandoned
from gui.file_questions import ask_files, ask_folder, ask_target
from gui.kit.drops import DropTarget, paths_of
from gui.kit.language import counted, said, tr
from gui.kit.path_field import patterns
from gui.kit.questions import ask
from gui.relink_commands import RelinkCommands
from gui.sample import sample_project
from gui.services import Services
from gui.settings import chosen_folder


class FileCommands(QObject):
    """Asks for files and passes them to `ProjectFiles`."""

    leaving = Signal()  # the project may be left; what is not yet part of it must be now

    def __init__(
        self,
        services: Services,
        window: QWidget,
        may_end_jobs: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(window)
        self._may_end_jobs = may_end_jobs
        self._services = services
        self._window = window
        self._files = services.files
        self._document = services.document
        services.actions.bind(
            new=self.new,
            save=self.save,
            save_as=self.save_as,
            add_references=self.add_references,
            add_reference_folder=self.add_reference_folder,
        )
        self._files.another_requested.connect(self.open)
        self._files.elsewhere_requested.connect(self.save_as)
        self._files.in_use.connect(self._on_in_use)
        self.relinking = RelinkCommands(services, window)
        self.recovery = Recovery(
            services.document,
            services.runner,
            services.banners,
            self,
            lambda: services.settings.autosave_s,
            self._may_open_another,
        )
        self.recovery.offer()
        self._take_files = TakeFiles(services.document, services.settings, self)
        self._given_up: Project | None = None  # the project that the user agreed to leave
        remove_abandoned()

    @Slot()
    def new(self) -> None:
        """Start an empty project, asking about jobs and unsaved changes first."""
        if self._may_open_another():
            self._files.new()

    @Slot()
    def open(self) -> None:
        """Ask for projects, videos or sounds."""
        self._ask_files(tr("Open project, videos or sounds"), _opened_kinds())

    @Slot(object)
    def open_paths(self, paths: list[Path]) -> None:
        """Open files, asking about jobs and unsaved changes before a project is opened."""
        if not paths:
            return
        self._services.settings.last_folder = str(paths[0].parent)
        self._files.open_paths(paths, may_replace=self._may_open_another)

    def take_drops(self, widget: QWidget, references: QWidget) -> None:
        """Open files dropped on a widget, with a hint shown while they are dragged.

        The hint about sounds covers the panel of references only: a track takes them, too.
        """

        def covered(paths: list[Path]) -> QWidget:
            return references if _are_sounds(paths) and references.isVisible() else widget

        drops = DropTarget(widget, paths_of, _drop_text, covered)
        drops.dropped.connect(self.open_paths)

    @Slot()
    def open_sample(self) -> None:
        """Open the sample project that ships with the program."""
        if self._may_open_another():
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
        settings = self._services.settings
        beside = clip.file.path.parent if clip else Path(settings.start_folder)
        folder = chosen_folder(settings.projects_folder) or beside
        proposed = self._document.path or folder / (
            (clip.file.path.stem if clip else tr("project")) + storage.SUFFIX
        )
        title = tr("Save project")
        named = ask_target(self._window, settings, title, str(proposed), _project_kind())
        if named is None:
            return False
        path = project_path(named)
        is_asked = path == named  # the file dialog asks only about the name that it returns
        return self._save(
            path, "" if is_asked or not path.exists() else tr("{name} exists.", name=path.name)
        )

    def _save(self, path: Path, objection: str = "") -> bool:
        """Save, asking first if that would overwrite the work of others."""
        objection = self._files.why_not_replace(path) or objection
        if objection:
            choices = replace, save_as = tr("Replace"), tr("Save as…")
            answer = ask(self._window, tr("Replace the project?"), objection, choices)
            if answer != replace:
                return answer == save_as and self.save_as()
        return self._files.save(path)

    @Slot(object)
    def _on_in_use(self, opened: OpenElsewhere) -> None:
        text = tr(
            "{message} Its changes and yours would overwrite each other.",
            message=said(opened.error.phrase),
        )
        choices = read_only, take_over = tr("Open read-only"), tr("Take over")
        answer = ask(self._window, tr("Open the project?"), text, choices)
        if answer == read_only:
            self._files.open_read_only(opened)
        elif answer == take_over:
            self._files.take_over(opened)

    def shutdown(self) -> None:
        """Release the project for other windows, and remove what only this one needed."""
        document = self._document
        if not document.is_modified or document.project is self._given_up:
            self.recovery.forget()  # what it names would be kept
            self._take_files.remove_unneeded()
        self._files.close()

    @Slot()
    def add_references(self) -> None:
        """Ask for sound files to add as references."""
        self._ask_files(tr("Add references"), f"{_sound_kind()};;{tr('All files (*)')}")

    def _ask_files(self, title: str, kinds: str) -> None:
        self.open_paths(ask_files(self._window, self._services.settings, title, kinds))

    @Slot()
    def add_reference_folder(self) -> None:
        """Ask for a folder of sounds to add as references."""
        settings = self._services.settings
        folder = ask_folder(self._window, settings, tr("Add reference folder"))
        if folder is not None:
            self.open_paths([folder])

    def may_leave(self) -> bool:
        """Ask about unsaved changes; false means stay. Drops the autosaves when leaving."""
        self.leaving.emit()
        may = self._confirm_leaving()
        self._given_up = self._document.project if may else None
        if may:
            self.recovery.forget()
        return may

    def _may_open_another(self) -> bool:
        """Ask about jobs of this project and unsaved changes; false means stay."""
        return self._may_end_jobs() and self.may_leave()

    @property
    def _has_only_settings(self) -> bool:
        """Whether the project holds nothing but settings, which need no saving."""
        project = self._document.project
        return not (project.clips or project.references or project.takes or self._document.path)

    def _confirm_leaving(self) -> bool:
        if not self._document.is_modified or self._has_only_settings:
            return True
        choices = save, discard = tr("Save"), tr("Discard")
        text = tr("The project has unsaved changes.")
        answer = ask(self._window, tr("Save changes?"), text, choices, default=save)
        return self.save() if answer == save else answer == discard


def _drop_text(paths: list[Path]) -> str:
    """The hint shown while files are dragged over the window."""
    if not _are_sounds(paths):
        others = [path for path in paths if not _is_sound(path)]
        return (
            tr("Drop to open {name}", name=others[0].name)
            if len(paths) == 1
            else counted("Drop to open {n} file", "Drop to open {n} files", len(paths))
        )
    if len(paths) == 1:
        if paths[0].is_dir():
            return tr("Drop to add the sounds of {name}", name=paths[0].name)
        return tr("Drop to add {name} as a reference", name=paths[0].stem)
    return counted("Drop to add {n} reference", "Drop to add {n} references", len(paths))


def _is_sound(path: Path) -> bool:
    """Whether a path becomes references: a sound or a folder of sounds."""
    return path.suffix.lower() in SOUNDS_IN_FOLDERS or path.is_dir()


def _are_sounds(paths: list[Path]) -> bool:
    return all(map(_is_sound, paths))


def _opened_kinds() -> str:
    """The kinds of files that can be opened, for a file dialog."""
    suffixes = (*CLIPS_IN_FOLDERS, *SOUNDS_IN_FOLDERS, storage.SUFFIX)
    kinds = (
        tr("Videos, sounds and projects ({kinds})", kinds=patterns(suffixes)),
        tr("Videos ({kinds})", kinds=patterns(CLIPS_IN_FOLDERS)),
        _sound_kind(),
        _project_kind(),
        tr("All files (*)"),
    )
    return ";;".join(kinds)


def _sound_kind() -> str:
    return tr("Sounds ({kinds})", kinds=patterns(SOUNDS_IN_FOLDERS))


def _project_kind() -> str:
    return tr("Projects ({kinds})", kinds=patterns([storage.SUFFIX]))
