"""Reads projects of version 0.1 and converts them to the current format."""

from contextlib import suppress
from pathlib import Path

from msgspec.structs import asdict

from engine.config import GRIFFIN_LIM
from engine.events.event import Event
from engine.project.model import (
    Clip,
    DubSettings,
    Marker,
    MediaFile,
    Project,
    Reference,
    Take,
    TimelineEvent,
    Track,
    open_ended,
)
from engine.recipe import Blend, Engine, Loudness, Recipe, SoundPart, TakeFacts
from engine.storage.values import (
    DamagedValueError,
    FieldError,
    Id,
    Seconds,
    Share,
    Value,
    convert,
)

Range = tuple[Seconds, Seconds]


def _loudness(text: str) -> Loudness:
    """`match`, `off` or the digits of a number, as version 0.1 wrote them."""
    value: object = text
    with suppress(ValueError):
        value = float(text)
    loudness: Loudness = convert(Loudness, value, "loudness")  # type: ignore[arg-type]
    return loudness


class _SoundPart(Value, frozen=True):
    file: MediaFile
    name: str
    region_s: Range

    def part(self) -> SoundPart:
        return SoundPart(self.file.path, open_ended(self.region_s, self.file))


class _Settings(Value, frozen=True):
    engine: Engine | None = None
    model: str | None = None
    vocoder: str | None = None
    seed: int = 0
    variations: int = 1
    gain_db: float = 0.0
    background: Share = 0.0
    loudness: str = "match"
    blend: _SoundPart | None = None
    blend_amount: Share = 0.5
    ambience: _SoundPart | None = None

    def __post_init__(self) -> None:
        try:
            _loudness(self.loudness)
        except DamagedValueError as error:
            raise FieldError("loudness", "must be `match`, `off` or a number of LUFS") from error

    def settings(self) -> DubSettings:
        same = {name: value for name, value in asdict(self).items() if name not in _CHANGED}
        return DubSettings(
            **same,
            loudness=_loudness(self.loudness),
            blend=None if self.blend is None else self.blend.part(),
            ambience=None if self.ambience is None else self.ambience.part(),
        )


_CHANGED = ("loudness", "blend", "ambience")


class _Recipe(Value, frozen=True):
    video: MediaFile
    range_s: Range
    reference: MediaFile
    reference_name: str
    region_s: Range
    events: tuple[Event, ...]
    settings: _Settings = _Settings()
    draft: bool = False


class _Measurements(Value, frozen=True):
    events_matched: int | None = None
    events: int | None = None
    timbre: float | None = None
    timbre_null: float | None = None
    loudness_lufs: float | None = None


class Take1(Value, frozen=True):
    """A take of version 0.1."""

    id: Id
    number: int
    clip_id: Id
    recipe: _Recipe
    sound: Path
    mel: Path | None = None
    measurements: _Measurements = _Measurements()
    model: str = ""
    made_at: str = ""
    name: str = ""
    starred: bool = False
    deleted: bool = False

    def take(self) -> Take:
        """The take, of the only track of its clip."""
        old, measured = self.recipe, self.measurements
        settings = old.settings.settings()
        choices = settings.choices() | {"model": self.model or settings.model}
        if old.draft and settings.engine != "grains":
            choices["vocoder"] = GRIFFIN_LIM
        recipe = Recipe(
            **choices,
            video=old.video.path,
            span=open_ended(old.range_s, old.video),
            reference=SoundPart(old.reference.path, open_ended(old.region_s, old.reference)),
            blend=None if settings.blend is None else Blend(settings.blend, settings.blend_amount),
            events=old.events,
        )
        audible = measured.events or 0
        heard = measured.events_matched
        facts = TakeFacts(
            duration_s=max(0.0, old.range_s[1] - old.range_s[0]),
            events=audible,
            events_heard=None if heard is None or not audible else min(1.0, heard / audible),
            timbre_similarity=measured.timbre,
            timbre_null=measured.timbre_null,
            loudness_lufs=measured.loudness_lufs,
        )
        return Take(
            id=self.id,
            number=self.number,
            clip_id=self.clip_id,
            track_id=self.clip_id,
            recipe=recipe,
            reference_name=old.reference_name,
            sound=self.sound,
            facts=facts,
            mel=self.mel,
            loudness=settings.loudness,
            gain_db=settings.gain_db,
            draft=old.draft,
            made_at=self.made_at,
            name=self.name,
            starred=self.starred,
            deleted=self.deleted,
        )


class Clip1(Value, frozen=True):
    """A clip of version 0.1, which has one sound."""

    id: Id
    file: MediaFile
    in_s: Seconds | None = None
    out_s: Seconds | None = None
    events: tuple[TimelineEvent, ...] = ()
    markers: tuple[Marker, ...] = ()

    def clip(self, settings: DubSettings) -> Clip:
        """The clip with one track, which has the clip's id."""
        track = Track(id=self.id, events=self.events, settings=settings)
        return Clip(
            id=self.id,
            file=self.file,
            tracks=(track,),
            active_track_id=track.id,
            in_s=self.in_s,
            out_s=self.out_s,
            markers=self.markers,
        )


class Project1(Value, frozen=True):
    """A project of version 0.1."""

    id: Id
    clips: tuple[Clip1, ...] = ()
    references: tuple[Reference, ...] = ()
    takes: tuple[Take1, ...] = ()
    settings: _Settings = _Settings()
    active_clip_id: Id | None = None


def upgraded(old: Project1) -> Project:
    """The same project in the current format, with one track for each clip.

    Numbers that were allowed may be out of range now.

    Raises:
        FieldError: two of its clips have the same id.
    """
    settings = old.settings.settings()
    return Project(
        id=old.id,
        clips=tuple(clip.clip(settings) for clip in old.clips),
        references=old.references,
        takes=tuple(take.take() for take in old.takes),
        settings=settings,
        active_clip_id=old.active_clip_id,
    )
