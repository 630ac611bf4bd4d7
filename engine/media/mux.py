"""Copy a video with another sound; the video packets are copied untouched.

The copy keeps the clip's time 0: the new sound starts there to the sample, and every frame keeps
its time relative to it. Matroska and WebM cannot store times before their start; if packets lie
there (frames hidden by an edit list, the encoder delay of a kept AAC track), all tracks are delayed
together by that much, to the millisecond. Frames that an edit list hides after the clip's end
cannot stay hidden.
"""

import io
import itertools
import math
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av
import numpy as np
from av.codec.context import CodecContext
from av.container import InputContainer, OutputContainer
from av.packet import Packet

from engine.errors import UsageError
from engine.media.copies.layout import Layout, Wanted, lay_out, written
from engine.media.copies.metadata import lost_picture_properties
from engine.media.digest import PictureDigest
from engine.media.encoding import SoundEncoder
from engine.media.encoding import SoundTrack as SoundTrack
from engine.media.kinds import (
    KINDS,
    LAYOUTS,
    VIDEO_SUFFIXES,
    Kind,
    fitting_rate_hz,
    kind_of,
    layout_name,
    sound_codec_of,
)
from engine.media.part import find_part
from engine.media.probe import MediaInfo, probed, require_video, required_picture
from engine.media.source import open_media, packets, time_base
from engine.media.target import check_target, replacing
from engine.phrases import Phrase
from engine.progress import JobContext

_TRIED_PACKETS: Final = 100  # packets that represent the start of a clip
_TRIED_SAMPLES: Final = 4096  # enough for every encoder to output a packet


@dataclass(frozen=True, slots=True)
class MuxReport:
    """The contents of a copy.

    Attributes:
        codec: of the new sound: "aac", "flac", "opus" or "pcm".
        samples: of the new sound.
        delay_s: by how much all tracks are delayed relative to the clip, usually 0.
        packets: number of video packets, all copied.
        picture_digest: digest of the video packets as read from the input.
        mended: number of packets with damaged decoding time stamps that were fixed.
        dropped: descriptions of what the copy could not keep.
        lead_s: how long the copy shows frames from before the requested part, because they
            cannot be hidden; 0 if they can, and for a whole clip.
    """

    codec: str
    samples: int
    delay_s: float
    packets: int
    picture_digest: str
    mended: int
    dropped: tuple[Phrase, ...]
    lead_s: float = 0.0


def check_mux(
    clip: Path | MediaInfo,
    output: Path,
    *,
    rate_hz: int,
    channels: int,
    layout: str = "",
    codec: str | None = None,
    keep_original: bool = False,
) -> Wanted:
    """Determine the contents of a copy and check everything that is known before its sound is made.

    Args:
        clip: the video, or its probed media info.
        output: the file; its suffix selects the container.
        rate_hz: as of `SoundTrack`.
        channels: as of `SoundTrack`.
        layout: as of `SoundTrack`.
        codec: "aac", "flac", "opus" or "pcm"; None means the container's default.
        keep_original: whether the clip's own audio tracks follow, their packets untouched.

    Raises:
        InputError: the clip is unusable.
        UsageError: the container cannot hold the picture, the sound, or the original's sound.
    """
    info = probed(clip)
    picture = require_video(info)
    name = sound_codec_of(output, codec)
    if channels not in LAYOUTS:
        raise UsageError(
            "Sound with {channels} channels cannot be written.",
            hint="Use 1 to {most} channels.",
            channels=channels,
            most=max(LAYOUTS),
        )
    fitting = fitting_rate_hz(output, rate_hz, codec)
    if rate_hz != fitting:
        raise UsageError(
            "{name} ({codec}) does not support a sample rate of {rate} Hz.",
            hint="Use {fitting} Hz.",
            name=output.name,
            codec=name,
            rate=rate_hz,
            fitting=fitting,
        )
    layout = layout_name(name, channels, layout)
    wanted = Wanted(name, rate_hz, layout, keep_original=keep_original)
    if _fits(info, kind_of(output), wanted):
        return wanted
    able = [suffix for suffix in KINDS if _fits_usually(info, suffix, wanted)]
    original = keep_original and _fits(info, kind_of(output), replace(wanted, keep_original=False))
    kept = sorted({track.codec for track in info.audio}) if original else [picture.codec]
    raise UsageError(
        "A {suffix} file cannot hold the sound of {name} ({codecs}) in addition to the new one."
        if original
        else "A {suffix} file cannot hold the picture of {name} ({codecs}).",
        hint="Possible are {able}." if able else "Convert the clip to H.264 and AAC first.",
        suffix=output.suffix,
        name=info.path.name,
        codecs=", ".join(kept),
        able=", ".join(able),
    )


def mux(
    clip: Path | MediaInfo,
    sound: SoundTrack,
    output: Path,
    *,
    part: tuple[float, float] | None = None,
    overwrite: bool = False,
    checked: Wanted | None = None,
    context: JobContext | None = None,
) -> MuxReport:
    """Write a copy of a video with another sound.

    The video packets are copied with their times, rotation, pixel aspect ratio and headers, along
    with the tags, chapters and subtitles that the container can hold. The output appears only
    when complete; memory use does not grow with the clip's length.

    Args:
        clip: the video, or its probed media info.
        sound: the new sound, which becomes the default track.
        output: the file; its suffix selects the container.
        part: start and end, in clip time, of the part to copy; its start becomes time 0, and
            the new sound is that of the part. None means the whole clip.
        overwrite: whether an existing file may be replaced.
        checked: what the copy holds, from `check_mux`, whose caller has also checked the output;
            None means the sound alone, in the container's default codec.
        context: for progress and cancellation.

    Raises:
        InputError: the clip is unusable.
        UsageError: as in `check_target` and `check_mux`.
        OutputExistsError: the output exists and must not be replaced.
        TargetError: it cannot be written.
    """
    info = probed(clip)
    if checked is None:
        check_target(output, inputs=[info.path], overwrite=overwrite, suffixes=VIDEO_SUFFIXES)
        checked = check_mux(
            info,
            output,
            rate_hz=sound.rate_hz,
            channels=sound.channels,
            layout=sound.layout,
        )
    wanted, kind = checked, kind_of(output)
    if part is not None:
        wanted = replace(wanted, part=find_part(info, *part))
    if not kind.edit_lists:
        wanted = replace(wanted, delay_ms=_before_zero_ms(info, wanted))
    # Reading never raises FFmpeg errors here, as `packets` skips them: anything that `written` and
    # `replacing` catch comes from writing.
    with (
        open_media(info.path) as source,
        replacing(output, overwrite=overwrite) as temporary,
    ):
        with written(f"file:{temporary}", kind, sound.rate_hz) as container:
            if source.streams.subtitles:
                subtitled = replace(wanted, subtitles=True)
                wanted = replace(wanted, subtitles=_fits(info, kind, subtitled))
            layout = lay_out(info, source, container, wanted)
            encoder = SoundEncoder(container, layout.sound, sound, wanted.delay_ms)
            context = context or JobContext()
            digest = _copy(info, source, container, layout, wanted, encoder, context)
        layout.dropped.extend(lost_picture_properties(info.path, temporary))
    return MuxReport(
        codec=wanted.codec,
        samples=encoder.samples,
        delay_s=wanted.delay_ms / 1000,
        packets=layout.copies[require_video(info).index].packets,
        picture_digest=digest,
        mended=sum(copy.mended for copy in layout.copies.values()),
        dropped=tuple(layout.dropped),
        lead_s=wanted.delay_ms / 1000 if part is not None else 0.0,
    )


def _fits(info: MediaInfo, kind: Kind, wanted: Wanted) -> bool:
    """Whether a container accepts the streams: a copy of their start in memory can be opened.

    FFmpeg's own table of what a format supports is wrong for FLAC in MOV and for PCM in MP4.
    """
    channels = av.AudioLayout(wanted.layout).nb_channels
    silence = SoundTrack(wanted.rate_hz, channels, [np.zeros((_TRIED_SAMPLES, channels))])
    trial = io.BytesIO()
    with open_media(info.path) as source:
        try:
            with written(trial, kind, wanted.rate_hz) as container:
                layout = lay_out(info, source, container, wanted)
                SoundEncoder(container, layout.sound, silence).finish(JobContext())
                _copy_first(source, container, layout)
            trial.seek(0)
            with av.open(trial) as copy:  # Matroska takes codecs without what their decoders need
                context: CodecContext | None = copy.streams.video[0].codec_context
                if context is None:  # it does not even name the codec
                    return False
                context.open()
        except (ValueError, OSError):
            return False
    return True


def _fits_usually(info: MediaInfo, suffix: str, wanted: Wanted) -> bool:
    """Whether a container accepts the streams with its default audio codec."""
    codec = KINDS[suffix].codecs[0]
    rate_hz = fitting_rate_hz(Path(f"x{suffix}"), wanted.rate_hz)
    return _fits(info, KINDS[suffix], replace(wanted, codec=codec, rate_hz=rate_hz))


def _copy_first(source: InputContainer, container: OutputContainer, layout: Layout) -> None:
    """Write the first packet of each stream, if it is near the start."""
    missing = set(layout.copies)
    streams = [source.streams[index] for index in layout.copies]
    for packet in itertools.islice(packets(source, streams), _TRIED_PACKETS):
        if packet.size and packet.stream.index in missing:
            missing.remove(packet.stream.index)
            copy = layout.copies[packet.stream.index]
            container.mux(copy.ready(packet) + copy.rest())
        if not missing:
            return


def _before_zero_ms(info: MediaInfo, wanted: Wanted) -> int:
    """How much of the copied material lies before time 0, in whole milliseconds."""
    if wanted.part is not None:
        return math.ceil(round((wanted.part.start_s - wanted.part.earliest_s) * 1000, 3))
    earliest_s = 0.0
    with open_media(info.path) as source:
        kept = source.streams.audio if wanted.keep_original else ()
        streams = [required_picture(source, info.path), *kept]
        for packet in itertools.islice(packets(source, streams), _TRIED_PACKETS):
            if packet.pts is not None:
                earliest_s = min(earliest_s, float(packet.pts * packet.time_base) - info.start_s)
    return math.ceil(round(-earliest_s * 1000, 3))


def _copy(
    info: MediaInfo,
    source: InputContainer,
    container: OutputContainer,
    layout: Layout,
    wanted: Wanted,
    encoder: SoundEncoder,
    context: JobContext,
) -> str:
    """Write all packets and the new sound in parallel; return the picture's digest."""
    picture = required_picture(source, info.path)
    digest = PictureDigest(picture)
    part = wanted.part
    duration_s = info.duration_s if part is None else part.end_s - part.start_s
    streams = [source.streams[index] for index in layout.copies]
    bases = {stream.index: time_base(stream) for stream in streams}
    chosen = packets(source, streams) if part is None else part.packets(source, streams, info)
    for packet in chosen:
        if not packet.size:  # the end of a stream: its index is always 0
            continue
        if packet.stream is picture:
            digest.add(bytes(packet))
        time_s = _time_s(packet, bases[packet.stream.index]) - info.start_s - wanted.start_s
        context.advance(time_s / duration_s)
        encoder.write_until(time_s)
        container.mux(layout.copies[packet.stream.index].ready(packet))
    for copy in layout.copies.values():
        container.mux(copy.rest())
    encoder.finish(context)
    return digest.hexdigest()


def _time_s(packet: "Packet[Any]", base: Fraction) -> float:
    """Decoding time of a packet on the file's own clock, in seconds; 0 if unknown."""
    stamp = packet.dts if packet.dts is not None else packet.pts
    # as exact as with fractions, which took a twentieth of the time of a long copy
    return (stamp or 0) * base.numerator / base.denominator
