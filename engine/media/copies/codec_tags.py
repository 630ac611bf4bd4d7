"""Declare a copied stream: its codec, and the four-character tag by which containers name it.

A tag says more than the codec: the kind of ProRes, the format of XDCAM, or whether the parameter
sets of H.265 are in the header only.
"""

import contextlib
import io
import itertools
from typing import Final, TypeVar, cast

import av
import av.error
from av.bitstream import BitStreamFilterContext
from av.container import OutputContainer
from av.stream import Stream

from engine.media.probe import MediaInfo, required_picture
from engine.media.source import open_media, packets

StreamT = TypeVar("StreamT", bound=Stream)

_NO_TAG: Final = "\0\0\0\0"
_TRIED_PACKETS: Final = 100  # packets that are searched for parameter sets
_QUICKTIME: Final = ("mp4", "mov")
_PLACEHOLDERS: Final = {"video": "mpeg4", "audio": "aac"}  # codecs that Matroska names itself


def add_copied_stream(container: OutputContainer, stream: StreamT) -> StreamT:
    """Add a stream that is declared like another one, without its tag.

    Raises:
        ValueError: the container does not support its codec.
    """
    # "opaque": declare the stream by FFmpeg's decoder, since some codecs have no encoder.
    try:
        return container.add_stream_from_template(stream, opaque=True)
    except ValueError:
        if container.format.name != "matroska" or stream.type not in _PLACEHOLDERS:
            raise
    # Matroska holds any codec that has a tag in AVI or MOV; PyAV 18.1 asks only for its own names.
    with av.open(io.BytesIO(), "w", format="mov") as other:
        target = container.add_stream_from_template(other.add_stream(_PLACEHOLDERS[stream.type]))
    BitStreamFilterContext("null", stream, target)
    target.codec_context.codec_tag = _NO_TAG
    target.time_base = stream.time_base
    return cast("StreamT", target)


def fitting_tag(info: MediaInfo, stream: Stream, container: str) -> str | None:
    """The codec tag of a copied stream; None for the container's default.

    The stream's own tag is kept if the container, by FFmpeg's name, knows it for this codec. H.265
    gets "hvc1", which Apple's players need, unless parameter sets among the packets require "hev1".
    """
    tag = _tag(stream)
    if tag != _NO_TAG and _is_known(stream, tag, container):
        return tag
    hevc = stream.type == "video" and stream.codec_context.codec.canonical_name == "hevc"
    if hevc and container in _QUICKTIME and not _has_parameter_sets(info):
        return "hvc1"
    return None


def _tag(stream: Stream) -> str:
    """The tag of a stream; some containers store a number there that is not text."""
    with contextlib.suppress(UnicodeDecodeError):
        return stream.codec_context.codec_tag
    return _NO_TAG


def _is_known(stream: Stream, tag: str, container: str) -> bool:
    """Whether a container's table of tags has this one for the stream's codec."""
    try:
        with av.open(io.BytesIO(), "w", format=container) as trial:
            target = add_copied_stream(trial, stream)
            target.codec_context.codec_tag = tag
            trial.start_encoding()
    except (av.error.FFmpegError, ValueError):
        return False
    return True


def _has_parameter_sets(info: MediaInfo) -> bool:
    """Whether packets at the start of an H.265 picture contain parameter sets."""
    with open_media(info.path) as source:
        picture = required_picture(source, info.path)
        parameter_sets = BitStreamFilterContext("filter_units=pass_types=32-34", picture)
        try:
            return any(
                parameter_sets.filter(packet)
                for packet in itertools.islice(packets(source, [picture]), _TRIED_PACKETS)
                if packet.size
            )
        except av.error.FFmpegError:  # damaged: "hev1" allows everything
            return True
