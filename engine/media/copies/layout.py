"""The streams of a video copy: what it contains, and how each stream is declared."""

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

import av
import av.error
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.stream import Discard, Disposition, Stream
from msgspec.structs import replace

from engine.media.copies.codec_tags import add_copied_stream, fitting_tag
from engine.media.copies.copying import CopiedTrack
from engine.media.copies.metadata import copy_stream_tags, copy_tags, copy_time_code, time_code_of
from engine.media.kinds import SOUND_CODECS, Kind
from engine.media.part import Part
from engine.media.probe import MediaInfo, require_video, required_picture
from engine.phrases import Phrase, phrase

_CHANNEL_BITS: Final = 96000  # bits per second and channel: 192k for stereo
_LEAST_BITS: Final = 128000


@dataclass(frozen=True, slots=True)
class Wanted:
    """The requested contents of a copy besides the picture.

    Attributes:
        codec: of the new sound, a key of `SOUND_CODECS`.
        rate_hz: its sample rate.
        layout: FFmpeg's name of its channel layout.
        keep_original: whether to copy the clip's own audio tracks.
        subtitles: whether to copy its subtitles.
        delay_ms: by how much all tracks are delayed together.
        part: the part of the clip to copy; None means all of it.
    """

    codec: str
    rate_hz: int
    layout: str
    keep_original: bool = False
    subtitles: bool = False
    delay_ms: int = 0
    part: Part | None = None

    @property
    def start_s(self) -> float:
        """Clip time that becomes time 0, before the delay."""
        return 0.0 if self.part is None else self.part.start_s


@dataclass(slots=True)
class Layout:
    """The streams of a copy.

    Attributes:
        sound: the stream of the new sound.
        copies: the copied tracks, by the index of their source stream.
        dropped: descriptions of the streams, tags, chapters and time code that are left out.
    """

    sound: AudioStream
    copies: dict[int, CopiedTrack]
    dropped: list[Phrase] = field(default_factory=list)


@contextlib.contextmanager
def written(file: str | io.BytesIO, kind: Kind, rate_hz: int) -> Iterator[OutputContainer]:
    """Open a container for writing, and finish it unless there is an error.

    `rate_hz` is the sample rate of its first audio track.

    Raises:
        OSError: it cannot be written.
    """
    # The default millisecond durations would cut or lengthen the sound.
    options = {"movie_timescale": str(rate_hz)} if kind.edit_lists else {}
    if kind.format == "mp4":
        options["strict"] = "unofficial"  # keeps how a spherical or Dolby Vision picture is shown
    container = av.open(file, "w", format=kind.format, container_options=options)
    try:
        yield container
        container.close()
    except av.error.FFmpegError as error:
        raise OSError(error.errno, error.strerror) from error
    finally:  # closing twice is harmless
        with contextlib.suppress(av.error.FFmpegError, ValueError):
            container.close()


def lay_out(
    info: MediaInfo, source: InputContainer, container: OutputContainer, wanted: Wanted
) -> Layout:
    """Create the streams of a copy and write its header.

    The picture comes first, then the new sound, then the other copied streams in their old order.

    Raises:
        ValueError: the container does not support one of them.
        FFmpegError: its header is rejected, or it cannot be written.
    """
    picture = required_picture(source, info.path)
    zero_s = info.start_s + wanted.start_s - wanted.delay_ms / 1000
    lost = copy_tags(source, container)
    lost += _copy_chapters(source, container, zero_s, wanted)
    target = add_copied_stream(container, picture)
    copy_stream_tags(picture, target)
    shift_s = wanted.start_s - wanted.delay_ms / 1000
    lost += copy_time_code(source, target, picture.average_rate, shift_s)
    target.disposition = picture.disposition
    _set_tag(info, picture, target)
    layout = Layout(_new_sound(container, wanted), {}, lost)
    if picture.sample_aspect_ratio:
        # For MP4 and MOV: FFmpeg writes it to Matroska from a field that PyAV 18.1 does not expose.
        target.codec_context.sample_aspect_ratio = picture.sample_aspect_ratio
    layout.copies[picture.index] = CopiedTrack(picture, target, zero_s, _picture_end_s(info))
    for stream in source.streams:
        # The clip's own sound is dropped without a note unless it is to be kept.
        wished = stream.type != "audio" or wanted.keep_original
        if stream is not picture and wished and not _is_written_anew(stream):
            _copy_stream(info, stream, container, layout, zero_s, wanted)
    container.start_encoding()
    return layout


def _picture_end_s(info: MediaInfo) -> float:
    """End of the picture on the file's own clock."""
    picture = require_video(info)
    return info.start_s + picture.start_s + picture.duration_s


def _set_tag(info: MediaInfo, stream: Stream, target: Stream) -> None:
    """Keep the codec tag of a copied stream if its container knows it."""
    tag = fitting_tag(info, stream, target.container.format.name)
    if tag is not None:
        target.codec_context.codec_tag = tag


def _copy_chapters(
    source: InputContainer, container: OutputContainer, zero_s: float, wanted: Wanted
) -> list[Phrase]:
    """Copy the chapters, shifted like the tracks; return those outside a copy of the whole clip.

    One that begins before the copy begins with it: no container stores a negative time.
    """
    chapters, outside = [], []
    for number, chapter in enumerate(source.chapters(), start=1):
        base = chapter["time_base"] or Fraction(1, av.time_base)
        shift = round(Fraction(zero_s) / base)
        start, end = chapter["start"] - shift, chapter["end"] - shift
        is_point = start == end
        if wanted.part is not None:
            length_s = wanted.part.end_s - wanted.part.start_s + wanted.delay_ms / 1000
            end = min(end, round(Fraction(length_s) / base))
        chapter["start"], chapter["end"] = max(0, start), end
        if chapter["start"] < end or (is_point and 0 <= start == end):
            chapters.append(chapter)
        elif wanted.part is None:
            name = chapter["metadata"].get("title") or number
            outside.append(phrase("chapter {name}", name=name))
    container.set_chapters(chapters)
    return outside


def _new_sound(container: OutputContainer, wanted: Wanted) -> AudioStream:
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


def _copy_stream(
    info: MediaInfo,
    stream: Stream,
    container: OutputContainer,
    layout: Layout,
    zero_s: float,
    wanted: Wanted,
) -> None:
    """Add another stream of the clip to a copy, or note that it is dropped.

    Raises:
        ValueError: the container cannot hold this kind of sound.
    """
    target = None
    if stream.type == "audio" and stream.codec_context is not None:
        target = add_copied_stream(container, stream)
    elif stream.type == "subtitle" and stream.codec_context is not None and wanted.subtitles:
        with contextlib.suppress(ValueError):
            target = container.add_stream_from_template(stream)
    if target is None:
        layout.dropped.append(_description(stream))
        return
    _set_tag(info, stream, target)
    copy_stream_tags(stream, target)
    # The new sound is the default one.
    own = Disposition.default if stream.type == "audio" else Disposition(0)
    target.disposition = stream.disposition & ~own
    if stream.type == "subtitle" and wanted.part is not None:
        end_s = info.start_s + wanted.part.end_s
        layout.copies[stream.index] = CopiedTrack(stream, target, zero_s, end_s, cut_start=True)
    else:
        layout.copies[stream.index] = CopiedTrack(stream, target, zero_s)


def _is_written_anew(stream: Stream) -> bool:
    """Whether a track only carries chapter titles or the time code, which FFmpeg writes itself."""
    is_chapters = stream.discard == Discard.all  # FFmpeg has read them and hides the track
    return stream.type == "data" and (is_chapters or time_code_of(stream) is not None)


_STREAMS: Final = {  # by FFmpeg's name of a type
    "video": phrase("picture {index}"),
    "audio": phrase("audio {index}"),
    "subtitle": phrase("subtitle {index}"),
    "data": phrase("data {index}"),
    "attachment": phrase("attachment {index}"),
}
_OTHER_STREAM: Final = phrase("stream {index}")


def _description(stream: Stream) -> Phrase:
    """Describe a stream to the user: its type, number, codec and language."""
    context = stream.codec_context
    details = [context.codec.canonical_name if context else "", stream.language or ""]
    known = ", ".join(detail for detail in details if detail)
    what = replace(_STREAMS.get(stream.type, _OTHER_STREAM), values={"index": stream.index})
    return phrase("{stream} ({known})", stream=what, known=known) if known else what
