"""Media at their new places, wherever a project names them: clips, references, recipes, choices."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from gui.document.model import DubSettings, MediaFile, Project, Recipe, SoundPart


def with_media_moved(project: Project, moved: Mapping[Path, Path]) -> Project:
    """The same project with files at their new places: old path to new path.

    A take's recipe follows too, because the take is exported into a copy of its video and made
    again from its reference.
    """

    def at(file: MediaFile) -> MediaFile:
        return replace(file, path=moved.get(file.path, file.path))

    def part(sound: SoundPart | None) -> SoundPart | None:
        return None if sound is None else replace(sound, file=at(sound.file))

    def choices(settings: DubSettings) -> DubSettings:
        return replace(settings, blend=part(settings.blend), ambience=part(settings.ambience))

    def made_of(recipe: Recipe) -> Recipe:
        return replace(
            recipe,
            video=at(recipe.video),
            reference=at(recipe.reference),
            settings=choices(recipe.settings),
        )

    return replace(
        project,
        clips=tuple(replace(clip, file=at(clip.file)) for clip in project.clips),
        references=tuple(replace(item, file=at(item.file)) for item in project.references),
        takes=tuple(replace(take, recipe=made_of(take.recipe)) for take in project.takes),
        settings=choices(project.settings),
    )
