"""The shared types of a dub: the recipe of a take, its measurements, its fader and its delivery.

A recipe holds everything that determines a take: the same recipe gives the same take, bit for bit
on the CPU. The delivery determines the output file. The command line (`engine.cli.recipe_words`),
the engine process, the project and the window all use these types.
"""

from pathlib import Path
from typing import Annotated, Any, Final, Literal

from msgspec import Meta

from engine.events.candidates import USUAL_SENSITIVITY
from engine.events.event import Event
from engine.storage.values import FieldError, Seconds, Share, Value

Engine = Literal["neural", "grains"]
Device = Annotated[str, Meta(pattern=r"^(auto|cpu|cuda(:\d{1,3})?)$")]
EventSource = Literal["auto", "picture", "model", "sound"]
Steering = Literal["events", "picture"]
Original = Literal["drop", "mix", "track"]
Codec = Literal["aac", "flac", "opus", "pcm"]
HitKind = Literal["hit", "voice", "texture"]
Lufs = Annotated[float, Meta(ge=-70, le=0)]
Loudness = Literal["match", "off"] | Lufs
FADER_DB: Final = (-60.0, 24.0)
FaderDb = Annotated[float, Meta(ge=FADER_DB[0], le=FADER_DB[1])]


class Span(Value, frozen=True):
    """A part of a file in seconds; an `end_s` of None means the end of the file."""

    start_s: Seconds = 0.0
    end_s: Seconds | None = None


WHOLE: Final = Span()
VARIATION: Final = 0.5  # default: what the blows of one hand on one thing differ by


class SoundPart(Value, frozen=True):
    """An audio file, or a video with sound, and the part of it to use."""

    file: Path
    span: Span = WHOLE


class Hit(Value, frozen=True):
    """A sound found in a reference, which the grains engine plays.

    Attributes:
        start_s: its start, from the start of the file.
        end_s: its end.
        level_db: its peak, in dBFS.
        quality: 0, the noise between the hits, to 1, a hit like the loud ones.
        kind: `hit` decays from its attack on; `voice` is held and has a pitch; `texture` is held
            and has none.
        is_played: whether it is good enough to be played.
    """

    start_s: Seconds
    end_s: Seconds
    level_db: float
    quality: Share
    kind: HitKind
    is_played: bool = True


class Blend(Value, frozen=True):
    """A second reference and its share, 0 (only the first) to 1 (only the second)."""

    sound: SoundPart
    amount: Share


class TaughtClip(Value, frozen=True):
    """A clip and what a person has said about its events, in clip time.

    Attributes:
        video: the clip.
        events: those set or kept by the person; none if the clip is only searched.
        finished: the stretch in which silence means that there is no event; None means up to the
            last event, or the last rejected time. Ignored without events.
        rejected_s: times at which there is none, anywhere in the clip.
    """

    video: Path
    events: tuple[Event, ...]
    finished: Span | None = None
    rejected_s: tuple[Seconds, ...] = ()


class Choices(Value, frozen=True, kw_only=True):
    """What a take is made with, whatever its clip, its reference and its events are.

    Attributes:
        engine: None means `grains`, or `neural` where a model is needed.
        model: name or file of a generator, or a choice by class
            (`engine.model_files.class_models`); None means the default.
        vocoder: name or file of a vocoder, or `griffin-lim`; None means the default.
        steering: `events` writes the model's temporal code from the events, `picture` leaves it as
            the model sees it in the picture, as in the paper; neural engine only.
        background: level of the ambience; neural engine only.
        ambience: sound for the background; None means the clip's own, else the reference.
        seed: selects among equally good takes.
        variation: how much hits vary in pitch, length, level and brightness.
    """

    engine: Engine | None = None
    model: str | None = None
    vocoder: str | None = None
    steering: Steering = "events"
    background: Share = 0.0
    ambience: SoundPart | None = None
    seed: Annotated[int, Meta(ge=0, le=2**63 - 1)] = 0
    variation: Share = VARIATION

    def choices(self) -> dict[str, Any]:
        """These values by name, to make others with."""
        return {name: getattr(self, name) for name in Choices.__struct_fields__}


class Recipe(Choices, frozen=True, kw_only=True):
    """Everything that determines a take.

    Attributes:
        video: the clip; never written to.
        span: the part to dub.
        reference: the sound that provides the timbre.
        blend: a second reference; neural engine only.
        events: the events themselves as edited by the user, or where they come from: `picture` is
            the detector that needs no model, `model` leaves them to the neural engine's model, as
            in the paper, and `auto` lets both decide together.
        sensitivity: how many of the events that were found count: 0 only the surest, 1 all.
        left_out: times in the file of the reference; the hits that sound at them are not played.
            Grains engine only.
        device: where the neural engine runs.
    """

    video: Path
    span: Span = WHOLE
    reference: SoundPart
    blend: Blend | None = None
    events: EventSource | tuple[Event, ...] = "auto"
    sensitivity: Share = USUAL_SENSITIVITY
    left_out: tuple[Seconds, ...] = ()
    device: Device = "auto"


def input_files(recipe: Recipe) -> list[Path]:
    """List the files that a recipe reads; none of them is ever written to."""
    added = recipe.blend and recipe.blend.sound
    sounds = [recipe.reference, *(each for each in (added, recipe.ambience) if each)]
    return [recipe.video, *(sound.file for sound in sounds)]


class Delivery(Value, frozen=True, kw_only=True):
    """How a mix becomes a file.

    Attributes:
        output: the dubbed copy; its suffix selects the container. A FLAC or WAV file holds the
            sound alone.
        span: the part of the clip to write; the sound is cut from that of the whole clip.
        codec: of the sound in a video; None means the container's default.
        original: what happens to the clip's own sound: dropped, mixed with the dub, or kept
            untouched as an additional track.
        loudness: of the whole mix in LUFS; `match` is the clip's own loudness from 30 s before
            the takes to 30 s after them, -23 LUFS without one; `off` leaves the level. Where the
            original is mixed in, `match` makes a track at 0 dB as loud as the original, which
            keeps its level.
        gain_db: of the dub without the original, after its loudness is set.
        rate_hz: sample rate of the dub; None means the original's, or 48 kHz without one.
        channels: 1 or 2; None means the original's layout, or stereo without one.
        pan: of the dub, -1 (left) to 1 (right); added to the pan of each track.
        stem: a WAV or FLAC file for the dub alone, at the same level as in the output.
        stems: a folder for a WAV file of each sound in the mix, at the same level as in the
            output: together they are the mix, within one step of 24 bits.
        markers: a CSV, EDL or FCPXML file for the events.
        overwrite: whether existing files may be replaced.
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
    stems: Path | None = None
    markers: Path | None = None
    overwrite: bool = False


class GainPoint(Value, frozen=True):
    """A point of a gain envelope.

    Attributes:
        time_s: clip time.
        gain_db: gain from there on, up to the next point in a straight line of decibels.
    """

    time_s: Seconds
    gain_db: FaderDb


class Fader(Value, frozen=True, kw_only=True):
    """How a sound takes part in a mix.

    Attributes:
        gain_db: of the whole sound.
        pan: -1 (left) to 1 (right).
        muted: left out of the mix.
        solo: if any sound of the mix is solo, only those that are take part.
        fade_in_s: length of a fade at the start of the sound.
        fade_out_s: length of a fade at its end.
        envelope: gain over time, added to `gain_db`; in order of time, constant before the first
            and after the last point.
    """

    gain_db: FaderDb = 0.0
    pan: Annotated[float, Meta(ge=-1, le=1)] = 0.0
    muted: bool = False
    solo: bool = False
    fade_in_s: Seconds = 0.0
    fade_out_s: Seconds = 0.0
    envelope: tuple[GainPoint, ...] = ()

    def __post_init__(self) -> None:
        times_s = [point.time_s for point in self.envelope]
        if times_s != sorted(times_s):
            raise FieldError("envelope", "must be in order of time")


class MixTrack(Value, frozen=True, kw_only=True):
    """A track of a mix.

    Attributes:
        name: names its stem.
        sound: the sound file of its chosen take.
        start_s: clip time of its first sample.
        lufs: loudness of the take as rendered (`TakeFacts`); None for silence.
        fader: of the track.
    """

    name: str
    sound: Path
    start_s: Seconds = 0.0
    lufs: float | None = None
    fader: Fader = Fader()


class Mix(Value, frozen=True, kw_only=True):
    """The sounds of a clip at their faders; what becomes of them is the delivery.

    Attributes:
        video: the clip; never written to.
        tracks: those that have a take.
        original: fader of the clip's own sound, which takes part if the delivery mixes it in.
    """

    video: Path
    tracks: tuple[MixTrack, ...]
    original: Fader = Fader()


OLD_FACTS: Final = ("timbre_similarity", "timbre_null")  # fields of `TakeFacts`


class TakeFacts(Value, frozen=True, kw_only=True):
    """Measurements of a take (`engine.dubbing.measurement`); None where none is possible.

    Attributes:
        duration_s: length of the take.
        events: number of audible events that it was made from.
        events_heard: share of them with an onset within 100 ms that stands out from the rest of
            the take (`engine.metrics.heard`).
        timbre_similarity: of takes from older versions; no longer measured or shown, because it
            does not tell good dubs from bad (docs/sound.md).
        timbre_null: as `timbre_similarity`.
        loudness_lufs: integrated loudness (ITU-R BS.1770), before any level is set.
    """

    duration_s: Seconds
    events: Annotated[int, Meta(ge=0)]
    events_heard: Share | None = None
    timbre_similarity: float | None = None
    timbre_null: float | None = None
    loudness_lufs: float | None = None


class TakeSound(Value, frozen=True):
    """The sound of a take before level, pan and mix, which are part of the delivery.

    Attributes:
        file: the audio file.
        rate_hz: its sample rate.
        channels: its number of channels.
        start_s: clip time of its first sample.
        duration_s: its length.
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
        gain_db: gain that the level stage applied to the dub.
        loudness_lufs: of the sound as written; None for silence.
        true_peak_dbtp: of the sound as written; None for digital silence.
        picture_packets: number of video packets copied untouched; 0 for an audio file.
        picture_digest: digest of those packets as read from the input; empty for an audio file.
        stems: the files of the single sounds.
    """

    output: Path
    codec: str
    rate_hz: int
    channels: int
    gain_db: float
    loudness_lufs: float | None
    true_peak_dbtp: float | None
    picture_packets: int
    picture_digest: str
    stems: tuple[Path, ...] = ()
