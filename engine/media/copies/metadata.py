"""The metadata of a video copy: tags, the time code, and how its picture is shown."""

import contextlib
import io
import itertools
import math
import re
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import av.error
from av.container import InputContainer, OutputContainer
from av.sidedata.sidedata import Type as SideDataType
from av.stream import Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from engine.media.copies.codec_tags import add_copied_stream
from engine.media.probe import required_picture
from engine.media.source import decoded, open_media, packets
from engine.phrases import Phrase, phrase

# Tags that describe the old file; the new one gets its own.
_OWN_TAGS: Final = frozenset(
    {"compatible_brands", "encoder", "major_brand", "minor_version", "software", "timecode"}
)
_WITH_FIXED_TAGS: Final = ("mp4", "mov")
_ANY_TAGS: Final = {"movflags": "use_metadata_tags"}  # QuickTime's keys instead of fixed tags

_TIME_CODE: Final = re.compile(r"(\d\d):(\d\d):(\d\d)([:;.])(\d+)")
# Side data of frames that tells how to show them, and that containers store.
_SHOWN: Final = {
    SideDataType.SPHERICAL: phrase("spherical projection"),
    SideDataType.STEREO3D: phrase("arrangement of the 3D picture"),
    SideDataType.MASTERING_DISPLAY_METADATA: phrase("colours of the mastering display"),
    SideDataType.CONTENT_LIGHT_LEVEL: phrase("content light level"),
    SideDataType.ICC_PROFILE: phrase("colour profile"),
}
_DOLBY_VISION: Final = (b"dvcC", b"dvvC", b"dvwC")  # in MP4 and Matroska
_TRIED_PACKETS: Final = 300  # packets that are decoded until there is a frame

_MOST_FRAMES: Final = 99  # in a second that a time code of two digits counts
_FRAME_TOLERANCE: Final = 0.01  # of a frame, by which a rounded time may lie before its frame


def copy_tags(source: InputContainer, container: OutputContainer) -> list[Phrase]:
    """Copy the tags of a file; return descriptions of those that its copy loses.

    MP4 and MOV store a fixed set of tags that every player reads, or any tags as QuickTime's keys;
    the keys are used only if tags would be lost otherwise.
    """
    tags = {key: tag for key, tag in source.metadata.items() if key.lower() not in _OWN_TAGS}
    container.metadata.update(tags)
    form = container.format.name
    if form not in _WITH_FIXED_TAGS:
        return []
    lost = _lost(tags, form, {})
    if lost:
        container.container_options.update(_ANY_TAGS)
        lost = _lost(tags, form, _ANY_TAGS)
    return [phrase("tag {name}", name=key) for key in lost]


def copy_stream_tags(stream: Stream, target: Stream) -> None:
    """Copy the tags of a stream except its time code.

    FFmpeg writes as title what it reads from MOV as the name of a track.
    """
    tags = {key: tag for key, tag in stream.metadata.items() if key.lower() != "timecode"}
    name = tags.pop("name", None)
    target.metadata.update(tags if name is None else {"title": name, **tags})


def copy_time_code(
    source: InputContainer, target: Stream, rate: Fraction | None, shift_s: float
) -> list[Phrase]:
    """Give the picture of a copy the time code of its first frame; return what is lost.

    Args:
        source: the clip, whose time code belongs to the file, the picture or a track of its own.
        target: the picture's stream in the copy.
        rate: frames per second.
        shift_s: clip time at which the copy starts.
    """
    code = next((code for code in map(time_code_of, [*source.streams, source]) if code), None)
    if code is None:
        return []
    shifted = shifted_time_code(code, rate, shift_s)
    if shifted is None and not shift_s and target.container.format.name not in _WITH_FIXED_TAGS:
        shifted = code  # Matroska stores any text
    if shifted is None:
        return [phrase("time code {code}", code=code)]
    target.metadata["timecode"] = shifted
    return []


def time_code_of(holder: Stream | InputContainer) -> str | None:
    """The time code among the tags of a file or stream."""
    return next((tag for key, tag in holder.metadata.items() if key.lower() == "timecode"), None)


def shifted_time_code(code: str, rate: Fraction | None, shift_s: float) -> str | None:
    """Advance a SMPTE time code "hh:mm:ss:ff" by a time, rounded down to a frame.

    With drop frames, marked by ";" or "." before the frames, two numbers of 30 (four of 60) are
    left out each minute, except each tenth one. None if the code cannot be read or does not suit
    the frame rate.
    """
    matched = _TIME_CODE.fullmatch(code)
    base = round(rate or 0)  # numbers in a second
    if not matched or not rate or not 0 < base <= _MOST_FRAMES:
        return None
    hours, minutes, seconds, frames = (int(matched[number]) for number in (1, 2, 3, 5))
    drops = matched[4] != ":"
    if frames >= base or (drops and base % 30):
        return None
    dropped = base // 15 if drops else 0
    minutes += 60 * hours
    number = (60 * minutes + seconds) * base + frames - dropped * (minutes - minutes // 10)
    number += math.floor(shift_s * rate + _FRAME_TOLERANCE)
    number %= 24 * 6 * _ten_minutes(base, dropped)
    tens, rest = divmod(number, _ten_minutes(base, dropped))
    minute = 60 * base - dropped
    singles = max(0, rest - dropped) // minute
    number += dropped * (9 * tens + singles)
    seconds, frames = divmod(number, base)
    start = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{start}{matched[4]}{frames:02}"


def lost_picture_properties(clip: Path, copy: Path) -> list[Phrase]:
    """Describe the properties of how a picture is shown that its copy does not give back.

    Raises:
        InputError: one of the files cannot be read.
    """
    before, after = _picture_properties(clip), _picture_properties(copy)
    return [text for kind, text in before.items() if after.get(kind) != text]


def _picture_properties(path: Path) -> dict[str, Phrase]:
    """Descriptions of how the picture is shown, by kind: its pixels' shape, its projection."""
    with open_media(path) as container:
        picture = required_picture(container, path)
        aspect = picture.sample_aspect_ratio or Fraction(1)
        shape = f"{aspect.numerator}:{aspect.denominator}"
        found = {"pixel aspect": phrase("pixel aspect {shape}", shape=shape)}
        if _declares_dolby_vision(picture):
            found["Dolby Vision"] = phrase("the declaration of Dolby Vision")
        for packet in itertools.islice(packets(container, [picture]), _TRIED_PACKETS):
            for frame in decoded(packet):
                return found | {kind.name: _SHOWN[kind] for kind in _side_data(frame)}
    return found


def _side_data(frame: VideoFrame) -> list[SideDataType]:
    """The kinds that tell how to show a frame; none if PyAV 18.1 knows not all, such as EXIF."""
    try:
        return [kind for kind in _SHOWN if kind in frame.side_data]
    except ValueError:
        return []


def _declares_dolby_vision(picture: VideoStream) -> bool:
    """Whether a header declares Dolby Vision; PyAV 18.1 shows it only in what FFmpeg writes."""
    header = io.BytesIO()
    with (
        contextlib.suppress(av.error.FFmpegError, ValueError),
        av.open(header, "w", format="matroska") as container,
    ):
        add_copied_stream(container, picture)
        container.start_encoding()
    return any(name in header.getvalue() for name in _DOLBY_VISION)


def _ten_minutes(base: int, dropped: int) -> int:
    return 600 * base - 9 * dropped


def _lost(tags: dict[str, str], form: str, options: dict[str, str]) -> list[str]:
    """The names of the tags that a container does not give back."""
    trial = io.BytesIO()
    try:
        with av.open(trial, "w", format=form, container_options=options) as container:
            container.metadata.update(tags)
            container.add_mux_stream(container.default_video_codec, width=16, height=16, rate=25)
            container.start_encoding()
        trial.seek(0)
        with av.open(trial, metadata_errors="replace") as copy:
            kept = {key.lower() for key in copy.metadata}
    except av.error.FFmpegError:
        return list(tags)
    return [key for key in tags if key.lower() not in kept]
