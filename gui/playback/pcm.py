"""Decoded sound for playback, in a memory-mapped cache file.

16-bit at 48 kHz: half an hour takes 345 MB on disk and hardly any memory. The decoded part can be
played while the rest is still being decoded.
"""

import contextlib
import errno
import math
import mmap
import os
import uuid
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.config import Folders
from engine.errors import TargetError, reason_of
from engine.media.audio import read_blocks
from engine.progress import JobContext
from gui.kit.language import tr
from gui.playback.mixer import RATE_HZ, Block

_FULL_SCALE: Final = 32767.0
_SURROUND: Final = 0.7071  # -3 dB for centre and rear in the stereo downmix
_RELEASE_SAMPLES: Final = 4 << 20  # 16 MB
_SAMPLE_BYTES: Final = 4  # two channels of 16 bits
_RESERVED_BYTES: Final = 16 << 20  # at a time
_UNSUPPORTED: Final = {errno.EINVAL, errno.EOPNOTSUPP}  # by the file system


class Pcm:
    """A sound file as a `Source`; positions are samples at 48 kHz from its start."""

    def __init__(self, duration_s: float) -> None:
        """Make an empty file in the cache.

        Raises:
            TargetError: it cannot be made.
        """
        self.capacity = max(1, math.ceil(duration_s * RATE_HZ))
        self.ready = 0  # samples decoded so far
        self._released = 0
        self._reserved_bytes = 0
        folder = Folders.current().cache / "preview"
        self._path: Path = folder / f"{uuid.uuid4().hex}.pcm"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._data: NDArray[np.int16] = np.memmap(
                self._path, np.int16, "w+", shape=(self.capacity, 2)
            )
            self.file = os.open(self._path, os.O_RDWR)
        except OSError as error:
            raise _not_written(folder, error) from error
        weakref.finalize(self, os.close, self.file)
        # On POSIX the unlinked file exists until it is closed, so even a crash leaves nothing
        # behind. Elsewhere `close` removes it.
        with contextlib.suppress(OSError):
            self._path.unlink()

    def close(self) -> None:
        """Drop the sound."""
        self.ready = 0
        self._path.unlink(missing_ok=True)

    def append(self, block: NDArray[np.float32]) -> None:
        """Append decoded sound (n, channels), dropping what exceeds the capacity.

        Raises:
            TargetError: the disk is full.
        """
        stereo = to_stereo(block)[: self.capacity - self.ready]
        end = self.ready + len(stereo)
        self._reserve(end * _SAMPLE_BYTES)
        np.clip(stereo, -1.0, 1.0, out=stereo)
        self._data[self.ready : end] = np.rint(stereo * _FULL_SCALE)
        self.ready = end
        if end - self._released >= _RELEASE_SAMPLES:
            self._release(end)

    def _reserve(self, needed_bytes: int) -> None:
        """Take space on the disk: writing to a map of a file on a full disk ends the process."""
        while self._reserved_bytes < needed_bytes:
            left_bytes = self.capacity * _SAMPLE_BYTES - self._reserved_bytes
            step_bytes = min(_RESERVED_BYTES, left_bytes)
            try:
                _allocate(self.file, self._reserved_bytes, step_bytes)
            except OSError as error:
                raise _not_written(self._path.parent, error) from error
            self._reserved_bytes += step_bytes

    def _release(self, end: int) -> None:
        """Release written pages from memory; the file and the page cache still hold them."""
        self._released = end
        mapping = getattr(self._data, "_mmap", None)
        if mapping is not None and hasattr(mmap, "MADV_DONTNEED"):
            mapping.madvise(mmap.MADV_DONTNEED)

    def add_to(self, out: Block, start: float, rate: float, gain: float) -> None:
        """Add the samples from `start` on, `rate` apart, to `out`; silence outside."""
        if rate == 1.0:
            first = int(start)
            low, high = max(first, 0), min(first + len(out), self.ready)
            if low < high:
                out[low - first : high - first] += self._data[low:high] * np.float32(
                    gain / _FULL_SCALE
                )
            return
        places = (start + np.arange(len(out)) * rate).astype(np.int64)
        inside = (places >= 0) & (places < self.ready)
        out[inside] += self._data[places[inside]] * np.float32(gain / _FULL_SCALE)

    def stereo(self, start: int, end: int) -> NDArray[np.float32]:
        """Both channels from `start` to `end`, (n, 2), as far as decoded."""
        part = self._data[max(start, 0) : min(end, self.ready)]
        return np.asarray(part / np.float32(_FULL_SCALE), np.float32)

    def samples(self, start: int, end: int) -> NDArray[np.float32]:
        """The mean of both channels from `start` to `end`, as far as decoded."""
        part = self._data[max(start, 0) : min(end, self.ready)]
        return np.asarray(part.mean(axis=1) / _FULL_SCALE, np.float32)


def _allocate(file: int, start: int, size: int) -> None:
    """Take space for a part of a file that holds nothing yet.

    Raises:
        OSError: there is none.
    """
    if hasattr(os, "posix_fallocate"):
        try:
            os.posix_fallocate(file, start, size)
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise
        else:
            return
    os.lseek(file, start, os.SEEK_SET)
    zeros = bytes(size)
    while zeros:
        zeros = zeros[os.write(file, zeros) :]


def _not_written(folder: Path, error: OSError) -> TargetError:
    return TargetError(
        tr(
            "The sound of the preview cannot be stored in the cache ({reason}).",
            reason=reason_of(error),
        ),
        hint=tr(
            "Free some space on the disk of {folder}, and check that you may write to it.",
            folder=folder,
        ),
    )


class Looped:
    """A looped region of a sound, at any position of the clip."""

    def __init__(self, sound: Pcm, start_s: float, end_s: float) -> None:
        self._sound = sound
        self._start = round(start_s * RATE_HZ)
        self._length = max(1, round((end_s - start_s) * RATE_HZ))

    def add_to(self, out: Block, start: float, rate: float, gain: float) -> None:
        """Add the region, repeated, to `out`."""
        places = start + np.arange(len(out)) * rate
        inside = self._start + np.mod(places, self._length)
        # Steps between two wraps are even, so each stretch is read as one run.
        breaks = np.flatnonzero(np.diff(inside) * rate < 0) + 1
        for first, last in zip([0, *breaks], [*breaks, len(out)], strict=True):
            self._sound.add_to(out[first:last], float(inside[first]), rate, gain)


class Shifted:
    """A sound that starts at a given time of the clip, such as a take."""

    def __init__(self, sound: Pcm, start_s: float) -> None:
        self._sound = sound
        self._start = start_s * RATE_HZ

    def add_to(self, out: Block, start: float, rate: float, gain: float) -> None:
        """Add the take to `out`."""
        first = start - self._start
        self._sound.add_to(out, round(first) if rate == 1.0 else first, rate, gain)


def to_stereo(block: NDArray[np.float32]) -> NDArray[np.float32]:
    """Downmix any number of channels (n, c) to stereo (n, 2), as a copy."""
    channels = block.shape[1]
    if channels == 1:
        return np.repeat(block, 2, axis=1)
    stereo = block[:, :2].copy()
    if channels >= 3:
        stereo += _SURROUND * block[:, 2:3]
    if channels >= 6:  # the fourth is LFE, which downmixes leave out
        stereo += _SURROUND * block[:, 4:6]
    return stereo


def decode_into(
    sound: Pcm,
    path: Path,
    context: JobContext,
    *,
    each: Callable[[NDArray[np.float32]], None] | None = None,
) -> None:
    """Decode a file into `sound`; `each` is called with every block (n, channels).

    Raises:
        InputError: if the file has no decodable sound.
    """
    for block in read_blocks(path, rate_hz=RATE_HZ, context=context):
        sound.append(block)
        if each is not None:
            each(block)
