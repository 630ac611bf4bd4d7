"""Replace moved or exchanged media throughout a project."""

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from engine.project.model import Clip, DubSettings, MediaFile, Project, Reference, Track
from engine.recipe import Recipe, SoundPart


def with_media_at(project: Project, found: Mapping[Path, MediaFile]) -> Project:
    """The same project with media files in other places: old path to file.

    This includes the recipes of takes, which are needed to export and to reproduce them.
    """

    def at(path: Path) -> Path:
        return found[path].path if path in found else path

    def file(old: MediaFile) -> MediaFile:
        return found.get(old.path, old)

    def part(old: SoundPart) -> SoundPart:
        return replace(old, file=at(old.file))

    def choices(old: DubSettings) -> DubSettings:
        return replace(
            old, blend=old.blend and part(old.blend), ambience=old.ambience and part(old.ambience)
        )

    def track(old: Track) -> Track:
        return replace(old, settings=choices(old.settings))

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
        clips=tuple(
            replace(clip, file=file(clip.file), tracks=tuple(map(track, clip.tracks)))
            for clip in project.clips
        ),
        references=tuple(replace(item, file=file(item.file)) for item in project.references),
        takes=tuple(replace(take, recipe=made_of(take.recipe)) for take in project.takes),
        settings=choices(project.settings),
    )


def with_media_replaced(project: Project, found: Mapping[Path, MediaFile]) -> Project:
    """The same project with other media files: old path to new file.

    The dubbed range of a clip and the region of a reference are kept within a shorter file.
    """
    there = with_media_at(project, found)
    return replace(
        there,
        clips=tuple(map(_within_clip, there.clips)),
        references=tuple(map(_within_reference, there.references)),
    )


def _within_clip(clip: Clip) -> Clip:
    start_s, end_s = _within((clip.in_s, clip.out_s), clip.file.duration_s)
    return replace(clip, in_s=start_s, out_s=end_s)


def _within_reference(reference: Reference) -> Reference:
    start_s, end_s = _within((reference.start_s, reference.end_s), reference.file.duration_s)
    return replace(reference, start_s=start_s or 0.0, end_s=end_s)


def _within(
    range_s: tuple[float | None, float | None], duration_s: float
) -> tuple[float | None, float | None]:
    """A range within a file; all of the file if it starts after its end."""
    start_s, end_s = range_s
    if start_s is not None and start_s >= duration_s:
        return None, None
    return start_s, end_s if end_s is None or end_s < duration_s else None
