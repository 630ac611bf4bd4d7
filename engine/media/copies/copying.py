"""Copy packets from one container to another: unchanged payloads, times on the clip's clock."""

from fractions import Fraction
from typing import Any, Final

from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

from engine.media.source import time_base

# Packets that may wait for the first decoding time stamp of their stream; no codec reorders more.
_WAITING: Final = 64


class CopiedTrack:
    """One stream that is copied packet by packet.

    Payloads and side data are unchanged. All time stamps are shifted so that `zero_s` on the
    file's own clock becomes time 0; a decoding time stamp is changed only if it is missing or
    does not increase, which no container would accept. No packet lasts beyond `end_s`: MP4 declares
    how long a packet takes to decode, so a long still picture would lengthen reordered packets.
    With `cut_start`, as for the subtitles of a part, no packet begins before time 0 either.

    Attributes:
        target: the stream that the packets go to.
        packets: number of packets copied.
        mended: number of packets whose decoding time stamps had to be fixed.
    """

    def __init__(
        self,
        source: Stream,
        target: Stream,
        zero_s: float,
        end_s: float | None = None,
        *,
        cut_start: bool = False,
    ) -> None:
        self.target = target
        self.packets = 0
        self.mended = 0
        base = time_base(source)
        self._shift = round(Fraction(zero_s) / base)
        self._end = None if end_s is None else round(Fraction(end_s) / base) - self._shift
        self._cut_start = cut_start
        # Without a duration the last frame would not be shown.
        rate = source.average_rate if isinstance(source, VideoStream) else None
        self._step = round(1 / (rate * base)) if rate else 0
        self._waiting: list[Packet[Any]] = []
        self._last_dts: int | None = None

    def ready(self, packet: "Packet[Any]") -> "list[Packet[Any]]":
        """Take a packet; return those that can be written now."""
        self._waiting.append(packet)
        if self._last_dts is None and packet.dts is None and len(self._waiting) < _WAITING:
            return []
        return self.rest()

    def rest(self) -> "list[Packet[Any]]":
        """Return the packets that still wait."""
        if self._last_dts is None:
            _fill_in_first_dts(self._waiting, self._step)
        ready, self._waiting = self._waiting, []
        for packet in ready:
            self._place(packet)
        return ready

    def _place(self, packet: "Packet[Any]") -> None:
        """Assign a packet to its stream and shift its time stamps."""
        dts = self._next_dts() if packet.dts is None else packet.dts - self._shift
        pts = dts if packet.pts is None else packet.pts - self._shift
        if self._cut_start and pts < 0:
            packet.duration = max(0, (packet.duration or 0) + pts)
            dts = pts = 0
        if self._last_dts is not None and dts <= self._last_dts:
            dts = self._next_dts()
            self.mended += 1
        packet.dts = self._last_dts = dts
        packet.pts = max(pts, dts)
        packet.duration = packet.duration or self._step
        if self._end is not None and packet.pts < self._end:
            packet.duration = min(packet.duration, self._end - packet.pts)
        packet.stream = self.target
        self.packets += 1

    def _next_dts(self) -> int:
        return 0 if self._last_dts is None else self._last_dts + 1


def _fill_in_first_dts(waiting: "list[Packet[Any]]", step: int) -> None:
    """Set decoding times of a stream's first packets, which some containers omit.

    They lie `step` apart before the first known one. If none is known, they are the sorted
    presentation times, shifted earlier by the amount of frame reordering.
    """
    unknown = [packet for packet in waiting if packet.dts is None and packet.pts is not None]
    following = next((packet.dts for packet in waiting if packet.dts is not None), None)
    if following is None:
        stamps = sorted(packet.pts for packet in unknown if packet.pts is not None)
        late = max(
            (stamp - (packet.pts or 0) for stamp, packet in zip(stamps, unknown, strict=True)),
            default=0,
        )
        for stamp, packet in zip(stamps, unknown, strict=True):
            packet.dts = stamp - late
        return
    for packet in reversed(unknown):
        assert packet.pts is not None
        packet.dts = following = min(following - max(1, packet.duration or step), packet.pts)
