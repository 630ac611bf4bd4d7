"""Copies of unsaved work, for the start after a crash: a few generations, never the file itself.

A copy is a project file of its own with a few words more: where the project lies, when the copy
was written and by which process. A copy that cannot be read is passed over for an older one.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import psutil

from engine.config import Folders
from engine.errors import EngineError
from engine.storage.atomic import write_atomic
from engine.storage.values import DamagedValueError, Value, convert, parse
from gui.document import storage
from gui.document.model import Project

GENERATIONS: Final = 3


class _Process(Value, frozen=True, array_like=True):
    """A process, told from a later one with the same number by its start."""

    pid: int
    started_s: float


class _About(Value, frozen=True):
    """What a copy says of itself, beside the project.

    Attributes:
        path: where the project is saved; None if it never was.
        written_at: local time of the copy.
        process: who wrote it.
    """

    path: Path | None
    written_at: datetime
    process: _Process


@dataclass(frozen=True, slots=True)
class Rescued:
    """Work that a program left behind when it ended unexpectedly.

    Attributes:
        project: as it was.
        path: where the project is saved; None if it never was.
        written_at: local time of the copy.
        copies: the files of all its generations.
    """

    project: Project
    path: Path | None
    written_at: datetime
    copies: tuple[Path, ...]

    @property
    def name(self) -> str:
        """What a person knows it by."""
        if self.path is not None:
            return self.path.stem
        return self.project.clips[0].name if self.project.clips else "a project"


def folder() -> Path:
    """Where the copies lie."""
    return Folders.current().settings / "autosave"


def write(project: Project, path: Path | None) -> None:
    """Write one more copy and drop the oldest ones.

    Raises:
        OSError: if it cannot be written; the older copies stay.
    """
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    older = copies_of(project.id)
    number = 1 + max((_number(copy) for copy in older), default=0)
    about = _About(path, datetime.now().astimezone().replace(microsecond=0), _process(os.getpid()))
    data = storage.encode_project(project, place, autosave=about)
    copy = place / f"{project.id}-{number:06d}{storage.SUFFIX}"
    write_atomic(copy, lambda file: file.write(data))
    discard(older[: max(0, len(older) - GENERATIONS + 1)])


def copies_of(project_id: str) -> list[Path]:
    """The copies of a project, oldest first."""
    return sorted(folder().glob(f"{project_id}-*{storage.SUFFIX}"))


def discard(copies: Iterable[Path]) -> None:
    """Delete copies for good."""
    for copy in copies:
        copy.unlink(missing_ok=True)


def left_behind() -> list[Rescued]:
    """Work of programs that do not run any more, the newest first."""
    ids = {copy.stem.rpartition("-")[0] for copy in folder().glob(f"*-*{storage.SUFFIX}")}
    found = [rescued for project_id in ids if (rescued := _newest(project_id)) is not None]
    return sorted(found, key=lambda rescued: rescued.written_at, reverse=True)


def _newest(project_id: str) -> Rescued | None:
    """The newest readable copy of a project, unless its program still runs."""
    copies = copies_of(project_id)
    for copy in reversed(copies):
        try:
            plain = parse(copy.read_bytes(), "autosave")
            if not isinstance(plain, dict):
                continue
            about = convert(_About, plain.pop("autosave", None), "autosave")
            if _runs(about.process):
                return None
            project = storage.project_of(plain, copy)
            return Rescued(project, about.path, about.written_at, tuple(copies))
        except (OSError, DamagedValueError, EngineError):
            continue
    return None


def _number(copy: Path) -> int:
    number = copy.stem.rpartition("-")[2]
    return int(number) if number.isdigit() else 0


def _process(pid: int) -> _Process:
    """The process of a number.

    Raises:
        psutil.Error: there is none.
    """
    return _Process(pid, round(psutil.Process(pid).create_time(), 2))


def _runs(process: _Process) -> bool:
    try:
        return _process(process.pid) == process
    except (psutil.Error, ValueError, OverflowError):
        return False
