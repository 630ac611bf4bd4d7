"""The end of a take's files: removed once nothing can need them any more.

While a project is open, the files of all takes that undo may bring back are kept. Those of others,
such as replaced drafts, are removed once no project on disk and no autosave names them; when it is
closed, those of deleted takes too, and of takes that were never saved.
"""

import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Slot

from engine.project import storage
from engine.project.model import Clip, Take
from engine.storage.regular_files import read_regular
from gui.document import autosave
from gui.document.commands import Item, edits
from gui.document.document import Document
from gui.settings import Settings

_ABANDONED_S: Final = 86400.0  # an open window writes autosaves of its unsaved takes before that


class TakeFiles(QObject):
    """Removes files of takes when their project is closed."""

    def __init__(self, document: Document, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._settings = settings
        document.left.connect(self.remove_unneeded)

    @Slot()
    def remove_unneeded(self) -> None:
        """Remove the files of the open project's takes that nothing names."""
        document = self._document
        if not autosave.copies_of(document.project.id):
            # The takes of a saved project are beside it.
            shutil.rmtree(storage.unsaved_takes_folder(document.project), ignore_errors=True)
        if document.own_path is not None:
            recent = [path for path in self._settings.recent if path.suffix == storage.SUFFIX]
            folder = storage.takes_folder(document.own_path)
            project = document.project
            items = [*project.takes, *project.clips, *_held_by_undo(document)]
            remove_unnamed(items, folder, recent)


def remove_unnamed(items: Iterable[Item | None], folder: Path, projects: Iterable[Path]) -> None:
    """Remove files of takes and recordings that neither a project on disk nor an autosave names.

    Args:
        items: takes and clips of a project that is being closed; other files are left alone.
        folder: the folder of its takes.
        projects: project files to look into, besides those beside the folder.
    """
    stems = {stem for item in items for stem in _stems(item)}
    files = [path for stem in stems for path in folder.glob(f"{stem}.*")]
    if not files:
        return
    named_by = {*_projects_in(folder.parent), *_projects_in(autosave.folder()), *projects}
    try:
        texts = [read_regular(path) for path in named_by if path.exists()]
    except OSError:
        return  # a project that cannot be read may need any of them
    for file in files:
        if not any(file.stem.encode() in text for text in texts):
            with suppress(OSError):
                file.unlink()


def replaced(document: Document) -> list[Take]:
    """The deleted takes that no undo brings back, such as those that followed earlier edits."""
    undoable = {item.id for item in _held_by_undo(document) if isinstance(item, Take)}
    return [take for take in document.project.takes if take.deleted and take.id not in undoable]


def _held_by_undo(document: Document) -> list[Item | None]:
    """What only undo or redo could bring back."""
    return [item for edit in edits(document.undo_stack) for item in edit.items]


def _stems(item: Item | None) -> list[str]:
    """The names of the files that are kept for a value of the project."""
    if isinstance(item, Take):
        return [f"take-{item.id}"]
    if isinstance(item, Clip):
        return [f"guide-{track.guide.id}" for track in item.tracks if track.guide is not None]
    return []


def remove_abandoned() -> None:
    """Remove unsaved takes of projects that were neither saved nor recovered after a crash."""
    for folder in storage.unsaved_takes_root().glob("*"):
        with suppress(OSError):
            is_old = time.time() - folder.stat().st_mtime > _ABANDONED_S
            if is_old and not autosave.copies_of(folder.name):
                shutil.rmtree(folder)


def _projects_in(folder: Path) -> Iterator[Path]:
    return folder.glob(f"*{storage.SUFFIX}")
