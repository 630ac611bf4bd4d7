"""What the library holds, and its changes, as pure functions from contents to contents."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from engine.config import RESOURCES
from engine.project.model import Reference, new_id
from engine.storage.values import Value

SHIPPED: Final = RESOURCES / "samples"  # the initial folder


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


def with_kept(contents: LibraryContents, references: Iterable[Reference]) -> LibraryContents:
    """With more sounds, except those already present or hidden."""
    known = {item.file.path for item in contents.items} | set(contents.hidden)
    new: list[Reference] = []
    for reference in references:
        if reference.file.path not in known:
            known.add(reference.file.path)
            new.append(replace(reference, id=new_id()))
    return replace(contents, items=(*contents.items, *new))


def with_favourite(
    contents: LibraryContents, reference: Reference, favourite: bool
) -> LibraryContents:
    """With a sound marked or unmarked; a favourite of the project is added."""
    path = reference.file.path
    if favourite:
        hidden = tuple(other for other in contents.hidden if other != path)
        contents = with_kept(replace(contents, hidden=hidden), [reference])
    items = tuple(
        replace(item, favourite=favourite) if item.file.path == path else item
        for item in contents.items
    )
    return replace(contents, items=items)


def with_edited(contents: LibraryContents, after: Reference) -> LibraryContents:
    """With another value of a sound."""
    items = tuple(after if item.id == after.id else item for item in contents.items)
    return replace(contents, items=items)


def without_items(contents: LibraryContents, ids: set[str]) -> LibraryContents:
    """Without some sounds, which scans do not add again."""
    kept = tuple(item for item in contents.items if item.id not in ids)
    hidden = tuple(item.file.path for item in contents.items if item.id in ids)
    return replace(contents, items=kept, hidden=(*contents.hidden, *hidden))


def with_folder(contents: LibraryContents, folder: Path) -> LibraryContents:
    """With another folder."""
    if folder in contents.folders:
        return contents
    return replace(contents, folders=(*contents.folders, folder))


def without_folder(contents: LibraryContents, folder: Path) -> LibraryContents:
    """Without a folder and its sounds, except favourites."""
    items = tuple(
        item for item in contents.items if item.favourite or folder not in item.file.path.parents
    )
    folders = tuple(other for other in contents.folders if other != folder)
    hidden = tuple(path for path in contents.hidden if folder not in path.parents)
    return LibraryContents(folders, items, hidden)


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
