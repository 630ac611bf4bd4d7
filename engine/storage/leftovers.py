"""Temporary files and folders of a killed process are removed at the next start.

Each is recorded in the cache, with the process that uses it, until it is gone. What a process that
no longer runs has recorded is a leftover. Only what is recorded is ever removed, wherever it lies.
"""

import os
import platform
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from engine.config import Folders
from engine.errors import TargetError, os_errors_as
from engine.storage.atomic import write_atomic
from engine.storage.process import ProcessId
from engine.storage.regular_files import read_regular

_SUFFIX: Final = ".record"


class _Record(NamedTuple):
    """What a process has in use.

    Attributes:
        process: who uses it.
        host: its computer, as several may share a home folder.
        path: the temporary file or folder.
    """

    process: ProcessId
    host: str
    path: Path


@contextmanager
def recorded(path: Path) -> Iterator[None]:
    """Record a temporary file or folder while it is in use."""
    record = _write(_Record(ProcessId.current(), platform.node(), path.absolute()))
    try:
        yield
    finally:
        if record is not None:
            with suppress(OSError):
                record.unlink(missing_ok=True)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Provide a folder for temporary files, removed at the end or at the next start.

    Raises:
        TargetError: it cannot be made or removed.
    """
    folder = Path(tempfile.gettempdir(), f"varietysound-{uuid.uuid4().hex}")
    with recorded(folder):  # before it is made, so that no kill leaves it unrecorded
        with _managing():
            folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            with _managing():
                shutil.rmtree(folder)


def _managing() -> AbstractContextManager[None]:
    return os_errors_as(
        TargetError,
        "The folder for temporary files cannot be used: {reason}.",
        hint="Free some space there, or set TMPDIR to another folder.",
    )


def remove_leftovers() -> None:
    """Remove what killed processes left behind; skip what cannot be removed now."""
    for file in _records().glob(f"*{_SUFFIX}"):
        with suppress(OSError, ValueError, OverflowError):
            record = _read(file)
            is_reachable = record.host == platform.node() and record.path.parent.is_dir()
            if is_reachable and not record.process.alive:
                _remove(record.path)
                file.unlink()


def _write(record: _Record) -> Path | None:
    """Write a record; None where nothing can be written."""
    file = _records() / f"{uuid.uuid4().hex}{_SUFFIX}"
    head = f"{record.process.pid} {record.process.started:.2f}\n{record.host}\n"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(file, head.encode() + os.fsencode(record.path), durable=False)
    except OSError:
        return None
    return file


def _read(file: Path) -> _Record:
    """Read a record.

    Raises:
        ValueError: it is damaged.
    """
    process, host, path = read_regular(file).split(b"\n", 2)
    pid, started = process.split(b" ")
    owner = ProcessId(int(pid), float(started))
    return _Record(owner, host.decode(), Path(os.fsdecode(path)))


def _records() -> Path:
    return Folders.current().cache / "unfinished"


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
