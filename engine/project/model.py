"""The values that make up a project: immutable, free of Qt and identified by ids.

A clip is a video file and the range of it that is being dubbed. Each of its tracks is one sound of
the scene, such as footsteps or a door, with events and settings of its own. A reference is a sound
file and the region of it that gives the timbre, a take is one finished result of a track with the
recipe that made it. Times are in seconds from the start of the clip or of the sound file.
"""

import uuid
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta
from msgspec.structs import replace

from engine.config import GRIFFIN_LIM
from engine.events.event import Event
from engine.project.damaged import Damaged
from engine.project.found import Found
from engine.project.guide import Guide
from engine.recipe import (
    Choices,
    Engine,
    Fader,
    Loudness,
    Recipe,
    SoundPart,
    Span,
    TakeFacts,
)
from engine.storage.values import FieldError, Id, Seconds, Share, Value


def new_id() -> str:
    """A unique id for a new object."""
    return uuid.uuid4().hex[:16]


class MediaFile(Value, frozen=True):
    """A media file of the project, with a fingerprint to recognise it after a move.

    Attributes:
        path: its last known absolute path.
        size_bytes: its length.
        duration_s: its duration.
        digest: hash of its first and last bytes, hexadecimal.
        relative: in a project file, its path relative to that file; None elsewhere.
    """

    path: Path
    size_bytes: Annotated[int, Meta(ge=0)]
    duration_s: Seconds
    digest: str
    relative: Path | None = None


class TimelineEvent(Value, frozen=True):
    """An event of a track; its id, unique within the track, lets a selection survive edits."""

    id: Id
    event: Event


class Marker(Value, frozen=True):
    """A named point in clip time."""

    id: Id
    time_s: Seconds
    name: str


class DubSettings(Choices, frozen=True, kw_only=True):
    """Settings for the next take.

    Attributes:
        variations: number of takes per dub, with consecutive seeds.
        gain_db: applied after loudness normalisation.
        loudness: `match`, `off`, or a target in LUFS.
        blend: a second timbre; neural engine only.
        blend_amount: its share, 0 (reference only) to 1 (second timbre only).
    """

    variations: Annotated[int, Meta(ge=1, le=99)] = 1
    gain_db: float = 0.0
    loudness: Loudness = "match"
    blend: SoundPart | None = None
    blend_amount: Share = 0.5

    def for_engine(self, engine: Engine | None) -> "DubSettings":
        """The same settings without those the engine does not support."""
        if engine != "grains":
            return self
        without = replace(self, model=None, vocoder=None, steering="events", blend=None)
        return replace(without, background=0.0, ambience=None)


class Track(Value, frozen=True, kw_only=True):
    """One sound of a clip.

    Attributes:
        id: unique within the project.
        name: given by the user; if empty, the reference's name is shown.
        colour: index into the palette of tracks, which repeats.
        reference_id: the reference that gives its timbre; None until one was chosen.
        events: when it sounds, sorted by time.
        found: what was found last, of which some are among the events.
        settings: for its next take.
        fader: of its chosen take in the mix.
        chosen_take_id: the take that is heard; None, or a deleted one, stands for the newest.
        compared_take_id: the take that it is compared with, on B; None is the original.
        collapsed: shown as a single row.
        guide: the recording that its events were last heard in; None without one.
    """

    id: Id
    name: str = ""
    colour: Annotated[int, Meta(ge=0)] = 0
    reference_id: Id | None = None
    events: tuple[TimelineEvent, ...] = ()
    found: Found | None = None
    settings: DubSettings = DubSettings()
    fader: Fader = Fader()
    chosen_take_id: Id | None = None
    compared_take_id: Id | None = None
    collapsed: bool = False
    guide: Guide | None = None


class Clip(Value, frozen=True, kw_only=True):
    """A video file and the edits of its timeline; see `new_clip`.

    Attributes:
        id: of this clip.
        file: the video.
        tracks: its sounds from top to bottom, at least one.
        active_track_id: the track being edited; the first one if it names none.
        original: fader of the clip's own sound, which is left out of the mix unless asked for.
        in_s: in point, the start of the dubbed range; None is the start of the clip.
        out_s: out point, the end of the dubbed range; None is the end of the clip.
        markers: sorted by time.
    """

    id: Id
    file: MediaFile
    tracks: Annotated[tuple[Track, ...], Meta(min_length=1)]
    active_track_id: Id | None = None
    original: Fader = Fader(muted=True)
    in_s: Seconds | None = None
    out_s: Seconds | None = None
    markers: tuple[Marker, ...] = ()

    @property
    def track(self) -> Track:
        """The active track."""
        return self.track_by_id(self.active_track_id) or self.tracks[0]

    def track_by_id(self, track_id: str | None) -> Track | None:
        """A track, or None."""
        return next((track for track in self.tracks if track.id == track_id), None)

    @property
    def name(self) -> str:
        """The file name."""
        return self.file.path.name

    @property
    def range_s(self) -> tuple[float, float]:
        """Start and end of the dubbed range."""
        start = 0.0 if self.in_s is None else self.in_s
        end = self.file.duration_s if self.out_s is None else self.out_s
        return start, end

    @property
    def span(self) -> Span:
        """The dubbed range, open-ended if it reaches the end of the clip."""
        return self.span_of(self.range_s)

    def span_of(self, range_s: tuple[float, float]) -> Span:
        """A range of the clip, open-ended if it reaches the end."""
        return open_ended(range_s, self.file)


def new_clip(file: MediaFile) -> Clip:
    """A clip with one empty track."""
    track = Track(id=new_id())
    return Clip(id=new_id(), file=file, tracks=(track,), active_track_id=track.id)


class Reference(Value, frozen=True):
    """A sound file and the region of it that gives the timbre.

    Attributes:
        id: of this reference.
        file: the sound.
        name: given by the user; initially the file name.
        start_s: start of the region.
        end_s: end of the region; None is the end of the file.
        tags: for searching.
        favourite: listed first.
        left_out: times in the file; the hits that sound at them are not played.
    """

    id: Id
    file: MediaFile
    name: str
    start_s: Seconds = 0.0
    end_s: Seconds | None = None
    tags: tuple[str, ...] = ()
    favourite: bool = False
    left_out: tuple[Seconds, ...] = ()

    @property
    def region_s(self) -> tuple[float, float]:
        """Start and end of the region that gives the timbre."""
        return self.start_s, self.file.duration_s if self.end_s is None else self.end_s

    @property
    def part(self) -> SoundPart:
        """The part of the file that a recipe uses."""
        return SoundPart(self.file.path, open_ended(self.region_s, self.file))


class ModelChoice(Value, frozen=True):
    """A choice of a model or a vocoder, also `griffin-lim`, apart from all other settings."""

    kind: Literal["generator", "vocoder"]
    name: str

    @property
    def title(self) -> str:
        """Its name in running text."""
        return "Griffin-Lim" if self.name == GRIFFIN_LIM else self.name

    def applied_to(self, settings: DubSettings) -> DubSettings:
        """The settings with this choice applied."""
        if self.kind == "vocoder":
            return replace(settings, vocoder=self.name)
        return replace(settings, engine="neural", model=self.name)


class Take(Value, frozen=True, kw_only=True):
    """One finished result; immutable except for its name, star and deletion.

    Attributes:
        id: of this take.
        number: counts up in the project; not reused while it is open.
        clip_id: the clip it was made for.
        track_id: the track of that clip.
        recipe: what it was made from.
        reference_name: name of its reference at that time.
        sound: WAV of the dub alone, starting at the recipe's span.
        facts: measurements.
        mel: mel-spectrogram as .npy, (80, T) in 0..1; None if there is none.
        loudness: target loudness for its export.
        gain_db: gain applied on top of that.
        draft: a short preview of a full take.
        edited: rendered after an edit of the events; the next edit replaces it unless it is
            starred or renamed; no longer once it has been exported.
        made_at: date and time, ISO 8601.
        name: given by the user; if empty, the reference's name is shown.
        starred: marked by the user.
        deleted: removed from the list; kept for undo until the project is closed.
    """

    id: Id
    number: Annotated[int, Meta(ge=1)]
    clip_id: Id
    track_id: Id
    recipe: Recipe
    reference_name: str
    sound: Path
    facts: TakeFacts
    mel: Path | None = None
    loudness: Loudness = "match"
    gain_db: float = 0.0
    draft: bool = False
    edited: bool = False
    made_at: str = ""
    name: str = ""
    starred: bool = False
    deleted: bool = False

    @property
    def title(self) -> str:
        """The name shown in the list."""
        return self.name or self.reference_name

    @property
    def events(self) -> tuple[Event, ...]:
        """The events it was made from; recipes of the window always list them."""
        return self.recipe.events if isinstance(self.recipe.events, tuple) else ()

    @property
    def settings(self) -> DubSettings:
        """The settings that produced it."""
        blend = self.recipe.blend
        return DubSettings(
            **self.recipe.choices(),
            gain_db=self.gain_db,
            loudness=self.loudness,
            blend=None if blend is None else blend.sound,
            blend_amount=DubSettings().blend_amount if blend is None else blend.amount,
        )


class Project(Value, frozen=True):
    """The state of a project, as it is saved.

    Attributes:
        id: of the project; names its folder of unsaved takes.
        clips: in the order they were added.
        references: in the order they were added.
        takes: sorted by number, including deleted ones.
        settings: for the tracks of the first clip.
        active_clip_id: the clip being shown.
        damaged: what could not be read.
    """

    id: Id
    clips: tuple[Clip, ...] = ()
    references: tuple[Reference, ...] = ()
    takes: tuple[Take, ...] = ()
    settings: DubSettings = DubSettings()
    active_clip_id: Id | None = None
    damaged: tuple[Damaged, ...] = ()

    def __post_init__(self) -> None:
        ids = [track.id for clip in self.clips for track in clip.tracks]
        if len(set(ids)) < len(ids):
            raise FieldError("clips", "two tracks have the same id")

    @property
    def next_take_number(self) -> int:
        """The next unused number of a take."""
        return 1 + max((take.number for take in self.takes), default=0)

    def name_of(self, track: Track) -> str:
        """A track's own name, else that of its reference, else empty."""
        named = [item.name for item in self.references if item.id == track.reference_id]
        return track.name or next(iter(named), "")

    def takes_of(self, track_id: str) -> list[Take]:
        """The takes of a track, newest first, without deleted ones."""
        return [t for t in self.takes if t.track_id == track_id and not t.deleted][::-1]

    def chosen_take(self, track: Track) -> Take | None:
        """The take that is heard of a track; None if it has none."""
        takes = self.takes_of(track.id)
        chosen = [take for take in takes if take.id == track.chosen_take_id]
        return next(iter(chosen or takes), None)


def open_ended(part_s: tuple[float, float], file: MediaFile) -> Span:
    """A part of a file, open-ended if it reaches the end."""
    start_s, end_s = part_s
    return Span(start_s, None if end_s >= file.duration_s else end_s)
