"""When the pictures of H.264 are shown if the file only says when they are decoded, or less.

AVI numbers them as they are decoded, and so do ASF and MXF as FFmpeg writes them. A program stream
(MPG, VOB, and recorders' files of any suffix) gives times to the first picture of a packet only.
The order is in the stream itself: every slice begins with its picture order count (ITU-T H.264,
7.3.3 and 8.2.1). The n-th picture to be shown gets the n-th time of the file. Nothing is decoded.
"""

import heapq
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import av
from av.packet import Packet
from av.video.stream import VideoStream

_PROGRAM_STREAM: Final = "mpeg"  # FFmpeg's name
# Formats of the decoding order, by FFmpeg's names; in ASF, decoding begins before time 0.
_DECODING_ORDER: Final = frozenset({"asf", "avi", "mxf", "mxf_opatom", _PROGRAM_STREAM})
_DECODED_EARLY: Final = frozenset({"asf", _PROGRAM_STREAM})

# Kinds of NAL units (table 7-1).
_SLICE: Final = 1
_IDR_SLICE: Final = 5
_PARAMETERS: Final = 7
# Profiles whose sequence parameters describe the chroma format (7.3.2.1.1).
_CHROMA_PROFILES: Final = frozenset({44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244})
# Longer than what is read of a slice's header and of sequence parameters with scaling lists.
_HEADER_BYTES: Final = 64
_PARAMETERS_BYTES: Final = 2048
_MOST_COUNT_BITS: Final = 16


class DisplayTimes:
    """Gives the packets of one stream their display times, from its start or from a key frame.

    No picture is decoded after it is shown: where the stored decoding times allow that, they move
    earlier by the number of reordered pictures. A program stream's own display times stay; packets
    before its first time, as after a seek, are left out.

    Args:
        form: FFmpeg's name of the format.
        stream: one that `lacks_times`.
    """

    def __init__(self, form: str, stream: VideoStream) -> None:
        self._form = form
        context = stream.codec_context
        self._depth = context.reorder_depth if context.has_b_frames else 0
        base = stream.time_base or Fraction(1, av.time_base)
        self._step = round(1 / (stream.average_rate * base)) if stream.average_rate else 0
        self._lead = self._depth * self._step
        self._counts = _Counts(bytes(context.extradata or b""))
        self._waiting: deque[Packet[Any]] = deque()
        self._times: deque[int] = deque()  # those that no picture has yet, increasing
        self._unshown: list[tuple[tuple[int, int], int]] = []  # heap of counts, packet numbers
        self._shown: dict[int, int] = {}  # by packet number
        self._read = 0
        self._written = 0
        self._latest: int | None = None  # decoding time
        self._next: Packet[Any] | None = None  # of a program stream

    def given_to(self, packet: "Packet[Any]") -> "Iterator[Packet[Any]]":
        """Take a packet; yield those whose times are known by now, in file order.

        An empty packet ends the stream.
        """
        taken: Packet[Any] | None = packet
        if self._form == _PROGRAM_STREAM:
            # FFmpeg gives the times of a picture also to the one before it, if that ends there.
            taken, self._next = self._next, packet
            if taken is not None and packet.size and taken.dts == packet.dts:
                taken.pts = taken.dts = None
        if taken is not None and taken.size:
            self._take(taken)
        while len(self._unshown) > (self._depth if packet.size else 0):
            self._shown[heapq.heappop(self._unshown)[1]] = self._times.popleft()
        while self._waiting and self._written in self._shown:
            ready = self._waiting.popleft()
            time = self._shown.pop(self._written)
            if self._form != _PROGRAM_STREAM or ready.pts is None:
                ready.pts = time
            self._written += 1
            yield ready
        if not packet.size:
            yield packet

    def _take(self, packet: "Packet[Any]") -> None:
        """Take a packet and its decoding time, if it has one."""
        if packet.dts is None and self._form == _PROGRAM_STREAM:
            if self._latest is None:
                return
            packet.dts = self._latest + (packet.duration or self._step)
        self._latest = stored = packet.dts or 0  # the other formats number every packet
        if self._form in _DECODED_EARLY:
            self._times.append(stored + self._lead)
        else:
            self._times.append(stored)
            packet.dts = stored - self._lead
        count = self._counts.of(bytes(packet)) if self._depth else (0, self._read)
        heapq.heappush(self._unshown, (count, self._read))
        self._waiting.append(packet)
        self._read += 1


def lacks_times(form: str, stream: VideoStream) -> bool:
    """Whether `DisplayTimes` gives the pictures of a stream in a file of this format their times.

    Without B-frames, the order is known of H.265 as well.
    """
    context = stream.codec_context
    if context.name not in {"h264", "hevc"} or form not in _DECODING_ORDER:
        return False
    if context.has_b_frames:
        return context.name == "h264"
    return form == _PROGRAM_STREAM


@dataclass(frozen=True, slots=True)
class _Parameters:
    """What the sequence parameters say of a slice's header; sizes in bits."""

    colour_planes: bool
    frame_number_bits: int
    count_bits: int
    fields: bool


class _Counts:
    """The picture order counts of a stream, comparable over its whole length."""

    def __init__(self, header: bytes) -> None:
        self._parameters: _Parameters | None = None
        self._sequence = 0  # an instantaneous refresh starts another one
        self._latest = 0  # of the latest picture that others refer to
        self._previous = 0
        for unit in _units_of_header(header):
            self._parameters = _parameters(unit)

    def of(self, payload: bytes) -> tuple[int, int]:
        """The place of a picture; without a readable count, that after the previous picture."""
        try:
            for unit in _units(payload):
                kind = unit[0] & 31
                if kind == _PARAMETERS:
                    self._parameters = _parameters(unit)
                elif kind in (_SLICE, _IDR_SLICE):
                    self._count(unit, self._parameters)
                    break
        except IndexError:  # it ends too early
            pass
        return self._sequence, self._previous

    def _count(self, unit: bytes, parameters: _Parameters | None) -> None:
        if unit[0] & 31 == _IDR_SLICE:
            self._sequence += 1
            self._latest = self._previous = 0
        if parameters is None or not parameters.count_bits:
            return
        bits = _Bits(unit[1:_HEADER_BYTES])
        for _ in range(3):  # first macroblock, kind of slice, picture parameters
            bits.exponential()
        bits.skip((2 if parameters.colour_planes else 0) + parameters.frame_number_bits)
        if parameters.fields and bits.number(1):
            bits.skip(1)
        if unit[0] & 31 == _IDR_SLICE:
            bits.exponential()
        # Only the low bits are stored: the count is the nearest one to the latest (8.2.1.1).
        cycle = 1 << parameters.count_bits
        apart = (bits.number(parameters.count_bits) - self._latest + cycle // 2) % cycle
        self._previous = self._latest + apart - cycle // 2
        if unit[0] & 0x60:
            self._latest = self._previous


def _units(payload: bytes) -> Iterator[bytes]:
    """The NAL units of a packet, without their lengths (ISO/IEC 14496-15) or start codes.

    A length can look like a start code, so lengths count if they add up to the packet.
    """
    places, place = [], 0
    while place + 4 < len(payload):
        size = int.from_bytes(payload[place : place + 4])
        places.append((place + 4, place + 4 + size))
        place += 4 + size
    if place == len(payload):
        yield from (payload[start:end] for start, end in places if end > start)
        return
    start = payload.find(b"\0\0\1")
    while 0 <= start < len(payload) - 3:
        following = payload.find(b"\0\0\1", start + 3)
        yield payload[start + 3 : following if following > 0 else None]
        start = following


def _units_of_header(header: bytes) -> Iterator[bytes]:
    """The sequence parameters in the header of a stream, in either of their two forms."""
    if header[:1] == b"\1":  # ISO/IEC 14496-15: 5 bytes, their number, the length of each
        size = int.from_bytes(header[6:8])
        units: Iterator[bytes] = iter([header[8 : 8 + size]])
    else:
        units = _units(header)
    return (unit for unit in units if unit and unit[0] & 31 == _PARAMETERS)


def _parameters(unit: bytes) -> _Parameters | None:
    """Read sequence parameters (7.3.2.1.1) as far as a slice's header depends on them."""
    bits = _Bits(unit[4:_PARAMETERS_BYTES])
    try:
        bits.exponential()
        planes = unit[1] in _CHROMA_PROFILES and _skip_chroma(bits)
        frame_number_bits = bits.exponential() + 4
        kind = bits.exponential()
        count_bits = bits.exponential() + 4 if kind == 0 else 0
        if kind == 1 or count_bits > _MOST_COUNT_BITS:  # no encoder of B-frames has the former
            return None
        bits.exponential()  # reference frames
        bits.skip(1)
        bits.exponential()  # width
        bits.exponential()  # height
        return _Parameters(planes, frame_number_bits, count_bits, not bits.number(1))
    except IndexError:
        return None


def _skip_chroma(bits: "_Bits") -> bool:
    """Skip chroma format, depths and scaling lists; return whether colour planes are separate."""
    form = bits.exponential()
    planes = form == 3 and bool(bits.number(1))
    bits.exponential()
    bits.exponential()
    bits.skip(1)
    if bits.number(1):
        for number in range(12 if form == 3 else 8):
            if bits.number(1):
                _skip_scaling_list(bits, 16 if number < 6 else 64)
    return planes


def _skip_scaling_list(bits: "_Bits", size: int) -> None:
    last = following = 8
    for _ in range(size):
        if following:
            code = bits.exponential()
            following = (last + (code + 1 >> 1) * (1 if code % 2 else -1)) % 256
        last = following or last


class _Bits:
    """Reads numbers from the payload of a NAL unit; an `IndexError` where it ends."""

    def __init__(self, unit: bytes) -> None:
        payload = unit.replace(b"\0\0\3", b"\0\0")  # 7.3.1: bytes that avoid start codes
        self._left = len(payload) * 8
        self._value = int.from_bytes(payload)

    def number(self, size: int) -> int:
        """The next bits as a number."""
        self.skip(size)
        return self._value >> self._left & ((1 << size) - 1)

    def skip(self, size: int) -> None:
        """Pass over some bits."""
        self._left -= size
        if self._left < 0:
            raise IndexError

    def exponential(self) -> int:
        """The next number in the Exp-Golomb code of 9.1."""
        zeros = 0
        while not self.number(1):
            zeros += 1
        return (1 << zeros) - 1 + self.number(zeros)
