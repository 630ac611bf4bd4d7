"""What a person asks for: the recipe of a take, and how it is delivered.

A recipe holds all that a take depends on: the same recipe gives the same take, bit for bit on the
CPU. The delivery decides how takes are brought into a copy of the video.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from engine.events.event import Event

Engine = Literal["neural", "grains"]
Original = Literal["drop", "mix", "track"]


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a file, in seconds; an `end_s` of None is the file's end."""

    start_s: float = 0.0
    end_s: float | None = None


WHOLE: Final = Span()


@dataclass(frozen=True, slots=True)
class Blend:
    """A second reference and its share, 0 (the first alone) to 1 (the second alone)."""

    reference: Path
    amount: float
    span: Span = WHOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """All that a take depends on.

    Attributes:
        video: the clip's file; nothing is ever written to it.
        span: the part of it that is dubbed.
        reference: a sound, or a video with sound, that gives the timbre.
        reference_span: the part of it to use.
        engine: None takes `neural` where a model is installed, else `grains`.
        model: name or file of a generator; None takes the default one.
        vocoder: name or file of a vocoder, or `griffin-lim`; None takes the default one.
        blend: a second reference; the neural engine only.
        events: where events come from, or the events themselves as a person edited them; `model`
            leaves them to the neural engine's model, as the paper does.
        background: share of the ambience, 0 to 1; the neural engine only.
        ambience: a sound that gives the background; None takes the clip's own, else the reference.
        ambience_span: the part of it to use.
        seed: chooses among equally good takes.
        device: where the neural engine runs.
    """

    video: Path
    reference: Path
    span: Span = WHOLE
    reference_span: Span = WHOLE
    engine: Engine | None = None
    model: str | None = None
    vocoder: str | None = None
    blend: Blend | None = None
    events: Literal["picture", "sound", "model"] | tuple[Event, ...] = "picture"
    background: float = 0.0
    ambience: Path | None = None
    ambience_span: Span = WHOLE
    seed: int = 0
    device: Literal["auto", "cpu", "cuda"] = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How a take becomes a file.

    Attributes:
        output: the dubbed copy; its suffix chooses the container. A sound file, FLAC or WAV, holds
            the sound alone.
        span: the part of the clip that is written. The sound is that of the whole, cut.
        codec: of the sound: "aac", "flac", "opus" or "pcm"; None takes the container's usual one.
        original: what becomes of the clip's own sound: dropped, mixed with the dub, or kept
            untouched as a further track.
        loudness: `match` (the clip's own loudness, -23 LUFS without one), a number in LUFS, `off`.
        gain_db: added after the loudness is set.
        rate_hz: sample rate of the dub; None takes the original's, 48 kHz without one.
        channels: 1 or 2; None takes the original's layout, stereo without one.
        pan: -1 (left) to 1 (right).
        stem: a WAV or FLAC file for the dub alone, at the level at which it stands in the output.
        overwrite: whether files that exist may be replaced.
    """

    output: Path
    span: Span = WHOLE
    codec: str | None = None
    original: Original = "drop"
    loudness: Literal["match", "off"] | float = "match"
    gain_db: float = 0.0
    rate_hz: int | None = None
    channels: Literal[1, 2] | None = None
    pan: float = 0.0
    stem: Path | None = None
    overwrite: bool = False
