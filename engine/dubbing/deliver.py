"""Write a mix into a copy of its video: level, mux.

A dub is the mix of a single take.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.handoff.broadcast import BroadcastWave
from engine.dubbing.handoff.frame_rate import frame_clock
from engine.dubbing.level import summed
from engine.dubbing.mix.levels import shortcomings
from engine.dubbing.mix.plan import DeliveryPlan
from engine.dubbing.mix.sounds import MixSounds
from engine.dubbing.mix.stems import StemFiles, stem_files
from engine.media.audio import write_wav
from engine.media.mux import MuxReport, SoundTrack, mux
from engine.media.probe import clip_range
from engine.media.target import replacing
from engine.metrics.loudness import LoudnessMeter
from engine.progress import JobContext
from engine.recipe import WHOLE, Delivered, Mix

Block = NDArray[np.float32]
Stems = NDArray[np.float32]  # (sounds, n, channels)


def deliver(mix: Mix, plan: DeliveryPlan, context: JobContext) -> Delivered:
    """Write a copy of a video with a mix in it, or only its sound.

    The copy is as long as the video, whatever part of it the takes cover, unless the delivery
    selects a part. Sound is streamed, so memory use does not grow with the clip's length.

    Args:
        mix: takes of this video at their faders.
        plan: from `plan_delivery`, for the same tracks.
        context: stages `level` and `write`; a note says where the loudness was not reached.

    Raises:
        InputError: the sound of a take cannot be read, or nothing is heard.
        TargetError, OutputExistsError: the files have changed since the plan, or the disk is full.
    """
    delivery, target = plan.delivery, plan.format
    sounds = MixSounds(mix, plan)
    with context.stage("level"):
        levels = sounds.levels(context)
    with context.stage("write"), ExitStack() as files:
        meter = LoudnessMeter(target.rate_hz, target.channels)
        stems = [
            files.enter_context(
                stem_files(
                    groups,
                    target,
                    overwrite=delivery.overwrite,
                    first_sample=_first_sample(plan),
                )
            )
            for groups in sounds.stem_groups()
        ]
        blocks = _written(sounds.mixed(levels), stems, meter)
        report = _write(SoundTrack(*target[:2], blocks, target.layout), plan, context)
    written = meter.result()
    for sentence in shortcomings(levels, written, keeps_original=sounds.keeps_original):
        context.note(sentence)
    return Delivered(
        output=delivery.output,
        codec=delivery.output.suffix[1:].lower() if report is None else report.codec,
        rate_hz=target.rate_hz,
        channels=target.channels,
        gain_db=levels.dub_db,
        loudness_lufs=written.integrated_lufs,
        true_peak_dbtp=written.true_peak_dbtp,
        picture_packets=0 if report is None else report.packets,
        picture_digest="" if report is None else report.picture_digest,
        stems=plan.stems,
    )


def _first_sample(plan: DeliveryPlan) -> int:
    """The first sample of what is written, counted from midnight of the clip's time code.

    Only for files that note it: the clip is opened for its time code.
    """
    start_s = frame_clock(plan.info).start_s + plan.delivery.span.start_s
    return round(start_s * plan.format.rate_hz)


def _written(
    blocks: Iterator[Stems], files: Sequence[StemFiles], meter: LoudnessMeter
) -> Iterator[Block]:
    """Write the stems and measure their sum while it passes through."""
    for stems in blocks:
        for file in files:
            file.write(stems)
        block = summed(stems)
        meter.add(block)
        yield block
    for file in files:
        file.complete()  # before the output appears


def _write(sound: SoundTrack, plan: DeliveryPlan, context: JobContext) -> MuxReport | None:
    """Write the output; return the mux report, or None for an audio file."""
    info, delivery = plan.info, plan.delivery
    output, span = delivery.output, delivery.span
    if plan.copy is None:
        _write_sound(sound, plan, context)
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
        context.note("{name} could not keep {what}.", name=output.name, what=what)
    if report.lead_s:
        context.note(
            "{name} starts {lead_s:.2f} s earlier, at a key frame: only MP4 and MOV can hide the "
            "frames before the range.",
            name=output.name,
            lead_s=report.lead_s,
        )
    return report


def _write_sound(sound: SoundTrack, plan: DeliveryPlan, context: JobContext) -> None:
    """Write an audio file: Broadcast Wave, or FLAC."""
    output, overwrite = plan.delivery.output, plan.delivery.overwrite
    if output.suffix.lower() != ".wav":
        write_wav(output, sound.blocks, sound.rate_hz, overwrite=overwrite, context=context)
        return
    with (
        replacing(output, overwrite=overwrite) as path,
        BroadcastWave(
            path,
            sound.rate_hz,
            sound.channels,
            layout=sound.layout,
            first_sample=_first_sample(plan),
            description=output.stem,
        ) as file,
    ):
        for block in sound.blocks:
            context.advance(0.0)
            file.write_floats(block)
