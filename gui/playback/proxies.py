"""Small pictures of the whole clip in a cache file, for instant scrubbing and the filmstrip."""

import tempfile
import weakref
from bisect import bisect_right
from threading import Lock
from typing import IO, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from engine.config import Folders
from engine.errors import TargetError, reason_of
from engine.media.probe import MediaInfo
from engine.progress import JobContext
from gui.kit.language import tr
from gui.playback.video_reader import Picture, VideoReader

LONGEST_SIDE: Final = 640  # pixels; enough for the preview in motion
_QUALITY: Final = 72
_EVERY_FRAME_S: Final = 150.0  # shorter clips have a proxy of every frame: at most 4500 x 25 KB
_SPACING_FRAMES: Final = 4500  # longer clips have this many, evenly spaced


class Proxies:
    """JPEG pictures sorted by time; one thread appends, the GUI thread reads."""

    def __init__(self) -> None:
        self._times: list[float] = []
        self._ends = [0]  # in the file, of no picture and of each
        self._file: IO[bytes] | None = None
        self._lock = Lock()  # of the file's position
        self.is_complete = False

    def __len__(self) -> int:
        return len(self._ends) - 1

    @property
    def covered_s(self) -> float:
        """Clip time up to which there are pictures."""
        return self._times[len(self) - 1] if len(self) else -1.0

    def append(self, picture: Picture) -> None:
        """Append the next picture.

        Raises:
            TargetError: it cannot be stored.
        """
        if picture.time_s <= self.covered_s:
            return
        jpeg = _jpeg(picture.image)
        with self._lock:
            self._write(jpeg)
        self._times.append(picture.time_s)
        self._ends.append(self._ends[-1] + len(jpeg))  # last, because lookups count these

    def _write(self, jpeg: bytes) -> None:
        folder = Folders.current().cache / "preview"
        try:
            if self._file is None:
                folder.mkdir(parents=True, exist_ok=True)
                self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed with this
                weakref.finalize(self, self._file.close)
            self._file.seek(self._ends[-1])
            self._file.write(jpeg)
            self._file.flush()
        except OSError as error:
            raise TargetError(
                tr(
                    "The pictures of the preview cannot be stored in the cache ({reason}).",
                    reason=reason_of(error),
                ),
                hint=tr(
                    "Free some space on the disk of {folder}, and check that you may write to it.",
                    folder=folder,
                ),
            ) from error

    def _read(self, index: int) -> bytes:
        start, end = self._ends[index : index + 2]
        with self._lock:
            if self._file is None:
                return b""
            self._file.seek(start)
            return self._file.read(end - start)

    def at(self, time_s: float) -> Picture | None:
        """The picture shown at a time, or None if it is not available yet."""
        count = len(self)
        index = bisect_right(self._times, time_s + 1e-5, 0, count) - 1
        if count == 0 or (index == count - 1 and not self.is_complete):
            return None  # a later picture may follow
        index = max(index, 0)
        return Picture(self._times[index], QImage.fromData(self._read(index)))

    def nearest_time(self, time_s: float) -> float | None:
        """The time of the picture nearest before a time; None if there are no pictures."""
        count = len(self)
        index = max(bisect_right(self._times, time_s + 1e-5, 0, count) - 1, 0)
        return self._times[index] if count else None


def fill(proxies: Proxies, info: MediaInfo, context: JobContext) -> None:
    """Decode a clip into proxies, from its start to its end.

    Raises:
        InputError: if the clip cannot be decoded.
        CancelledError: if the clip was closed meanwhile.
    """
    long = info.duration_s > _EVERY_FRAME_S
    spacing_s = info.duration_s / _SPACING_FRAMES if long else 0.0
    with VideoReader(info, LONGEST_SIDE, key_frames_only=long) as reader:
        next_s = -1.0
        time_s: float | None = 0.0
        while time_s is not None:
            context.advance(time_s / info.duration_s)
            if time_s >= next_s:
                picture = reader.current()
                if picture is not None:
                    proxies.append(picture)
                next_s = time_s + spacing_s
            time_s = reader.advance()
    proxies.is_complete = True


def _jpeg(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG", _QUALITY)  # type: ignore[call-overload]  # the stub wants bytes
    return bytes(data.data())
