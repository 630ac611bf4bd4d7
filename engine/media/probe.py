"""What a media file holds: its picture, its sound tracks, and where on the clock they lie.

Headers are not believed where the file shows otherwise: the rate is judged and the length checked
by the time stamps of packets, and the first picture is decoded for its true size and rotation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Final

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition, Stream
from av.video.stream import VideoStream

from engine.errors import InputError, UsageError
from engine.media.scan import PacketTimes, Scan, scan, time_base
from engine.media.source import open_media

LONGEST_S: Final = 24 * 3600.0  # more is a damaged header, not a clip
MOST_PIXELS: Final = 8192 * 8192  # more than 8K; a damaged header can ask for gigabytes a frame

# Containers round time stamps to a tick or to a millisecond: within this, steps are equal.
_ROUNDING: Final = Fraction(105, 100000)

# Formats whose headers hold the length; the others' is guessed by FFmpeg.
_TRUE_HEADERS: Final = frozenset({"avi", "matroska,webm", "mov,mp4,m4a,3gp,3g2,mj2"})
_PADDING: Final = Fraction(1, 10)  # so many seconds at most does a coder add at the end


@dataclass(frozen=True, slots=True)
class AudioTrack:
    """One sound track.

    Attributes:
        index: the stream's number in the file.
        codec: FFmpeg's name of the codec.
        sample_rate_hz: samples a second.
        channels: how many.
        layout: FFmpeg's name of the channel layout.
        start_s: clip time at which the track begins.
        duration_s: how long it lasts.
        language: as the file names it, or "".
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
        rotation_deg: counter-clockwise turn that makes the stored picture upright:
            0, 90, 180 or -90.
        pixel_aspect: width of a stored pixel by its height.
        average_rate: frames a second by the header, None where it does not say.
        variable_rate: whether the frames' time stamps are unevenly spaced.
        start_s: clip time of the first frame.
        duration_s: how long the picture lasts.
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

    @property
    def display_width(self) -> int:
        """Width in square pixels of the upright picture."""
        return self._display_size[0]

    @property
    def display_height(self) -> int:
        """Height in square pixels of the upright picture."""
        return self._display_size[1]

    @property
    def _display_size(self) -> tuple[int, int]:
        wide = max(1, round(self.width * self.pixel_aspect))
        return (self.height, wide) if self.rotation_deg % 180 else (wide, self.height)


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """What a file holds.

    Attributes:
        path: the file.
        container: FFmpeg's name of the format.
        duration_s: from clip time 0 to the end of its last track.
        start_s: clip time 0 on the file's own clock: the earliest start of its tracks.
        video: the picture, if there is one.
        audio: the sound tracks that can be decoded.
    """

    path: Path
    container: str
    duration_s: float
    start_s: float
    video: VideoTrack | None
    audio: tuple[AudioTrack, ...]


def probe(path: Path) -> MediaInfo:
    """Look into a media file; one that has not changed since is not opened again.

    Raises:
        InputError: the file is missing, empty, a folder, unreadable, damaged, not media, holds
            neither picture nor sound, or claims an impossible size or length.
    """
    try:
        state = path.stat()
    except (OSError, ValueError):  # a missing file, an impossible name: opening says what is wrong
        return _look(path)
    return _remembered(path, (state.st_ino, state.st_size, state.st_mtime_ns))


def probed(file: Path | MediaInfo) -> MediaInfo:
    """What a file holds, looked into only where that is not known yet.

    Raises:
        InputError: as `probe`.
    """
    return file if isinstance(file, MediaInfo) else probe(file)


@lru_cache(maxsize=256)
def _remembered(path: Path, _state: tuple[int, int, int]) -> MediaInfo:
    """What was seen in a file that is, by its identity, size and time, still the same."""
    return _look(path)


def _look(path: Path) -> MediaInfo:
    with open_media(path) as container:
        picture = picture_stream(container)
        sounds = [stream for stream in container.streams.audio if _is_sound(stream)]
        if picture is None and not sounds:
            raise InputError(
                f"{path.name} holds neither a picture nor a sound that can be decoded.",
                hint="Convert it to MP4 with H.264 and AAC first.",
            )
        if picture is not None:
            refuse_gigantic(path, picture.width, picture.height)
        seen = scan(container, picture, sounds, MOST_PIXELS)
        return _describe(path, container, picture, sounds, seen)


def require_video(info: MediaInfo) -> VideoTrack:
    """The picture.

    Raises:
        InputError: there is none.
    """
    if info.video is None:
        raise InputError(
            f"{info.path.name} has no picture that can be decoded.", hint="Choose a video file."
        )
    return info.video


def require_audio(info: MediaInfo, track: int = 0) -> AudioTrack:
    """A sound track by its place among the sound tracks, from 0.

    Raises:
        InputError: there is no such track.
    """
    if not info.audio:
        raise InputError(
            f"{info.path.name} has no sound that can be decoded.", hint="Choose a file with sound."
        )
    if not 0 <= track < len(info.audio):
        raise InputError(
            f"{info.path.name} has no sound track {track + 1}.",
            hint=f"It has {len(info.audio)}.",
        )
    return info.audio[track]


def clip_range(info: MediaInfo, start_s: float, end_s: float | None) -> float:
    """The end of a range of a clip in clip time, once the range has been found sound.

    Raises:
        UsageError: it is empty or starts before the clip.
        InputError: it starts after the clip's end.
    """
    if start_s >= info.duration_s:
        raise InputError(
            f"The range starts at {start_s:.3f} s, but {info.path.name} ends at "
            f"{info.duration_s:.3f} s.",
            hint="Choose an earlier start.",
        )
    end_s = info.duration_s if end_s is None else end_s
    if not 0 <= start_s < end_s:
        raise UsageError(
            f"The range from {start_s:.3f} s to {end_s:.3f} s is empty.",
            hint="It must start at 0 or later and end after its start.",
        )
    return end_s


def picture_stream(container: InputContainer) -> VideoStream | None:
    """The stream that is the clip's picture; covers and undecodable streams are none."""
    for stream in container.streams.video:
        attached = stream.disposition & Disposition.attached_pic
        if stream.codec_context is not None and not attached and stream.width and stream.height:
            return stream
    return None


def refuse_gigantic(path: Path, width: int, height: int) -> None:
    """Refuse a picture size that only damage explains.

    Raises:
        InputError: the picture has more than `MOST_PIXELS`.
    """
    if width * height > MOST_PIXELS:
        raise InputError(
            f"{path.name} has pictures of {width} x {height} pixels, which is too large.",
            hint="Scale it down first, unless it is damaged.",
        )


def _is_sound(stream: AudioStream) -> bool:
    """Whether a sound stream can be decoded."""
    return stream.codec_context is not None and stream.rate > 0 and stream.channels > 0


def _describe(
    path: Path,
    container: InputContainer,
    picture: VideoStream | None,
    sounds: Sequence[AudioStream],
    seen: Scan,
) -> MediaInfo:
    """Put what headers say and what packets show together."""
    streams: list[Stream] = [*sounds] if picture is None else [picture, *sounds]
    spans = {stream.index: _span(container, stream, seen) for stream in streams}
    clip_start = min(start for start, _ in spans.values())
    duration_s = float(max(end for _, end in spans.values()) - clip_start)
    if not 0 < duration_s <= LONGEST_S:
        raise InputError(
            f"{path.name} says that it lasts {duration_s:.0f} s, which cannot be used.",
            hint="It is probably damaged; save it again with the program that made it.",
        )
    return MediaInfo(
        path=path,
        container=container.format.name,
        duration_s=duration_s,
        start_s=float(clip_start),
        video=None if picture is None else _video(picture, seen, spans[picture.index], clip_start),
        audio=tuple(_audio(sound, spans[sound.index], clip_start) for sound in sounds),
    )


def _span(container: InputContainer, stream: Stream, seen: Scan) -> tuple[Fraction, Fraction]:
    """Start and end of a stream in seconds on the file's own clock."""
    base = time_base(stream)
    first, last = seen.streams[stream.index].first(), seen.streams[stream.index].end()
    # The packets know better: FFmpeg gives a track that it has not looked at another one's start.
    start = (first if first is not None else stream.start_time or 0) * base
    header_end = None
    if stream.duration:
        header_end = start + stream.duration * base
    elif container.duration:
        header_end = Fraction((container.start_time or 0) + container.duration, av.time_base)
    seen_end = last * base if seen.to_the_end and last is not None else None
    return start, max(start, _end(header_end, seen_end, container.format.name) or start)


def _end(header: Fraction | None, seen: Fraction | None, form: str) -> Fraction | None:
    """The end that a stream really has, from what its header says and what its packets show."""
    if header is None or seen is None:
        return header or seen
    if seen < header - _ROUNDING:  # the file was cut
        return seen
    # Packets may end with a coder's padding or carry damaged time stamps, which a header knows
    # better; but where there is no header, it was guessed from a few packets.
    guessed = form not in _TRUE_HEADERS and seen > header + _PADDING
    return seen if guessed else header


def _video(
    stream: VideoStream, seen: Scan, span: tuple[Fraction, Fraction], clip_start: Fraction
) -> VideoTrack:
    """Describe the picture."""
    start, end = span
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
        variable_rate=_is_variable(seen.streams[stream.index], time_base(stream)),
        start_s=float(start - clip_start),
        duration_s=float(end - start),
    )


def _audio(
    stream: AudioStream, span: tuple[Fraction, Fraction], clip_start: Fraction
) -> AudioTrack:
    """Describe a sound track."""
    start, end = span
    return AudioTrack(
        index=stream.index,
        codec=stream.codec_context.codec.canonical_name,
        sample_rate_hz=stream.rate,
        channels=stream.channels,
        layout=stream.layout.name,
        start_s=float(start - clip_start),
        duration_s=float(end - start),
        language=stream.language if stream.language not in (None, "und") else "",
    )


def _is_variable(times: PacketTimes, base: Fraction) -> bool:
    """Whether packets are unevenly spaced in time by more than a container rounds them."""
    steps = np.diff(np.unique(times.believed(times.times)))
    if len(steps) < 2:
        return False
    allowed = max(1.0, float(_ROUNDING / base))
    return bool(np.abs(steps - np.median(steps)).max() > allowed)
