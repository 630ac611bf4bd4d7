"""Read the times of a file's packets, independently of its headers.

Only the start and the end of a long file are read. A time stamp without a neighbour is damaged,
unless the header confirms it: a file of ten seconds does not become hours long by one flipped bit,
but a picture may stand still for minutes.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

import av
import av.error
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream
from numpy.typing import NDArray

from engine.media.source import decoded, packets, time_base

_SCANNED_PACKETS: Final = 20000  # about 5 minutes of picture and sound, 0.1 s of reading
_TRIED_PACKETS: Final = 300  # video packets sent to the decoder until it outputs a frame
_END_S: Final = 20.0  # before its end, a long file is scanned again
# A packet further than this from both its neighbours has a damaged time, unless the header says
# that the stream covers it, or there is no such header and the time lies in order.
_NEAR_S: Final = 60.0

# Formats of broadcasts: FFmpeg estimates their duration from the time stamps themselves, and files
# can be joined although each has its own clock. If decoding times go back by more than this,
# another clock has taken over.
_BACK_S: Final = 1.0
_BROADCASTS: Final = frozenset({"mpeg", "mpegts"})
# Formats of which some files store the decoding order only.
_UNORDERED: Final = frozenset({"asf", "avi", "mpeg"})
# The middle of a long one is only sampled, at equal distances in bytes. Clock times that grow by
# this much more than usual from one sample to the next are no quiet passage.
_SAMPLES: Final = 32
_SAMPLE_JUMP: Final = 20

_FALLBACK_RATE: Final = Fraction(25)  # frames per second if the file does not say


@dataclass(slots=True)
class PacketTimes:
    """The times of one stream's packets, in ticks of its time base.

    Attributes:
        near: packets further than this from both neighbours are ignored unless `covered` or
            `ordered` supports them.
        covered: first and last tick of the stream according to the header.
        ordered: whether, without such a header, a time that increases is trusted.
        step: duration of packets that do not declare one.
        heard: start of a sound whose first packets are partly discarded after decoding.
        times: of the packets at the start of the file, in file order.
        decoding: decoding times of the same packets.
        ends: end times of all packets seen, in file order.
    """

    near: int
    covered: tuple[int, int] | None = None
    ordered: bool = False
    step: int = 0
    heard: int | None = None
    times: list[int] = field(default_factory=list)
    decoding: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def add(self, packet: "Packet[Any]", *, beginning: bool) -> None:
        """Record a packet."""
        time = packet.pts if packet.pts is not None else packet.dts
        if time is None:
            return
        skipped = _skipped(packet)
        if skipped and not self.ends and self.heard is None:
            self.heard = time + skipped
        if not packet.is_discard:
            self.ends.append(time + (packet.duration or self.step))
            if beginning:
                self.times.append(time)
                self.decoding.append(packet.dts if packet.dts is not None else time)

    def first(self) -> int | None:
        """Time at which the stream is first seen or heard."""
        if self.heard is not None:
            return self.heard
        believed = self.believed(self.times)
        return int(believed.min()) if len(believed) else None

    def end(self) -> int | None:
        """End time of the last packet seen."""
        believed = self.believed(self.ends)
        return int(believed.max()) if len(believed) else None

    def jumps(self, back: int) -> list[tuple[int, int]]:
        """Decoding times before and after each place at which another clock takes over.

        There they go back by more than `back`, or forward by more than `near`; two packets on each
        side confirm it, since a single time elsewhere is a damaged one.
        """
        ticks = np.array(self.decoding, np.int64)
        pairs = np.stack([ticks[:-1], ticks[1:]])
        before, after = pairs[:, :-2], pairs[:, 2:]
        far = (before.min(0) - after.max(0) > back) | (after.min(0) - before.max(0) > self.near)
        return [(int(ticks[at + 1]), int(ticks[at + 2])) for at in np.flatnonzero(far)]

    def are_uneven(self, rounding: float) -> bool:
        """Whether the times are spaced more unevenly than by a rounding of so many ticks."""
        steps = np.diff(np.unique(self.believed(self.times)))
        if len(steps) < 2:
            return False
        return bool(np.abs(steps - np.median(steps)).max() > max(1.0, rounding))

    def believed(self, times: Sequence[int]) -> NDArray[np.int64]:
        """The times that a neighbour or the header supports; all of them if there are none."""
        ticks = np.array(times, np.int64)
        if len(ticks) == 0:  # a damaged header can declare a stream without packets
            return ticks
        steps = np.diff(ticks)
        close = np.abs(steps) <= self.near
        supported = np.append(close, False) | np.append(False, close)
        if self.covered is not None:
            first, last = self.covered
            supported |= (first <= ticks) & (ticks <= last)
        elif self.ordered:
            supported |= np.append(steps >= 0, True) & np.append(True, steps >= 0)
        return ticks[supported] if supported.any() else ticks


@dataclass(slots=True)
class Scan:
    """The result of scanning the packets.

    Attributes:
        streams: the times of each stream, by its index.
        rotation_deg: of the first frame: 0, 90, 180 or -90, counter-clockwise.
        to_the_end: whether the end of the file was reached, so that its length is known.
        encrypted: whether any packet is encrypted.
        sampled_s: of a long broadcast, times on its clock at equal distances in the file.
    """

    streams: dict[int, PacketTimes]
    rotation_deg: int = 0
    to_the_end: bool = False
    encrypted: bool = False
    sampled_s: list[float] = field(default_factory=list)


def scan(
    container: InputContainer,
    picture: VideoStream | None,
    sounds: Sequence[AudioStream],
    most_pixels: int,
) -> Scan:
    """Read the packets at the start of a file and, if it is long, at its end.

    The first frame is decoded, unless it is larger than `most_pixels`.
    """
    streams: list[Stream] = [*sounds] if picture is None else [picture, *sounds]
    seen = Scan({stream.index: _unseen(container, stream) for stream in streams})
    if picture is not None:
        rate = picture.average_rate or _FALLBACK_RATE
        seen.streams[picture.index].step = round(1 / (rate * time_base(picture)))
        picture.codec_context.options = {"max_pixels": str(most_pixels)}
    undecoded = _TRIED_PACKETS if picture is not None else 0
    for number, packet in enumerate(packets(container, streams)):
        if undecoded and packet.stream is picture:
            rotation = _first_rotation(packet)
            undecoded = 0 if rotation is not None else undecoded - 1
            seen.rotation_deg = rotation or 0
        if packet.size:
            seen.streams[packet.stream.index].add(packet, beginning=True)
            seen.encrypted |= packet.has_sidedata("encryption_info")
        if number >= _SCANNED_PACKETS:
            seen.to_the_end = _scan_end(container, streams, seen)
            if container.format.name in _BROADCASTS:
                seen.sampled_s = _sampled_s(container, streams[0])
            return seen
    seen.to_the_end = True
    return seen


def jump_s(container: InputContainer, seen: Scan) -> float | None:
    """Seconds from the start to the first place at which the clock of a broadcast jumps.

    A stream that only pauses is no reason: others continue meanwhile.
    """
    if container.format.name not in _BROADCASTS:
        return None
    found = []
    for index, times in seen.streams.items():
        base = time_base(container.streams[index])
        for before, after in times.jumps(round(_BACK_S / base)):
            if not _continues(container, seen, before * base, after * base):
                found.append(float((before - times.decoding[0]) * base))
    return min(found, default=_sampled_jump_s(seen.sampled_s))


def _sampled_s(container: InputContainer, stream: Stream) -> list[float]:
    """Decoding times of a stream on the file's clock, at equal distances in the file."""
    found = []
    for number in range(_SAMPLES):
        try:
            container.seek(container.size * number // _SAMPLES, unsupported_byte_offset=True)
        except av.error.FFmpegError:
            continue
        for packet in itertools.islice(packets(container, [stream]), _TRIED_PACKETS):
            if packet.dts is not None:
                found.append(float(packet.dts * time_base(stream)))
                break
    return found


def _sampled_jump_s(times_s: Sequence[float]) -> float | None:
    """Seconds from the start to the first jump between sampled times; None without one."""
    steps_s = np.diff(times_s)
    if len(steps_s) == 0:
        return None
    usual_s = float(np.median(steps_s))
    jumps = (steps_s < -_BACK_S) | (steps_s > _NEAR_S + _SAMPLE_JUMP * usual_s)
    return float(times_s[int(jumps.argmax())] - times_s[0]) if jumps.any() else None


def _continues(container: InputContainer, seen: Scan, start: Fraction, end: Fraction) -> bool:
    """Whether any stream has packets well between two times in seconds."""
    spans = [
        np.array(times.times) * float(time_base(container.streams[index]))
        for index, times in seen.streams.items()
    ]
    middle = [(span > start + _BACK_S) & (span < end - _BACK_S) for span in spans]
    return any(inside.any() for inside in middle)


def lacks_display_times(container: InputContainer, picture: VideoStream) -> bool:
    """Whether the picture has reordered frames (B-frames) whose display times are unknown.

    Some formats store none; FFmpeg derives them for MPEG-4 Part 2 and older codecs, `display_order`
    for H.264, but those of HEVC and of damaged files are in decoding order. Reads from the start.
    """
    if container.format.name not in _UNORDERED or not picture.codec_context.has_b_frames:
        return False
    if container.format.name == "mpeg" and picture.codec_context.name != "hevc":
        return False  # complete, and decoding MPEG-2 in HD takes long
    container.seek(0)
    latest: int | None = None
    for packet in itertools.islice(packets(container, [picture]), _TRIED_PACKETS):
        if packet.size and packet.dts is None and container.format.name == "mpeg":
            return True
        for frame in decoded(packet):
            if latest is not None and frame.pts is not None and frame.pts < latest:
                return True
            latest = frame.pts
    return False


def _unseen(container: InputContainer, stream: Stream) -> PacketTimes:
    """The times of a stream before its first packet is read, with what the header says of them."""
    base = time_base(stream)
    near = round(_NEAR_S / base)
    if container.format.name in _BROADCASTS:
        return PacketTimes(near)
    start, ticks = stream.start_time or 0, stream.duration
    if ticks is None and container.duration:
        start = round(Fraction(container.start_time or 0, av.time_base) / base)
        ticks = round(Fraction(container.duration, av.time_base) / base)
    if not ticks:
        return PacketTimes(near, ordered=True)
    return PacketTimes(near, covered=(min(0, start), start + ticks + 1))


def _scan_end(container: InputContainer, streams: Sequence[Stream], seen: Scan) -> bool:
    """Record the packets at the end of a long file; return whether it was reached."""
    if container.duration is None:
        return False
    start = container.start_time or 0
    target = start + container.duration - round(_END_S * av.time_base)
    try:
        container.seek(max(target, start))
    except av.error.FFmpegError:
        return False
    found = False
    for number, packet in enumerate(packets(container, streams)):
        if number >= _SCANNED_PACKETS:
            return False
        if packet.size:
            found = True
            seen.streams[packet.stream.index].add(packet, beginning=False)
    return found


def _first_rotation(packet: "Packet[VideoStream]") -> int | None:
    """The rotation of the first frame in a packet, as a multiple of 90 degrees."""
    frames = decoded(packet)
    if not frames:
        return None
    quarter_turns = round(frames[0].rotation / 90) % 4
    return -90 if quarter_turns == 3 else quarter_turns * 90


def _skipped(packet: "Packet[Any]") -> int:
    """Ticks of sound that a decoder discards from a packet on: encoder delay, hidden parts."""
    if not packet.has_sidedata("skip_samples"):
        return 0
    samples = int.from_bytes(bytes(packet.get_sidedata("skip_samples"))[:4], "little")
    ticks: Fraction = samples / (packet.stream.rate * packet.time_base)
    return math.floor(ticks + Fraction(1, 2))
