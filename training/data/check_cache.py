"""Remembers the checks of clips while a data set is made, so that no clip is decoded twice.

    DATASET/examined.jsonl      one line a clip, until the data set is complete

After an interruption, thousands of clips need not be checked a second time. A clip that changed
since is checked again.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

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
_FORMAT: Final = 1

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
    """What was found in one clip.

    Attributes:
        format: its version.
        source: of the clip.
        stamp: of its files, as they were then.
        findings: the kind and the detail of each.
        numbers: what was measured.
    """

    format: int = _FORMAT
    source: str
    stamp: _Stamp
    findings: tuple[tuple[Kind, str], ...]
    numbers: _Numbers


class CheckCache:
    """What is known of a data set's clips from checks that were made already."""

    def __init__(self, folder: Path) -> None:
        """Read what an earlier, interrupted run left in the data set's folder."""
        self._path = folder / _FILE
        self._known = _read_lines(self._path)

    def recall(self, clips: Sequence[ClipFile]) -> dict[ClipFile, ClipCheck]:
        """The checks of those clips that are as they were then."""
        found = {}
        for clip in clips:
            line = self._known.get(clip.source)
            if line is not None and line.stamp == _stamp(clip):
                numbers = {name: getattr(line.numbers, name) for name in _Numbers.__struct_fields__}
                findings = tuple(Finding(*each) for each in line.findings)
                found[clip] = ClipCheck(clip=clip, **numbers, findings=findings)
        return found

    def remember(self, check: ClipCheck) -> None:
        """Write one down; what cannot be written is checked again another time.

        So is a clip that could not be read: its disk may be back by then.
        """
        if any(finding.kind == "unreadable" for finding in check.findings):
            return
        line = _Line(
            source=check.clip.source,
            stamp=_stamp(check.clip),
            findings=check.findings,
            numbers=_Numbers(**{n: getattr(check, n) for n in _Numbers.__struct_fields__}),
        )
        with suppress(OSError, ValueError), self._path.open("ab") as file:
            file.write(b"\n" + encode(line))  # whatever an interrupted line leaves is cut off

    def forget(self) -> None:
        """The data set is complete."""
        self._path.unlink(missing_ok=True)


def _read_lines(path: Path) -> dict[str, _Line]:
    """The lines by their clip's source; what is damaged or newer is checked again instead."""
    found = {}
    with suppress(FileNotFoundError):
        for text in path.read_bytes().split(b"\n"):
            with suppress(DamagedValueError, NewerFormatError):
                line = decode_numbered(_Line, text, _FILE, version=_FORMAT)
                found[line.source] = line
    return found


def _stamp(clip: ClipFile) -> _Stamp:
    """Size and time of a clip's files; no clip that has lost one is as it was."""
    ready = clip.ready
    files = [clip.video, *((ready.rgb, ready.flow, ready.mel) if ready else ())]
    stamps: list[tuple[int, ...]] = []
    for file in files:
        try:
            seen = None if file is None else file.stat()
        except OSError:
            seen = None
        stamps.append((seen.st_size, seen.st_mtime_ns) if seen else ())
    return tuple(stamps)
