"""The sample project: a clip with ground-truth events, references and a finished take.

It is built at run time rather than shipped as a file because projects hold absolute paths.
"""

from typing import Final

from msgspec.structs import replace

from engine.config import RESOURCES
from engine.events.event import read_csv
from engine.media.probe import probe
from engine.project.files import media_file
from engine.project.model import Clip, DubSettings, Project, Reference, Take, new_clip, new_id
from engine.recipe import Recipe, TakeFacts
from engine.storage.values import decode
from gui.document import event_edits, track_edits
from gui.document.project_files import as_reference

_FOLDER: Final = RESOURCES / "samples"
_CLIP: Final = _FOLDER / "hammer.mp4"
_EVENTS: Final = _FOLDER / "hammer.events.csv"
_REFERENCES: Final = ("metal", "wood", "glass", "drum")
_TAKE: Final = _FOLDER / "take" / "hammer-metal.flac"  # grains, from the metal, at the true events


def sample_project(settings: DubSettings) -> Project:
    """Build the sample as a new, unsaved project.

    Args:
        settings: for its next take.

    Raises:
        InputError: if one of its files is missing or damaged.
    """
    references = tuple(_reference(name) for name in _REFERENCES)
    clip = _clip(references[0], settings)
    takes = (_take(clip, references[0]),) if _TAKE.is_file() else ()
    return Project(new_id(), (clip,), references, takes, active_clip_id=clip.id)


def _clip(reference: Reference, settings: DubSettings) -> Clip:
    clip = new_clip(media_file(_CLIP, probe(_CLIP).duration_s))
    track = replace(clip.track, reference_id=reference.id, settings=settings)
    track = event_edits.replace_events(track, read_csv(_EVENTS), clip.file.duration_s)
    return track_edits.put_track(clip, track)


def _reference(name: str) -> Reference:
    path = _FOLDER / f"{name}.flac"
    return as_reference(path, probe(path))


def _take(clip: Clip, reference: Reference) -> Take:
    recipe = Recipe(
        video=clip.file.path,
        reference=reference.part,
        engine="grains",
        events=tuple(item.event for item in clip.track.events),
    )
    return Take(
        id=new_id(),
        number=1,
        clip_id=clip.id,
        track_id=clip.track.id,
        recipe=recipe,
        reference_name=reference.name,
        sound=_TAKE,
        facts=decode(TakeFacts, _TAKE.with_suffix(".json").read_bytes(), "take"),
    )
