"""The library of references: sounds and folders shared by all projects.

It is one JSON file in the settings folder, written atomically. Folders are scanned for new sounds
at every start, in a background thread; known sounds are not read again.
"""

import logging
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock
from msgspec.structs import asdict, replace
from PySide6.QtCore import QObject, Signal

from engine.config import RESOURCES, Folders
from engine.errors import EngineError, TargetError, reason_of
from engine.media.probe import probe
from engine.progress import JobContext
from engine.project.model import Reference, new_id
from engine.storage.atomic import write_atomic
from engine.storage.regular_files import read_regular
from engine.storage.values import (
    DamagedValueError,
    Value,
    convert_intact,
    convert_versioned,
    encode,
    parse,
)
from gui.document.project_files import as_reference, sounds_in
from gui.kit.errors import Errors
from gui.kit.language import tr
from gui.kit.workers import Runner

_log = logging.getLogger(__name__)
SHIPPED: Final = RESOURCES / "samples"  # the initial folder
_SHIPPED_TAKES: Final = SHIPPED / "take"  # results, not references
_FORMAT: Final = "varietysound library"
_VERSION: Final = 2
_LOCK_LIMIT_S: Final = 2.0  # a change takes milliseconds
_PROBLEM: Final = "library"  # key of the notice that it cannot be stored


class LibraryContents(Value, frozen=True):
    """The contents of the library, as saved.

    Attributes:
        folders: folders whose sounds belong to it, subfolders included.
        items: all sounds, including those of the folders.
        hidden: sounds the user removed; scans do not add them again.
    """

    folders: tuple[Path, ...] = (SHIPPED,)
    items: tuple[Reference, ...] = ()
    hidden: tuple[Path, ...] = ()


Change = Callable[[LibraryContents], LibraryContents]


def duplicates(items: Iterable[Reference]) -> list[Reference]:
    """The sounds whose files have the same content as another one's, those alike side by side."""
    alike: dict[tuple[str, int], list[Reference]] = {}
    for item in items:
        alike.setdefault((item.file.digest, item.file.size_bytes), []).append(item)
    return [item for group in alike.values() if len(group) > 1 for item in group]


class Library(QObject):
    """The user's library of sounds; every change is saved immediately.

    Other windows change the same file, so each change starts from what it holds.
    """

    changed = Signal()

    def __init__(self, runner: Runner, errors: Errors, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._errors = errors
        self.contents = load(library_path())
        self._is_unsaved = False  # the last change could not be written

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
        self._change(lambda contents: _with_kept(contents, added))

    def set_favourite(self, reference: Reference, favourite: bool) -> None:
        """Mark or unmark a sound; a favourite of the project is added to the library."""
        self._change(lambda contents: _with_favourite(contents, reference, favourite))

    def edit(self, after: Reference) -> None:
        """Replace a sound: favourite, name, tags or region."""
        self._change(lambda contents: _with_edited(contents, after))

    def forget(self, ids: Iterable[str]) -> None:
        """Remove sounds; their files are kept."""
        wanted = set(ids)
        self._change(lambda contents: _without_items(contents, wanted))

    def add_folder(self, folder: Path) -> None:
        """Add a folder with its sounds."""
        self._change(lambda contents: _with_folder(contents, folder.absolute()))
        self.scan()

    def remove_folder(self, folder: Path) -> None:
        """Remove a folder and its sounds, except favourites."""
        self._change(lambda contents: _without_folder(contents, folder))

    def scan(self) -> None:
        """Scan the folders for new sounds in a background thread."""
        folders = self.folders
        known = {item.file.path for item in self.items} | set(self.contents.hidden)

        def work(context: JobContext) -> list[Reference]:
            return new_sounds(folders, known, context)

        def done(found: list[Reference]) -> None:
            here = set(self.folders)  # folders may have been removed in the meantime
            self.keep(each for each in found if not here.isdisjoint(each.file.path.parents))

        self._runner.start(work, done=done, failed=self._errors.present)

    def put(self, change: Change) -> None:
        """Change the contents and scan added folders; for the undo commands."""
        before = set(self.folders)
        self._change(change)
        if set(self.folders) - before:
            self.scan()

    def refresh(self) -> None:
        """Read what other windows have changed."""
        self._change(lambda contents: contents)

    def _change(self, change: Change) -> None:
        """Change the contents as other windows left them, and save them."""
        before = self.contents
        try:
            with _locked(library_path()):
                saved = before if self._is_unsaved else load(library_path(), before)
                self.contents = change(saved)
                if self.contents != saved or self._is_unsaved:
                    save(self.contents, library_path())
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


def _with_kept(contents: LibraryContents, references: Iterable[Reference]) -> LibraryContents:
    known = {item.file.path for item in contents.items} | set(contents.hidden)
    new: list[Reference] = []
    for reference in references:
        if reference.file.path not in known:
            known.add(reference.file.path)
            new.append(replace(reference, id=new_id()))
    return replace(contents, items=(*contents.items, *new))


def _with_favourite(
    contents: LibraryContents, reference: Reference, favourite: bool
) -> LibraryContents:
    path = reference.file.path
    if favourite:
        hidden = tuple(other for other in contents.hidden if other != path)
        contents = _with_kept(replace(contents, hidden=hidden), [reference])
    items = tuple(
        replace(item, favourite=favourite) if item.file.path == path else item
        for item in contents.items
    )
    return replace(contents, items=items)


def _with_edited(contents: LibraryContents, after: Reference) -> LibraryContents:
    items = tuple(after if item.id == after.id else item for item in contents.items)
    return replace(contents, items=items)


def _without_items(contents: LibraryContents, ids: set[str]) -> LibraryContents:
    kept = tuple(item for item in contents.items if item.id not in ids)
    hidden = tuple(item.file.path for item in contents.items if item.id in ids)
    return replace(contents, items=kept, hidden=(*contents.hidden, *hidden))


def _with_folder(contents: LibraryContents, folder: Path) -> LibraryContents:
    if folder in contents.folders:
        return contents
    return replace(contents, folders=(*contents.folders, folder))


def _without_folder(contents: LibraryContents, folder: Path) -> LibraryContents:
    items = tuple(
        item for item in contents.items if item.favourite or folder not in item.file.path.parents
    )
    folders = tuple(other for other in contents.folders if other != folder)
    hidden = tuple(path for path in contents.hidden if folder not in path.parents)
    return LibraryContents(folders, items, hidden)


def library_path() -> Path:
    """Path of the library file."""
    return Folders.current().settings / "library.json"


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

    Of a damaged library, the intact items are read. A copy of it is kept.
    """
    otherwise = otherwise or LibraryContents()
    try:
        data = read_regular(path)
    except FileNotFoundError:
        return otherwise
    except OSError as error:
        _log.warning("the library %s cannot be read: %s", path, error)
        return otherwise
    try:
        return _read(data)
    except ValueError as error:
        _log.warning("the library %s is damaged: %s", path, error)
        with suppress(OSError):
            shutil.copyfile(path, path.with_suffix(".damaged.json"))
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
