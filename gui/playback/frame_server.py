"""A thread that decodes full-size frames: a single one, or a run ahead of playback."""

import threading
from collections import deque
from typing import Final

from PySide6.QtCore import QObject, Signal

from engine.errors import EngineError
from engine.media.probe import MediaInfo
from gui.playback.video_reader import Picture, VideoReader

LONGEST_SIDE: Final = 1280  # pixels; the preview is rarely larger
_AHEAD: Final = 8  # frames decoded ahead: a third of a second at 25 fps, 22 MB
_LATE_S: Final = 0.08  # frames later than this are skipped


class FrameServer(QObject):
    """Owns the decoding thread; the latest call of `show` or `play_from` wins."""

    still_ready = Signal(object)  # Picture, requested by `show`
    failed = Signal(object)  # EngineError

    def __init__(self, info: MediaInfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._info = info
        self._condition = threading.Condition()
        self._requested_s: float | None = None
        self._is_playing = False
        self._is_closed = False
        self._clock_s = 0.0
        self._queue: deque[Picture] = deque()
        self._thread = threading.Thread(target=self._run, name="pictures", daemon=True)
        self._thread.start()

    def show(self, time_s: float) -> None:
        """Decode the frame at a time; emitted by `still_ready`."""
        self._request(time_s, playing=False)

    def play_from(self, time_s: float) -> None:
        """Decode frames from a time on; returned by `take`."""
        self._request(time_s, playing=True)

    def take(self, clock_s: float) -> Picture | None:
        """Return the newest frame that is due and drop older ones."""
        newest: Picture | None = None
        with self._condition:
            self._clock_s = clock_s
            while self._queue and self._queue[0].time_s <= clock_s + 1e-5:
                newest = self._queue.popleft()
            self._condition.notify()
        return newest

    def close(self) -> None:
        """End the thread."""
        with self._condition:
            self._is_closed = True
            self._condition.notify()
        self._thread.join()

    def _request(self, time_s: float, *, playing: bool) -> None:
        with self._condition:
            self._requested_s, self._is_playing, self._clock_s = time_s, playing, time_s
            self._queue.clear()
            self._condition.notify()

    # In the thread

    def _run(self) -> None:
        try:
            with VideoReader(self._info, LONGEST_SIDE) as reader:
                while (request := self._next_request()) is not None:
                    time_s, playing = request
                    reader.go_to(time_s)
                    if playing:
                        self._read_ahead(reader)
                    else:
                        self._send_still(reader)
        except EngineError as error:
            if not self._is_closed:
                self.failed.emit(error)

    def _next_request(self) -> tuple[float, bool] | None:
        """Wait for the next request: time and whether to play on; None to end the thread."""
        with self._condition:
            self._condition.wait_for(lambda: self._is_closed or self._requested_s is not None)
            if self._is_closed or self._requested_s is None:
                return None
            request = (self._requested_s, self._is_playing)
            self._requested_s = None
            return request

    def _send_still(self, reader: VideoReader) -> None:
        with self._condition:
            if self._requested_s is not None or self._is_closed:
                return  # there is a newer request
        picture = reader.current()
        if picture is not None and not self._is_closed:
            self.still_ready.emit(picture)

    def _read_ahead(self, reader: VideoReader) -> None:
        """Fill the queue until there is another request."""
        first = True
        while True:
            time_s = 0.0 if first else reader.advance()
            with self._condition:
                self._condition.wait_for(self._has_room)
                if self._is_closed or self._requested_s is not None or time_s is None:
                    return
                is_late = not first and time_s < self._clock_s - _LATE_S
            first = False
            picture = None if is_late else reader.current()
            with self._condition:
                if picture is not None and self._requested_s is None:
                    self._queue.append(picture)

    def _has_room(self) -> bool:
        return self._is_closed or self._requested_s is not None or len(self._queue) < _AHEAD
