"""Records the microphone, and knows when each sample was heard.

The audio thread copies the block and returns.
"""

import time
from collections.abc import Callable
from typing import Any, Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.errors import EnvironmentUnusableError
from gui.kit.language import tr

RATE_HZ: Final = 44100
_BLOCK_SAMPLES: Final = 512
_LONGEST_S: Final = 30 * 60.0  # kept in memory, 10 MB a minute
_SOFTEST: Final = 0.01  # of the loudest sample
_SILENCE: Final = 1e-3  # whatever the loudest is
_LEFT_S: Final = 0.1

# (n,) samples, their age in seconds, and whether some before them were lost
Heard = Callable[[NDArray[np.float32], float, bool], None]


class Recording(NamedTuple):
    """What was recorded.

    Attributes:
        samples: (n,) at 44.1 kHz, mono.
        start_s: when the first was heard, on the monotonic clock.
    """

    samples: NDArray[np.float32]
    start_s: float


def trimmed(recording: Recording) -> NDArray[np.float32]:
    """The samples of a recording without the silence before and after its sound, (n,).

    Silence is what stays 40 dB below the loudest; a tenth of a second is left at either end.
    """
    loudness = np.abs(recording.samples)
    loud = np.flatnonzero(loudness > max(_SILENCE, _SOFTEST * loudness.max(initial=0.0)))
    if not len(loud):
        return recording.samples[:0]
    left = round(_LEFT_S * RATE_HZ)
    return recording.samples[max(0, loud[0] - left) : loud[-1] + 1 + left]


class Stream(Protocol):
    """An open microphone."""

    @property
    def active(self) -> bool:
        """Whether it still delivers sound."""

    def close(self) -> None:
        """Stop recording."""


def open_microphone(heard: Heard) -> Stream:
    """Open the default microphone.

    Args:
        heard: called in the audio thread with each block, how long ago it began, and whether a
            busy system has lost what came before it.

    Raises:
        EnvironmentUnusableError: there is none, or the system denies it.
    """
    try:
        import sounddevice as sd  # type: ignore[import-untyped]
    except OSError as error:
        raise _unusable(tr("This computer cannot record sound.")) from error

    def callback(block: NDArray[np.float32], samples: int, times: Any, status: Any) -> None:
        age_s = times.currentTime - times.inputBufferAdcTime
        if not 0.0 < age_s < 1.0:  # some systems do not say
            age_s = samples / RATE_HZ
        heard(block[:, 0].copy(), age_s, bool(status.input_overflow))

    try:
        stream = sd.InputStream(
            samplerate=RATE_HZ,
            blocksize=_BLOCK_SAMPLES,
            channels=1,
            dtype="float32",
            callback=callback,
        )
        stream.start()
    except (sd.PortAudioError, ValueError, OSError) as error:
        raise _unusable(tr("No microphone could be opened.")) from error
    opened: Stream = stream
    return opened


class Microphone:
    """Records between `start` and `stop`; independent of Qt.

    Args:
        open_stream: opens the device.
        clock: the monotonic clock.
    """

    def __init__(
        self,
        open_stream: Callable[[Heard], Stream] = open_microphone,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._open_stream = open_stream
        self._clock = clock
        self._stream: Stream | None = None
        self._blocks: list[NDArray[np.float32]] = []
        self._start_s: float | None = None
        self._samples = 0
        self._peak = 0.0

    @property
    def is_on(self) -> bool:
        """Whether it is recording."""
        return self._stream is not None

    @property
    def has_vanished(self) -> bool:
        """Whether the device stopped by itself; what it recorded is kept."""
        return self._stream is not None and not self._stream.active

    def start(self) -> None:
        """Start recording.

        Raises:
            EnvironmentUnusableError: as in `open_microphone`.
        """
        self._blocks, self._start_s, self._samples, self._peak = [], None, 0, 0.0
        self._stream = self._open_stream(self._on_block)

    def take_peak(self) -> float:
        """The largest amplitude since the last call, 0 to 1, for a level meter."""
        peak, self._peak = self._peak, 0.0
        return peak

    def so_far(self) -> Recording:
        """What has been recorded; empty if nothing has."""
        blocks = tuple(self._blocks)  # the audio thread adds to them
        samples = np.concatenate([np.zeros(0, np.float32), *blocks])
        return Recording(samples, self._start_s or 0.0)

    def stop(self) -> Recording:
        """Stop, and return what was recorded; empty if nothing was."""
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close()
        recording, self._blocks = self.so_far(), []
        return recording

    def _on_block(self, block: NDArray[np.float32], age_s: float, follows_loss: bool) -> None:
        begun_s = self._clock() - age_s
        if self._start_s is None:
            self._start_s = begun_s
        if follows_loss:  # silence in its place, so that what follows keeps its time
            lost = round((begun_s - self._start_s) * RATE_HZ) - self._samples
            self._keep(np.zeros(max(lost, 0), np.float32))
        self._keep(block)
        self._peak = max(self._peak, float(np.abs(block).max(initial=0.0)))

    def _keep(self, block: NDArray[np.float32]) -> None:
        if self._samples < _LONGEST_S * RATE_HZ:
            self._blocks.append(block)
            self._samples += len(block)


def _unusable(message: str) -> EnvironmentUnusableError:
    return EnvironmentUnusableError(
        message, hint=tr("Connect one, and allow this program to use it.")
    )
