"""Encode the new sound of a clip while its picture is copied."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from numpy.typing import NDArray

from engine.progress import JobContext

# Samples passed to the encoder at once: fine interleaving with few calls.
_SLICE_SAMPLES: Final = 8192
# Samples of silence after which all packets of AAC are the same, except an informative one in 256.
_SETTLED_SAMPLES: Final = 32 * 1024


@dataclass(frozen=True, slots=True)
class SoundTrack:
    """The new sound of a clip, from clip time 0.

    Attributes:
        rate_hz: sample rate.
        channels: 1 to 8.
        blocks: the samples in order, each (n, channels) or, for one channel, (n,).
        layout: FFmpeg's name of the channel layout; "" for the default for this channel count.
    """

    rate_hz: int
    channels: int
    blocks: Iterable[NDArray[np.floating[Any]]]
    layout: str = ""

    def slices(self) -> Iterator[NDArray[np.floating[Any]]]:
        """Split the sound into short blocks (n, channels)."""
        for block in self.blocks:
            columns = block.reshape(-1, self.channels)
            for start in range(0, len(columns), _SLICE_SAMPLES):
                yield columns[start : start + _SLICE_SAMPLES]


class SoundEncoder:
    """Encodes a sound in step with the picture, so that neither accumulates in memory.

    In long silence, the packets of AAC are all the same. They are repeated, so that silence takes
    little time; the encoder hears a shorter one.

    Attributes:
        samples: number of samples written.
    """

    def __init__(
        self, container: OutputContainer, stream: AudioStream, sound: SoundTrack, delay_ms: int = 0
    ) -> None:
        self.samples = 0
        self._container = container
        self._stream = stream
        self._rate_hz = sound.rate_hz
        self._layout = stream.layout.name
        self._delay = round(delay_ms * sound.rate_hz / 1000)
        self._slices = sound.slices()
        self._repeats = stream.codec_context.name == "aac"
        self._repeated = 0  # samples that the encoder has not heard
        self._silent = 0  # samples of silence that it has heard last
        self._payload = b""  # its last packet
        self._end = 0  # time at which that packet ends, in samples
        self._is_settled = False  # whether the packet before was the same

    def write_until(self, time_s: float) -> None:
        """Write the sound up to a clip time."""
        while self.samples < time_s * self._rate_hz and self._write_slice():
            pass

    def finish(self, context: JobContext) -> None:
        """Write the rest of the sound."""
        while self._write_slice():
            context.advance(1.0)
        self._write(self._stream.encode(None))

    def _write_slice(self) -> bool:
        """Write the next samples; return whether there were any."""
        samples = next(self._slices, None)
        if samples is None:
            return False
        is_silent = not samples.any()
        if is_silent and self._is_settled and self._silent >= _SETTLED_SAMPLES:
            samples = samples[self._repeat_packets(len(samples)) :]
        self._silent = self._silent + len(samples) if is_silent else 0
        if len(samples):
            self._encode(samples)
        return True

    def _encode(self, samples: NDArray[np.floating[Any]]) -> None:
        # Interleaved: PyAV 18.1 miscounts eight separate planes.
        packed = np.ascontiguousarray(samples, dtype=np.float32).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, "flt", self._layout)
        frame.sample_rate = self._rate_hz
        frame.time_base = Fraction(1, self._rate_hz)
        frame.pts = self.samples - self._repeated + self._delay
        self.samples += len(samples)
        self._write(self._stream.encode(frame))

    def _write(self, encoded: "list[Packet[Any]]") -> None:
        """Write packets, later by the silence that the encoder has not heard."""
        for packet in encoded:
            if self._repeats:
                payload = bytes(packet)
                self._is_settled, self._payload = payload == self._payload, payload
                assert packet.pts is not None
                packet.pts = packet.dts = packet.pts + self._repeated
                self._end = packet.pts + (packet.duration or 0)
            self._container.mux(packet)

    def _repeat_packets(self, samples: int) -> int:
        """Write the last packet for as many of these samples as it fits; return their number."""
        size = self._stream.codec_context.frame_size
        count = samples // size
        for _ in range(count):
            packet: Packet[Any] = Packet(self._payload)
            packet.stream = self._stream
            packet.time_base = Fraction(1, self._rate_hz)
            packet.pts = packet.dts = self._end
            packet.duration = size
            packet.is_keyframe = True
            self._container.mux(packet)
            self._end += size
        self._repeated += count * size
        self.samples += count * size
        return count * size
