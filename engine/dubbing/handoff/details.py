"""What is in a clip, in words for the user, and what an export of it keeps."""

from collections.abc import Iterator
from typing import Final

from av.container import InputContainer
from av.stream import Stream
from av.video.stream import VideoStream

from engine.dubbing.handoff.frame_rate import frame_clock
from engine.media.metadata import time_code_of
from engine.media.probe import MediaInfo, picture_stream
from engine.media.source import open_media

Detail = tuple[str, str]

# The usual ones of ITU-T H.273, which containers and codecs share.
_PRIMARIES: Final = {1: "BT.709", 5: "BT.601 (625)", 6: "BT.601 (525)", 9: "BT.2020", 12: "P3"}
_TRANSFERS: Final = {1: "BT.709", 6: "BT.601", 13: "sRGB", 14: "BT.2020", 16: "PQ", 18: "HLG"}
_RANGES: Final = {1: "limited range", 2: "full range"}
_KEPT: Final = ("audio", "subtitle")


def clip_details(info: MediaInfo) -> list[Detail]:
    """Pairs of a name and a text about a clip, in the order to show them.

    Raises:
        InputError: the file cannot be opened any more.
    """
    with open_media(info.path) as container:
        return [*_file(info, container), *_picture(info, container), *_others(info, container)]


def _file(info: MediaInfo, container: InputContainer) -> Iterator[Detail]:
    yield "Container", container.format.long_name
    yield "Length", f"{info.duration_s:.3f} s"
    chapters = container.chapters()
    if chapters:
        titles = (chapter["metadata"].get("title", "") for chapter in chapters)
        yield "Chapters", f"{len(chapters)}: {', '.join(filter(None, titles))}".rstrip(": ")
    codes = (time_code_of(stream) for stream in container.streams)
    code = container.metadata.get("timecode") or next(filter(None, codes), None)
    if code:
        yield "Time code", str(code)


def _picture(info: MediaInfo, container: InputContainer) -> Iterator[Detail]:
    picture, stream = info.video, picture_stream(container)
    if picture is None or stream is None:
        return
    context = stream.codec_context
    depth = "" if context.format is None else f", {context.format.name}"
    profile = f" {context.profile}" if context.profile else ""
    yield "Picture", f"{picture.codec.upper()}{profile}{depth}"
    size = f"{picture.width} x {picture.height}"
    if picture.pixel_aspect != 1:
        size += f", shown as {picture.display_width} x {picture.display_height}"
    yield "Size", size
    if picture.rotation_deg:
        yield "Rotation", f"{picture.rotation_deg}° counter-clockwise"
    rate = picture.average_rate
    if rate is not None:
        kind = " on average, varies" if picture.variable_rate else ""
        yield (
            "Frame rate",
            f"{float(rate):.3f}{kind}" + (", drop frame" if frame_clock(info).drops else ""),
        )
    yield "Colour", _colour(stream)


def _colour(stream: VideoStream) -> str:
    context = stream.codec_context
    named = (
        _PRIMARIES.get(int(context.color_primaries)),
        _TRANSFERS.get(int(context.color_trc)),
        _RANGES.get(int(context.color_range)),
    )
    texts = list(dict.fromkeys(name for name in named if name))
    return ", ".join(texts) or "not stated"


def _others(info: MediaInfo, container: InputContainer) -> Iterator[Detail]:
    for number, track in enumerate(info.audio, start=1):
        texts = [track.codec.upper(), f"{track.sample_rate_hz} Hz", track.layout, track.language]
        yield f"Audio {number}", ", ".join(filter(None, texts))
    picture = picture_stream(container)
    left_out: list[str] = []
    for stream in container.streams:
        if stream.type == "subtitle":
            yield f"Subtitles {stream.index}", _codec(stream)
        elif stream is not picture and stream.type not in _KEPT and time_code_of(stream) is None:
            left_out.append(f"{stream.type} {stream.index}")
    yield (
        "An export keeps",
        "the picture's packets bit for bit, rotation, colour, tags, chapters and time code, "
        "and subtitles where the format holds them",
    )
    if left_out:
        yield "It leaves out", ", ".join(left_out)


def _codec(stream: Stream) -> str:
    context = stream.codec_context
    return "" if context is None else context.codec.canonical_name
