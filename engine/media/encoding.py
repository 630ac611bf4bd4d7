"""Encode the new sound of a clip while its picture is copied."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from numpy.typing import NDArray

from engine.progress import JobContext

# Samples passed to the encoder at once: fine interleaving with few calls.
_SLICE_SAMPLES: Final = 8192


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

    Attributes:
        samples: number of samples encoded.
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

    def write_until(self, time_s: float) -> None:
        """Write the sound up to a clip time."""
        while self.samples < time_s * self._rate_hz and self._write_slice():
            pass

    def finish(self, context: JobContext) -> None:
        """Write the rest of the sound."""
        while self._write_slice():
            context.advance(1.0)
        self._container.mux(self._stream.encode(None))

    def _write_slice(self) -> bool:
        """Write the next samples; return whether there were any."""
        samples = next(self._slices, None)
        if samples is None:
            return False
        # Interleaved: PyAV 18.1 miscounts eight separate planes.
        packed = np.ascontiguousarray(samples, dtype=np.float32).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, "flt", self._layout)
        frame.sample_rate = self._rate_hz
        frame.time_base = Fraction(1, self._rate_hz)
        frame.pts = self.samples + self._delay
        self.samples += len(samples)
        self._container.mux(self._stream.encode(frame))
        return True
