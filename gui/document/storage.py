"""Project files: versioned JSON, written beside its place and renamed, takes in a folder beside it.

Paths of media are stored twice: absolute, and relative to the project, so that a folder which is
moved or copied as a whole keeps working. Fingerprints tell which of the two is the right file.
"""

import json
import os
import shutil
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from engine.config import Folders
from engine.errors import InputError, TargetError
from gui.document.files import locate, missing, write_atomically
from gui.document.json_values import ShapeError, from_json, to_json
from gui.document.model import MediaFile, Project, Take
from gui.document.relinking import with_media_moved

SUFFIX: Final = ".varietysound"
FORMAT: Final = "varietysound project"
VERSION: Final = 1
_TAKES_SUFFIX: Final = ".takes"


def save(project: Project, path: Path) -> Project:
    """Write a project and put its takes into the folder beside it.

    Returns:
        The project whose takes lie in that folder now.

    Raises:
        TargetError: if it cannot be written; what was there before is untouched.
    """
    path = path.absolute()
    try:
        saved = replace(project, takes=_collect_takes(project, _takes_folder(path)))
        write_atomically(path, encode(saved, path.parent))
    except OSError as error:
        raise TargetError(
            f"{path.name} could not be saved: {error.strerror or error}.",
            hint="Save it to another folder.",
        ) from error
    return saved


def load(path: Path) -> Project:
    """Read a project; its media are looked for, and what is missing keeps its old path.

    Raises:
        InputError: if it is not a project, is damaged, or was made by a newer program.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name} cannot be read.", hint="Choose another file.") from error
    return decode(text, path.absolute())


def missing_media(project: Project) -> list[MediaFile]:
    """Media of the project that are not where they should be."""
    return missing(_media(project))


def encode(project: Project, folder: Path) -> str:
    """A project as the text of its file; `folder` is where that file will lie."""
    data = to_json(project)
    for owner in (*data["clips"], *data["references"]):
        owner["file"]["relative"] = _relative(owner["file"]["path"], folder)
    for take in data["takes"]:
        for key in ("sound", "mel"):
            if take[key] is not None:
                take[key] = _relative(take[key], folder) or take[key]
    document = {"format": FORMAT, "version": VERSION, **data}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def decode(text: str, path: Path) -> Project:
    """The project of a file's text; `path` is where that file lies.

    Raises:
        InputError: if it is not a project, is damaged, or was made by a newer program.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"{path.name} is damaged.", hint="Open an older copy of it.") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InputError(f"{path.name} is not a project of this program.")
    if not isinstance(data.get("version"), int) or data["version"] > VERSION:
        raise InputError(
            f"{path.name} was made by a newer version of this program.",
            hint="Update the program to open it.",
        )
    try:
        return _located(from_json(Project, data), data, path.parent)
    except ShapeError as error:
        raise InputError(
            f"{path.name} is damaged: {error}.", hint="Open an older copy of it."
        ) from error


def unsaved_takes_folder(project: Project) -> Path:
    """Where the takes of a project lie until it is saved for the first time."""
    return Folders.current().cache / "takes" / project.id


def adopt_take(project: Project, project_path: Path | None, take: Take) -> Take:
    """Bring a take's files from the engine's cache, which forgets, to where the project keeps them.

    Raises:
        TargetError: if they cannot be written.
    """
    folder = _takes_folder(project_path) if project_path else unsaved_takes_folder(project)
    try:
        return _placed(take, folder)
    except OSError as error:
        raise TargetError(
            f"Take {take.number} could not be kept: {error.strerror or error}.",
            hint="Make room on the disk or save the project elsewhere.",
        ) from error


def _takes_folder(project_path: Path) -> Path:
    return project_path.with_name(project_path.stem + _TAKES_SUFFIX)


def _collect_takes(project: Project, folder: Path) -> tuple[Take, ...]:
    """The takes, their files in `folder`; a take whose sound is lost stays as a recipe."""
    return tuple(_placed(take, folder) for take in project.takes)


def _placed(take: Take, folder: Path) -> Take:
    sound = _place(take.sound, folder / f"take-{take.id}{take.sound.suffix}")
    mel = None if take.mel is None else _place(take.mel, folder / f"take-{take.id}.npy")
    return replace(take, sound=sound, mel=mel)


def _place(source: Path, target: Path) -> Path:
    """A file at its target: a second name for it where the disk can, else a copy."""
    if source == target or not source.is_file():
        return source
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        return target
    try:
        os.link(source, target)
    except OSError:
        part = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}")
        shutil.copyfile(source, part)
        part.replace(target)
    return target


def _relative(path: str, folder: Path) -> str:
    """The way from the project to a file, with forward slashes; empty across drives."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        return ""


def _located(project: Project, data: dict[str, Any], folder: Path) -> Project:
    def way(kind: str, index: int) -> str:
        relative = data[kind][index]["file"].get("relative", "")
        return relative if isinstance(relative, str) else ""

    def absolute(path: Path) -> Path:
        return Path(os.path.normpath(folder / path))

    clips = tuple(
        replace(clip, file=locate(clip.file, way("clips", index), folder))
        for index, clip in enumerate(project.clips)
    )
    references = tuple(
        replace(item, file=locate(item.file, way("references", index), folder))
        for index, item in enumerate(project.references)
    )
    takes = tuple(
        replace(take, sound=absolute(take.sound), mel=take.mel and absolute(take.mel))
        for take in project.takes
    )
    found = replace(project, clips=clips, references=references, takes=takes)
    ways = zip(_media(project), _media(found), strict=True)
    moved = with_media_moved(found, {before.path: after.path for before, after in ways})
    return replace(moved, clips=clips, references=references)


def _media(project: Project) -> list[MediaFile]:
    return [*(clip.file for clip in project.clips), *(item.file for item in project.references)]
