"""The values that a project is made of: immutable, without Qt, and each known by its id.

Words as in the design: a clip is a video file and the range of it that is being dubbed, a reference
is a sound file and the region of it that gives the timbre, a take is one finished result with the
recipe that made it. Times are clip time in seconds, or seconds from the start of a sound file.
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
    """An id that no other object of any project has."""
    return uuid.uuid4().hex[:16]


class MediaFile(Value, frozen=True):
    """A file that the project needs, and how to recognise it after it has moved.

    Attributes:
        path: where it was last seen, absolute.
        size_bytes: its length.
        duration_s: how long it plays.
        digest: of its first and last bytes, hexadecimal.
        relative: in a project's file, the way to it from there; None elsewhere.
    """

    path: Path
    size_bytes: Annotated[int, Meta(ge=0)]
    duration_s: Seconds
    digest: str
    relative: Path | None = None


class TimelineEvent(Value, frozen=True):
    """An event of a clip; the id lets a selection survive a move.

    Attributes:
        id: of this event, in this clip.
        event: when, how hard, muted or not, where it came from.
    """

    id: Id
    event: Event


class Marker(Value, frozen=True):
    """A named moment of a clip.

    Attributes:
        id: of this marker.
        time_s: clip time.
        name: what the person called it.
    """

    id: Id
    time_s: Seconds
    name: str


class Clip(Value, frozen=True):
    """A video file and what the person did to its timeline.

    Attributes:
        id: of this clip.
        file: the video.
        in_s: start of the range that is dubbed; None is the clip's start.
        out_s: end of that range; None is the clip's end.
        events: in order of time.
        markers: in order of time.
    """

    id: Id
    file: MediaFile
    in_s: Seconds | None = None
    out_s: Seconds | None = None
    events: tuple[TimelineEvent, ...] = ()
    markers: tuple[Marker, ...] = ()

    @property
    def name(self) -> str:
        """What the window calls it."""
        return self.file.path.name

    @property
    def range_s(self) -> tuple[float, float]:
        """The range that is dubbed, its start and its end."""
        start = 0.0 if self.in_s is None else self.in_s
        end = self.file.duration_s if self.out_s is None else self.out_s
        return start, end

    @property
    def span(self) -> Span:
        """The range that is dubbed, its end open where it is the clip's."""
        return self.span_of(self.range_s)

    def span_of(self, range_s: tuple[float, float]) -> Span:
        """A part of the clip, its end open where it is the clip's."""
        return _open_ended(range_s, self.file)


class Reference(Value, frozen=True):
    """A sound file and the region of it that gives the timbre.

    Attributes:
        id: of this reference.
        file: the sound.
        name: what the person calls it; at first the file's name.
        start_s: start of the region.
        end_s: its end; None is the end of the file.
        tags: words to find it by.
        favourite: shown first.
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
        """The region that gives the timbre, its start and its end."""
        return self.start_s, self.file.duration_s if self.end_s is None else self.end_s

    @property
    def part(self) -> SoundPart:
        """What a recipe uses of it."""
        return SoundPart(self.file.path, _open_ended(self.region_s, self.file))


class DubSettings(Value, frozen=True):
    """What the person chose for the next take.

    Attributes:
        engine: None is the program's own choice: neural if a model is installed.
        model: a model's name or file; None is the default.
        vocoder: a vocoder's name or file, or `griffin-lim`; None is the default.
        seed: of the random numbers.
        variations: takes that one press makes, with seeds that follow each other.
        gain_db: added after the loudness has been set.
        background: share of the background vector, 0 to 1.
        loudness: `match`, `off`, or a target in LUFS.
        blend: a second timbre; the neural engine's only, as are the next two.
        blend_amount: its share, 0 (the reference alone) to 1 (the second alone).
        ambience: what the background is taken from; None is the clip's own sound, or the
            reference where the clip has none.
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
        """The same without what that engine cannot do."""
        if engine != "grains":
            return self
        return replace(self, model=None, vocoder=None, blend=None, background=0.0, ambience=None)


class ModelChoice(Value, frozen=True):
    """A model or a vocoder that a person chose by itself, whatever else is set.

    Attributes:
        kind: which of the two.
        name: its name; of a vocoder also `griffin-lim`.
    """

    kind: Literal["generator", "vocoder"]
    name: str

    @property
    def title(self) -> str:
        """What a sentence calls it."""
        return "Griffin-Lim" if self.name == GRIFFIN_LIM else self.name

    def applied_to(self, settings: DubSettings) -> DubSettings:
        """The settings with this choice made."""
        if self.kind == "vocoder":
            return replace(settings, vocoder=self.name)
        return replace(settings, engine="neural", model=self.name)


class Take(Value, frozen=True, kw_only=True):
    """One finished, immutable result; only its star, its name and its hiding may change.

    Attributes:
        id: of this take.
        number: counts up in the project; never given twice.
        clip_id: the clip that it was made for.
        recipe: what made it.
        reference_name: what its reference was called.
        sound: a WAV of the dub alone, from the start of the recipe's span.
        facts: what was measured.
        mel: its mel-spectrogram as .npy, (80, T) of 0..1; None where there is none.
        loudness: how loud it was asked to be, for its export.
        gain_db: what was to be added to that.
        draft: rendered on a short piece first, to listen early.
        made_at: date and time, ISO 8601.
        name: given by the person; empty shows the reference's name.
        starred: the person's choice.
        deleted: taken out of the list; undo brings it back.
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
        """What the list shows."""
        return self.name or self.reference_name

    @property
    def events(self) -> tuple[Event, ...]:
        """The events that it was made from; the window always names them."""
        return self.recipe.events if isinstance(self.recipe.events, tuple) else ()

    @property
    def settings(self) -> DubSettings:
        """The settings that make the like of it."""
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
    """All of a project at one moment: what is saved.

    Attributes:
        id: of the project; names its folder of unsaved takes.
        clips: in the order in which they were added.
        references: in the order in which they were added.
        takes: in order of their numbers, deleted ones included.
        settings: for the next take.
        active_clip_id: the clip that is shown.
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
