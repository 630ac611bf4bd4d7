"""Replace the paths of moved media throughout a project."""

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from engine.recipe import Recipe, SoundPart
from gui.document.model import DubSettings, MediaFile, Project


def with_media_moved(project: Project, moved: Mapping[Path, Path]) -> Project:
    """The same project with media at new paths: old path to new path.

    This includes the recipes of takes, which are needed to export and to reproduce them.
    """

    def at(path: Path) -> Path:
        return moved.get(path, path)

    def file(old: MediaFile) -> MediaFile:
        return replace(old, path=at(old.path))

    def part(old: SoundPart) -> SoundPart:
        return replace(old, file=at(old.file))

    def choices(old: DubSettings) -> DubSettings:
        return replace(
            old, blend=old.blend and part(old.blend), ambience=old.ambience and part(old.ambience)
        )

    def made_of(old: Recipe) -> Recipe:
        return replace(
            old,
            video=at(old.video),
            reference=part(old.reference),
            blend=old.blend and replace(old.blend, sound=part(old.blend.sound)),
            ambience=old.ambience and part(old.ambience),
        )

    return replace(
        project,
        clips=tuple(replace(clip, file=file(clip.file)) for clip in project.clips),
        references=tuple(replace(item, file=file(item.file)) for item in project.references),
        takes=tuple(replace(take, recipe=made_of(take.recipe)) for take in project.takes),
        settings=choices(project.settings),
    )
