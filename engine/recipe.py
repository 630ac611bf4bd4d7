"""The one vocabulary of a dub: the recipe of a take, its measurements, and how it is delivered.

A recipe holds all that a take depends on: the same recipe gives the same take, bit for bit on the
CPU. The delivery decides what becomes of a take. The command line (`engine.recipe_words`), the
engine's process, the project and the window all use these types.
"""

from pathlib import Path
from typing import Annotated, Final, Literal

from msgspec import Meta

from engine.events.event import Event
from engine.storage.values import Seconds, Share, Value

Engine = Literal["neural", "grains"]
Device = Literal["auto", "cpu", "cuda"]
EventSource = Literal["picture", "sound", "model"]
Original = Literal["drop", "mix", "track"]
Codec = Literal["aac", "flac", "opus", "pcm"]
Lufs = Annotated[float, Meta(ge=-70, le=0)]
Loudness = Literal["match", "off"] | Lufs


class Span(Value, frozen=True):
    """A part of a file, in seconds; an `end_s` of None is the file's end."""

    start_s: Seconds = 0.0
    end_s: Seconds | None = None


WHOLE: Final = Span()


class SoundPart(Value, frozen=True):
    """A sound file, or a video with sound, and the part of it that is used."""

    file: Path
    span: Span = WHOLE


class Blend(Value, frozen=True):
    """A second reference and its share, 0 (the first alone) to 1 (the second alone)."""

    sound: SoundPart
    amount: Share


class Recipe(Value, frozen=True, kw_only=True):
    """All that a take depends on.

    Attributes:
        video: the clip's file; nothing is ever written to it.
        span: the part of it that is dubbed.
        reference: the sound that gives the timbre.
        engine: None takes `neural` where a model is installed, else `grains`.
        model: name or file of a generator; None takes the default one.
        vocoder: name or file of a vocoder, or `griffin-lim`; None takes the default one.
        blend: a second reference; the neural engine only.
        events: where events come from, or the events themselves as a person edited them; `model`
            leaves them to the neural engine's model, as the paper does.
        background: share of the ambience; the neural engine only.
        ambience: a sound that gives the background; None takes the clip's own, else the reference.
        seed: chooses among equally good takes.
        device: where the neural engine runs.
    """

    video: Path
    span: Span = WHOLE
    reference: SoundPart
    engine: Engine | None = None
    model: str | None = None
    vocoder: str | None = None
    blend: Blend | None = None
    events: EventSource | tuple[Event, ...] = "picture"
    background: Share = 0.0
    ambience: SoundPart | None = None
    seed: Annotated[int, Meta(ge=0, le=2**63 - 1)] = 0
    device: Device = "auto"


def input_files(recipe: Recipe) -> list[Path]:
    """The files that a recipe reads, none of which is ever written to."""
    added = recipe.blend and recipe.blend.sound
    sounds = [recipe.reference, *(each for each in (added, recipe.ambience) if each)]
    return [recipe.video, *(sound.file for sound in sounds)]


class Delivery(Value, frozen=True, kw_only=True):
    """How a take becomes a file.

    Attributes:
        output: the dubbed copy; its suffix chooses the container. A sound file, FLAC or WAV, holds
            the sound alone.
        span: the part of the clip that is written. The sound is that of the whole, cut.
        codec: of the sound in a video; None takes the container's usual one.
        original: what becomes of the clip's own sound: dropped, mixed with the dub, or kept
            untouched as a further track.
        loudness: `match` (the clip's own loudness, -23 LUFS without one), a number in LUFS, `off`.
        gain_db: added after the loudness is set.
        rate_hz: sample rate of the dub; None takes the original's, 48 kHz without one.
        channels: 1 or 2; None takes the original's layout, stereo without one.
        pan: -1 (left) to 1 (right).
        stem: a WAV or FLAC file for the dub alone, at the level at which it stands in the output.
        markers: a CSV file for the events of the take.
        overwrite: whether files that exist may be replaced.
    """

    output: Path
    span: Span = WHOLE
    codec: Codec | None = None
    original: Original = "drop"
    loudness: Loudness = "match"
    gain_db: Annotated[float, Meta(ge=-60, le=60)] = 0.0
    rate_hz: Annotated[int, Meta(ge=8000, le=192_000)] | None = None
    channels: Literal[1, 2] | None = None
    pan: Annotated[float, Meta(ge=-1, le=1)] = 0.0
    stem: Path | None = None
    markers: Path | None = None
    overwrite: bool = False


class TakeFacts(Value, frozen=True, kw_only=True):
    """What was measured of a take (`engine.dubbing.measurement`); None where nothing could be.

    Attributes:
        duration_s: how long it is.
        events: the audible events that it was made from.
        events_heard: share of them at which an onset is heard within 100 ms.
        timbre_similarity: cosine of its timbre vector with the reference's, -1 to 1, after the
            mean over the reference and the shipped sounds is taken off.
        timbre_null: the same with the shipped sounds in place of the reference, their mean: what a
            wrong reference would get.
        loudness_lufs: its integrated loudness (ITU-R BS.1770), before any level is set.
    """

    duration_s: Seconds
    events: Annotated[int, Meta(ge=0)]
    events_heard: Share | None = None
    timbre_similarity: float | None = None
    timbre_null: float | None = None
    loudness_lufs: float | None = None


class TakeSound(Value, frozen=True):
    """A finished sound, before level, pan and mix, which belong to the delivery.

    Attributes:
        file: a sound file.
        rate_hz: its sample rate.
        channels: its channels.
        start_s: clip time of its first sample.
        duration_s: how long it is.
    """

    file: Path
    rate_hz: int
    channels: int
    start_s: Seconds
    duration_s: Seconds


class Delivered(Value, frozen=True, kw_only=True):
    """A dubbed copy.

    Attributes:
        output: the file.
        codec: of the dub.
        rate_hz: of the dub.
        channels: of the dub.
        gain_db: what the level stage gave the take.
        loudness_lufs: of the dub as it stands in the output, without the clip's own sound; None
            for silence.
        picture_packets: copied untouched; 0 for a sound file.
        picture_digest: the fingerprint of those packets as they were read; empty for a sound file.
    """

    output: Path
    codec: str
    rate_hz: int
    channels: int
    gain_db: float
    loudness_lufs: float | None
    picture_packets: int
    picture_digest: str
