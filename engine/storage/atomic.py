"""Files that are there whole or not at all, whatever ends the process or fills the disk."""

import contextlib
import json
import os
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

_TEMPORARY_SUFFIX = ".part"


def write_atomic(path: Path, write: Callable[[BinaryIO], object], *, durable: bool = True) -> None:
    """Write a file beside its place, flush it to the disk, and rename it.

    Args:
        path: where it goes.
        write: writes its contents.
        durable: whether to wait until it is on the disk, which can take a tenth of a second.

    Raises:
        OSError: it could not be written, as on a full disk; what was there before is untouched.
    """
    temporary = path.with_name(f".{uuid.uuid4().hex}{_TEMPORARY_SUFFIX}")
    try:
        with temporary.open("wb") as file:
            write(file)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    if durable:
        sync_folder(path.parent)


def write_json(path: Path, values: Any) -> None:
    """Write JSON for people and programs, atomically."""
    text = json.dumps(values, indent=2, ensure_ascii=False) + "\n"
    write_atomic(path, lambda file: file.write(text.encode()))


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder survive a power cut, where the system can."""
    if os.name == "nt":  # Windows cannot open a folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_leftovers(folder: Path) -> None:
    """Remove what killed writers left half written."""
    for path in folder.glob(f"*{_TEMPORARY_SUFFIX}"):
        path.unlink(missing_ok=True)
