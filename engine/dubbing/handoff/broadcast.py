"""Broadcast Wave files (EBU Tech 3285): 24-bit WAV that knows where on the clip's clock it starts.

Written by FFmpeg, which turns a file of more than 4 GB into RF64.
"""

from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import av
import numpy as np
from av.audio.stream import AudioStream
from numpy.typing import NDArray

_ORIGINATOR: Final = "VarietySound Studio"
_FULL_SCALE: Final = 2.0**31
_LONGEST_DESCRIPTION: Final = 256  # bytes of its field


class BroadcastWave:
    """A file open for writing; to be used as a context manager.

    Args:
        path: the file.
        rate_hz: sample rate.
        channels: number of channels.
        layout: FFmpeg's name of their layout; "" for the default for this number.
        first_sample: of the file, counted from midnight of the clip's time code.
        description: what it contains.

    Raises:
        OSError: the file cannot be written.
    """

    def __init__(
        self,
        path: Path,
        rate_hz: int,
        channels: int,
        *,
        layout: str = "",
        first_sample: int = 0,
        description: str = "",
    ) -> None:
        options = {"write_bext": "1", "rf64": "auto"}
        self._file = av.open(f"file:{path}", "w", format="wav", options=options)
        self._file.metadata.update(
            {
                "originator": _ORIGINATOR,
                "time_reference": str(first_sample),
                "description": _fitting(description),
            }
        )
        self._rate_hz = rate_hz
        self._layout = layout or _layout(channels)
        stream = self._file.add_stream("pcm_s24le", rate=rate_hz, layout=self._layout)
        assert isinstance(stream, AudioStream)
        self._stream = stream
        self._samples = 0
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def write_floats(self, samples: NDArray[np.floating[Any]]) -> None:
        """Append samples (n, channels) of -1 to 1, rounded as FFmpeg and libsndfile do.

        Raises:
            OSError: the disk is full.
        """
        steps = np.rint(samples.astype(np.float64) * _FULL_SCALE)
        self.write(np.clip(steps, -_FULL_SCALE, _FULL_SCALE - 1).astype(np.int32))

    def write(self, samples: NDArray[np.int32]) -> None:
        """Append samples (n, channels); the upper 24 of their 32 bits are written.

        Raises:
            OSError: the disk is full.
        """
        if not len(samples):
            return
        packed = np.ascontiguousarray(samples).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, "s32", self._layout)
        frame.sample_rate = self._rate_hz
        frame.time_base = Fraction(1, self._rate_hz)
        frame.pts = self._samples
        self._samples += len(samples)
        self._file.mux(self._stream.encode(frame))

    def close(self) -> None:
        """Write the end of the file; nothing happens the second time.

        Raises:
            OSError: the disk is full.
        """
        if self._is_closed:
            return
        self._is_closed = True
        try:
            self._file.start_encoding()  # writes the header of an empty file
            self._file.mux(self._stream.encode(None))
        finally:
            self._file.close()


def _layout(channels: int) -> str:
    from engine.media.kinds import LAYOUTS

    return LAYOUTS[channels]


def _fitting(description: str) -> str:
    """The description, cut to the bytes that its field holds."""
    return description.encode(errors="replace")[:_LONGEST_DESCRIPTION].decode(errors="ignore")
