"""Audio outputs: PortAudio, Qt, and a silent clock if neither is available.

Each calls `fill` with a block and the time at which it will be heard, on its own clock. That clock
is the master clock; the video follows it.
"""

import time
from collections.abc import Callable
from typing import Any, Final, Protocol

import numpy as np

from engine.errors import EnvironmentUnusableError
from gui.kit.language import mark, tr
from gui.playback.mixer import RATE_HZ, Fill

BLOCK_SAMPLES: Final = 1024  # 21 ms: met by Python even while the window is busy
_QT_BUFFER_S: Final = 0.12  # refilled by the GUI thread, which may be late by this much
_SUSPENDED_S: Final = 2.0  # a longer gap means that the computer was suspended


class Output(Protocol):
    """Plays the mixer's sound."""

    name: str
    is_silent: bool

    def start(self, fill: Fill) -> None:
        """Start requesting blocks."""

    def now_s(self) -> float:
        """The time on the output's clock."""

    def poll(self) -> None:
        """Called often in the GUI thread, for outputs without a thread of their own."""

    def close(self) -> None:
        """Stop and release the device."""


class SilentOutput:
    """No device: the mixer runs on the system clock, so that the video still plays."""

    name = mark("No audio device")
    is_silent = True

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._fill: Fill | None = None
        self._origin_s = 0.0
        self._samples = 0
        self._block = np.zeros((BLOCK_SAMPLES, 2), np.float32)

    def start(self, fill: Fill) -> None:
        """Start the clock."""
        self._fill = fill
        self._origin_s = self._clock()
        self._samples = 0
        self.poll()

    def now_s(self) -> float:
        """The system clock."""
        return self._clock()

    def poll(self) -> None:
        """Fill and discard all blocks that are due."""
        if self._fill is None:
            return
        behind_s = self._clock() - self._next_s()
        if behind_s > _SUSPENDED_S:
            self._origin_s += behind_s
        while self._next_s() <= self._clock():
            self._fill(self._block, self._next_s())
            self._samples += BLOCK_SAMPLES

    def close(self) -> None:
        """Stop."""
        self._fill = None

    def _next_s(self) -> float:
        return self._origin_s + self._samples / RATE_HZ


class PortAudioOutput:
    """A PortAudio device; saved by name, because indices change when devices are plugged in."""

    is_silent = False

    def __init__(self, device: int | None, name: str) -> None:
        self.name = name
        self._device = device
        self._stream: Any = None
        self._fill: Fill | None = None

    def start(self, fill: Fill) -> None:
        """Open the stream.

        Raises:
            EnvironmentUnusableError: if the device does not open.
        """
        import sounddevice as sd  # type: ignore[import-untyped]

        self._fill = fill
        try:
            self._stream = sd.OutputStream(
                samplerate=RATE_HZ,
                blocksize=BLOCK_SAMPLES,
                device=self._device,
                channels=2,
                dtype="float32",
                latency="high",  # no crackling while Python is busy; the clock accounts for it
                callback=self._callback,
            )
            self._stream.start()
        except (sd.PortAudioError, ValueError, OSError) as error:
            self.close()
            raise EnvironmentUnusableError(
                tr("The audio device {name} cannot be opened.", name=tr(self.name)),
                hint=f"PortAudio: {error}.",
            ) from error

    def now_s(self) -> float:
        """The stream's clock."""
        return float(self._stream.time) if self._stream is not None else 0.0

    def poll(self) -> None:
        """PortAudio has its own thread."""

    def close(self) -> None:
        """Close the stream."""
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close(ignore_errors=True)

    def _callback(self, out: Any, _frames: int, when: Any, _status: object) -> None:
        fill, stream = self._fill, self._stream
        heard_at_s = when.outputBufferDacTime
        if heard_at_s <= 0.0 and stream is not None:  # not reported by some drivers
            heard_at_s = stream.time + stream.latency
        if fill is not None:
            fill(out, heard_at_s)


class QtOutput:
    """Qt's own output, fed from the GUI thread; used if PortAudio is missing."""

    is_silent = False

    def __init__(self) -> None:
        self.name = mark("System audio")
        self._sink: Any = None
        self._device: Any = None
        self._fill: Fill | None = None
        self._block = np.zeros((BLOCK_SAMPLES, 2), np.float32)
        self._written = 0

    def start(self, fill: Fill) -> None:
        """Open the default device.

        Raises:
            EnvironmentUnusableError: if there is none, or Qt Multimedia is missing.
        """
        try:
            from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices
        except ImportError as error:
            raise EnvironmentUnusableError(tr("Qt Multimedia is not installed.")) from error
        device = QMediaDevices.defaultAudioOutput()
        wanted = QAudioFormat()
        wanted.setSampleRate(RATE_HZ)
        wanted.setChannelCount(2)
        wanted.setSampleFormat(QAudioFormat.SampleFormat.Float)
        if device.isNull() or not device.isFormatSupported(wanted):
            raise EnvironmentUnusableError(tr("Qt finds no audio device."))
        self.name = device.description()
        self._fill = fill
        self._sink = QAudioSink(device, wanted)
        self._sink.setBufferSize(round(_QT_BUFFER_S * RATE_HZ) * self._block[0].nbytes)
        self._device = self._sink.start()
        if self._device is None:
            self.close()
            raise EnvironmentUnusableError(
                tr("The audio device {name} cannot be opened.", name=tr(self.name))
            )
        self.poll()

    def now_s(self) -> float:
        """Seconds of sound played from the buffer."""
        if self._sink is None:
            return 0.0
        waiting = (self._sink.bufferSize() - self._sink.bytesFree()) / self._block[0].nbytes
        return max(0.0, float(self._written - waiting) / RATE_HZ)

    def poll(self) -> None:
        """Refill the buffer."""
        if self._sink is None or self._fill is None:
            return
        while self._sink.bytesFree() >= self._block.nbytes:
            self._fill(self._block, self._written / RATE_HZ)
            self._device.write(self._block.tobytes())
            self._written += BLOCK_SAMPLES

    def close(self) -> None:
        """Stop and release the device."""
        if self._sink is not None:
            self._sink.stop()
        self._sink = self._device = self._fill = None


class WatchedOutput:
    """Detects devices that run too fast or not at all, as in virtual machines.

    An ALSA null device consumes hours of sound per second, a broken one none. Neither can be the
    master clock, so the silent clock takes over after two seconds.
    """

    _MEASURED_S: Final = 2.0
    _SLOWEST: Final = 0.5
    _FASTEST: Final = 1.5

    def __init__(self, inner: Output, clock: Callable[[], float] = time.monotonic) -> None:
        self.inner = inner
        self._clock = clock
        self._samples = 0
        self._since_s = 0.0
        self._counted = 0

    def start(self, fill: Fill) -> None:
        """Start the device and count the samples it consumes."""

        def counted(out: Any, heard_at_s: float) -> None:
            self._samples += len(out)
            fill(out, heard_at_s)

        self._since_s, self._counted, self._samples = self._clock(), 0, 0
        self.inner.start(counted)

    def is_implausible(self) -> bool:
        """Whether the speed of the device over the last two seconds is implausible."""
        elapsed_s = self._clock() - self._since_s
        if elapsed_s < self._MEASURED_S:
            return False
        speed = (self._samples - self._counted) / RATE_HZ / elapsed_s
        self._since_s, self._counted = self._clock(), self._samples
        if elapsed_s > 2 * self._MEASURED_S:
            return False  # not polled for a while, or suspended: measure again
        return not self._SLOWEST <= speed <= self._FASTEST
