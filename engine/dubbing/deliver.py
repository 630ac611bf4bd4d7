"""Write a take into a copy of its video: convert, set the level, mix, mux."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.level import gain_for, levelled
from engine.dubbing.mix import STEREO, SoundFormat, cut, fitted, mixed, placed
from engine.dubbing.take_sound import sound_blocks
from engine.errors import UsageError
from engine.media.audio import SOUND_SUFFIXES, read_blocks, write_wav
from engine.media.kinds import VIDEO_SUFFIXES, fitting_rate_hz
from engine.media.layout import Wanted
from engine.media.mux import MuxReport, SoundTrack, check_mux, mux
from engine.media.probe import MediaInfo, clip_range
from engine.media.target import check_target
from engine.metrics.loudness import Loudness, LoudnessMeter, measure_loudness
from engine.progress import JobContext
from engine.recipe import WHOLE, Delivered, Delivery, TakeSound

Block = NDArray[np.float32]

DEFAULT_RATE_HZ: Final = 48000


@dataclass(frozen=True, slots=True)
class DeliveryPlan:
    """A delivery that passed all checks.

    Attributes:
        info: the clip.
        delivery: the requested delivery.
        format: of the dub.
        copy: contents of the video copy; None for an audio file.
    """

    info: MediaInfo
    delivery: Delivery
    format: SoundFormat
    copy: Wanted | None


def plan_delivery(
    info: MediaInfo, delivery: Delivery, *, inputs: Sequence[Path] = ()
) -> DeliveryPlan:
    """Check a delivery for everything that can be known in advance.

    Args:
        info: the clip.
        delivery: the requested delivery.
        inputs: further files that must not be replaced.

    Raises:
        InputError: the clip has no picture.
        UsageError: the output cannot hold what is requested, or the options contradict each other.
        OutputExistsError: a file exists that must not be replaced.
        TargetError: a folder is missing or not writable.
    """
    taken = [info.path, *inputs]
    for path, suffixes in (
        (delivery.output, (*VIDEO_SUFFIXES, *SOUND_SUFFIXES)),
        (delivery.stem, SOUND_SUFFIXES),
        (delivery.markers, (".csv",)),
    ):
        if path is not None:
            check_target(path, inputs=taken, overwrite=delivery.overwrite, suffixes=suffixes)
            taken.append(path)
    clip_range(info, delivery.span.start_s, delivery.span.end_s)
    if _is_sound(delivery.output):
        _check_sound(delivery)
        return DeliveryPlan(info, delivery, _sound_format(info, delivery), None)
    wanted = _sound_format(info, delivery)
    copy = check_mux(
        info,
        delivery.output,
        rate_hz=wanted.rate_hz,
        channels=wanted.channels,
        codec=delivery.codec,
        keep_original=delivery.original == "track",
    )
    return DeliveryPlan(info, delivery, wanted, copy)


def rendering_rate_hz(info: MediaInfo, wanted_hz: int | None = None) -> int:
    """The sample rate to render a take at: the requested one, else the clip's own, else 48 kHz.

    It does not depend on the output format, so a take that the window renders before the export
    equals the one that `dub` makes.
    """
    own_hz = info.audio[0].sample_rate_hz if info.audio else DEFAULT_RATE_HZ
    return wanted_hz or own_hz


def _is_sound(output: Path) -> bool:
    return output.suffix.lower() in SOUND_SUFFIXES


def _check_sound(delivery: Delivery) -> None:
    """Reject what only a video can hold."""
    name = delivery.output.name
    if delivery.original == "track":
        raise UsageError(
            f"{name} is an audio file and cannot hold an additional track.",
            hint="Use --original drop or mix, or write a video.",
        )
    if delivery.codec is not None:
        raise UsageError(f"{name} is an audio file; its suffix determines the codec.")


def _sound_format(info: MediaInfo, delivery: Delivery) -> SoundFormat:
    """The original's rate and layout, or 48 kHz stereo, unless others are requested."""
    own = info.audio[0] if info.audio else None
    if delivery.original == "mix" and own is not None:
        for name, wanted, is_value in (
            ("--rate", delivery.rate_hz, own.sample_rate_hz),
            ("--channels", delivery.channels, own.channels),
        ):
            if wanted not in (None, is_value):
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


def original_loudness(info: MediaInfo, context: JobContext) -> Loudness | None:
    """Loudness of a clip's first audio track; None if it has none."""
    if not info.audio:
        return None
    own = info.audio[0]
    return measure_loudness(read_blocks(info, context=context), own.sample_rate_hz, own.channels)


def deliver(sound: TakeSound, plan: DeliveryPlan, context: JobContext) -> Delivered:
    """Write a copy of a video with a take in it, or only its sound.

    The copy is as long as the video, whatever part of it the take covers, unless the delivery
    selects a part. Sound is streamed, so memory use does not grow with the clip's length.

    Args:
        sound: the take, rendered from this video.
        plan: from `plan_delivery`.
        context: stages `level`, `write` and `stem`.

    Raises:
        InputError, TargetError, OutputExistsError: the files have changed since the plan, or the
            disk is full.
    """
    info, delivery, wanted = plan.info, plan.delivery, plan.format
    with context.stage("level"):
        own = original_loudness(info, context) if delivery.loudness == "match" else None
        dub = measure_loudness(
            _fitted(sound, wanted, delivery.pan), wanted.rate_hz, wanted.channels
        )
        gain_db = gain_for(dub, delivery.loudness, own, gain_db=delivery.gain_db)
    with context.stage("write"):
        meter = LoudnessMeter(wanted.rate_hz, wanted.channels)
        blocks = _metered(_dub(sound, plan, gain_db), meter)
        if delivery.original == "mix" and info.audio:
            blocks = mixed(blocks, _original(plan), wanted)
        report = _write(SoundTrack(*wanted[:2], blocks, wanted.layout), plan, context)
    if delivery.stem is not None:
        with context.stage("stem"):
            stem = _dub(sound, plan, gain_db)
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


def _write(sound: SoundTrack, plan: DeliveryPlan, context: JobContext) -> MuxReport | None:
    """Write the output; return the mux report, or None for an audio file."""
    info, delivery = plan.info, plan.delivery
    output, span = delivery.output, delivery.span
    if plan.copy is None:
        write_wav(
            output, sound.blocks, sound.rate_hz, overwrite=delivery.overwrite, context=context
        )
        return None
    part = (span.start_s, clip_range(info, span.start_s, span.end_s))
    report = mux(
        info,
        sound,
        output,
        part=None if span == WHOLE else part,
        overwrite=delivery.overwrite,
        checked=plan.copy,
        context=context,
    )
    for what in report.dropped:
        context.note(f"{output.name} could not keep {what}.")
    if report.lead_s:
        context.note(
            f"{output.name} starts {report.lead_s:.2f} s earlier, at a key frame: only MP4 and MOV "
            "can hide the frames before the range."
        )
    return report


def _dub(sound: TakeSound, plan: DeliveryPlan, gain_db: float) -> Iterator[Block]:
    """The dub as written: with its level set, silent outside the take."""
    info, span, wanted = plan.info, plan.delivery.span, plan.format
    fitting = _fitted(sound, wanted, plan.delivery.pan)
    blocks = levelled(fitting, wanted.rate_hz, wanted.channels, gain_db)
    first = round(sound.start_s * wanted.rate_hz)
    samples = round(info.duration_s * wanted.rate_hz)
    whole = placed(blocks, first, samples, wanted.channels)
    if span == WHOLE:
        return whole
    end_s = clip_range(info, span.start_s, span.end_s)
    return cut(whole, round(span.start_s * wanted.rate_hz), round(end_s * wanted.rate_hz))


def _original(plan: DeliveryPlan) -> Iterator[Block]:
    """The clip's own first audio track within the part that is written."""
    span = plan.delivery.span
    if span == WHOLE:
        return read_blocks(plan.info)
    return read_blocks(plan.info, start_s=span.start_s, end_s=span.end_s)


def _metered(blocks: Iterator[Block], meter: LoudnessMeter) -> Iterator[Block]:
    """Pass blocks through unchanged while measuring them."""
    for block in blocks:
        meter.add(block)
        yield block


def _fitted(sound: TakeSound, wanted: SoundFormat, pan: float) -> Iterator[Block]:
    """The take's sound in the requested format."""
    return fitted(sound_blocks(sound), SoundFormat(sound.rate_hz, sound.channels), wanted, pan=pan)
