"""Temporary files and folders of a killed process are removed at the next start.

Each is recorded in the cache while it is in use, in a file whose lock the process holds. The system
releases the lock when the process ends, however it ends; what is recorded without one is a
leftover. Only what is recorded is ever removed, wherever it lies.
"""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock

from engine.config import Folders

_SUFFIX: Final = ".lock"


@contextmanager
def recorded(path: Path) -> Iterator[None]:
    """Record a temporary file or folder while it is in use."""
    lock = _record(path.absolute())
    try:
        yield
    finally:
        if lock is not None:
            lock.release()
            with suppress(OSError):
                Path(lock.lock_file).unlink(missing_ok=True)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Provide a folder for temporary files, removed at the end or at the next start.

    Raises:
        OSError: it cannot be made, or its file system fails in between.
    """
    with tempfile.TemporaryDirectory(prefix="varietysound-") as name, recorded(Path(name)):
        yield Path(name)


def remove_leftovers() -> None:
    """Remove what killed processes left behind; skip what cannot be removed now."""
    for record in _records().glob(f"*{_SUFFIX}"):
        lock = FileLock(record, timeout=0)
        with suppress(OSError):  # also filelock's Timeout: its process still runs
            path = Path(os.fsdecode(record.read_bytes()))
            if not path.is_absolute() or not path.parent.is_dir():
                continue  # being written at this moment, or on a disk that is not connected
            lock.acquire()
            _remove(path)
            record.unlink()
        lock.release()


def _record(path: Path) -> FileLock | None:
    """Record a path and return the lock of the record; None where nothing can be recorded."""
    record = _records() / f"{uuid.uuid4().hex}{_SUFFIX}"
    try:
        record.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(record, timeout=0, thread_local=False)
        lock.acquire()
        record.write_bytes(os.fsencode(path))  # only now: an empty record is never acted upon
    except OSError:
        return None
    return lock


def _records() -> Path:
    return Folders.current().cache / "unfinished"


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
