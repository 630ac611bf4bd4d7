"""A thread that decodes full pictures: the one that is wanted now, or a run of them ahead."""

import threading
from collections import deque
from typing import Final

from PySide6.QtCore import QObject, Signal

from engine.errors import EngineError
from engine.media.probe import MediaInfo
from gui.playback.video_reader import Picture, VideoReader

LONGEST_SIDE: Final = 1280  # of a full picture; the preview is rarely larger
_AHEAD: Final = 8  # pictures decoded ahead: a third of a second at 25 fps, 22 MB
_LATE_S: Final = 0.08  # pictures older than this are not worth converting


class FrameServer(QObject):
    """Owns the thread. `show` and `play_from` replace whatever was wanted before: latest wins."""

    still_ready = Signal(object)  # Picture, asked for by `show`
    failed = Signal(object)  # EngineError

    def __init__(self, info: MediaInfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._info = info
        self._condition = threading.Condition()
        self._wanted_s: float | None = None
        self._is_playing = False
        self._is_closed = False
        self._clock_s = 0.0
        self._queue: deque[Picture] = deque()
        self._thread = threading.Thread(target=self._run, name="pictures", daemon=True)
        self._thread.start()

    def show(self, time_s: float) -> None:
        """Decode the picture at a time; `still_ready` gives it."""
        self._want(time_s, playing=False)

    def play_from(self, time_s: float) -> None:
        """Decode pictures from a time on; `take` gives them."""
        self._want(time_s, playing=True)

    def take(self, clock_s: float) -> Picture | None:
        """The newest decoded picture that is due, the older ones being dropped."""
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

    def _want(self, time_s: float, *, playing: bool) -> None:
        with self._condition:
            self._wanted_s, self._is_playing, self._clock_s = time_s, playing, time_s
            self._queue.clear()
            self._condition.notify()

    # In the thread

    def _run(self) -> None:
        try:
            with VideoReader(self._info, LONGEST_SIDE) as reader:
                while (wanted := self._next_wish()) is not None:
                    time_s, playing = wanted
                    reader.go_to(time_s)
                    if playing:
                        self._read_ahead(reader)
                    else:
                        self._send_still(reader)
        except EngineError as error:
            if not self._is_closed:
                self.failed.emit(error)

    def _next_wish(self) -> tuple[float, bool] | None:
        with self._condition:
            self._condition.wait_for(lambda: self._is_closed or self._wanted_s is not None)
            if self._is_closed or self._wanted_s is None:
                return None
            wish = (self._wanted_s, self._is_playing)
            self._wanted_s = None
            return wish

    def _send_still(self, reader: VideoReader) -> None:
        with self._condition:
            if self._wanted_s is not None or self._is_closed:
                return  # something newer is wanted already
        picture = reader.current()
        if picture is not None and not self._is_closed:
            self.still_ready.emit(picture)

    def _read_ahead(self, reader: VideoReader) -> None:
        """Fill the queue until something else is wanted."""
        first = True
        while True:
            time_s = 0.0 if first else reader.advance()
            with self._condition:
                self._condition.wait_for(self._has_room)
                if self._is_closed or self._wanted_s is not None or time_s is None:
                    return
                is_late = not first and time_s < self._clock_s - _LATE_S
            first = False
            picture = None if is_late else reader.current()
            with self._condition:
                if picture is not None and self._wanted_s is None:
                    self._queue.append(picture)

    def _has_room(self) -> bool:
        return self._is_closed or self._wanted_s is not None or len(self._queue) < _AHEAD
