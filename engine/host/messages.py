"""What the window and the engine's process say to each other, a line of JSON each.

A request has an id of its own. It is answered by any number of `Progressed` and `Noted` lines and
then by one `Answered` or one `JobFailed`, all with its id.
"""

from pathlib import Path

from engine.events.event import Event
from engine.machine.hardware import Device
from engine.recipe import Delivered, Delivery, EventSource, Recipe, TakeFacts, TakeSound
from engine.storage.values import Value

# What the window asks


class FindEvents(Value, frozen=True, tag_field="op", tag="find_events"):
    """Look for a clip's events: in the first of the sources that has any.

    Attributes:
        video: the clip.
        sources: where to look, in this order; a clip without sound has none there.
        model: the model that looks, for the source `model`; None is the default.
    """

    video: Path
    sources: tuple[EventSource, ...]
    model: str | None = None


class Render(Value, frozen=True, tag_field="op", tag="render"):
    """Render a take."""

    recipe: Recipe


class Export(Value, frozen=True, tag_field="op", tag="export"):
    """Write a take that was rendered before.

    Attributes:
        recipe: what made it.
        sound: its sound.
        delivery: how it is wanted.
    """

    recipe: Recipe
    sound: Path
    delivery: Delivery


class ListModels(Value, frozen=True, tag_field="op", tag="list_models"):
    """Say which models are installed; answered at once, whatever else is done."""


class Cancel(Value, frozen=True, tag_field="op", tag="cancel"):
    """End the job of another request; answered at once."""

    job: int


Job = FindEvents | Render | Export


class Request(Value, frozen=True):
    """A line to the engine."""

    id: int
    ask: Job | ListModels | Cancel


# What the engine answers


class FoundEvents(Value, frozen=True, tag_field="kind", tag="found_events"):
    """The events of a clip, and where they were found; none where no source has any."""

    source: EventSource
    events: tuple[Event, ...]


class Rendered(Value, frozen=True, tag_field="kind", tag="rendered"):
    """A finished render.

    Attributes:
        recipe: what made it, with engine, model and vocoder as they were chosen.
        sound: the dub alone, from the span's start.
        mel: `.npy`, (80, T); None where there is none.
        facts: what was measured.
    """

    recipe: Recipe
    sound: TakeSound
    mel: Path | None
    facts: TakeFacts


class Exported(Value, frozen=True, tag_field="kind", tag="exported"):
    """A finished export.

    Attributes:
        delivered: what was written.
        output_digest: the fingerprint of the picture that stands in the file; empty for a sound.
    """

    delivered: Delivered
    output_digest: str = ""

    @property
    def picture_is_untouched(self) -> bool:
        """Whether the picture in the file is the clip's, as far as there is one."""
        return self.output_digest == self.delivered.picture_digest


class Installed(Value, frozen=True, tag_field="kind", tag="installed"):
    """The names of the installed models and vocoders."""

    models: tuple[str, ...] = ()
    vocoders: tuple[str, ...] = ()


class Acknowledged(Value, frozen=True, tag_field="kind", tag="acknowledged"):
    """There is nothing more to say."""


Answer = FoundEvents | Rendered | Exported | Installed | Acknowledged


class Ready(Value, frozen=True, tag_field="type", tag="ready"):
    """The process has started."""

    device: Device
    installed: Installed


class DeviceChanged(Value, frozen=True, tag_field="type", tag="device"):
    """The memory in use, or the device, has changed."""

    device: Device


class Progressed(Value, frozen=True, tag_field="type", tag="progress"):
    """A job is at a stage, and so far (0 to 1) through it."""

    id: int
    stage: str
    fraction: float


class Noted(Value, frozen=True, tag_field="type", tag="note"):
    """What a person should know although all goes well."""

    id: int
    text: str


class Answered(Value, frozen=True, tag_field="type", tag="answer"):
    """The end of a request that went well."""

    id: int
    answer: Answer


class JobFailed(Value, frozen=True, tag_field="type", tag="error"):
    """The end of a request that did not.

    Attributes:
        id: of the request; None of a line that was none.
        message: one sentence for the person.
        hint: what helps.
        exit_code: as of the command line.
        details: for the report of an unexpected error.
    """

    id: int | None
    message: str
    hint: str = ""
    exit_code: int = 4
    details: str = ""


Reply = Ready | DeviceChanged | Progressed | Noted | Answered | JobFailed
