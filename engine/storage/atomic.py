"""Write files atomically: complete or not at all, even if the process dies or the disk is full."""

import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_TEMPORARY_SUFFIX = ".part"


def write_atomic(
    path: Path, contents: bytes | memoryview, *, durable: bool = True, private: bool = False
) -> None:
    """Write a whole file; see `writing`."""
    with writing(path, durable=durable, private=private) as file:
        file.write(contents)


@contextmanager
def writing(path: Path, *, durable: bool = True, private: bool = False) -> Iterator[BinaryIO]:
    """Provide a temporary file next to the target; flush it to disk and rename it on success.

    Args:
        path: the target; if it is a link to a file, that file is replaced and the link stays.
        durable: whether to wait until it is on disk, which can take a tenth of a second.
        private: whether only its owner may read it.

    Raises:
        OSError: it could not be written, as on a full disk; an existing file is left unchanged.
    """
    if path.is_file():
        path = Path(os.path.realpath(path))
    temporary = path.with_name(f".{uuid.uuid4().hex}{_TEMPORARY_SUFFIX}")
    try:
        with temporary.open("wb") as file:
            if private:
                temporary.chmod(0o600)
            yield file
            file.flush()
            if durable:
                os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    if durable:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder survive a power failure, if the system supports it."""
    if os.name == "nt":  # Windows cannot open a folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_incomplete(folder: Path, *, older_s: float = 0.0) -> None:
    """Remove incomplete files left by killed writers, as far as they can be and are that old."""
    for path in folder.glob(f"*{_TEMPORARY_SUFFIX}"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime >= older_s:
                path.unlink()
