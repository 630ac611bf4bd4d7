"""Probe a media file: its picture, its audio tracks, and their times.

Headers are overruled by the file's contents: frame rate and length are checked against packet time
stamps, and the first frame is decoded for its true size and rotation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Final

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition, Stream
from av.video.stream import VideoStream

from engine.errors import InputError, UsageError
from engine.media.scan import Scan, jump_s, lacks_display_times, scan
from engine.media.source import declares_encryption, encrypted, open_media, time_base

LONGEST_S: Final = 24 * 3600.0  # a longer duration means a damaged header
MOST_PIXELS: Final = 8192 * 8192  # more than 8K; a damaged header can request gigabytes per frame

# Containers round time stamps to a tick or a millisecond: within this, steps are equal.
_ROUNDING: Final = Fraction(105, 100000)
# Formats whose headers store the duration; for others FFmpeg estimates it.
_TRUE_HEADERS: Final = frozenset({"avi", "matroska,webm", "mov,mp4,m4a,3gp,3g2,mj2"})
_NO_TIME_STAMPS: Final = 0x80  # FFmpeg's flag AVFMT_NOTIMESTAMPS of a format
# Seconds of padding that an encoder adds at most at the end.
_PADDING: Final = {"audio": Fraction(1, 10), "video": Fraction(0)}


@dataclass(frozen=True, slots=True)
class AudioTrack:
    """One audio track: its stream's number in the file, and FFmpeg's names of codec and layout.

    It starts at a clip time. Its language is as tagged in the file, or "".
    """

    index: int
    codec: str
    sample_rate_hz: int
    channels: int
    layout: str
    start_s: float
    duration_s: float
    language: str


@dataclass(frozen=True, slots=True)
class VideoTrack:
    """The picture.

    Attributes:
        index: the stream's number in the file.
        codec: FFmpeg's name of the codec.
        width: pixels as stored.
        height: pixels as stored.
        rotation_deg: counter-clockwise rotation that makes the stored picture upright:
            0, 90, 180 or -90.
        pixel_aspect: width of a stored pixel divided by its height.
        average_rate: frames per second by the header, None if it does not say.
        variable_rate: whether the frames' time stamps are unevenly spaced.
        start_s: clip time of the first frame.
        duration_s: its duration.
        has_display_times: whether the file stores when its frames are shown.
    """

    index: int
    codec: str
    width: int
    height: int
    rotation_deg: int
    pixel_aspect: Fraction
    average_rate: Fraction | None
    variable_rate: bool
    start_s: float
    duration_s: float
    has_display_times: bool

    @property
    def display_width(self) -> int:
        """Width of the upright picture in square pixels."""
        return self._display_size[0]

    @property
    def display_height(self) -> int:
        """Height of the upright picture in square pixels."""
        return self._display_size[1]

    @property
    def _display_size(self) -> tuple[int, int]:
        wide = max(1, round(self.width * self.pixel_aspect))
        return (self.height, wide) if self.rotation_deg % 180 else (wide, self.height)


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """The contents of a file.

    Attributes:
        path: the file.
        container: FFmpeg's name of the format.
        duration_s: from clip time 0 to the end of its last track.
        start_s: clip time 0 on the file's own clock: the earliest start of its tracks.
        video: the picture, if there is one.
        audio: the audio tracks that can be decoded.
        undecoded: types of the tracks that cannot: "audio", "video".
    """

    path: Path
    container: str
    duration_s: float
    start_s: float
    video: VideoTrack | None
    audio: tuple[AudioTrack, ...]
    undecoded: frozenset[str]


def probe(path: Path) -> MediaInfo:
    """Probe a media file; the result is cached while the file is unchanged.

    Raises:
        InputError: the file is missing, empty, a folder, unreadable, damaged, not media, holds
            neither picture nor sound, or declares an impossible size or length.
    """
    try:
        state = path.stat()
    except (OSError, ValueError):  # missing file or invalid name: opening it gives the reason
        return _look(path)
    return _remembered(path, (state.st_ino, state.st_size, state.st_mtime_ns))


def probed(file: Path | MediaInfo) -> MediaInfo:
    """Return media info as it is, or probe a path.

    Raises:
        InputError: as in `probe`.
    """
    return file if isinstance(file, MediaInfo) else probe(file)


@lru_cache(maxsize=256)
def _remembered(path: Path, _state: tuple[int, int, int]) -> MediaInfo:
    """The media info of a file, cached by its identity, size and modification time."""
    return _look(path)


def _look(path: Path) -> MediaInfo:
    with open_media(path) as container:
        if declares_encryption(container):
            raise encrypted(path)
        picture = picture_stream(container)
        sounds = [stream for stream in container.streams.audio if _is_sound(stream)]
        if picture is None and not sounds:
            raise InputError(
                "{name} contains neither a picture nor a sound that can be decoded.",
                hint="Convert it to MP4 with H.264 and AAC first.",
                name=path.name,
            )
        if picture is not None and picture.width * picture.height > MOST_PIXELS:
            raise InputError(
                "{name} has a picture of {width} x {height} pixels, which is too large.",
                hint="Scale it down first, unless it is damaged.",
                name=path.name,
                width=picture.width,
                height=picture.height,
            )
        seen = scan(container, picture, sounds, MOST_PIXELS)
        if seen.encrypted:
            raise encrypted(path)
        jumped_s = jump_s(container, seen)
        if jumped_s is not None:
            raise InputError(
                "The clock of {name} jumps {jumped_s:.1f} s after its start: it was probably "
                "joined from several recordings.",
                hint="Use the recordings one by one, or convert the file to MP4 first.",
                name=path.name,
                jumped_s=jumped_s,
            )
        return _describe(path, container, picture, sounds, seen)


def require_video(info: MediaInfo) -> VideoTrack:
    """Return the picture.

    Raises:
        InputError: there is none, or the file does not store when its frames are shown.
    """
    if info.video is None:
        raise InputError(
            "{name} has no picture that can be decoded."
            if "video" in info.undecoded
            else "{name} has no picture.",
            hint="Choose a video file.",
            name=info.path.name,
        )
    if not info.video.has_display_times:
        raise InputError(
            "{name} has B-frames, but does not say when they are shown.",
            hint="Convert it to MP4 first; its picture has to be encoded again.",
            name=info.path.name,
        )
    return info.video


def require_audio(info: MediaInfo, track: int = 0) -> AudioTrack:
    """Return an audio track by its index among the audio tracks, from 0.

    Raises:
        InputError: there is no such track.
    """
    if not info.audio:
        raise InputError(
            "{name} has no sound that can be decoded."
            if "audio" in info.undecoded
            else "{name} has no sound.",
            hint="Choose a file with sound.",
            name=info.path.name,
        )
    if not 0 <= track < len(info.audio):
        raise InputError(
            "{name} has no audio track {number}.",
            hint="It has {count}.",
            name=info.path.name,
            number=track + 1,
            count=len(info.audio),
        )
    return info.audio[track]


def clip_range(info: MediaInfo, start_s: float, end_s: float | None) -> float:
    """Validate a range of a clip and return its end in clip time.

    Raises:
        UsageError: it is empty or starts before the clip.
        InputError: it starts after the clip's end.
    """
    if end_s is not None and not 0 <= start_s < end_s:
        raise UsageError(
            "The range from {start_s:.3f} s to {end_s:.3f} s is empty.",
            hint="It must start at 0 or later and end after its start.",
            start_s=start_s,
            end_s=end_s,
        )
    if start_s >= info.duration_s:
        raise InputError(
            "The range starts at {start_s:.3f} s, but {name} ends at {duration_s:.3f} s.",
            hint="Choose an earlier start.",
            start_s=start_s,
            name=info.path.name,
            duration_s=info.duration_s,
        )
    return info.duration_s if end_s is None else end_s


def picture_stream(container: InputContainer) -> VideoStream | None:
    """The stream that is the clip's picture: the default one, else the first.

    Cover art, thumbnails and streams that cannot be decoded are never the picture.
    """
    pictures = [stream for stream in container.streams.video if _is_picture(stream)]
    default = (stream for stream in pictures if stream.disposition & Disposition.default)
    return next(default, pictures[0] if pictures else None)


def required_picture(container: InputContainer, path: Path) -> VideoStream:
    """The stream that is the picture of a clip at a path.

    Raises:
        InputError: it has none.
    """
    picture = picture_stream(container)
    if picture is None:
        raise InputError("{name} has no picture.", hint="Choose a video file.", name=path.name)
    return picture


def _is_picture(stream: VideoStream) -> bool:
    """Whether a video stream can be decoded and is neither cover art nor thumbnails."""
    still = stream.disposition & (Disposition.attached_pic | Disposition.timed_thumbnails)
    return stream.codec_context is not None and not still and bool(stream.width and stream.height)


def _is_sound(stream: AudioStream) -> bool:
    return stream.codec_context is not None and stream.rate > 0 and stream.channels > 0


def _describe(
    path: Path,
    container: InputContainer,
    picture: VideoStream | None,
    sounds: Sequence[AudioStream],
    seen: Scan,
) -> MediaInfo:
    """Combine what headers declare with what packets show."""
    streams: list[Stream] = [*sounds] if picture is None else [picture, *sounds]
    spans = {stream.index: _span(container, stream, seen) for stream in streams}
    clip_start = min(start for start, _ in spans.values())
    duration_s = float(max(end for _, end in spans.values()) - clip_start)
    form = container.format
    if not duration_s and form.flags & _NO_TIME_STAMPS:
        raise InputError(
            "{name} is a raw {form} stream, which has no time stamps.",
            hint="Put it into an MP4 or MKV file with its frame rate first.",
            name=path.name,
            form=form.name.upper(),
        )
    if not 0 < duration_s <= LONGEST_S:
        raise InputError(
            "{name} claims to be {duration_s:.0f} s long, which cannot be used.",
            hint="It is probably damaged; save it again with the program that made it.",
            name=path.name,
            duration_s=duration_s,
        )
    placed = {
        index: (float(start - clip_start), float(end - start))
        for index, (start, end) in spans.items()
    }
    video = None if picture is None else _video(container, picture, seen, *placed[picture.index])
    return MediaInfo(
        path=path,
        container=form.name,
        duration_s=duration_s,
        start_s=float(clip_start),
        video=video,
        audio=tuple(_audio(sound, *placed[sound.index]) for sound in sounds),
        undecoded=frozenset(each.type for each in container.streams if each.codec_context is None),
    )


def _span(container: InputContainer, stream: Stream, seen: Scan) -> tuple[Fraction, Fraction]:
    """Start and end of a stream in seconds on the file's own clock."""
    base = time_base(stream)
    first, last = seen.streams[stream.index].first(), seen.streams[stream.index].end()
    # Prefer the packets: FFmpeg gives a stream that it has not analysed another one's start.
    start = (first if first is not None else stream.start_time or 0) * base
    header_end = None
    if stream.duration:
        header_end = start + stream.duration * base
    elif container.duration:
        header_end = Fraction((container.start_time or 0) + container.duration, av.time_base)
    seen_end = last * base if seen.to_the_end and last is not None else None
    guess = None if container.format.name in _TRUE_HEADERS else _PADDING[stream.type]
    return start, max(start, _end(header_end, seen_end, guess) or start)


def _end(header: Fraction | None, seen: Fraction | None, guess: Fraction | None) -> Fraction | None:
    """The end of a stream, from its header, guessed to a precision, and its packets."""
    if header is None or seen is None:
        return header or seen
    if seen < header - _ROUNDING:  # the file was cut
        return seen
    # Packets may include padding or damaged time stamps, where a header is more reliable; without a
    # duration in the header, it was estimated from a few packets.
    return header if guess is None or seen <= header + guess else seen


def _video(
    container: InputContainer, stream: VideoStream, seen: Scan, start_s: float, duration_s: float
) -> VideoTrack:
    aspect = stream.sample_aspect_ratio
    usable = aspect is not None and Fraction(1, 16) <= aspect <= 16
    return VideoTrack(
        index=stream.index,
        codec=stream.codec_context.codec.canonical_name,
        width=stream.width,
        height=stream.height,
        rotation_deg=seen.rotation_deg,
        pixel_aspect=aspect if aspect is not None and usable else Fraction(1),
        average_rate=stream.average_rate or None,
        variable_rate=seen.streams[stream.index].are_uneven(float(_ROUNDING / time_base(stream))),
        start_s=start_s,
        duration_s=duration_s,
        has_display_times=not lacks_display_times(container, stream),
    )


def _audio(stream: AudioStream, start_s: float, duration_s: float) -> AudioTrack:
    return AudioTrack(
        index=stream.index,
        codec=stream.codec_context.codec.canonical_name,
        sample_rate_hz=stream.rate,
        channels=stream.channels,
        layout=stream.layout.name,
        start_s=start_s,
        duration_s=duration_s,
        language=stream.language if stream.language not in (None, "und") else "",
    )
