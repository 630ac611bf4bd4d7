"""The library of references: sounds and folders shared by all projects.

It is one JSON file in the settings folder, written atomically. Folders are scanned for new sounds
at every start, in a background thread; known sounds are not read again.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock
from msgspec.structs import asdict
from PySide6.QtCore import QObject, Signal
from typing_extensions import override

from engine.config import Folders
from engine.errors import EngineError, TargetError, reason_of
from engine.media.probe import probe
from engine.progress import JobContext
from engine.project.model import Reference
from engine.storage.atomic import write_atomic
from engine.storage.kept_copies import keep_beside
from engine.storage.regular_files import read_regular
from engine.storage.values import (
    DamagedValueError,
    convert_intact,
    convert_versioned,
    encode,
    parse,
)
from gui.document.commands import AsideCommand
from gui.document.project_files import as_reference, sounds_in
from gui.kit.language import counted, tr
from gui.library.contents import (
    SHIPPED,
    Change,
    LibraryContents,
    changed_as,
    with_edited,
    with_favourite,
    with_folder,
    with_kept,
    without_folder,
    without_items,
)
from gui.services import Services

_log = logging.getLogger(__name__)
_SHIPPED_TAKES: Final = SHIPPED / "take"  # results, not references
_FORMAT: Final = "varietysound library"
_VERSION: Final = 2
_LOCK_LIMIT_S: Final = 2.0  # a change takes milliseconds
_PROBLEM: Final = "library"  # key of the notice that it cannot be stored


class Library(QObject):
    """The user's library of sounds; every change is saved immediately.

    Other windows change the same file, so each change starts from what it holds. Edits go on the
    undo stack of the project, but the library belongs to none, so they do not mark it as modified.
    """

    changed = Signal()
    scanned = Signal()  # a scan has begun or ended

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = services.runner
        self._errors = services.errors
        self._stack = services.document.undo_stack
        self.contents = load(library_path())
        self._known_state: object = None  # of the file that holds these contents; None if unsure
        self._is_unsaved = False  # the last change could not be written
        self._scans = 0  # under way

    @property
    def is_scanning(self) -> bool:
        """Whether sounds are being looked for in the folders."""
        return self._scans > 0

    @property
    def items(self) -> tuple[Reference, ...]:
        """All sounds."""
        return self.contents.items

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of the library."""
        return self.contents.folders

    def item(self, item_id: str) -> Reference | None:
        """A sound by its id, or None."""
        return next((item for item in self.items if item.id == item_id), None)

    def keep(self, references: Iterable[Reference]) -> None:
        """Add sounds, except those already present or hidden."""
        added = list(references)
        self._change(lambda contents: with_kept(contents, added))

    # Edits, which can be undone

    def put(self, text: str, after: Reference) -> None:
        """Replace a sound: favourite, name, tags or region."""
        self._do(text, lambda contents: with_edited(contents, after))

    def set_favourite(self, text: str, reference: Reference, favourite: bool) -> None:
        """Mark or unmark a sound; a favourite of the project is added to the library."""
        self._do(text, lambda contents: with_favourite(contents, reference, favourite))

    def forget(self, references: list[Reference]) -> None:
        """Remove sounds; their files are kept."""
        text = counted(
            "Remove {name} from library",
            "Remove {n} sounds from library",
            len(references),
            name=references[0].name,
        )
        ids = {reference.id for reference in references}
        self._do(text, lambda contents: without_items(contents, ids))

    def add_folder(self, folder: Path) -> None:
        """Add a folder with its sounds."""
        text = tr("Add {name} to library", name=folder.name)
        self._do(text, lambda contents: with_folder(contents, folder.absolute()))

    def remove_folder(self, folder: Path) -> None:
        """Remove a folder and its sounds, except favourites."""
        text = tr("Remove {name} from library", name=folder.name)
        if folder == SHIPPED:
            text = tr("Remove samples from library")
        self._do(text, lambda contents: without_folder(contents, folder))

    def _do(self, text: str, change: Change) -> None:
        self._change(lambda contents: contents)  # undo leaves alone what other windows changed
        before = self.contents
        self.apply(change)
        if self.contents != before:
            self._stack.push(_Edit(text, self, before))

    # Changes

    def scan(self) -> None:
        """Scan the folders for new sounds in a background thread."""
        folders = self.folders
        known = {item.file.path for item in self.items} | set(self.contents.hidden)

        def work(context: JobContext) -> list[Reference]:
            return new_sounds(folders, known, context)

        def done(found: list[Reference]) -> None:
            here = set(self.folders)  # folders may have been removed in the meantime
            self.keep(each for each in found if not here.isdisjoint(each.file.path.parents))
            self._count_scans(-1)

        def failed(error: Exception) -> None:
            self._errors.present(error)
            self._count_scans(-1)

        self._count_scans(1)
        self._runner.start(work, done=done, failed=failed)

    def _count_scans(self, more: int) -> None:
        self._scans += more
        self.scanned.emit()

    def apply(self, change: Change) -> None:
        """Change the contents and scan added folders; for the undo commands."""
        before = set(self.folders)
        self._change(change)
        if set(self.folders) - before:
            self.scan()

    def _change(self, change: Change) -> None:
        """Change the contents as other windows left them, and save them."""
        before = self.contents
        try:
            with _locked(library_path()):
                saved = before if self._is_unsaved else self._as_saved()
                self.contents = change(saved)
                if self.contents != saved or self._is_unsaved:
                    self._known_state = None
                    save(self.contents, library_path())
                    self._known_state = _state(library_path())
            if self._is_unsaved:
                self._errors.solved(_PROBLEM)
            self._is_unsaved = False
        except TargetError as error:
            if self.contents is before:
                self.contents = change(before)
            self._is_unsaved = True
            self._errors.present(error, key=_PROBLEM)
        if self.contents != before:
            self.changed.emit()

    def _as_saved(self) -> LibraryContents:
        """The contents of the file; thousands of sounds are read only if it has changed."""
        state = _state(library_path())
        if state is None or state != self._known_state:
            contents = load(library_path(), self.contents)
            self._known_state = None if contents is self.contents else state  # it was read
            return contents
        return self.contents


class _Edit(AsideCommand):
    """Applies or reverts the difference that an edit made to the contents."""

    def __init__(self, text: str, library: Library, before: LibraryContents) -> None:
        super().__init__(text)
        self._library = library
        self._before, self._after = before, library.contents
        self._is_done = True  # Qt calls redo when the command is pushed

    @override
    def redo(self) -> None:
        if not self._is_done:
            self._apply(self._before, self._after)
        self._is_done = True

    @override
    def undo(self) -> None:
        self._apply(self._after, self._before)
        self._is_done = False

    def _apply(self, start: LibraryContents, goal: LibraryContents) -> None:
        self._library.apply(lambda contents: changed_as(contents, start, goal))


def library_path() -> Path:
    """Path of the library file."""
    return Folders.current().settings / "library.json"


def _state(path: Path) -> object:
    """What differs once a file has been written again; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Keep other windows from changing a library.

    Raises:
        TargetError: if it cannot be locked.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path.with_suffix(".lock"), timeout=_LOCK_LIMIT_S)
        lock.acquire()
    except OSError as error:  # also filelock's Timeout
        raise TargetError(
            tr(
                "The library could not be saved: {reason}.",
                reason=error.strerror or tr("it is in use"),
            ),
            hint=tr("Close other windows of the program."),
        ) from error
    try:
        yield
    finally:
        lock.release()


def load(path: Path, otherwise: LibraryContents | None = None) -> LibraryContents:
    """Read a library; a missing or unreadable file gives other contents, by default the initial.

    Of a damaged library, the intact items are read. The file is kept beside it.
    """
    otherwise = otherwise or LibraryContents()
    try:
        data = read_regular(path)
    except FileNotFoundError:
        return otherwise
    except OSError as error:
        _log.warning("the library %s cannot be read: %s", path, error)
        with suppress(OSError):
            keep_beside(path)
        return otherwise
    try:
        return _read(data)
    except ValueError as error:
        _log.warning("the library %s is damaged: %s", path, error)
        with suppress(OSError):
            keep_beside(path)
        return _intact(data) or otherwise


def _read(data: bytes) -> LibraryContents:
    plain = parse(data, "library")
    if isinstance(plain, dict) and "format" not in plain:  # version 0.1 wrote no header
        plain = {"format": _FORMAT, "version": 1, **plain}
    return convert_versioned(LibraryContents, plain, "library", name=_FORMAT, version=_VERSION)


def _intact(data: bytes) -> LibraryContents | None:
    """What is intact of a damaged library; None if nothing is."""
    try:
        plain = parse(data, "library")
    except DamagedValueError:
        return None
    names = LibraryContents.__struct_fields__
    fields = {name: plain[name] for name in names if isinstance(plain, dict) and name in plain}
    return convert_intact(LibraryContents, fields, "library")[0] if fields else None


def save(contents: LibraryContents, path: Path) -> None:
    """Write a library.

    Raises:
        TargetError: if it cannot be written; an existing file is left untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        head = {"format": _FORMAT, "version": _VERSION}
        data = encode({**head, **asdict(contents)}, indent=1) + b"\n"
        # Not durable: written often, in the GUI thread.
        write_atomic(path, data, durable=False)
    except OSError as error:
        raise TargetError(
            tr("The library could not be saved: {reason}.", reason=reason_of(error)),
            hint=tr("Free disk space."),
        ) from error


def new_sounds(folders: Iterable[Path], known: set[Path], context: JobContext) -> list[Reference]:
    """Sounds in the folders that are not known yet; unreadable files are skipped."""
    found: list[Reference] = []
    for folder in folders:
        for path in sounds_in(folder):
            context.advance(0.0)
            if path in known or _SHIPPED_TAKES in path.parents:
                continue
            try:
                info = probe(path)
                if info.audio:
                    found.append(as_reference(path, info))
            except EngineError:
                continue  # the user did not ask for this file, so no notice
    return found
