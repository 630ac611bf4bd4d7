"""The values that make up a project: immutable, free of Qt and identified by ids.

A clip is a video file and the range of it that is being dubbed, a reference is a sound file and
the region of it that gives the timbre, a take is one finished result with the recipe that made it.
Times are in seconds from the start of the clip or of the sound file.
"""

import uuid
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta
from msgspec.structs import replace

from engine.config import GRIFFIN_LIM
from engine.events.event import Event
from engine.recipe import Engine, Loudness, Recipe, SoundPart, Span, TakeFacts
from engine.storage.values import Id, Seconds, Share, Value


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
    """An event of a clip; its id lets a selection survive edits.

    Attributes:
        id: unique within the clip.
        event: time, strength, source, and whether it is muted.
    """

    id: Id
    event: Event


class Marker(Value, frozen=True):
    """A named point in time of a clip.

    Attributes:
        id: of this marker.
        time_s: clip time.
        name: given by the user.
    """

    id: Id
    time_s: Seconds
    name: str


class Clip(Value, frozen=True):
    """A video file and the edits of its timeline.

    Attributes:
        id: of this clip.
        file: the video.
        in_s: in point, the start of the dubbed range; None is the start of the clip.
        out_s: out point, the end of the dubbed range; None is the end of the clip.
        events: sorted by time.
        markers: sorted by time.
    """

    id: Id
    file: MediaFile
    in_s: Seconds | None = None
    out_s: Seconds | None = None
    events: tuple[TimelineEvent, ...] = ()
    markers: tuple[Marker, ...] = ()

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
        return _open_ended(range_s, self.file)


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
    """

    id: Id
    file: MediaFile
    name: str
    start_s: Seconds = 0.0
    end_s: Seconds | None = None
    tags: tuple[str, ...] = ()
    favourite: bool = False

    @property
    def region_s(self) -> tuple[float, float]:
        """Start and end of the region that gives the timbre."""
        return self.start_s, self.file.duration_s if self.end_s is None else self.end_s

    @property
    def part(self) -> SoundPart:
        """The part of the file that a recipe uses."""
        return SoundPart(self.file.path, _open_ended(self.region_s, self.file))


class DubSettings(Value, frozen=True):
    """Settings for the next take.

    Attributes:
        engine: None chooses automatically: neural if a model is installed.
        model: name or file of a model; None is the default.
        vocoder: name or file of a vocoder, or `griffin-lim`; None is the default.
        seed: of the random numbers.
        variations: number of takes per dub, with consecutive seeds.
        gain_db: applied after loudness normalisation.
        background: share of the background vector, 0 to 1.
        loudness: `match`, `off`, or a target in LUFS.
        blend: a second timbre; neural engine only, as are the next two.
        blend_amount: its share, 0 (reference only) to 1 (second timbre only).
        ambience: source of the background; None is the clip's own sound, or the reference if
            the clip has none.
    """

    engine: Engine | None = None
    model: str | None = None
    vocoder: str | None = None
    seed: Annotated[int, Meta(ge=0)] = 0
    variations: Annotated[int, Meta(ge=1, le=99)] = 1
    gain_db: float = 0.0
    background: Share = 0.0
    loudness: Loudness = "match"
    blend: SoundPart | None = None
    blend_amount: Share = 0.5
    ambience: SoundPart | None = None

    def for_engine(self, engine: Engine | None) -> "DubSettings":
        """The same settings without those the engine does not support."""
        if engine != "grains":
            return self
        return replace(self, model=None, vocoder=None, blend=None, background=0.0, ambience=None)


class ModelChoice(Value, frozen=True):
    """A single choice of a model or a vocoder, apart from all other settings.

    Attributes:
        kind: model or vocoder.
        name: its name; for a vocoder also `griffin-lim`.
    """

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
        recipe: what it was made from.
        reference_name: name of its reference at that time.
        sound: WAV of the dub alone, starting at the recipe's span.
        facts: measurements.
        mel: mel-spectrogram as .npy, (80, T) in 0..1; None if there is none.
        loudness: target loudness for its export.
        gain_db: gain applied on top of that.
        draft: a short preview of a full take.
        made_at: date and time, ISO 8601.
        name: given by the user; if empty, the reference's name is shown.
        starred: marked by the user.
        deleted: removed from the list; kept for undo until the project is closed.
    """

    id: Id
    number: Annotated[int, Meta(ge=1)]
    clip_id: Id
    recipe: Recipe
    reference_name: str
    sound: Path
    facts: TakeFacts
    mel: Path | None = None
    loudness: Loudness = "match"
    gain_db: float = 0.0
    draft: bool = False
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
        recipe, blend = self.recipe, self.recipe.blend
        return DubSettings(
            engine=recipe.engine,
            model=recipe.model,
            vocoder=recipe.vocoder,
            seed=recipe.seed,
            gain_db=self.gain_db,
            background=recipe.background,
            loudness=self.loudness,
            blend=None if blend is None else blend.sound,
            blend_amount=DubSettings().blend_amount if blend is None else blend.amount,
            ambience=recipe.ambience,
        )


class Project(Value, frozen=True):
    """The state of a project, as it is saved.

    Attributes:
        id: of the project; names its folder of unsaved takes.
        clips: in the order they were added.
        references: in the order they were added.
        takes: sorted by number, including deleted ones.
        settings: for the next take.
        active_clip_id: the clip being shown.
    """

    id: Id
    clips: tuple[Clip, ...] = ()
    references: tuple[Reference, ...] = ()
    takes: tuple[Take, ...] = ()
    settings: DubSettings = DubSettings()
    active_clip_id: Id | None = None


def _open_ended(part_s: tuple[float, float], file: MediaFile) -> Span:
    start_s, end_s = part_s
    return Span(start_s, None if end_s >= file.duration_s else end_s)
