"""A copy of a video with another sound: the picture's packets go over untouched.

What is written keeps the clip's time 0: the new sound begins there to the sample, and every
picture keeps its distance from it. Matroska and WebM hold no times before their start; where
packets lie there (pictures hidden by an edit list, the warm-up of a kept AAC track), all tracks
move later together by as much, to the millisecond.
"""

import contextlib
import io
import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av
import av.error
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Disposition, Stream
from numpy.typing import NDArray

from engine.errors import InputError, UsageError
from engine.media.copying import CopiedTrack
from engine.media.digest import PictureDigest
from engine.media.kinds import (
    KINDS,
    LAYOUTS,
    SOUND_CODECS,
    VIDEO_SUFFIXES,
    Kind,
    fitting_rate_hz,
    kind_of,
    layout_name,
    sound_codec_of,
)
from engine.media.probe import MediaInfo, picture_stream, probe, require_video
from engine.media.source import open_media, packets
from engine.media.target import check_target as check_any_target
from engine.media.target import replacing
from engine.progress import JobContext

# So many samples go to the encoder at once: fine interleaving with few calls.
_SLICE_SAMPLES: Final = 8192

_CHANNEL_BITS: Final = 96000  # bits a second and channel: 192k for stereo
_LEAST_BITS: Final = 128000

_ROUNDING_MS: Final = 1e-6

_TRIED_PACKETS: Final = 100  # packets that a try reads, one of every stream among them

# Tags about the old file, of which the new one has its own.
_OWN_TAGS: Final = frozenset({"compatible_brands", "encoder", "major_brand", "minor_version"})


@dataclass(frozen=True, slots=True)
class SoundTrack:
    """The new sound of a clip, from clip time 0.

    Attributes:
        rate_hz: samples a second.
        channels: 1 to 8.
        blocks: the samples in order, each (n, channels) or, for one channel, (n,).
        layout: FFmpeg's name of the channel layout; the usual one of so many channels where "".
    """

    rate_hz: int
    channels: int
    blocks: Iterable[NDArray[np.floating[Any]]]
    layout: str = ""


@dataclass(frozen=True, slots=True)
class MuxReport:
    """What a copy holds.

    Attributes:
        codec: the new sound's: "aac", "flac", "opus" or "pcm".
        samples: of the new sound.
        delay_s: by how much all tracks lie later together than in the clip, usually 0.
        packets: of the picture, all copied.
        picture_digest: the fingerprint of the picture's packets as they were read.
        mended: packets whose decoding time stamps were damaged and had to be changed.
        dropped: what the copy could not take along, in words.
    """

    codec: str
    samples: int
    delay_s: float
    packets: int
    picture_digest: str
    mended: int
    dropped: tuple[str, ...]


def check_target(output: Path, *, inputs: Sequence[Path] = (), overwrite: bool = False) -> None:
    """Refuse a video to be written for every reason that its path alone gives.

    Raises:
        UsageError: the suffix is unknown, or the output is an input.
        OutputExistsError: it is there already and must not be replaced.
        TargetError: its folder is missing or cannot be written, or it is a folder itself.
    """
    check_any_target(output, inputs=inputs, overwrite=overwrite, suffixes=VIDEO_SUFFIXES)


def check_mux(
    video: Path,
    output: Path,
    *,
    rate_hz: int,
    channels: int,
    codec: str | None = None,
    keep_original: bool = False,
) -> None:
    """Refuse a copy for every reason that is known before its sound is made.

    The arguments are those of `mux` and `SoundTrack`.

    Raises:
        InputError: the clip cannot be used.
        UsageError: the kind of file cannot hold the picture, the sound, or the original's sound.
    """
    name = sound_codec_of(output, codec)
    if channels not in LAYOUTS:
        raise UsageError(
            f"Sound of {channels} channels cannot be written.",
            hint=f"Use 1 to {max(LAYOUTS)} channels.",
        )
    fitting = fitting_rate_hz(output, rate_hz, codec)
    if rate_hz != fitting:
        raise UsageError(
            f"Sound of {rate_hz} Hz does not fit into {output.name}, which is written with {name}.",
            hint=f"Use {fitting} Hz.",
        )
    info = probe(video)
    picture = require_video(info)
    wanted = _Wanted(name, rate_hz, layout_name(name, channels, ""), keep_original=keep_original)
    if _fits(info, kind_of(output), wanted):
        return
    able = [suffix for suffix in KINDS if _fits_usually(info, suffix, wanted)]
    hint = f"Use {' or '.join(able)}." if able else "Convert the clip to H.264 and AAC first."
    if keep_original and _fits(info, kind_of(output), replace(wanted, keep_original=False)):
        kept = ", ".join(sorted({track.codec for track in info.audio}))
        what = f"the sound of {video.name} ({kept}) beside the new one"
    else:
        what = f"the picture of {video.name} ({picture.codec})"
    raise UsageError(f"A {output.suffix} file cannot hold {what}.", hint=hint)


def mux(
    video: Path,
    sound: SoundTrack,
    output: Path,
    *,
    codec: str | None = None,
    keep_original: bool = False,
    overwrite: bool = False,
    context: JobContext | None = None,
) -> MuxReport:
    """Write a copy of a video with another sound.

    The picture's packets are copied with their times, rotation, pixel aspect and headers, and with
    them the tags, the chapters and the subtitles that the kind of file can hold. The output
    appears only when it is whole; memory does not grow with the clip.

    Args:
        video: the clip.
        sound: the new sound, which becomes the default track.
        output: the file; its suffix chooses its kind.
        codec: "aac", "flac", "opus" or "pcm"; the usual one of the kind where None.
        keep_original: whether the clip's own sound tracks follow, their packets untouched.
        overwrite: whether a file that is there may be replaced.
        context: told of the progress; ends the job when it is cancelled.

    Raises:
        InputError: the clip cannot be used.
        UsageError: as `check_target` and `check_mux`.
        OutputExistsError: the output is there and must not be replaced.
        TargetError: it cannot be written.
    """
    check_target(output, inputs=[video], overwrite=overwrite)
    check_mux(
        video,
        output,
        rate_hz=sound.rate_hz,
        channels=sound.channels,
        codec=codec,
        keep_original=keep_original,
    )
    info = probe(video)
    kind = kind_of(output)
    name = sound_codec_of(output, codec)
    wanted = _Wanted(
        name,
        sound.rate_hz,
        layout_name(name, sound.channels, sound.layout),
        keep_original=keep_original,
    )
    wanted = replace(
        wanted,
        subtitles=_fits(info, kind, replace(wanted, subtitles=True)),
        delay_ms=0 if kind.edit_lists else _before_zero_ms(info, wanted),
    )
    # Reading never raises FFmpeg's errors here, `packets` steps over them: what `replacing`
    # catches comes from writing.
    with (
        open_media(video) as source,
        replacing(output, overwrite=overwrite) as temporary,
        _written(f"file:{temporary}", kind, wanted) as container,
    ):
        layout = _lay_out(info, source, container, wanted)
        encoder = _Encoder(container, layout.sound, sound, wanted.delay_ms)
        digest = _copy(info, source, container, layout, encoder, context or JobContext())
    picture = layout.copies[require_video(info).index]
    return MuxReport(
        codec=name,
        samples=encoder.samples,
        delay_s=wanted.delay_ms / 1000,
        packets=picture.packets,
        picture_digest=digest,
        mended=sum(copy.mended for copy in layout.copies.values()),
        dropped=tuple(layout.dropped),
    )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a copy is to hold beside the picture."""

    codec: str
    rate_hz: int
    layout: str
    keep_original: bool = False
    subtitles: bool = False
    delay_ms: int = 0  # by how much all tracks move later


@dataclass(slots=True)
class _Layout:
    """The streams of a copy.

    Attributes:
        sound: the new sound's.
        copies: the tracks that are copied, by the index of the stream that they come from.
        dropped: the streams that are left out, in words.
    """

    sound: AudioStream
    copies: dict[int, CopiedTrack]
    dropped: list[str] = field(default_factory=list)


def _fits(info: MediaInfo, kind: Kind, wanted: _Wanted) -> bool:
    """Whether a kind of file takes the streams: their first packets are written to memory."""
    channels = av.AudioLayout(wanted.layout).nb_channels
    silence = SoundTrack(wanted.rate_hz, channels, [np.zeros((_SLICE_SAMPLES, channels))])
    with open_media(info.path) as source:
        try:
            with _written(io.BytesIO(), kind, wanted) as container:
                layout = _lay_out(info, source, container, wanted)
                encoder = _Encoder(container, layout.sound, silence)
                encoder.finish(JobContext())
                _copy_first(source, container, layout)
        except (ValueError, av.error.FFmpegError):
            return False
    return True


def _fits_usually(info: MediaInfo, suffix: str, wanted: _Wanted) -> bool:
    """Whether a kind of file takes the streams, the new sound in the kind's usual codec."""
    codec = KINDS[suffix].codecs[0]
    rate_hz = fitting_rate_hz(Path(f"x{suffix}"), wanted.rate_hz)
    return _fits(info, KINDS[suffix], replace(wanted, codec=codec, rate_hz=rate_hz))


def _copy_first(source: InputContainer, container: OutputContainer, layout: _Layout) -> None:
    """Write the first packet of each stream, as far as they lie at the beginning."""
    missing = set(layout.copies)
    streams = [source.streams[index] for index in layout.copies]
    for packet in itertools.islice(packets(source, streams), _TRIED_PACKETS):
        if packet.size and packet.stream_index in missing:
            missing.remove(packet.stream_index)
            copy = layout.copies[packet.stream_index]
            container.mux(copy.ready(packet) + copy.rest())
        if not missing:
            return


def _before_zero_ms(info: MediaInfo, wanted: _Wanted) -> int:
    """How much of what is copied lies before clip time 0, in whole milliseconds."""
    earliest_s = 0.0
    with open_media(info.path) as source:
        picture = picture_stream(source)
        kept = source.streams.audio if wanted.keep_original else ()
        streams = [stream for stream in (picture, *kept) if stream is not None]
        for packet in itertools.islice(packets(source, streams), _TRIED_PACKETS):
            if packet.pts is not None:
                earliest_s = min(earliest_s, float(packet.pts * packet.time_base) - info.start_s)
    return math.ceil(-earliest_s * 1000 - _ROUNDING_MS)


@contextlib.contextmanager
def _written(file: str | io.BytesIO, kind: Kind, wanted: _Wanted) -> Iterator[OutputContainer]:
    """A container that is written and, if all goes well, finished."""
    # Lengths in milliseconds, the usual, would cut or lengthen the sound.
    options = {"movie_timescale": str(wanted.rate_hz)} if kind.edit_lists else {}
    container = av.open(file, "w", format=kind.format, container_options=options)
    try:
        yield container
        container.close()
    except BaseException:
        with contextlib.suppress(av.error.FFmpegError, ValueError):
            container.close()
        raise


def _lay_out(
    info: MediaInfo, source: InputContainer, container: OutputContainer, wanted: _Wanted
) -> _Layout:
    """Make the streams of a copy and write its header.

    Raises:
        ValueError: the container takes one of them for impossible.
        FFmpegError: so does its header, or it cannot be written.
    """
    picture = picture_stream(source)
    if picture is None:
        raise InputError(f"{info.path.name} has no picture.", hint="Choose a video file.")
    container.metadata.update(
        {key: tag for key, tag in source.metadata.items() if key not in _OWN_TAGS}
    )
    _copy_chapters(info.start_s - wanted.delay_ms / 1000, source, container)
    # "opaque": FFmpeg's decoder stands for the codec, since some have no encoder of their name.
    target = container.add_stream_from_template(picture, opaque=True)
    target.metadata.update(picture.metadata)
    if picture.codec_context.codec_tag == "hvc1" and container.format.name in ("mp4", "mov"):
        target.codec_context.codec_tag = "hvc1"  # Apple's players want this one of two tags
    if picture.sample_aspect_ratio:
        target.codec_context.sample_aspect_ratio = picture.sample_aspect_ratio
    zero_s = info.start_s - wanted.delay_ms / 1000
    layout = _Layout(_new_sound(container, wanted), {})
    layout.copies[picture.index] = CopiedTrack(picture, target, zero_s)
    for stream in source.streams:
        if stream is not picture:
            _take_along(zero_s, container, stream, layout, wanted)
    container.start_encoding()
    return layout


def _copy_chapters(zero_s: float, source: InputContainer, container: OutputContainer) -> None:
    """Copy the chapters, moved with the tracks."""
    chapters = source.chapters()
    for chapter in chapters:
        base = chapter["time_base"] or Fraction(1, av.time_base)
        shift = round(Fraction(zero_s) / base)
        chapter["start"] -= shift
        chapter["end"] -= shift
    container.set_chapters(chapters)


def _new_sound(container: OutputContainer, wanted: _Wanted) -> AudioStream:
    """Add the stream of the new sound."""
    codec = SOUND_CODECS[wanted.codec]
    stream = container.add_stream(codec.encoder, rate=wanted.rate_hz)
    assert isinstance(stream, AudioStream)
    stream.layout = wanted.layout
    stream.format = codec.sample_format
    stream.time_base = Fraction(1, wanted.rate_hz)
    if codec.lossy:
        stream.bit_rate = max(_CHANNEL_BITS * stream.layout.nb_channels, _LEAST_BITS)
    stream.disposition = Disposition.default
    return stream


def _take_along(
    zero_s: float, container: OutputContainer, stream: Stream, layout: _Layout, wanted: _Wanted
) -> None:
    """Add a further stream of the clip to a copy, or note that it is left out.

    The clip's own sound is left out silently unless it is to be kept.
    """
    decodable = stream.codec_context is not None
    if stream.type == "audio" and not wanted.keep_original:
        return
    if stream.type == "audio" and decodable:
        target = container.add_stream_from_template(stream)
    elif stream.type == "subtitle" and decodable and wanted.subtitles:
        try:
            target = container.add_stream_from_template(stream)
        except ValueError:
            layout.dropped.append(_in_words(stream))
            return
    else:
        layout.dropped.append(_in_words(stream))
        return
    target.metadata.update(stream.metadata)
    target.disposition = stream.disposition & ~Disposition.default
    layout.copies[stream.index] = CopiedTrack(stream, target, zero_s)


def _in_words(stream: Stream) -> str:
    """A stream for a person: its type, codec and language."""
    context = stream.codec_context
    details = [context.codec.canonical_name if context else "", stream.language or ""]
    known = ", ".join(detail for detail in details if detail)
    what = "picture" if stream.type == "video" else stream.type
    return f"{what} {stream.index} ({known})" if known else f"{what} {stream.index}"


def _copy(
    info: MediaInfo,
    source: InputContainer,
    container: OutputContainer,
    layout: _Layout,
    encoder: "_Encoder",
    context: JobContext,
) -> str:
    """Write all packets, the new sound beside them; give the picture's fingerprint."""
    picture = picture_stream(source)
    assert picture is not None
    digest = PictureDigest(picture)
    streams = [source.streams[index] for index in layout.copies]
    for packet in packets(source, streams):
        copy = layout.copies[packet.stream_index]
        if not packet.size:
            container.mux(copy.rest())
            continue
        if packet.stream is picture:
            digest.add(bytes(packet))
        time_s = _time_s(packet) - info.start_s
        context.advance(time_s / info.duration_s)
        encoder.write_until(time_s)
        container.mux(copy.ready(packet))
    encoder.finish(context)
    return digest.hexdigest()


def _time_s(packet: "Packet[Any]") -> float:
    """When a packet is decoded, on the file's own clock; 0 where that is unknown."""
    stamp = packet.dts if packet.dts is not None else packet.pts
    return float((stamp or 0) * packet.time_base)


class _Encoder:
    """Encodes the new sound while the picture goes by, so that neither waits in memory."""

    def __init__(
        self, container: OutputContainer, stream: AudioStream, sound: SoundTrack, delay_ms: int = 0
    ) -> None:
        self.samples = 0
        self._container = container
        self._stream = stream
        self._rate_hz = sound.rate_hz
        self._layout = stream.layout.name
        self._delay = round(delay_ms * sound.rate_hz / 1000)
        self._slices = _slices(sound)

    def write_until(self, time_s: float) -> None:
        """Write the sound up to a clip time."""
        while self.samples < time_s * self._rate_hz and self._write_slice():
            pass

    def finish(self, context: JobContext) -> None:
        """Write the rest of the sound."""
        while self._write_slice():
            context.advance(1.0)
        self._container.mux(self._stream.encode(None))

    def _write_slice(self) -> bool:
        """Write the next samples; whether there were any."""
        samples = next(self._slices, None)
        if samples is None:
            return False
        # Interleaved: PyAV 18.1 miscounts eight separate planes.
        packed = np.ascontiguousarray(samples, dtype=np.float32).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, "flt", self._layout)
        frame.sample_rate = self._rate_hz
        frame.time_base = Fraction(1, self._rate_hz)
        frame.pts = self.samples + self._delay
        self.samples += len(samples)
        self._container.mux(self._stream.encode(frame))
        return True


def _slices(sound: SoundTrack) -> Iterator[NDArray[np.floating[Any]]]:
    """The sound in pieces (n, channels) of at most `_SLICE_SAMPLES`."""
    for block in sound.blocks:
        columns = block.reshape(-1, sound.channels)
        for start in range(0, len(columns), _SLICE_SAMPLES):
            yield columns[start : start + _SLICE_SAMPLES]
