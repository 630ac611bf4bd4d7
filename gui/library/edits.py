"""Undoable edits of the library, on the same undo stack as those of the project."""

from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtGui import QUndoStack
from typing_extensions import override

from engine.project.model import Reference
from gui.document.commands import AsideCommand
from gui.kit.language import counted, tr
from gui.library.library import SHIPPED, Library, LibraryContents


class LibraryEdits:
    """Changes the library through the undo stack.

    The library belongs to no project, so its edits do not mark the project as modified. Sounds
    that a folder scan added in the meantime are not affected by undo.
    """

    def __init__(self, library: Library, stack: QUndoStack) -> None:
        self._library = library
        self._stack = stack

    def put(self, text: str, after: Reference) -> None:
        """Replace a sound."""
        self._do(text, lambda: self._library.edit(after))

    def forget(self, references: list[Reference]) -> None:
        """Remove sounds from the library; their files are kept."""
        text = counted(
            "Remove {name} from library",
            "Remove {n} sounds from library",
            len(references),
            name=references[0].name,
        )
        ids = [reference.id for reference in references]
        self._do(text, lambda: self._library.forget(ids))

    def set_favourite(self, text: str, reference: Reference, favourite: bool) -> None:
        """Mark or unmark a sound as a favourite."""
        self._do(text, lambda: self._library.set_favourite(reference, favourite))

    def add_folder(self, folder: Path) -> None:
        """Add a folder with its sounds."""
        text = tr("Add {name} to library", name=folder.name)
        self._do(text, lambda: self._library.add_folder(folder))

    def remove_folder(self, folder: Path) -> None:
        """Remove a folder and its sounds, except favourites."""
        text = tr("Remove {name} from library", name=folder.name)
        if folder == SHIPPED:
            text = tr("Remove samples from library")
        self._do(text, lambda: self._library.remove_folder(folder))

    def _do(self, text: str, edit: Callable[[], object]) -> None:
        self._library.refresh()  # undo concerns this edit only, not those of other windows
        before = self._library.contents
        edit()
        if self._library.contents != before:
            self._stack.push(_LibraryCommand(text, self._library, before))


class _LibraryCommand(AsideCommand):
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
        self._library.put(lambda contents: changed_as(contents, start, goal))


def changed_as(
    contents: LibraryContents, start: LibraryContents, goal: LibraryContents
) -> LibraryContents:
    """Apply the difference between `start` and `goal` to other contents.

    Restored sounds return to their old positions. Removing a folder also removes the sounds found
    in it in the meantime, except favourites.
    """
    wanted = {item.id: item for item in goal.items}
    gone = {item.id for item in start.items} - set(wanted)
    gone_folders = set(start.folders) - set(goal.folders)
    untouched = {item.id for item in start.items if wanted.get(item.id) == item}
    items = [
        item if item.id in untouched else wanted.get(item.id, item)
        for item in contents.items
        if item.id not in gone and (item.id in wanted or not _is_removed(item, gone_folders))
    ]
    there = {item.id for item in (*items, *start.items)}
    for index, item in enumerate(goal.items):
        if item.id not in there:
            items.insert(index, item)
    return replace(
        contents,
        folders=_with(contents.folders, start.folders, goal.folders),
        items=tuple(items),
        hidden=_with(contents.hidden, start.hidden, goal.hidden),
    )


def _is_removed(item: Reference, folders: Iterable[Path]) -> bool:
    """Whether a sound is removed along with one of the folders."""
    return not item.favourite and any(folder in item.file.path.parents for folder in folders)


def _with(
    paths: tuple[Path, ...], start: tuple[Path, ...], goal: tuple[Path, ...]
) -> tuple[Path, ...]:
    stays = [path for path in paths if path in goal or path not in start]
    for index, path in enumerate(goal):
        if path not in start and path not in stays:
            stays.insert(index, path)
    return tuple(stays)
