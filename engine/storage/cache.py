"""Arrays on disk, found again by what they were made from: a bounded cache that may vanish.

An entry is one file: the digest of all that follows, then a `.npy`. A file that does not fit its
digest (cut, damaged, half copied) is a miss and is removed. Entries are written beside their place
and renamed, so two processes can share the folder: each sees whole entries or none. The least
recently used entries go first when the folder outgrows its bound; use is marked by the time of
change, because many file systems do not keep the time of reading.
"""

import contextlib
import hashlib
import io
import json
import os
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from engine.config import Folders
from engine.errors import InputError
from engine.progress import JobContext

_SUFFIX: Final = ".array"
_TEMPORARY_SUFFIX: Final = ".part"
_DIGEST_BYTES: Final = 16
_USUAL_LIMIT_BYTES: Final = 2 * 2**30  # the features of 2000 clips of 10 s
_ABANDONED_S: Final = 3600.0  # a writer needs seconds: an older part was left by a crash

# blake2b reads about 1 GB a second: up to here the whole file is read within a tenth of a second
_WHOLE_FILE_BYTES: Final = 64 * 2**20
_SAMPLES: Final = 32
_SAMPLE_BYTES: Final = 2**20


def fingerprint(path: Path) -> str:
    """Tell a file by its content, quickly even for gigabytes.

    A file up to 64 MiB is read whole. Of a larger one the size, the time of change and 32 pieces
    of 1 MiB from its first to its last byte are read: two different videos never agree in all of
    them, and a change in place between the pieces shows in the time. A copy of a large file is
    therefore a different file, which costs one more look at it and never a wrong answer.

    Raises:
        InputError: if the file cannot be read.
    """
    digest = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            digest.update(str(status.st_size).encode())
            if status.st_size > _WHOLE_FILE_BYTES:
                digest.update(str(status.st_mtime_ns).encode())
            for piece in _pieces(file, status.st_size):
                digest.update(piece)
    except OSError as error:
        raise InputError(
            f"{path.name} cannot be read.", hint="Check that the file is there and may be read."
        ) from error
    return digest.hexdigest()


def _pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    """The whole of a moderate file, or samples spread evenly over a large one."""
    if size <= _WHOLE_FILE_BYTES:
        while piece := file.read(_SAMPLE_BYTES):
            yield piece
        return
    for index in range(_SAMPLES):
        file.seek((size - _SAMPLE_BYTES) * index // (_SAMPLES - 1))
        yield file.read(_SAMPLE_BYTES)


class Cache:
    """Arrays under keys, at most `limit_bytes` of them, in a folder that may be lost at any time.

    Nothing that goes wrong here stops a job: an unreadable entry is a miss, and where nothing can
    be written (read-only, full) the job goes on without, which is noted once.
    """

    def __init__(self, folder: Path, limit_bytes: int) -> None:
        if limit_bytes < 0:
            raise ValueError(f"a cache's limit must be at least 0 bytes, not {limit_bytes}")
        self._folder = folder
        self._limit_bytes = limit_bytes

    @classmethod
    def of_user(cls) -> "Cache":
        """The cache that the window and the command line share."""
        return cls(Folders.current().cache, _USUAL_LIMIT_BYTES)

    @staticmethod
    def key(*parts: str | float | None) -> str:
        """One name for everything that the array depends on, in this order."""
        text = json.dumps(parts, allow_nan=False)
        return hashlib.blake2b(text.encode(), digest_size=_DIGEST_BYTES).hexdigest()

    def get(self, key: str) -> NDArray[Any] | None:
        """The array under this key, or None; a damaged entry is removed and counts as none."""
        path = self._path(key)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        if _digest(memoryview(content)[_DIGEST_BYTES:]) != content[:_DIGEST_BYTES]:
            _remove(path)
            return None
        with contextlib.suppress(OSError):  # read-only, or evicted meanwhile: the content is here
            os.utime(path)
        file = io.BytesIO(content)
        file.seek(_DIGEST_BYTES)
        array: NDArray[Any] = np.load(file, allow_pickle=False)
        return array

    def put(self, key: str, array: NDArray[Any], context: JobContext) -> None:
        """Keep an array of numbers, and let the least recently used go where space is short.

        Args:
            key: from `key`.
            array: any shape; not of objects.
            context: is told, once, if nothing can be kept.
        """
        file = io.BytesIO()
        np.save(file, array, allow_pickle=False)
        body = file.getbuffer()  # not copied: the features of an hour are 600 MB
        if _DIGEST_BYTES + len(body) > self._limit_bytes:
            return  # it would push everything else out and then itself
        temporary = self._folder / f"{key}-{uuid.uuid4().hex}{_TEMPORARY_SUFFIX}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as part:
                part.write(_digest(body))
                part.write(body)
            temporary.replace(self._path(key))
        except OSError as error:
            _remove(temporary)
            reason = error.strerror or type(error).__name__
            context.note(f"Nothing is kept in the cache {self._folder}: {reason}.")
            return
        self._evict()

    def size_bytes(self) -> int:
        """Bytes that the entries take on disk."""
        return sum(size for _, size, _ in self._entries())

    def clear(self) -> None:
        """Remove every entry, and nothing else that may lie in the folder."""
        for _, _, path in self._entries():
            _remove(path)
        for path in self._folder.glob(f"*{_TEMPORARY_SUFFIX}"):
            _remove(path)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}{_SUFFIX}"

    def _entries(self) -> list[tuple[int, int, Path]]:
        """When last used (ns), bytes, path."""
        found = []
        for path in self._folder.glob(f"*{_SUFFIX}"):
            try:
                status = path.stat()
            except OSError:
                continue  # another process removed it between the two looks
            found.append((status.st_mtime_ns, status.st_size, path))
        return found

    def _evict(self) -> None:
        """Remove the least recently used until the bound is kept, and parts left by a crash."""
        entries = sorted(self._entries())
        excess = sum(size for _, size, _ in entries) - self._limit_bytes
        for _, size, path in entries:
            if excess <= 0:
                break
            _remove(path)
            excess -= size
        for path in self._folder.glob(f"*{_TEMPORARY_SUFFIX}"):
            try:
                abandoned = time.time() - path.stat().st_mtime > _ABANDONED_S
            except OSError:
                continue
            if abandoned:
                _remove(path)


def _digest(body: memoryview) -> bytes:
    return hashlib.blake2b(body, digest_size=_DIGEST_BYTES).digest()


def _remove(path: Path) -> None:
    """Remove a file if it is there and may be removed."""
    with contextlib.suppress(OSError):  # read-only: it stays a miss
        path.unlink(missing_ok=True)
