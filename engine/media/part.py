"""Cut a part of a clip without re-encoding: find the packets that a copy of it needs.

A frame can be decoded only from the key frame before it, so the copy starts there; frames before
the part are hidden if the container supports it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av
from av.container import InputContainer
from av.packet import Packet
from av.stream import Stream

from engine.errors import InputError
from engine.media.probe import MediaInfo, required_picture
from engine.media.source import open_media, packets


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a clip and the video packets that show it.

    Attributes:
        start_s: clip time of its start.
        end_s: clip time of its end.
        first: number of the first video packet, counted in file order.
        last: number of the last one.
        earliest_s: clip time of the earliest of their frames.
    """

    start_s: float
    end_s: float
    first: int
    last: int
    earliest_s: float

    def packets(
        self, container: InputContainer, streams: Sequence[Stream], info: MediaInfo
    ) -> "Iterator[Packet[Any]]":
        """The packets of these streams that a copy of the part needs, in file order.

        Reading stops where the latest packet of every stream lies after the part.
        """
        picture = required_picture(container, info.path)
        number = -1
        unfinished = {stream.index for stream in streams}
        for packet in packets(container, streams):
            if not packet.size:
                continue
            index = packet.stream.index  # a consumer assigns the packet to another stream
            if packet.stream is picture:
                number += 1
                is_over = number >= self.last
                if self.first <= number <= self.last:
                    yield packet
            else:
                stamp = packet.dts if packet.dts is not None else packet.pts
                is_over = _clip_time_s(stamp, packet.time_base, info) >= self.end_s
                if self._overlaps(packet, info):
                    yield packet
            # A damaged time stamp finishes its stream only until the next packet.
            unfinished = unfinished - {index} if is_over else unfinished | {index}
            if not unfinished:
                return

    def _overlaps(self, packet: "Packet[Any]", info: MediaInfo) -> bool:
        base = packet.time_base or Fraction(1, av.time_base)
        start_s = float((packet.pts or 0) * base) - info.start_s
        return (
            start_s < self.end_s and start_s + float((packet.duration or 0) * base) > self.start_s
        )


def find_part(info: MediaInfo, start_s: float, end_s: float) -> Part:
    """Find the packets of a part; reads the file once and decodes nothing.

    Raises:
        InputError: the file cannot be read, or has no picture there.
    """
    first, last, first_s = 0, -1, 0.0
    with open_media(info.path) as container:
        stream = required_picture(container, info.path)
        base = stream.time_base
        pictures = (packet for packet in packets(container, [stream]) if packet.size)
        for number, packet in enumerate(pictures):
            time_s = _clip_time_s(packet.pts if packet.pts is not None else packet.dts, base, info)
            if packet.is_keyframe and time_s <= start_s:
                first, first_s = number, time_s
            if time_s < end_s:
                last = number
            if packet.dts is not None and _clip_time_s(packet.dts, base, info) >= end_s:
                break
    if last < first:
        raise InputError(
            "{name} has no picture at {start_s:.3f} s.", name=info.path.name, start_s=start_s
        )
    return Part(start_s, end_s, first, last, min(first_s, start_s))


def _clip_time_s(ticks: int | None, base: Fraction | None, info: MediaInfo) -> float:
    return float((ticks or 0) * (base or Fraction(1, av.time_base))) - info.start_s
