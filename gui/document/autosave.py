"""Autosaves: the last few copies of unsaved work, for recovery after a crash.

A copy is a project file that also holds the path of the project, the time of the copy and the
process that wrote it. A copy that cannot be read is skipped in favour of an older one.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from engine.config import Folders
from engine.errors import EngineError
from engine.project import storage
from engine.project.model import Project
from engine.storage.atomic import write_atomic
from engine.storage.process import ProcessId
from engine.storage.regular_files import read_regular
from engine.storage.values import DamagedValueError, Value, convert, parse

GENERATIONS: Final = 3


class _About(Value, frozen=True):
    """What a copy holds besides the project.

    Attributes:
        path: the project file; None if it was never saved.
        written_at: local time of the copy.
        process: id and start time of the process that wrote it.
        on_disk: digest of the project file as opened or last saved; empty if unknown.
    """

    path: Path | None
    written_at: datetime
    process: tuple[int, float]
    on_disk: str = ""


@dataclass(frozen=True, slots=True)
class UnsavedWork:
    """Work left behind by a process that ended unexpectedly.

    Attributes:
        project: the project at the time of the copy.
        path: the project file; None if it was never saved.
        written_at: local time of the copy.
        copies: the files of all its generations.
        on_disk: digest of the project file that the work continues; empty if unknown.
    """

    project: Project
    path: Path | None
    written_at: datetime
    copies: tuple[Path, ...]
    on_disk: str = ""

    @property
    def name(self) -> str:
        """Name of the project or of its first clip; empty if it has neither."""
        if self.path is not None:
            return self.path.stem
        return self.project.clips[0].name if self.project.clips else ""


def folder() -> Path:
    """The folder of the copies."""
    return Folders.current().settings / "autosave"


def write(project: Project, path: Path | None, on_disk: str = "") -> None:
    """Write another copy and delete the oldest ones.

    Args:
        project: the project.
        path: the project file; None if it was never saved.
        on_disk: digest of that file as opened or last saved.

    Raises:
        OSError: if it cannot be written; the older copies are kept.
    """
    target = folder()
    target.mkdir(parents=True, exist_ok=True)
    older = copies_of(project.id)
    number = 1 + max((_number(copy) for copy in older), default=0)
    now = datetime.now().astimezone().replace(microsecond=0)
    own = ProcessId.current()
    about = _About(path, now, (own.pid, round(own.started, 2)), on_disk)
    data = storage.encode_project(project, target, autosave=about)
    copy = target / f"{project.id}-{number:06d}{storage.SUFFIX}"
    write_atomic(copy, data, private=True)
    discard(older[: max(0, len(older) - GENERATIONS + 1)])


def copies_of(project_id: str) -> list[Path]:
    """The copies of a project, oldest first."""
    return sorted(folder().glob(f"{project_id}-*{storage.SUFFIX}"), key=_number)


def discard(copies: Iterable[Path]) -> None:
    """Delete copies, as far as they can be: what has the name of one may be a folder."""
    for copy in copies:
        with suppress(OSError):
            copy.unlink(missing_ok=True)


def left_behind() -> list[UnsavedWork]:
    """Unsaved work of processes that no longer run, newest first."""
    ids = {copy.stem.rpartition("-")[0] for copy in folder().glob(f"*-*{storage.SUFFIX}")}
    found = [work for project_id in ids if (work := _newest(project_id)) is not None]
    # By the clock on the wall: a damaged time may lack its zone, and would not compare.
    return sorted(found, key=lambda work: work.written_at.replace(tzinfo=None), reverse=True)


def _newest(project_id: str) -> UnsavedWork | None:
    """The newest readable copy of a project, unless its process still runs."""
    copies = copies_of(project_id)
    for copy in reversed(copies):
        try:
            plain = parse(read_regular(copy), "autosave")
            if not isinstance(plain, dict):
                continue
            about = convert(_About, plain.pop("autosave", None), "autosave")
            if ProcessId(*about.process).alive:
                return None
            project = storage.project_of(plain, copy)
            return UnsavedWork(project, about.path, about.written_at, tuple(copies), about.on_disk)
        except (OSError, DamagedValueError, EngineError):
            continue
    return None


def _number(copy: Path) -> int:
    number = copy.stem.rpartition("-")[2]
    return int(number) if number.isdecimal() else 0
