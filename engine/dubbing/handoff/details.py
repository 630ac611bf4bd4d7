"""What is in a clip, in words for the user, and what an export of it keeps."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from av.container import InputContainer
from av.stream import Stream
from av.video.stream import VideoStream

from engine.dubbing.handoff.frame_rate import frame_clock
from engine.media.copies.metadata import time_code_of
from engine.media.probe import MediaInfo, picture_stream
from engine.media.source import open_media


class Detail(NamedTuple):
    """One thing that is told about a clip.

    Attributes:
        title: its name, such as `Audio {number}`.
        text: what is told, such as `{angle}° counter-clockwise`.
        values: for the names in braces of both, floats with three decimals; the rest are words
            that can be translated.
    """

    title: str
    text: str
    values: dict[str, object]

    def in_english(self) -> tuple[str, str]:
        """Title and text with their values."""
        values = {
            name: f"{value:.3f}" if isinstance(value, float) else value
            for name, value in self.values.items()
        }
        return self.title.format(**values), self.text.format(**values)


# The usual ones of ITU-T H.273, which containers and codecs share.
_PRIMARIES: Final = {1: "BT.709", 5: "BT.601 (625)", 6: "BT.601 (525)", 9: "BT.2020", 12: "P3"}
_TRANSFERS: Final = {1: "BT.709", 6: "BT.601", 13: "sRGB", 14: "BT.2020", 16: "PQ", 18: "HLG"}
_RANGES: Final = {1: "limited range", 2: "full range"}
_KEPT: Final = ("audio", "subtitle")


def clip_details(info: MediaInfo) -> list[Detail]:
    """What there is to tell about a clip, in the order to show it.

    Raises:
        InputError: the file cannot be opened any more.
    """
    with open_media(info.path) as container:
        return [*_file(info, container), *_picture(info, container), *_others(info, container)]


def _file(info: MediaInfo, container: InputContainer) -> Iterator[Detail]:
    brand = container.metadata.get("major_brand", "qt")  # FFmpeg reads MP4 and MOV as one format
    is_mp4 = "mp4" in container.format.name and not brand.startswith("qt")
    yield Detail("Container", "{it}", {"it": "MP4" if is_mp4 else container.format.long_name})
    yield Detail("Length", "{time} s", {"time": info.duration_s})
    chapters = container.chapters()
    if chapters:
        titles = (chapter["metadata"].get("title", "") for chapter in chapters)
        listed = f"{len(chapters)}: {', '.join(filter(None, titles))}".rstrip(": ")
        yield Detail("Chapters", "{it}", {"it": listed})
    codes = (time_code_of(stream) for stream in container.streams)
    code = container.metadata.get("timecode") or next(filter(None, codes), None)
    if code:
        yield Detail("Time code", "{it}", {"it": code})


def _picture(info: MediaInfo, container: InputContainer) -> Iterator[Detail]:
    picture, stream = info.video, picture_stream(container)
    if picture is None or stream is None:
        return
    context = stream.codec_context
    depth = "" if context.format is None else f", {context.format.name}"
    profile = f" {context.profile}" if context.profile else ""
    yield Detail("Picture", "{it}", {"it": f"{picture.codec.upper()}{profile}{depth}"})
    size: dict[str, object] = {"it": f"{picture.width} x {picture.height}"}
    if picture.pixel_aspect == 1:
        yield Detail("Size", "{it}", size)
    else:
        shown = f"{picture.display_width} x {picture.display_height}"
        yield Detail("Size", "{it}, shown as {shown}", {**size, "shown": shown})
    if picture.rotation_deg:
        angle = picture.rotation_deg
        yield Detail("Rotation", "{angle}° counter-clockwise", {"angle": angle})
    if picture.average_rate is not None:
        rate: dict[str, object] = {"it": float(picture.average_rate)}
        if picture.variable_rate:
            yield Detail("Frame rate", "{it} on average, varies", rate)
        elif frame_clock(info).drops:
            yield Detail("Frame rate", "{it}, drop frame", rate)
        else:
            yield Detail("Frame rate", "{it}", rate)
    yield _colour(stream)


def _colour(stream: VideoStream) -> Detail:
    context = stream.codec_context
    named = (
        _PRIMARIES.get(int(context.color_primaries)),
        _TRANSFERS.get(int(context.color_trc)),
        _RANGES.get(int(context.color_range)),
    )
    texts = list(dict.fromkeys(name for name in named if name))
    if not texts:
        return Detail("Colour", "not stated", {})
    return Detail("Colour", "{it}", {"it": ", ".join(texts)})


def _others(info: MediaInfo, container: InputContainer) -> Iterator[Detail]:
    for number, track in enumerate(info.audio, start=1):
        texts = [track.codec.upper(), f"{track.sample_rate_hz} Hz", track.layout, track.language]
        values: dict[str, object] = {"number": number, "it": ", ".join(filter(None, texts))}
        yield Detail("Audio {number}", "{it}", values)
    picture = picture_stream(container)
    left_out: list[str] = []
    for stream in container.streams:
        if stream.type == "subtitle":
            values = {"number": stream.index, "it": _codec(stream)}
            yield Detail("Subtitles {number}", "{it}", values)
        elif stream is not picture and stream.type not in _KEPT and time_code_of(stream) is None:
            left_out.append(f"{stream.type} {stream.index}")
    yield Detail(
        "An export keeps",
        "the picture's packets bit for bit, rotation, colour, tags, chapters and time code, "
        "and subtitles where the format holds them",
        {},
    )
    if left_out:
        yield Detail("It leaves out", "{it}", {"it": ", ".join(left_out)})


def _codec(stream: Stream) -> str:
    context = stream.codec_context
    return "" if context is None else context.codec.canonical_name
