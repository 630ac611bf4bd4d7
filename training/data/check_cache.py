"""Caches the checks of clips while a data set is prepared, so that no clip is decoded twice.

    DATASET/examined.jsonl      one line per clip, until the data set is complete

Preparation can then resume without checking thousands of clips again. Clips that have changed since
are rechecked.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from engine.storage.lines import append_line
from engine.storage.regular_files import read_regular
from engine.storage.values import (
    DamagedValueError,
    NewerFormatError,
    Value,
    decode_numbered,
    encode,
)
from training.data.clip_check import ClipCheck
from training.data.sources import ClipFile

_FILE: Final = "examined.jsonl"
_FORMAT: Final = 3

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
    """The cached checks of a data set's clips."""

    def __init__(self, folder: Path) -> None:
        """Read the cache that an interrupted run left in the data set's folder."""
        self._path = folder / _FILE
        self._known = _read_lines(self._path)

    def recall(self, clips: Sequence[ClipFile]) -> dict[ClipFile, ClipCheck]:
        """The cached checks of those clips that have not changed since."""
        found = {}
        for clip in clips:
            line = self._known.get(clip.source)
            if line is not None and line.stamp == _stamp(clip):
                found[clip] = replace(line.check, clip=clip)  # its class may be another one now
        return found

    def remember(self, check: ClipCheck) -> None:
        """Append a check to the cache, ignoring write errors.

        Unreadable clips are not cached: their disk may be available again next time.
        """
        if any(finding.kind == "unreadable" for finding in check.findings):
            return
        with suppress(OSError, ValueError):
            append_line(self._path, encode(_Line(stamp=_stamp(check.clip), check=check)))

    def forget(self) -> None:
        """Delete the cache, once the data set is complete."""
        self._path.unlink(missing_ok=True)


def _read_lines(path: Path) -> dict[str, _Line]:
    """The lines by source; damaged or newer ones are skipped, so that their clips are rechecked."""
    found = {}
    with suppress(FileNotFoundError):
        for text in read_regular(path).split(b"\n"):
            with suppress(DamagedValueError, NewerFormatError):
                line = decode_numbered(_Line, text, _FILE, version=_FORMAT)
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
