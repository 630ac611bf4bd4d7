"""Loudness and true peak by ITU-R BS.1770, for sounds of any length in constant memory.

Shapes: blocks of (n, channels), float32, -1..1. FFmpeg's `ebur128` filter does the measuring
(gating by EBU R 128, peaks of the 4x oversampled waveform); this module only feeds it.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import av
import numpy as np
from av.error import BlockingIOError as NotYetError
from av.error import EOFError as EndError
from av.filter import Graph
from numpy.typing import NDArray

Block = NDArray[np.float32]

_GATE_S: Final = 0.4  # the meter works on blocks of 400 ms and ignores anything shorter
_HOP_S: Final = 0.1  # from the start of one block to that of the next
_SILENCE_LUFS: Final = -70.0  # the absolute gate, and what the filter reports below it
_MOST_CHANNELS: Final = 8  # 7.1; further channels have no standard weight


@dataclass(frozen=True, slots=True)
class Loudness:
    """Loudness of a sound.

    Attributes:
        integrated_lufs: of the whole sound, gated; None for silence (below -70 LUFS).
        true_peak_dbtp: of its loudest channel; None for digital silence.
    """

    integrated_lufs: float | None
    true_peak_dbtp: float | None


class LoudnessMeter:
    """Measures a sound block by block.

    A sound shorter than 400 ms, or one that is silent until its very end, is measured as if
    silence followed: as the ear does, and as it will be in a film.

    Args:
        rate_hz: of the sound.
        channels: of every block, in the order of FFmpeg's default layouts.
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        self._rate_hz = rate_hz
        self._channels = min(channels, _MOST_CHANNELS)
        self._layout = f"{self._channels}c"
        self._samples = 0
        self._silent = 0  # of these, digital silence at the end
        self._skipped = 0  # further silence, which changes nothing and is not measured
        self._integrated_lufs = _SILENCE_LUFS
        self._true_peak = 0.0
        self._graph = Graph()
        source = self._graph.add_abuffer(
            sample_rate=rate_hz,
            format="flt",
            layout=self._layout,
            time_base=Fraction(1, rate_hz),
        )
        meter = self._graph.add("ebur128", "metadata=1:peak=true:framelog=quiet")
        sink = self._graph.add("abuffersink")
        source.link_to(meter)
        meter.link_to(sink)
        self._graph.configure()

    def add(self, block: Block) -> None:
        """Measure the next (n, channels) samples; long silence takes no time."""
        if block.any():
            self._push_silence(self._skipped % round(_HOP_S * self._rate_hz))
            self._skipped = self._silent = 0
            self._push(block)
        elif self._silent > _GATE_S * self._rate_hz:
            self._skipped += len(block)
        else:
            self._silent += len(block)
            self._push(block)

    def _push(self, block: Block) -> None:
        if len(block) == 0:
            return
        # interleaved: PyAV 18 fails on planes of eight channels
        packed = np.ascontiguousarray(block[:, : self._channels], np.float32).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, format="flt", layout=self._layout)
        frame.sample_rate = self._rate_hz
        frame.time_base = Fraction(1, self._rate_hz)
        frame.pts = self._samples
        self._samples += len(block)
        self._graph.push(frame)
        self._read()

    def result(self) -> Loudness:
        """Return the measurement; no further `add` is allowed."""
        gate_samples = math.ceil(_GATE_S * self._rate_hz)
        self._push_silence(gate_samples - self._samples)
        integrated_lufs = self._integrated_lufs
        # the filter reports every 100 ms only: silence flushes what it still holds
        self._push_silence(gate_samples)
        if integrated_lufs <= _SILENCE_LUFS:
            integrated_lufs = self._integrated_lufs
        return Loudness(
            integrated_lufs if integrated_lufs > _SILENCE_LUFS else None,
            20.0 * math.log10(self._true_peak) if self._true_peak > 0 else None,
        )

    def _push_silence(self, samples: int) -> None:
        self._push(np.zeros((max(0, samples), self._channels), np.float32))

    def _read(self) -> None:
        while True:
            try:
                metadata = self._graph.pull().metadata
            except (NotYetError, EndError):
                return
            self._integrated_lufs = float(metadata["lavfi.r128.I"])
            self._true_peak = float(metadata["lavfi.r128.true_peak"])


def measure_loudness(blocks: Iterable[Block], rate_hz: int, channels: int) -> Loudness:
    """Measure the loudness of a whole sound given in blocks (n, channels)."""
    meter = LoudnessMeter(rate_hz, channels)
    for block in blocks:
        meter.add(block)
    return meter.result()
