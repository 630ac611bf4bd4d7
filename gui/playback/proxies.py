"""Small pictures of the whole clip in memory, for instant scrubbing and the filmstrip."""

from bisect import bisect_right
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from engine.media.probe import MediaInfo
from engine.progress import JobContext
from gui.playback.video_reader import Picture, VideoReader

LONGEST_SIDE: Final = 640  # pixels; enough for the preview in motion
_QUALITY: Final = 72
_EVERY_FRAME_S: Final = 150.0  # shorter clips have a proxy of every frame: at most 4500 x 25 KB
_SPACING_FRAMES: Final = 4500  # longer clips have this many, evenly spaced


class Proxies:
    """JPEG pictures sorted by time; one thread appends, the GUI thread reads."""

    def __init__(self) -> None:
        self._times: list[float] = []
        self._jpegs: list[bytes] = []
        self.is_complete = False

    def __len__(self) -> int:
        return len(self._jpegs)

    @property
    def covered_s(self) -> float:
        """Clip time up to which there are pictures."""
        return self._times[len(self._jpegs) - 1] if self._jpegs else -1.0

    def append(self, picture: Picture) -> None:
        """Append the next picture."""
        if picture.time_s <= self.covered_s:
            return
        self._times.append(picture.time_s)
        self._jpegs.append(
            _jpeg(picture.image)
        )  # last, because lookups use the length of this list

    def at(self, time_s: float) -> Picture | None:
        """The picture shown at a time, or None if it is not available yet."""
        count = len(self._jpegs)
        index = bisect_right(self._times, time_s + 1e-5, 0, count) - 1
        if count == 0 or (index == count - 1 and not self.is_complete):
            return None  # a later picture may follow
        index = max(index, 0)
        return Picture(self._times[index], QImage.fromData(self._jpegs[index]))

    def nearest_time(self, time_s: float) -> float | None:
        """The time of the picture nearest before a time; None if there are no pictures."""
        count = len(self._jpegs)
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
