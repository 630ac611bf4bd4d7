"""A digest of a clip's picture that proves that it has not been altered.

H.264 and H.265 pictures consist of NAL units, which containers delimit either by a length or by a
start code; the units themselves are hashed, so a change of container does not matter.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from av.video.stream import VideoStream

from engine.media.probe import required_picture
from engine.media.source import open_media, packets

# Position of the byte, in the header of MP4 and Matroska, that gives the size of the length fields.
_LENGTH_BYTE: Final = {"h264": 4, "hevc": 21}

_START_CODE: Final = re.compile(rb"\x00*\x00\x00\x01")


class PictureDigest:
    """A running hash over the payloads of video packets."""

    def __init__(self, stream: VideoStream) -> None:
        self._hash = hashlib.sha256()
        context = stream.codec_context
        self._codec = context.codec.canonical_name
        self._length_bytes = 0
        header = context.extradata or b""
        place = _LENGTH_BYTE.get(self._codec)
        if place is not None and len(header) > place and header[0] == 1:
            self._length_bytes = (header[place] & 3) + 1

    def add(self, payload: bytes) -> None:
        """Add the next packet's payload."""
        for unit in self._units(payload):
            self._hash.update(len(unit).to_bytes(8, "big"))
            self._hash.update(unit)

    def hexdigest(self) -> str:
        """The hash of everything added so far, as 64 hexadecimal digits."""
        return self._hash.hexdigest()

    def _units(self, payload: bytes) -> Iterator[bytes]:
        if self._length_bytes:
            yield from _by_length(payload, self._length_bytes)
        elif self._codec in _LENGTH_BYTE:
            yield from (unit.rstrip(b"\0") for unit in _START_CODE.split(payload) if unit)
        else:
            yield payload


def picture_digest(path: Path) -> str:
    """Hash the video packets of a file, in file order: 64 hexadecimal digits.

    Raises:
        InputError: the file is unusable or has no picture.
    """
    with open_media(path) as container:
        stream = required_picture(container, path)
        digest = PictureDigest(stream)
        for packet in packets(container, [stream]):
            if packet.size:
                digest.add(bytes(packet))
        return digest.hexdigest()


def _by_length(payload: bytes, length_bytes: int) -> Iterator[bytes]:
    """Split a payload into length-prefixed units; a damaged remainder is one unit."""
    place = 0
    while place < len(payload):
        start = place + length_bytes
        place = start + int.from_bytes(payload[place:start], "big")
        yield payload[start:place]
