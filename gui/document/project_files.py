"""Open and save files; reading runs in a background thread."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot

from engine.errors import EngineError, InputError
from engine.media.kinds import SOUNDS_IN_FOLDERS
from engine.media.probe import MediaInfo, probe, require_video
from engine.progress import JobContext
from engine.project import storage
from engine.project.files import media_file
from engine.project.model import Clip, Project, Reference, new_clip, new_id
from engine.storage.folders import files_below
from gui.document.document import Document
from gui.document.project_lock import ProjectInUseError, ProjectLock, file_digest
from gui.kit.banners import Button
from gui.kit.errors import Errors
from gui.kit.language import counted, said, tr
from gui.kit.workers import Runner
from gui.settings import Settings

_log = logging.getLogger(__name__)
_DAMAGED: Final = "damaged-parts"  # key of the notice
_FOLDER_LIMIT: Final = 2000  # sounds of a folder that are added to a project


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was opened, and its content.

    Attributes:
        path: the file.
        item: its content.
        digest: of a project file; empty for other files.
    """

    path: Path
    item: Project | Clip | Reference
    digest: str = ""


@dataclass(frozen=True, slots=True)
class OpenElsewhere:
    """A project that was read, and is open in another window."""

    path: Path
    project: Project
    digest: str
    error: ProjectInUseError

    @property
    def own_project(self) -> Project:
        """The project with an id of its own, so that neither window removes autosaves of both."""
        return replace(self.project, id=new_id())


@dataclass(frozen=True, slots=True)
class OpenedAll:
    """The result of opening several files: the opened items and the errors."""

    items: tuple[Opened, ...]
    errors: tuple[EngineError, ...]


def read_any(path: Path) -> Opened:
    """Read a project, a clip or a sound.

    Raises:
        InputError: if the file is none of these.
    """
    if path.suffix.lower() == storage.SUFFIX:
        digest = file_digest(path)  # before reading: a change in between is noticed on saving
        return Opened(path, storage.load(path), digest)
    info = probe(path)
    if info.video is None or path.suffix.lower() in SOUNDS_IN_FOLDERS:
        return Opened(path, as_reference(path, info))
    require_video(info)
    return Opened(path, new_clip(media_file(path, info.duration_s)))


def as_reference(path: Path, info: MediaInfo) -> Reference:
    """A sound file as a reference, tagged with the name of its folder."""
    return Reference(
        new_id(), media_file(path, info.duration_s), path.stem, tags=(path.parent.name,)
    )


def sounds_in(folder: Path) -> Iterator[Path]:
    """The sound files in a folder and its subfolders, sorted."""
    files = sorted(files_below(folder))
    return (path for path in files if path.suffix.lower() in SOUNDS_IN_FOLDERS)


class ProjectFiles(QObject):
    """Opens and saves files."""

    busy_changed = Signal(str)  # what is being opened; empty when done
    sounds_opened = Signal(object)  # Reference of the project: the first of them
    saved = Signal(str)  # message for the status bar
    another_requested = Signal()  # after a file could not be opened
    elsewhere_requested = Signal()  # after saving failed
    in_use = Signal(object)  # OpenElsewhere: another window has it open

    def __init__(
        self, document: Document, runner: Runner, errors: Errors, settings: Settings
    ) -> None:
        super().__init__(document)
        self._document = document
        self._runner = runner
        self._errors = errors
        self._settings = settings
        self._lock: ProjectLock | None = None
        document.replaced.connect(self._on_replaced)
        document.takes_changed.connect(self._on_takes_changed)

    def open_paths(
        self,
        paths: Iterable[Path],
        use: Callable[[list[Reference]], object] | None = None,
        may_replace: Callable[[], bool] = lambda: True,
    ) -> None:
        """Open files of any kind, and folders of sounds.

        Args:
            paths: the files and folders.
            use: called with the references of the project that the sounds have become.
            may_replace: asked before another project takes the place of the open one, once it is
                read; if not, nothing is opened.
        """
        chosen = list(paths)
        if not chosen:
            return
        self.busy_changed.emit(tr("Opening {name}…", name=chosen[0].name))

        def work(context: JobContext) -> OpenedAll:
            return _read_all(chosen, context)

        def done(opened: OpenedAll) -> None:
            project = next((each for each in opened.items if isinstance(each.item, Project)), None)
            if project is not None:
                if not may_replace():
                    self.busy_changed.emit("")
                    return
                if file_digest(project.path) != project.digest:  # it is what was just saved
                    self.open_paths(chosen, use)
                    return
            references = self._on_opened(opened)
            if use is not None and references:
                use(references)

        self._runner.start(work, done=done, failed=self._on_failed)

    def open_project(self, make: Callable[[], Project]) -> None:
        """Open a project built in a background thread, such as the sample."""

        def done(project: Project) -> None:
            self._document.replace_project(project, None)

        self._runner.start(lambda _: make(), done=done, failed=self._on_failed)

    def open_read_only(self, opened: OpenElsewhere) -> None:
        """Open a copy of a project, which can be saved under another name only."""
        self._document.replace_project(opened.own_project, opened.path, is_read_only=True)
        self._settings.add_recent(opened.path)

    def take_over(self, opened: OpenElsewhere) -> None:
        """Open a project in spite of its other window, which then asks before it saves."""
        self._lock_project(opened.path, take_over=True)
        self._document.replace_project(opened.own_project, opened.path, on_disk=opened.digest)
        self._settings.add_recent(opened.path)

    def why_not_replace(self, path: Path) -> str:
        """Whose work saving to a file would overwrite, as a sentence; empty if nobody's."""
        is_own = path == self._document.own_path
        if not (is_own and self._lock is not None and self._lock.is_held):
            try:
                ProjectLock(path).release()
            except ProjectInUseError as error:
                return said(error.phrase)
            except OSError as error:
                _log.info("%s cannot be locked: %s", path, error)
        now = file_digest(path)
        if is_own and self._document.on_disk and now and now != self._document.on_disk:
            return tr(
                "{name} has been changed by another program since it was opened.", name=path.name
            )
        return ""

    def save(self, path: Path) -> bool:
        """Save the project, whoever else has it open; return whether it succeeded.

        In another file than before it gets an id of its own: both may be open at once.
        """
        project = self._document.project
        if self._document.path not in (None, path):
            project = replace(project, id=new_id())
        try:
            saved = storage.save(project, path)
        except EngineError as error:
            elsewhere = Button(tr("Save as…"), self.elsewhere_requested.emit)
            self._errors.present(error, buttons=(elsewhere,), key="save")
            return False
        self._errors.solved("save")
        self._lock_project(path, take_over=True)
        self._document.use_saved(saved)
        self._document.mark_saved(path, on_disk=file_digest(path))
        self._settings.add_recent(path)
        self.saved.emit(tr("Saved {name}", name=path.name))
        return True

    def new(self) -> None:
        """Start an empty project."""
        self._document.replace_project(Project(new_id()), None)

    def close(self) -> None:
        """Release the lock of the open project."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    @Slot()
    def _on_replaced(self) -> None:
        """Hold the lock of the project that is open now; also a recovered one needs it."""
        for key in ("open", "save"):
            self._errors.solved(key)
        self._tell_damaged()
        if self._document.own_path is None:
            self.close()
            return
        try:
            self._lock_project(self._document.own_path)
        except ProjectInUseError:
            self._document.is_read_only = True

    def _tell_damaged(self) -> None:
        damaged = self._document.project.damaged
        self._errors.solved(_DAMAGED)
        if damaged:
            text = counted(
                "A part of this project is damaged: {problem}.",
                "{n} parts of this project are damaged, the first at {problem}.",
                len(damaged),
                problem=damaged[0].problem,
            )
            hint = tr("Everything else is open, and nothing is lost from the project file.")
            remove = Button(
                tr("Remove from project"), lambda: self._document.remove_damaged(damaged)
            )
            self._errors.present(InputError(text, hint=hint), buttons=(remove,), key=_DAMAGED)

    @Slot()
    def _on_takes_changed(self) -> None:
        if not self._document.project.damaged:
            self._errors.solved(_DAMAGED)

    def _lock_project(self, path: Path, *, take_over: bool = False) -> None:
        """Lock a project and release the last one.

        Raises:
            ProjectInUseError: if another window has it open and it is not to be taken over.
        """
        if self._lock is not None and self._lock.project == path and self._lock.is_held:
            return
        try:
            lock = ProjectLock(path, take_over=take_over)
        except OSError as error:  # not every file system has locks
            _log.warning("%s cannot be locked: %s", path, error)
            lock = None
        self.close()
        self._lock = lock

    def _on_opened(self, opened: OpenedAll) -> list[Reference]:
        """Put what was opened into the project; return the references of the project."""
        self.busy_changed.emit("")
        self._errors.solved("open")
        clips: list[Clip] = []
        references: list[Reference] = []
        for item in opened.items:
            match item.item:
                case Project() as project:
                    self._open(project, item.path.absolute(), item.digest)
                case Clip() as clip:
                    clips.append(clip)
                    self._settings.add_recent(item.path)
                case Reference() as reference:
                    references.append(reference)
        if clips:
            text = counted("Add {name}", "Add {n} clips", len(clips), name=clips[0].name)
            with self._document.one_step(text):
                for clip in clips:
                    self._document.add_clip(clip)
        known = {ref.file.path: ref for ref in self._document.project.references}
        self._document.add_references(ref for ref in references if ref.file.path not in known)
        for error in opened.errors:
            another = Button(tr("Open another…"), self.another_requested.emit)
            self._errors.present(error, buttons=(another,), key=f"open/{error.message}")
        references = [known.get(ref.file.path, ref) for ref in references]
        if references:
            self.sounds_opened.emit(references[0])
        return references

    def _open(self, project: Project, path: Path, digest: str) -> None:
        try:
            self._lock_project(path)
        except ProjectInUseError as error:
            self.in_use.emit(OpenElsewhere(path, project, digest, error))
            return
        self._document.replace_project(project, path, on_disk=digest)
        self._settings.add_recent(path)

    def _on_failed(self, error: Exception) -> None:
        self.busy_changed.emit("")
        self._errors.present(error, key="open")


def project_path(path: Path) -> Path:
    """The path of a project that is saved under a name."""
    if path.suffix == storage.SUFFIX:
        return path.absolute()
    return path.absolute().with_name(path.name + storage.SUFFIX)


def _read_all(paths: list[Path], context: JobContext) -> OpenedAll:
    items: list[Opened] = []
    errors: list[EngineError] = []
    for path in _expanded(paths, errors):
        context.advance(0.0)
        try:
            items.append(read_any(path))
        except EngineError as error:
            errors.append(error)
    return OpenedAll(tuple(items), tuple(errors))


def _expanded(paths: list[Path], errors: list[EngineError]) -> list[Path]:
    """The files, with each folder replaced by the sounds inside it; adds what is left out."""
    result: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = list(sounds_in(path))
            result += inside[:_FOLDER_LIMIT]
            if not inside:
                text = tr("The folder {name} contains no sounds.", name=path.name)
                hint = tr("Open clips as files; the Batch workspace takes whole folders of clips.")
                errors.append(InputError(text, hint=hint))
            if len(inside) > _FOLDER_LIMIT:
                errors.append(
                    InputError(
                        tr(
                            "{name} holds {count} sounds; only the first {limit} were added to the"
                            " project.",
                            name=path.name,
                            count=len(inside),
                            limit=_FOLDER_LIMIT,
                        ),
                        hint=tr("Add the folder to the library instead."),
                    )
                )
        else:
            result.append(path)
    return result
