"""Caches the checks of clips while a data set is prepared, so that no clip is decoded twice.

    DATASET/examined.jsonl      one line per clip, until the data set is complete

Preparation can then resume without checking thousands of clips again. Clips that have changed since
are rechecked.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from engine.phrases import Phrase
from engine.storage.lines import append_line
from engine.storage.regular_files import read_regular
from engine.storage.values import (
    DamagedValueError,
    NewerFormatError,
    Value,
    decode_numbered,
    encode,
)
from training.data.clip_check import ClipCheck, Finding, Kind
from training.data.sources import ClipFile

_FILE: Final = "examined.jsonl"
_FORMAT: Final = 2

_Stamp = tuple[tuple[int, ...], ...]


class _Numbers(Value, frozen=True, kw_only=True):
    """The numbers of a `ClipCheck`, by the same names."""

    digest: str
    picture_s: float
    sound_s: float
    rate_hz: int
    channels: int
    peak: float
    clipped: float
    moving: float


class _Line(Value, frozen=True, kw_only=True):
    """The stored check of one clip.

    Attributes:
        format: version of the file format.
        source: of the clip.
        stamp: of its files at the time of the check.
        findings: kind and detail of each.
        numbers: measured values.
    """

    format: int = _FORMAT
    source: str
    stamp: _Stamp
    findings: tuple[tuple[Kind, Phrase], ...]
    numbers: _Numbers


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
                numbers = {name: getattr(line.numbers, name) for name in _Numbers.__struct_fields__}
                findings = tuple(Finding(*each) for each in line.findings)
                found[clip] = ClipCheck(clip=clip, **numbers, findings=findings)
        return found

    def remember(self, check: ClipCheck) -> None:
        """Append a check to the cache, ignoring write errors.

        Unreadable clips are not cached: their disk may be available again next time.
        """
        if any(finding.kind == "unreadable" for finding in check.findings):
            return
        line = _Line(
            source=check.clip.source,
            stamp=_stamp(check.clip),
            findings=check.findings,
            numbers=_Numbers(**{n: getattr(check, n) for n in _Numbers.__struct_fields__}),
        )
        with suppress(OSError, ValueError):
            append_line(self._path, encode(line))

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
                found[line.source] = line
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
