"""The messages between the window and the engine process, one JSON line each.

Each request has its own id. It is answered by any number of `Progressed` and `Noted` lines, then
by one `Answered` or one `JobFailed`, all with that id.
"""

from pathlib import Path

from engine.dubbing.handoff.marks import Mark
from engine.events.candidates import USUAL_SENSITIVITY, Candidate
from engine.events.event import Event
from engine.machine.hardware import Device
from engine.phrases import Phrase
from engine.recipe import (
    Delivered,
    Delivery,
    EventSource,
    Hit,
    Mix,
    Recipe,
    SoundPart,
    TakeFacts,
    TakeSound,
    TaughtClip,
)
from engine.storage.values import Share, Value

# Requests from the window


class FindEvents(Value, frozen=True, tag_field="op", tag="find_events"):
    """Find a clip's events, in the first of the sources that has any.

    Attributes:
        video: the clip.
        sources: where to look, in this order; a clip without sound has none there.
        model: the model for the sources `auto` and `model`; None means the default.
        sensitivity: how many of the candidates count as events.
    """

    video: Path
    sources: tuple[EventSource, ...]
    model: str | None = None
    sensitivity: Share = USUAL_SENSITIVITY


class FindHits(Value, frozen=True, tag_field="op", tag="find_hits"):
    """Find the hits of a reference."""

    reference: SoundPart


class FindRest(Value, frozen=True, tag_field="op", tag="find_rest"):
    """Find the events of a clip that are like those that a person set in it, and in others.

    Attributes:
        clip: the clip to search, outside its finished stretch.
        others: clips that add examples.
        model: the model that looks at the picture; None means the default.
    """

    clip: TaughtClip
    others: tuple[TaughtClip, ...] = ()
    model: str | None = None


class Render(Value, frozen=True, tag_field="op", tag="render"):
    """Render a take."""

    recipe: Recipe


class Export(Value, frozen=True, tag_field="op", tag="export"):
    """Write a mix of takes that were rendered before.

    Attributes:
        mix: the takes at their faders.
        delivery: the requested delivery.
        inputs: the files the takes were made from, which are never replaced.
        events: of the takes, for a table of markers.
        marks: the same for an editing program, with the user's own markers.
    """

    mix: Mix
    delivery: Delivery
    inputs: tuple[Path, ...] = ()
    events: tuple[Event, ...] = ()
    marks: tuple[Mark, ...] = ()


class ListModels(Value, frozen=True, tag_field="op", tag="list_models"):
    """List the installed models; answered at once, even while a job is running."""


class Cancel(Value, frozen=True, tag_field="op", tag="cancel"):
    """Cancel the job of another request; answered at once."""

    job: int


Job = FindEvents | FindHits | FindRest | Render | Export


class Request(Value, frozen=True):
    """A line to the engine."""

    id: int
    ask: Job | ListModels | Cancel


# Answers from the engine


class FoundEvents(Value, frozen=True, tag_field="kind", tag="found_events"):
    """The events of a clip and their source; empty if no source has any.

    Attributes:
        source: where they were found.
        events: those that count at the sensitivity of the request.
        candidates: all possible events; `at_sensitivity` chooses among them without the engine.
    """

    source: EventSource
    events: tuple[Event, ...]
    candidates: tuple[Candidate, ...] = ()


class FoundHits(Value, frozen=True, tag_field="kind", tag="found_hits"):
    """The hits of a reference, in its order."""

    hits: tuple[Hit, ...]


class FoundRest(Value, frozen=True, tag_field="kind", tag="found_rest"):
    """The candidates in the rest of a clip, sorted by time; `at_sensitivity` chooses among them."""

    candidates: tuple[Candidate, ...]


class Rendered(Value, frozen=True, tag_field="kind", tag="rendered"):
    """A finished render.

    Attributes:
        recipe: the recipe, with the engine, model and vocoder that were actually used.
        sound: the dub alone, from the start of the span.
        mel: `.npy`, (80, T); None if there is none.
        facts: its measurements.
    """

    recipe: Recipe
    sound: TakeSound
    mel: Path | None
    facts: TakeFacts


class Exported(Value, frozen=True, tag_field="kind", tag="exported"):
    """A finished export.

    Attributes:
        delivered: the dubbed copy.
        output_digest: digest of the picture in the written file; empty for an audio file.
    """

    delivered: Delivered
    output_digest: str = ""

    @property
    def picture_is_untouched(self) -> bool:
        """Whether the picture in the file is the clip's, if there is one."""
        return self.output_digest == self.delivered.picture_digest


class Installed(Value, frozen=True, tag_field="kind", tag="installed"):
    """The names of the installed models and vocoders, and the classes with a model of their own."""

    models: tuple[str, ...] = ()
    vocoders: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


class Acknowledged(Value, frozen=True, tag_field="kind", tag="acknowledged"):
    """An answer without content."""


Answer = FoundEvents | FoundHits | FoundRest | Rendered | Exported | Installed | Acknowledged


class Ready(Value, frozen=True, tag_field="type", tag="ready"):
    """The process has started."""

    device: Device
    installed: Installed


class DeviceChanged(Value, frozen=True, tag_field="type", tag="device"):
    """The memory use or the device has changed."""

    device: Device


class Progressed(Value, frozen=True, tag_field="type", tag="progress"):
    """A job's current stage and the progress in it, 0 to 1."""

    id: int
    stage: str
    fraction: float


class Noted(Value, frozen=True, tag_field="type", tag="note"):
    """What the user should know although the job succeeds."""

    id: int
    text: Phrase


class Answered(Value, frozen=True, tag_field="type", tag="answer"):
    """The end of a successful request."""

    id: int
    answer: Answer


class JobFailed(Value, frozen=True, tag_field="type", tag="error"):
    """The end of a failed request.

    Attributes:
        id: of the request; None if the line was not a valid request.
        message: one sentence for the user.
        hint: how to fix it.
        exit_code: as on the command line.
        details: for the report of an unexpected error.
    """

    id: int | None
    message: Phrase
    hint: Phrase = Phrase("")
    exit_code: int = 4
    details: str = ""


Reply = Ready | DeviceChanged | Progressed | Noted | Answered | JobFailed
