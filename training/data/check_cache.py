"""Remembers the examinations of clips while a data set is made, so that no clip is watched twice.

    DATASET/examined.jsonl      one line a clip, until the data set is complete

Whoever goes on with thousands of clips after an interruption would else wait for a check that was
done already. A clip that changed since is examined again.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from training.data.clip_check import ClipCheck, Finding
from training.data.sources import ClipFile

_FILE: Final = "examined.jsonl"
_FORMAT: Final = 1  # another one, with other findings, is not understood


class CheckCache:
    """The examinations that are known of a data set's clips."""

    def __init__(self, folder: Path) -> None:
        """Read what an earlier, interrupted run left in the data set's folder."""
        self._path = folder / _FILE
        self._known = dict(_lines(self._path))

    def recall(self, clips: Sequence[ClipFile]) -> dict[ClipFile, ClipCheck]:
        """The examinations of those clips that are as they were then."""
        found = {}
        for clip in clips:
            line = self._known.get(clip.source)
            if line is not None and line["stamp"] == _stamp(clip):
                findings = tuple(Finding(*each) for each in line["findings"])
                found[clip] = ClipCheck(clip=clip, **line["numbers"], findings=findings)
        return found

    def remember(self, examination: ClipCheck) -> None:
        """Write one down; what cannot be written is examined again another time.

        So is a clip that could not be read: its disk may be back by then.
        """
        if any(finding.kind == "unreadable" for finding in examination.findings):
            return
        numbers = asdict(examination)
        del numbers["clip"]
        line = {
            "format": _FORMAT,
            "source": examination.clip.source,
            "stamp": _stamp(examination.clip),
            "findings": numbers.pop("findings"),
            "numbers": numbers,
        }
        with suppress(OSError), self._path.open("a", encoding="utf-8") as file:
            file.write("\n" + json.dumps(line))  # whatever an interrupted line leaves is cut off

    def forget(self) -> None:
        """The data set is complete."""
        self._path.unlink(missing_ok=True)


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The lines by their clip's source; those that were interrupted are passed over."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    for line in text.splitlines():
        try:
            values = json.loads(line)
        except ValueError:
            continue
        if isinstance(values, dict) and values.get("format") == _FORMAT:
            yield values["source"], values


def _stamp(clip: ClipFile) -> list[list[int]]:
    """Size and time of a clip's files; no clip that has lost one is as it was."""
    ready = clip.ready
    files = [clip.video, *((ready.rgb, ready.flow, ready.mel) if ready else ())]
    stamps = []
    for file in files:
        try:
            seen = None if file is None else file.stat()
        except OSError:
            seen = None
        stamps.append([seen.st_size, seen.st_mtime_ns] if seen else [])
    return stamps
