"""What the program occupies on the disk, and what of it nothing needs."""

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from engine.config import Folders
from engine.progress import JobContext
from engine.project import storage
from engine.project.model import Project
from engine.storage.cache import Cache
from engine.storage.folders import files_below
from gui.document import autosave
from training.run.known_runs import known_runs

Kind = Literal["analyses", "takes", "project", "copies", "models", "runs"]
_SETTLED_S: Final = 60.0  # until then, a take may have been made that no copy of its project names


@dataclass(frozen=True, slots=True)
class Occupied:
    """Files of one kind.

    Attributes:
        total_bytes: what all of them occupy.
        unneeded_bytes: what the unneeded ones occupy.
        unneeded: files and folders that nothing needs.
        folder: where they are, if that is one folder.
    """

    total_bytes: int = 0
    unneeded_bytes: int = 0
    unneeded: tuple[Path, ...] = ()
    folder: Path | None = None


def look(project: Project, own_path: Path | None, context: JobContext) -> Mapping[Kind, Occupied]:
    """What the program occupies, by kind.

    Args:
        project: the open project, whose files are all needed.
        own_path: its file; None if it was never saved.
        context: to cancel.
    """
    looks: dict[Kind, Callable[[], Occupied]] = {
        "analyses": _analyses,
        "takes": lambda: _unsaved_takes(project),
        "project": lambda: _whole(None if own_path is None else storage.takes_folder(own_path)),
        "copies": _copies,
        "models": lambda: _whole(Folders.current().models),
        "runs": _runs,
    }
    found: dict[Kind, Occupied] = {}
    for kind, look_at in looks.items():
        context.advance(len(found) / len(looks))
        found[kind] = look_at()
    return found


def _analyses() -> Occupied:
    """The cache; whatever is missing from it is computed again."""
    entries = tuple(Cache.of_user().files())
    size = sum(map(_size, entries))
    return Occupied(size, size, entries, Folders.current().cache)


def _unsaved_takes(project: Project) -> Occupied:
    """Takes of projects that were never saved; those that can be recovered are needed."""
    root = storage.unsaved_takes_root()
    folders = _inside(root)
    unneeded = tuple(
        folder
        for folder in folders
        if folder.name != project.id
        and not autosave.copies_of(folder.name)
        and time.time() - _changed_s(folder) > _SETTLED_S
    )
    return Occupied(sum(map(_size, folders)), sum(map(_size, unneeded)), unneeded, root)


def _copies() -> Occupied:
    """Copies of unsaved work; those of a process that still runs are needed."""
    unneeded = tuple(copy for work in autosave.left_behind() for copy in work.copies)
    size = _size(autosave.folder())
    return Occupied(size, sum(map(_size, unneeded)), unneeded, autosave.folder())


def _runs() -> Occupied:
    return Occupied(sum(_size(run.path) for run in known_runs()))


def _whole(folder: Path | None) -> Occupied:
    return Occupied() if folder is None else Occupied(_size(folder), folder=folder)


def _inside(folder: Path) -> list[Path]:
    """What is in a folder, without hidden files."""
    try:
        return [path for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
    except OSError:
        return []


def _changed_s(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return time.time()


def _size(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    if path.is_dir() and not path.is_symlink():
        return sum(map(_own_size, _files(path)))
    return _own_size(path)


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in files_below(folder) if path.is_file() and not path.is_symlink())


def _own_size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0
