"""The values that a project is made of: immutable, without Qt, and each known by its id.

Words as in the design: a clip is a video file and the range of it that is being dubbed, a reference
is a sound file and the region of it that gives the timbre, a take is one finished result with the
recipe that made it. Times are clip time in seconds, or seconds from the start of a sound file.
"""

import uuid
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from engine.config import GRIFFIN_LIM
from engine.events.event import Event

EngineName = Literal["neural", "grains"]


def new_id() -> str:
    """An id that no other object of any project has."""
    return uuid.uuid4().hex[:16]


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file that the project needs, and how to recognise it after it has moved.

    Attributes:
        path: where it was last seen, absolute.
        size_bytes: its length.
        duration_s: how long it plays.
        digest: of its first and last bytes, hexadecimal.
    """

    path: Path
    size_bytes: int
    duration_s: float
    digest: str


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """An event of a clip; the id lets a selection survive a move.

    Attributes:
        id: of this event, in this clip.
        event: when, how hard, muted or not, where it came from.
    """

    id: str
    event: Event


@dataclass(frozen=True, slots=True)
class Marker:
    """A named moment of a clip.

    Attributes:
        id: of this marker.
        time_s: clip time.
        name: what the person called it.
    """

    id: str
    time_s: float
    name: str


@dataclass(frozen=True, slots=True)
class Clip:
    """A video file and what the person did to its timeline.

    Attributes:
        id: of this clip.
        file: the video.
        in_s: start of the range that is dubbed; None is the clip's start.
        out_s: end of that range; None is the clip's end.
        events: in order of time.
        markers: in order of time.
    """

    id: str
    file: MediaFile
    in_s: float | None = None
    out_s: float | None = None
    events: tuple[TimelineEvent, ...] = ()
    markers: tuple[Marker, ...] = ()

    @property
    def name(self) -> str:
        """What the window calls it."""
        return self.file.path.name

    @property
    def range_s(self) -> tuple[float, float]:
        """The range that is dubbed."""
        start = 0.0 if self.in_s is None else self.in_s
        end = self.file.duration_s if self.out_s is None else self.out_s
        return start, end


@dataclass(frozen=True, slots=True)
class Reference:
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

    id: str
    file: MediaFile
    name: str
    start_s: float = 0.0
    end_s: float | None = None
    tags: tuple[str, ...] = ()
    favourite: bool = False

    @property
    def region_s(self) -> tuple[float, float]:
        """The region that gives the timbre."""
        return self.start_s, self.file.duration_s if self.end_s is None else self.end_s


@dataclass(frozen=True, slots=True)
class SoundPart:
    """A part of a sound file that adds to a take beside its reference.

    Attributes:
        file: the sound.
        name: what the reference that it was chosen from was called.
        region_s: the part of it.
    """

    file: MediaFile
    name: str
    region_s: tuple[float, float]

    @staticmethod
    def of(reference: Reference) -> "SoundPart":
        """The part of a sound that a reference uses."""
        return SoundPart(reference.file, reference.name, reference.region_s)


@dataclass(frozen=True, slots=True)
class DubSettings:
    """What the person chose for the next take.

    Attributes:
        engine: None is the program's own choice: neural if a model is installed.
        model: a model's name or file; None is the default.
        vocoder: a vocoder's name or file, or `griffin-lim`; None is the default.
        seed: of the random numbers.
        variations: takes that one press makes, with seeds that follow each other.
        gain_db: added after the loudness has been set.
        background: share of the background vector, 0 to 1.
        loudness: "match", "off", or a target in LUFS.
        blend: a second timbre; the neural engine's only, as are the next two.
        blend_amount: its share, 0 (the reference alone) to 1 (the second alone).
        ambience: what the background is taken from; None is the clip's own sound, or the
            reference where the clip has none.
    """

    engine: EngineName | None = None
    model: str | None = None
    vocoder: str | None = None
    seed: int = 0
    variations: int = 1
    gain_db: float = 0.0
    background: float = 0.0
    loudness: str = "match"
    blend: SoundPart | None = None
    blend_amount: float = 0.5
    ambience: SoundPart | None = None

    def for_engine(self, engine: EngineName | None) -> "DubSettings":
        """The same without what that engine cannot do."""
        if engine != "grains":
            return self
        return replace(self, model=None, vocoder=None, blend=None, background=0.0, ambience=None)


@dataclass(frozen=True, slots=True)
class ModelChoice:
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


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that made a take; the same recipe on the CPU makes the same bits.

    Attributes:
        video: the clip's file.
        range_s: the range that was dubbed.
        reference: the reference's file.
        reference_name: what it was called.
        region_s: the region of it.
        events: the events that steered it, muted ones included.
        settings: the choices; `seed` is this take's own.
        draft: rendered on a short piece first, to listen early.
    """

    video: MediaFile
    range_s: tuple[float, float]
    reference: MediaFile
    reference_name: str
    region_s: tuple[float, float]
    events: tuple[Event, ...]
    settings: DubSettings = field(default_factory=DubSettings)
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Measurements:
    """What was measured on a take; None where it was not.

    Attributes:
        events_matched: events of the recipe that an attack of the take falls on.
        events: how many audible events the recipe had.
        timbre: similarity to the reference, -1 to 1.
        timbre_null: the same to a reference that has nothing to do with it.
        loudness_lufs: integrated loudness.
    """

    events_matched: int | None = None
    events: int | None = None
    timbre: float | None = None
    timbre_null: float | None = None
    loudness_lufs: float | None = None


@dataclass(frozen=True, slots=True)
class Take:
    """One finished, immutable result; only its star, its name and its hiding may change.

    Attributes:
        id: of this take.
        number: counts up in the project; never given twice.
        clip_id: the clip that it was made for.
        recipe: what made it.
        sound: a WAV of the dub alone, from the start of the recipe's range.
        mel: its mel-spectrogram as .npy, (80, T) of 0..1; None where there is none.
        measurements: what was measured.
        model: the model that made it, by name; empty for grains.
        made_at: date and time, ISO 8601.
        name: given by the person; empty shows the reference's name.
        starred: the person's choice.
        deleted: taken out of the list; undo brings it back.
    """

    id: str
    number: int
    clip_id: str
    recipe: Recipe
    sound: Path
    mel: Path | None = None
    measurements: Measurements = field(default_factory=Measurements)
    model: str = ""
    made_at: str = ""
    name: str = ""
    starred: bool = False
    deleted: bool = False

    @property
    def title(self) -> str:
        """What the list shows."""
        return self.name or self.recipe.reference_name


@dataclass(frozen=True, slots=True)
class Project:
    """All of a project at one moment: what is saved.

    Attributes:
        id: of the project; names its folder of unsaved takes.
        clips: in the order in which they were added.
        references: in the order in which they were added.
        takes: in order of their numbers, deleted ones included.
        settings: for the next take.
        active_clip_id: the clip that is shown.
    """

    id: str
    clips: tuple[Clip, ...] = ()
    references: tuple[Reference, ...] = ()
    takes: tuple[Take, ...] = ()
    settings: DubSettings = field(default_factory=DubSettings)
    active_clip_id: str | None = None
