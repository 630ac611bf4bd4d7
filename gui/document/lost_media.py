"""Find missing and damaged media: compare what is offered with what the project remembers."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from engine.errors import InputError
from engine.media.probe import probe
from engine.progress import JobContext
from engine.project.files import media_file, missing, same_content
from engine.project.model import MediaFile, Project
from gui.kit.durations import length_text
from gui.kit.language import number, tr

_SAME_S: Final = 0.05  # durations closer than this read the same
_MOST_FILES: Final = 5000  # looked at in one folder


@dataclass(frozen=True, slots=True)
class LostFile:
    """A file that is missing or cannot be read, and what it is needed for.

    Attributes:
        file: as the project remembers it.
        needs_video: whether a clip uses it; references need a sound.
    """

    file: MediaFile
    needs_video: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may take the place of a missing one.

    Attributes:
        lost: the missing file.
        file: the other file.
        difference: how it differs, as a sentence; empty if it has the same content.
    """

    lost: MediaFile
    file: MediaFile
    difference: str = ""


def lost_files(project: Project) -> list[LostFile]:
    """The missing media of a project, clips first."""
    return _lost(project, missing)


def damaged_files(project: Project, context: JobContext) -> list[LostFile]:
    """The media of a project that are there but cannot be read, clips first."""

    def damaged(files: Iterable[MediaFile]) -> list[MediaFile]:
        return [file for file in {file.path: file for file in files}.values() if is_damaged(file)]

    def is_damaged(file: MediaFile) -> bool:
        context.advance(0.0)
        try:
            probe(file.path)
        except InputError:
            return True
        return False

    return _lost(project, damaged)


def _lost(
    project: Project, among: Callable[[Iterable[MediaFile]], list[MediaFile]]
) -> list[LostFile]:
    clips = among(clip.file for clip in project.clips)
    paths = {file.path for file in clips}
    references = among(reference.file for reference in project.references)
    others = [file for file in references if file.path not in paths]
    return [*(LostFile(file, True) for file in clips), *(LostFile(file, False) for file in others)]


def compare(lost: LostFile, path: Path) -> Found:
    """Compare a file with the missing one that it may replace.

    Raises:
        InputError: if it cannot replace it: it cannot be read, or has no video or no sound.
    """
    path = path.absolute()
    if same_content(lost.file, path):
        return Found(lost.file, replace(lost.file, path=path))
    info = probe(path)
    if lost.needs_video and info.video is None:
        raise InputError(
            tr("{name} has no video, unlike {lost}.", name=path.name, lost=lost.file.path.name)
        )
    if not lost.needs_video and not info.audio:
        raise InputError(
            tr("{name} has no sound, unlike {lost}.", name=path.name, lost=lost.file.path.name)
        )
    file = media_file(path, info.duration_s)
    return Found(lost.file, file, _difference(lost.file, file))


def find(
    lost: Iterable[LostFile], chosen: LostFile, path: Path, context: JobContext
) -> list[Found]:
    """Find missing files, given the new path of one of them.

    The others are looked for in the same folder and at the same relative path from there, so one
    answer relinks a whole folder: first by content, under any name, then by name.

    Raises:
        InputError: if the chosen file cannot replace the missing one.
    """
    found = [compare(chosen, path)]
    siblings = _files_by_size(path.parent)
    for other in lost:
        context.advance(0.0)
        if other != chosen:
            step = os.path.relpath(other.file.path, chosen.file.path.parent)
            named = [path.parent / step, path.parent / other.file.path.name]
            match = _best(other, named, siblings.get(other.file.size_bytes, []))
            found.extend(match)
    return found


def _best(lost: LostFile, named: list[Path], of_same_size: list[Path]) -> Iterator[Found]:
    """The file with the same content, or else one with the same name; at most one."""
    named = [Path(os.path.normpath(path.absolute())) for path in named]
    for path in (*named, *of_same_size):
        if same_content(lost.file, path):
            yield Found(lost.file, replace(lost.file, path=path.absolute()))
            return
    for path in named:
        try:
            yield compare(lost, path)
        except InputError:
            continue  # nobody chose this file, so no notice
        return


def _files_by_size(folder: Path) -> dict[int, list[Path]]:
    result: dict[int, list[Path]] = {}
    try:
        with os.scandir(folder) as entries:
            for entry, _ in zip(entries, range(_MOST_FILES), strict=False):
                if entry.is_file():
                    result.setdefault(entry.stat().st_size, []).append(Path(entry.path))
    except OSError:
        return {}  # what was seen is not worth a notice: the chosen file is found anyway
    return result


def _difference(lost: MediaFile, file: MediaFile) -> str:
    """How two files differ, as a sentence."""
    parts: list[str] = []
    if abs(lost.duration_s - file.duration_s) > _SAME_S:
        parts.append(
            tr(
                "duration {length} instead of {expected}",
                length=length_text(file.duration_s),
                expected=length_text(lost.duration_s),
            )
        )
    if lost.size_bytes != file.size_bytes:
        parts.append(
            tr(
                "size {size} instead of {expected} bytes",
                size=number(file.size_bytes),
                expected=number(lost.size_bytes),
            )
        )
    what = ", ".join(parts) or tr("other content of the same size and duration")
    return tr(
        "{name} is not the same file as {lost}: {difference}.",
        name=file.path.name,
        lost=lost.path.name,
        difference=what,
    )
