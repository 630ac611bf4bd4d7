"""Caches the checks of clips, so that none is decoded twice unless it has changed since.

    DATASET/examined.jsonl      one line per clip, until the data set is complete

With it, preparation resumes without checking thousands of clips again. The whole check of a folder
is also kept in the user's cache, for the preparation or the check that follows it.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from engine.progress import JobContext
from engine.storage.cache import Cache
from engine.storage.lines import append_line
from engine.storage.real_paths import real_path
from engine.storage.regular_files import read_regular
from engine.storage.values import (
    DamagedValueError,
    NewerFormatError,
    Value,
    decode_numbered,
    encode,
)
from training.data.clip_check import ClipCheck
from training.data.sources import ClipFile, folder_of

_FILE: Final = "examined.jsonl"
_FORMAT: Final = 3  # increased also when a clip would be checked differently

_Stamp = tuple[tuple[int, ...], ...]


class _Line(Value, frozen=True, kw_only=True):
    """The stored check of one clip.

    Attributes:
        format: version of the file format.
        stamp: of the clip's files at the time of the check.
        check: the result.
    """

    format: int = _FORMAT
    stamp: _Stamp
    check: ClipCheck


class CheckCache:
    """The cached checks of a folder's clips."""

    def __init__(self, clips: Sequence[ClipFile], data_set: Path | None = None) -> None:
        """Read the last check of the clips, and what an interrupted preparation has checked."""
        folder = folder_of(clips)
        self._key = None if folder is None else Cache.key("check", _FORMAT, str(real_path(folder)))
        self._path = None if data_set is None else data_set / _FILE
        kept = None if self._key is None else Cache.of_user().get(self._key)
        self._known = {} if kept is None else _read_lines(kept.tobytes())
        if self._path is not None:
            with suppress(FileNotFoundError):
                self._known |= _read_lines(read_regular(self._path))

    def recall(self, clips: Sequence[ClipFile]) -> dict[ClipFile, ClipCheck]:
        """The cached checks of those clips that have not changed since."""
        found = {}
        for clip in clips:
            line = self._known.get(clip.source)
            if line is not None and line.stamp == _stamp(clip):
                found[clip] = replace(line.check, clip=clip)  # its class may be another one now
        return found

    def remember(self, check: ClipCheck) -> None:
        """Add a check, also to the data set that is being prepared, ignoring write errors.

        Unreadable clips are not cached: their disk may be available again next time.
        """
        if any(finding.kind == "unreadable" for finding in check.findings):
            return
        line = self._known[check.clip.source] = _Line(stamp=_stamp(check.clip), check=check)
        if self._path is not None:
            with suppress(OSError, ValueError):
                append_line(self._path, encode(line))

    def keep(self) -> None:
        """Keep all checks in the user's cache."""
        if self._key is not None:
            lines = b"\n".join(map(encode, self._known.values()))
            Cache.of_user().put(self._key, np.frombuffer(lines, np.uint8), JobContext())

    def forget(self) -> None:
        """Delete the data set's own, once it is complete."""
        if self._path is not None:
            self._path.unlink(missing_ok=True)


def _read_lines(text: bytes) -> dict[str, _Line]:
    """The lines by source; damaged or newer ones are skipped, so that their clips are rechecked."""
    found = {}
    for each in text.split(b"\n"):
        with suppress(DamagedValueError, NewerFormatError):
            line = decode_numbered(_Line, each, _FILE, version=_FORMAT)
            found[line.check.clip.source] = line
    return found


def _stamp(clip: ClipFile) -> _Stamp:
    """Size and modification time of a clip's files; empty for a missing file."""
    ready = clip.ready
    files = [clip.video, *((ready.rgb, ready.flow, ready.mel) if ready else ())]
    stamps: list[tuple[int, ...]] = []
    for file in files:
        try:
            status = None if file is None else file.stat()
        except OSError:
            status = None
        stamps.append((status.st_size, status.st_mtime_ns) if status else ())
    return tuple(stamps)
