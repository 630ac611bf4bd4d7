"""Media file fingerprints, and finding files that were moved."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from engine.errors import InputError, os_errors_as
from engine.project.model import MediaFile
from engine.storage.regular_files import open_regular

_EDGE_BYTES: Final = 65536  # tells recordings of one device apart; read in under a millisecond


def content_digest(path: Path) -> str:
    """Hash of a file's length and its first and last 64 KiB.

    Raises:
        InputError: if the file cannot be read.
    """
    with (
        os_errors_as(
            InputError, "{name} cannot be read.", hint="Check that it still exists.", name=path.name
        ),
        open_regular(path) as stream,
    ):
        digest = hashlib.sha256(stream.read(_EDGE_BYTES))
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - _EDGE_BYTES))
        digest.update(stream.read(_EDGE_BYTES))
        digest.update(str(size).encode())
    return digest.hexdigest()[:32]


def media_file(path: Path, duration_s: float) -> MediaFile:
    """Fingerprint a file whose duration is known.

    Raises:
        InputError: if the file cannot be read.
    """
    absolute = path.absolute()
    digest = content_digest(absolute)
    return MediaFile(absolute, absolute.stat().st_size, duration_s, digest)


def same_content(file: MediaFile, path: Path) -> bool:
    """Whether the file at `path` matches the fingerprint."""
    try:
        return path.stat().st_size == file.size_bytes and content_digest(path) == file.digest
    except (OSError, InputError):
        return False


def locate(file: MediaFile, project_folder: Path) -> MediaFile:
    """Find a project's file: relative to the project first, then at its last known path.

    A project copied along with its media must use the copies. A file with a matching fingerprint
    wins; otherwise an existing file is used even though its content has changed.
    """
    candidates = [file.path]
    if file.relative is not None:
        candidates.insert(0, Path(os.path.normpath(project_folder / file.relative)))
    file = replace(file, relative=None)
    for candidate in candidates:
        if same_content(file, candidate):
            return replace(file, path=candidate)
    return next((replace(file, path=c) for c in candidates if c.is_file()), file)


def missing(files: Iterable[MediaFile]) -> list[MediaFile]:
    """The files that do not exist at their paths, without duplicates."""
    return list({file.path: file for file in files if not file.path.is_file()}.values())
