"""Project files: versioned JSON, written atomically, with a folder of takes beside it.

Media paths are stored twice, absolute and relative to the project, so that a folder that is moved
or copied as a whole keeps working. Fingerprints tell which of the two is the right file.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from msgspec.structs import asdict, replace

from engine.config import RESOURCES, Folders
from engine.errors import InputError, TargetError, os_errors_as
from engine.project.damaged import Damaged
from engine.project.files import locate
from engine.project.guide import Guide
from engine.project.model import MediaFile, Project, Take, Track
from engine.project.relinking import with_media_at
from engine.project.salvage import set_aside, upgraded_fields
from engine.storage.atomic import write_atomic, writing
from engine.storage.regular_files import open_regular, read_regular
from engine.storage.values import (
    DamagedValueError,
    NewerFormatError,
    OtherFormatError,
    convert_versioned,
    encode,
    parse,
)

SUFFIX: Final = ".varietysound"
FORMAT: Final = "varietysound project"
VERSION: Final = 3  # 2 was that of program version 0.2, which knows fewer fields
_HEAD: Final[dict[str, object]] = {"format": FORMAT, "version": VERSION}
_TAKES_SUFFIX: Final = ".takes"


def save(project: Project, path: Path) -> Project:
    """Write a project, and move its takes into the folder beside it.

    Deleted takes, and those of removed tracks, are not written.

    Returns:
        The project with the new paths of its recordings and of all its takes, which undo may bring
        back.

    Raises:
        TargetError: if it cannot be written; an existing file is left untouched.
    """
    path = path.absolute()
    with os_errors_as(
        TargetError,
        "{name} could not be saved: {reason}.",
        hint="Save it to another folder.",
        name=path.name,
    ):
        folder = takes_folder(path)
        saved = replace(
            _with_guides(project, lambda guide: _placed_guide(guide, folder)),
            takes=tuple(_placed(take, folder) for take in project.takes),
        )
        kept = replace(saved, takes=tuple(take for take in saved.takes if _is_kept(take, saved)))
        write_atomic(path, encode_project(kept, path.parent))
    return saved


def load(path: Path) -> Project:
    """Read a project and find its media; missing files keep their old paths.

    Raises:
        InputError: if it is not a project, is damaged, or was made by a newer program.
    """
    with os_errors_as(
        InputError, "{name} cannot be read.", hint="Choose another file.", name=path.name
    ):
        try:
            data = read_regular(path)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise InputError(
                "There is no file {path}.", hint="Check its name and folder.", path=path
            ) from error
    return decode_project(data, path.absolute())


def encode_project(project: Project, folder: Path, **more: object) -> bytes:
    """Encode a project as the content of a file in a folder; `more` are fields of an autosave."""

    def relative(path: Path | None) -> Path | None:
        return path and (_relative(path, folder) or path)

    def file(old: MediaFile) -> MediaFile:
        return replace(old, relative=_relative(old.path, folder))

    project = _with_guides(
        project, lambda guide: replace(guide, sound=relative(guide.sound) or guide.sound)
    )
    stored = replace(
        project,
        clips=tuple(replace(clip, file=file(clip.file)) for clip in project.clips),
        references=tuple(replace(item, file=file(item.file)) for item in project.references),
        takes=tuple(
            replace(take, sound=relative(take.sound), mel=relative(take.mel))
            for take in project.takes
        ),
    )
    return encode({**_HEAD, **more, **asdict(stored)}, indent=1) + b"\n"


def decode_project(data: bytes, path: Path) -> Project:
    """Decode the content of the project file at `path`.

    Raises:
        InputError: if it is not a project, is damaged, or was made by a newer program.
    """
    try:
        plain = parse(data, "project")
    except DamagedValueError as error:
        raise InputError(
            "{name} cannot be read: it is damaged, or is no project.",
            hint="Open an older copy of it.",
            name=path.name,
        ) from error
    return project_of(plain, path)


def project_of(plain: object, path: Path) -> Project:
    """Decode the parsed content of the project file at `path`; what is damaged is set aside.

    Raises:
        InputError: if it is not a project, is damaged, or was made by a newer program.
    """
    damaged: tuple[Damaged, ...] = ()
    try:
        if isinstance(plain, dict) and plain.get("format") == FORMAT:
            plain, damaged = _without_damage(plain)
        project = convert_versioned(Project, plain, "project", name=FORMAT, version=VERSION)
    except OtherFormatError as error:
        raise InputError("{name} is not a VarietySound Studio project.", name=path.name) from error
    except NewerFormatError as error:
        raise InputError(
            "{name} was created by a newer version of VarietySound Studio.",
            hint="Update the program to open it.",
            name=path.name,
        ) from error
    except DamagedValueError as error:
        raise _damaged(path, error) from error
    project = replace(project, damaged=(*project.damaged, *damaged))
    return _located(_with_owned_takes(_with_active_clip(project)), path.parent)


def _without_damage(plain: dict[str, Any]) -> tuple[dict[str, Any], tuple[Damaged, ...]]:
    """What can be read of a project in the current format; another version stays as it is."""
    version = plain.get("version")
    if isinstance(version, bool) or version not in (1, 2, VERSION):
        return plain, ()
    damaged: tuple[Damaged, ...] = ()
    fields = {name: each for name, each in plain.items() if name not in _HEAD}
    if version == 1:
        fields, damaged = upgraded_fields(fields)
    intact, damaged = set_aside(fields, damaged)
    return {**_HEAD, **intact}, damaged


def _is_kept(take: Take, project: Project) -> bool:
    return not take.deleted and any(clip.track_by_id(take.track_id) for clip in project.clips)


def _with_active_clip(project: Project) -> Project:
    """The project with its first clip shown if the one that was shown is missing."""
    ids = [clip.id for clip in project.clips]
    if project.active_clip_id in ids:
        return project
    return replace(project, active_clip_id=next(iter(ids), None))


def _with_owned_takes(project: Project) -> Project:
    """The project with each take that names no track given to the first track of its clip."""
    first = {clip.id: clip.tracks[0].id for clip in project.clips}
    ids = {track.id for clip in project.clips for track in clip.tracks}
    return replace(
        project,
        takes=tuple(
            take
            if take.track_id in ids
            else replace(take, track_id=first.get(take.clip_id, take.track_id))
            for take in project.takes
        ),
    )


def _damaged(path: Path, error: DamagedValueError) -> InputError:
    return InputError(
        "{name} is damaged: {error}.", hint="Open an older copy of it.", name=path.name, error=error
    )


def unsaved_takes_folder(project: Project) -> Path:
    """Folder of a project's takes until it is saved for the first time."""
    return unsaved_takes_root() / project.id


def unsaved_takes_root() -> Path:
    """Folder of the folders of unsaved takes."""
    return Folders.current().cache / "takes"


def adopt_take(project: Project, project_path: Path | None, take: Take) -> Take:
    """Move a take's files out of the engine's cache, which is purged, into the project's folder.

    Raises:
        TargetError: if they cannot be written.
    """
    with os_errors_as(
        TargetError,
        "Take {number} could not be saved: {reason}.",
        hint="Free disk space or save the project elsewhere.",
        number=take.number,
    ):
        return _placed(take, current_folder(project, project_path))


def current_folder(project: Project, project_path: Path | None) -> Path:
    """Folder of a project's takes and recordings, saved or not."""
    return takes_folder(project_path) if project_path else unsaved_takes_folder(project)


def _with_guides(project: Project, change: Callable[[Guide], Guide]) -> Project:
    """The project with the recordings of all tracks changed."""

    def changed(track: Track) -> Track:
        return track if track.guide is None else replace(track, guide=change(track.guide))

    clips = (replace(clip, tracks=tuple(map(changed, clip.tracks))) for clip in project.clips)
    return replace(project, clips=tuple(clips))


def takes_folder(project_path: Path) -> Path:
    """Folder of a saved project's takes, beside it."""
    return project_path.with_name(project_path.stem + _TAKES_SUFFIX)


def _placed(take: Take, folder: Path) -> Take:
    """The take with its files in `folder`; lost files keep their paths."""
    sound = _place(take.sound, folder / f"take-{take.id}{take.sound.suffix}")
    mel = None if take.mel is None else _place(take.mel, folder / f"take-{take.id}.npy")
    return replace(take, sound=sound, mel=mel)


def _placed_guide(guide: Guide, folder: Path) -> Guide:
    sound = _place(guide.sound, folder / f"guide-{guide.id}{guide.sound.suffix}")
    return replace(guide, sound=sound)


def _place(source: Path, target: Path) -> Path:
    """Hard-link a file to its target, or copy it where links are not possible."""
    if source == target or not source.is_file():
        return source
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        return target
    try:
        os.link(source, target)
    except OSError:
        with open_regular(source) as file, writing(target, durable=False) as copy:
            shutil.copyfileobj(file, copy)
    return target


def _relative(path: Path, folder: Path) -> Path | None:
    """Path of a file relative to the project; None across drives."""
    try:
        return Path(os.path.relpath(path, folder))
    except ValueError:
        return None


def _located(project: Project, folder: Path) -> Project:
    def own(stem: str, stored: Path) -> Path:
        """The file of a take, where takes are kept; a project names no other file of the disk."""
        path = Path(os.path.normpath(folder / stored))
        is_placed = path.stem == stem and path.parent.suffix == _TAKES_SUFFIX
        if is_placed or path.parent == unsaved or path.is_relative_to(RESOURCES):
            return path
        return unsaved / f"{stem}{path.suffix}"

    def of_take(take: Take) -> Take:
        stem = f"take-{take.id}"
        return replace(take, sound=own(stem, take.sound), mel=take.mel and own(stem, take.mel))

    def of_guide(guide: Guide) -> Guide:
        return replace(guide, sound=own(f"guide-{guide.id}", guide.sound))

    unsaved = unsaved_takes_folder(project)
    project = _with_guides(project, of_guide)
    takes = tuple(map(of_take, project.takes))
    media = [*(clip.file for clip in project.clips), *(item.file for item in project.references)]
    found = {file.path: locate(file, folder) for file in media}
    return with_media_at(replace(project, takes=takes), found)
