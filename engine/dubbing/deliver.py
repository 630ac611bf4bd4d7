"""Bring a take into a copy of its video: format, level, mix, mux."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import soundfile  # type: ignore[import-untyped]
from numpy.typing import NDArray

from engine.dubbing.level import gain_for, levelled
from engine.dubbing.mix import STEREO, SoundFormat, cut, fitted, mixed, placed
from engine.dubbing.take import Take
from engine.errors import UsageError
from engine.media.audio import BLOCK_SAMPLES, SOUND_SUFFIXES, read_blocks, write_wav
from engine.media.kinds import VIDEO_SUFFIXES, fitting_rate_hz
from engine.media.mux import MuxReport, SoundTrack, check_mux, mux
from engine.media.probe import MediaInfo, clip_range, probe
from engine.media.target import check_target as check_any_target
from engine.metrics.loudness import Loudness, LoudnessMeter, measure
from engine.progress import JobContext
from engine.recipe import WHOLE, Delivery

Block = NDArray[np.float32]

DEFAULT_RATE_HZ: Final = 48000


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
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


def check_delivery(info: MediaInfo, delivery: Delivery) -> SoundFormat:
    """Refuse a delivery for every reason that is known before the work; the dub's format.

    Raises:
        InputError: the clip has no picture.
        UsageError: the output cannot hold what it should, or the wishes contradict each other.
        OutputExistsError: a file is there that must not be replaced.
        TargetError: a folder is missing or cannot be written.
    """
    check_any_target(
        delivery.output,
        inputs=[info.path],
        overwrite=delivery.overwrite,
        suffixes=(*VIDEO_SUFFIXES, *SOUND_SUFFIXES),
    )
    if delivery.stem is not None:
        check_any_target(
            delivery.stem,
            inputs=[info.path, delivery.output],
            overwrite=delivery.overwrite,
            suffixes=SOUND_SUFFIXES,
        )
    clip_range(info, delivery.span.start_s, delivery.span.end_s)
    if _is_sound(delivery.output):
        _check_sound(delivery)
    wanted = _sound_format(info, delivery)
    if not _is_sound(delivery.output):
        check_mux(
            info.path,
            delivery.output,
            rate_hz=wanted.rate_hz,
            channels=wanted.channels,
            codec=delivery.codec,
            keep_original=delivery.original == "track",
        )
    return wanted


def rendering_rate_hz(info: MediaInfo, wanted_hz: int | None = None) -> int:
    """The sample rate that a take is rendered at: the one wanted, the clip's own, or 48 kHz.

    It does not depend on the file that the take goes into, so that a take which was rendered
    before its export, as the window does, is the one that `dub` makes.
    """
    own_hz = info.audio[0].sample_rate_hz if info.audio else DEFAULT_RATE_HZ
    return wanted_hz or own_hz


def _is_sound(output: Path) -> bool:
    return output.suffix.lower() in SOUND_SUFFIXES


def _check_sound(delivery: Delivery) -> None:
    """Refuse what only a video can hold."""
    name = delivery.output.name
    if delivery.original == "track":
        raise UsageError(
            f"{name} is a sound file, which holds no further track.",
            hint="Use --original drop or mix, or a video for the output.",
        )
    if delivery.codec is not None:
        raise UsageError(f"{name} is a sound file, whose suffix says its codec.")


def _sound_format(info: MediaInfo, delivery: Delivery) -> SoundFormat:
    """The original's rate and layout, or 48 kHz stereo, unless the person wants another."""
    own = info.audio[0] if info.audio else None
    if delivery.original == "mix" and own is not None:
        for name, wish, is_value in (
            ("--rate", delivery.rate_hz, own.sample_rate_hz),
            ("--channels", delivery.channels, own.channels),
        ):
            if wish not in (None, is_value):
                raise UsageError(
                    f"The clip's own sound is not changed for a mix, so {name} can only be "
                    f"{is_value}.",
                    hint=f"Leave {name} out, or use --original track.",
                )
        return SoundFormat(own.sample_rate_hz, own.channels, own.layout)
    rate_hz = delivery.rate_hz
    if rate_hz is None:
        usual_hz = DEFAULT_RATE_HZ if own is None else own.sample_rate_hz
        rate_hz = usual_hz
        if not _is_sound(delivery.output):
            rate_hz = fitting_rate_hz(delivery.output, usual_hz, delivery.codec)
    if delivery.channels is not None or own is None:
        return SoundFormat(rate_hz, delivery.channels or STEREO)
    return SoundFormat(rate_hz, own.channels, own.layout)


def original_loudness(video: Path, context: JobContext) -> Loudness | None:
    """How loud a clip's own first sound track is; None where it has none."""
    info = probe(video)
    if not info.audio:
        return None
    own = info.audio[0]
    return measure(read_blocks(video, context=context), own.sample_rate_hz, own.channels)


def deliver(take: Take, video: Path, delivery: Delivery, context: JobContext) -> Delivered:
    """Write a copy of a video with a take in it, or the sound of one.

    The copy is as long as the video, whatever part of it the take covers, unless the delivery
    names a part. Sound is streamed: a long clip needs no more memory than a short one.

    Args:
        take: rendered from this video.
        video: the clip's file.
        delivery: how it is wanted.
        context: stages `level` and `write`.

    Raises:
        InputError, UsageError, OutputExistsError, TargetError: as `check_delivery`; the target may
            also fill up on the way.
    """
    info = probe(video)
    wanted = check_delivery(info, delivery)
    with context.stage("level"):
        own = original_loudness(video, context) if delivery.loudness == "match" else None
        dub = measure(_fitted(take, wanted, delivery.pan), wanted.rate_hz, wanted.channels)
        gain_db = gain_for(dub, delivery.loudness, own, gain_db=delivery.gain_db)
    with context.stage("write"):
        meter = LoudnessMeter(wanted.rate_hz, wanted.channels)
        blocks = _metered(_dub(take, info, wanted, delivery, gain_db), meter)
        if delivery.original == "mix" and info.audio:
            blocks = mixed(blocks, _original(info, delivery), wanted)
        report = _write(video, SoundTrack(*wanted[:2], blocks, wanted.layout), delivery, context)
    if delivery.stem is not None:
        with context.stage("stem"):
            stem = _dub(take, info, wanted, delivery, gain_db)
            write_wav(delivery.stem, stem, wanted.rate_hz, overwrite=delivery.overwrite)
    return Delivered(
        output=delivery.output,
        codec=delivery.output.suffix[1:].lower() if report is None else report.codec,
        rate_hz=wanted.rate_hz,
        channels=wanted.channels,
        gain_db=gain_db,
        loudness_lufs=meter.result().integrated_lufs,
        picture_packets=0 if report is None else report.packets,
        picture_digest="" if report is None else report.picture_digest,
    )


def _write(
    video: Path, sound: SoundTrack, delivery: Delivery, context: JobContext
) -> MuxReport | None:
    """Write the output; what was muxed, or None for a sound file."""
    output, span = delivery.output, delivery.span
    if _is_sound(output):
        write_wav(
            output, sound.blocks, sound.rate_hz, overwrite=delivery.overwrite, context=context
        )
        return None
    info = probe(video)
    part = (span.start_s, clip_range(info, span.start_s, span.end_s))
    report = mux(
        video,
        sound,
        output,
        codec=delivery.codec,
        part=None if span == WHOLE else part,
        keep_original=delivery.original == "track",
        overwrite=delivery.overwrite,
        context=context,
    )
    for what in report.dropped:
        context.note(f"{output.name} could not take along {what}.")
    if report.lead_s:
        context.note(
            f"{output.name} begins {report.lead_s:.2f} s earlier, at a key frame: only MP4 and MOV "
            "can hide the pictures before the range."
        )
    return report


def _dub(
    take: Take, info: MediaInfo, wanted: SoundFormat, delivery: Delivery, gain_db: float
) -> Iterator[Block]:
    """The dub as it stands in the output: levelled, silent outside of the take."""
    fitting = _fitted(take, wanted, delivery.pan)
    blocks = levelled(fitting, wanted.rate_hz, wanted.channels, gain_db)
    first = round(take.start_s * wanted.rate_hz)
    samples = round(info.duration_s * wanted.rate_hz)
    whole = placed(blocks, first, samples, wanted.channels)
    if delivery.span == WHOLE:
        return whole
    end_s = clip_range(info, delivery.span.start_s, delivery.span.end_s)
    return cut(whole, round(delivery.span.start_s * wanted.rate_hz), round(end_s * wanted.rate_hz))


def _original(info: MediaInfo, delivery: Delivery) -> Iterator[Block]:
    """The clip's own first sound track, of the part that is written."""
    if delivery.span == WHOLE:
        return read_blocks(info.path)
    return read_blocks(info.path, start_s=delivery.span.start_s, end_s=delivery.span.end_s)


def _metered(blocks: Iterator[Block], meter: LoudnessMeter) -> Iterator[Block]:
    """The same blocks, measured as they pass."""
    for block in blocks:
        meter.add(block)
        yield block


def _fitted(take: Take, wanted: SoundFormat, pan: float) -> Iterator[Block]:
    """The take's sound in the format that is wanted."""
    blocks = soundfile.blocks(take.sound, BLOCK_SAMPLES, dtype="float32", always_2d=True)
    return fitted(blocks, SoundFormat(take.rate_hz, take.channels), wanted, pan=pan)
