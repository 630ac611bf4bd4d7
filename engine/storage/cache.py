"""A bounded on-disk cache of arrays, keyed by what they were computed from.

An entry is one file: the digest of the rest, then a `.npy`. A file that does not match its digest
(truncated, damaged, half copied) is a miss and is removed. Entries are written to temporary files
and renamed, so two processes can share the folder: each sees complete entries or none. When the
folder exceeds its limit, the least recently used entries are evicted; use is recorded as the
modification time, because many file systems do not track the access time.
"""

import contextlib
import hashlib
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from engine.config import Folders
from engine.errors import InputError, os_errors_as, reason_of
from engine.progress import JobContext
from engine.storage.atomic import remove_incomplete, writing
from engine.storage.regular_files import open_regular, read_regular

_SUFFIX: Final = ".array"
_DIGEST_BYTES: Final = 16
_USUAL_LIMIT_BYTES: Final = 2 * 2**30  # the features of 2000 clips of 10 s
_ABANDONED_S: Final = 3600.0  # a writer needs seconds: an older temporary file is from a crash

# blake2b reads about 1 GB per second: up to here the whole file is read within a tenth of a second
_WHOLE_FILE_BYTES: Final = 64 * 2**20
_SAMPLES: Final = 32
_SAMPLE_BYTES: Final = 2**20


def fingerprint(path: Path) -> str:
    """Identify a file by its content, quickly even for gigabytes.

    A file up to 64 MiB is read whole. Of a larger one, the size, the modification time and 32
    samples of 1 MiB from its first to its last byte are used: two different videos never agree in
    all of them, and an in-place change between the samples shows in the time. A copy of a large
    file therefore counts as a different file, which costs another analysis but is never wrong.

    Raises:
        InputError: the file cannot be read.
    """
    digest = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    with (
        os_errors_as(
            InputError,
            "{name} cannot be read.",
            hint="Check that the file exists and is readable.",
            name=path.name,
        ),
        open_regular(path) as file,
    ):
        status = os.fstat(file.fileno())
        digest.update(str(status.st_size).encode())
        if status.st_size > _WHOLE_FILE_BYTES:
            digest.update(str(status.st_mtime_ns).encode())
        for piece in _pieces(file, status.st_size):
            digest.update(piece)
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
    """Arrays by key, at most `limit_bytes` in total, in a folder that may be deleted at any time.

    No failure here stops a job: an unreadable entry is a miss, and if nothing can be written
    (read-only, full), the job continues without the cache and a note says so once.
    """

    def __init__(self, folder: Path, limit_bytes: int) -> None:
        if limit_bytes < 0:
            raise ValueError(f"a cache's limit must be at least 0 bytes, not {limit_bytes}")
        self._folder = folder
        self._limit_bytes = limit_bytes

    @classmethod
    def of_user(cls) -> "Cache":
        """The cache shared by the window and the command line."""
        return cls(Folders.current().cache, _USUAL_LIMIT_BYTES)

    @staticmethod
    def key(*parts: str | float | None) -> str:
        """Build a key from everything that the array depends on, in this order."""
        text = json.dumps(parts, allow_nan=False)
        return hashlib.blake2b(text.encode(), digest_size=_DIGEST_BYTES).hexdigest()

    def get(self, key: str) -> NDArray[Any] | None:
        """Return the array for this key, or None; a damaged entry is removed and counts as None."""
        path = self._path(key)
        try:
            content = read_regular(path)
        except OSError:
            return None
        if _digest(memoryview(content)[_DIGEST_BYTES:]) != content[:_DIGEST_BYTES]:
            _remove(path)
            return None
        with contextlib.suppress(OSError):  # read-only, or just evicted: the content is in memory
            os.utime(path)
        file = io.BytesIO(content)
        file.seek(_DIGEST_BYTES)
        array: NDArray[Any] = np.load(file, allow_pickle=False)
        return array

    def put(self, key: str, array: NDArray[Any], context: JobContext) -> None:
        """Store a numeric array, and evict the least recently used ones if space is short.

        The context receives a note, once, if nothing can be stored.
        """
        file = io.BytesIO()
        np.save(file, array, allow_pickle=False)
        body = file.getbuffer()  # not copied: the features of an hour take 600 MB
        if _DIGEST_BYTES + len(body) > self._limit_bytes:
            return  # it would evict everything else and then itself
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with writing(self._path(key), durable=False) as part:
                part.write(_digest(body))
                part.write(body)
        except OSError as error:
            context.note(
                "The cache {folder} cannot be written: {reason}.",
                folder=self._folder,
                reason=reason_of(error),
            )
            return
        self._evict()

    def files(self) -> list[Path]:
        """The files of the entries."""
        return [path for _, _, path in self._entries()]

    def size_bytes(self) -> int:
        """Total size of the entries on disk in bytes."""
        return sum(size for _, size, _ in self._entries())

    def clear(self) -> None:
        """Remove every entry, but no other files in the folder."""
        for _, _, path in self._entries():
            _remove(path)
        remove_incomplete(self._folder)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}{_SUFFIX}"

    def _entries(self) -> list[tuple[int, int, Path]]:
        """Last use (ns), size in bytes and path of each entry."""
        found = []
        for path in self._folder.glob(f"*{_SUFFIX}"):
            try:
                status = path.stat()
            except OSError:
                continue  # removed by another process in the meantime
            found.append((status.st_mtime_ns, status.st_size, path))
        return found

    def _evict(self) -> None:
        """Evict the least recently used entries down to the limit, and leftovers of crashes."""
        entries = sorted(self._entries())
        excess = sum(size for _, size, _ in entries) - self._limit_bytes
        for _, size, path in entries:
            if excess <= 0:
                break
            _remove(path)
            excess -= size
        remove_incomplete(self._folder, older_s=_ABANDONED_S)


def _digest(body: memoryview) -> bytes:
    return hashlib.blake2b(body, digest_size=_DIGEST_BYTES).digest()


def _remove(path: Path) -> None:
    """Remove a file if it exists and can be removed."""
    with contextlib.suppress(OSError):  # read-only: it stays a miss
        path.unlink(missing_ok=True)
