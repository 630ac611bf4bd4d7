"""Edits of the library that can be undone, together with those of the project."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from msgspec.structs import replace
from PySide6.QtGui import QUndoStack
from typing_extensions import override

from gui.document.commands import AsideCommand
from gui.document.model import Reference
from gui.library.library import SHIPPED, Library, LibraryContents

_SAMPLES: Final = "the samples"


class LibraryEdits:
    """Changes the library by steps of the undo stack.

    The library belongs to no project, so that its steps leave no project unsaved, and what comes to
    it by itself meanwhile (a folder was looked through) is untouched by undo.
    """

    def __init__(self, library: Library, stack: QUndoStack) -> None:
        self._library = library
        self._stack = stack

    def put(self, text: str, after: Reference) -> None:
        """Give a sound a new value."""
        self._do(text, lambda: self._library.edit(after))

    def forget(self, references: list[Reference]) -> None:
        """Take sounds out; the files stay."""
        count = len(references)
        what = references[0].name if count == 1 else f"{count} sounds"
        ids = [reference.id for reference in references]
        self._do(f"Take {what} out of the library", lambda: self._library.forget(ids))

    def set_favourite(self, text: str, reference: Reference, favourite: bool) -> None:
        """Mark a sound, or take its mark away."""
        self._do(text, lambda: self._library.set_favourite(reference, favourite))

    def add_folder(self, folder: Path) -> None:
        """Let a folder's sounds belong to it."""
        self._do(f"Add {folder.name} to the library", lambda: self._library.add_folder(folder))

    def remove_folder(self, folder: Path) -> None:
        """Let a folder go, with its sounds, except the favourites."""
        name = _SAMPLES if folder == SHIPPED else folder.name
        text = f"Take {name} out of the library"
        self._do(text, lambda: self._library.remove_folder(folder))

    def _do(self, text: str, edit: Callable[[], object]) -> None:
        before = self._library.contents
        edit()
        if self._library.contents != before:
            self._stack.push(_ShelfCommand(text, self._library, before))


class _ShelfCommand(AsideCommand):
    """Brings the difference that an edit made to the contents, or takes it back."""

    def __init__(self, text: str, library: Library, before: LibraryContents) -> None:
        super().__init__(text)
        self._library = library
        self._before, self._after = before, library.contents
        self._is_done = True  # Qt asks to do it when it is pushed

    @override
    def redo(self) -> None:
        if not self._is_done:
            self._library.put(changed_as(self._library.contents, self._before, self._after))
        self._is_done = True

    @override
    def undo(self) -> None:
        self._library.put(changed_as(self._library.contents, self._after, self._before))
        self._is_done = False


def changed_as(
    contents: LibraryContents, start: LibraryContents, goal: LibraryContents
) -> LibraryContents:
    """A contents changed by what differs between two others.

    Sounds come back to where they stood. A folder that goes takes along what was found in it
    meanwhile, except the favourites.
    """
    wanted = {item.id: item for item in goal.items}
    gone = {item.id for item in start.items} - set(wanted)
    gone_folders = set(start.folders) - set(goal.folders)
    untouched = {item.id for item in start.items if wanted.get(item.id) == item}
    items = [
        item if item.id in untouched else wanted.get(item.id, item)
        for item in contents.items
        if item.id not in gone and (item.id in wanted or not _goes(item, gone_folders))
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


def _goes(item: Reference, folders: Iterable[Path]) -> bool:
    """Whether a sound belongs to one of the folders alone."""
    return not item.favourite and any(folder in item.file.path.parents for folder in folders)


def _with(
    paths: tuple[Path, ...], start: tuple[Path, ...], goal: tuple[Path, ...]
) -> tuple[Path, ...]:
    stays = [path for path in paths if path in goal or path not in start]
    for index, path in enumerate(goal):
        if path not in start and path not in stays:
            stays.insert(index, path)
    return tuple(stays)
