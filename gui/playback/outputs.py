"""Three ways to make sound: PortAudio, Qt, and a silent clock where there is neither.

Each calls `fill` with blocks and the moment at which they will be heard, and tells the time on the
same clock. That clock is the master: the pictures follow it.
"""

import time
from collections.abc import Callable
from typing import Any, Final, Protocol

import numpy as np

from engine.errors import EnvironmentUnusableError
from gui.playback.mixer import RATE_HZ, Fill

BLOCK_SAMPLES: Final = 1024  # 21 ms: Python serves it in time even while the window is busy
_QT_BUFFER_S: Final = 0.12  # the GUI thread refills it; it may be late by this much
_STOOD_STILL_S: Final = 2.0  # the machine slept: time did not pass for the person


class Output(Protocol):
    """Where the mixer's sound goes."""

    name: str
    is_silent: bool

    def start(self, fill: Fill) -> None:
        """Begin to ask for blocks."""

    def now_s(self) -> float:
        """The time on the output's clock."""

    def poll(self) -> None:
        """Called often in the GUI thread; outputs without a thread of their own work here."""

    def close(self) -> None:
        """Stop asking, and free the device."""


class SilentOutput:
    """No device: the mixer runs on the computer's clock, so that the picture plays."""

    name = "No sound"
    is_silent = True

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._fill: Fill | None = None
        self._origin_s = 0.0
        self._samples = 0
        self._block = np.zeros((BLOCK_SAMPLES, 2), np.float32)

    def start(self, fill: Fill) -> None:
        """Begin to run."""
        self._fill = fill
        self._origin_s = self._clock()
        self._samples = 0
        self.poll()

    def now_s(self) -> float:
        """The computer's clock."""
        return self._clock()

    def poll(self) -> None:
        """Fill, and forget, all blocks up to one beyond now."""
        if self._fill is None:
            return
        behind_s = self._clock() - self._next_s()
        if behind_s > _STOOD_STILL_S:
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
    """A device of PortAudio, asked for by name: indices change when something is plugged in."""

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
                latency="high",  # a busy Python must not crackle; the clock knows the latency
                callback=self._callback,
            )
            self._stream.start()
        except (sd.PortAudioError, ValueError, OSError) as error:
            self.close()
            raise EnvironmentUnusableError(
                f"The sound device {self.name} does not open.", hint=f"It says: {error}."
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
        if heard_at_s <= 0.0 and stream is not None:  # some drivers do not say
            heard_at_s = stream.time + stream.latency
        if fill is not None:
            fill(out, heard_at_s)


class QtOutput:
    """Qt's own output, fed from the GUI thread: the second choice, where PortAudio is missing."""

    is_silent = False

    def __init__(self) -> None:
        self.name = "System sound"
        self._sink: Any = None
        self._device: Any = None
        self._fill: Fill | None = None
        self._block = np.zeros((BLOCK_SAMPLES, 2), np.float32)
        self._written = 0

    def start(self, fill: Fill) -> None:
        """Open the default device.

        Raises:
            EnvironmentUnusableError: if there is none, or Qt's part for it is missing.
        """
        try:
            from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices
        except ImportError as error:
            raise EnvironmentUnusableError("Qt's sound output is not installed.") from error
        device = QMediaDevices.defaultAudioOutput()
        wanted = QAudioFormat()
        wanted.setSampleRate(RATE_HZ)
        wanted.setChannelCount(2)
        wanted.setSampleFormat(QAudioFormat.SampleFormat.Float)
        if device.isNull() or not device.isFormatSupported(wanted):
            raise EnvironmentUnusableError("Qt finds no sound device.")
        self.name = device.description()
        self._fill = fill
        self._sink = QAudioSink(device, wanted)
        self._sink.setBufferSize(round(_QT_BUFFER_S * RATE_HZ) * self._block[0].nbytes)
        self._device = self._sink.start()
        if self._device is None:
            self.close()
            raise EnvironmentUnusableError(f"The sound device {self.name} does not open.")
        self.poll()

    def now_s(self) -> float:
        """Seconds of sound that have left the buffer."""
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
        """Stop and free the device."""
        if self._sink is not None:
            self._sink.stop()
        self._sink = self._device = self._fill = None


class WatchedOutput:
    """Tells when a device runs away or stands still, as those of virtual machines do.

    A null device of ALSA takes hours of sound in a second; a broken one takes none. Neither is a
    clock, so after two seconds of nonsense the silent clock takes over.
    """

    _JUDGED_S: Final = 2.0
    _SLOWEST: Final = 0.5
    _FASTEST: Final = 1.5

    def __init__(self, inner: Output, clock: Callable[[], float] = time.monotonic) -> None:
        self.inner = inner
        self._clock = clock
        self._samples = 0
        self._since_s = 0.0
        self._counted = 0

    def start(self, fill: Fill) -> None:
        """Start the device and count what it takes."""

        def counted(out: Any, heard_at_s: float) -> None:
            self._samples += len(out)
            fill(out, heard_at_s)

        self._since_s, self._counted, self._samples = self._clock(), 0, 0
        self.inner.start(counted)

    def is_nonsense(self) -> bool:
        """Whether the device's speed, over the last two seconds, cannot be real."""
        elapsed_s = self._clock() - self._since_s
        if elapsed_s < self._JUDGED_S:
            return False
        speed = (self._samples - self._counted) / RATE_HZ / elapsed_s
        self._since_s, self._counted = self._clock(), self._samples
        if elapsed_s > 2 * self._JUDGED_S:
            return False  # nobody asked for a while, or the machine slept: judge the next stretch
        return not self._SLOWEST <= speed <= self._FASTEST
