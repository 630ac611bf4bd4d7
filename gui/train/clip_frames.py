"""The pictures of a clip's file, which is opened in a thread."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from engine.media.probe import MediaInfo, probe
from gui.kit.workers import Job, Runner
from gui.playback.frame_server import FrameServer
from gui.playback.video_reader import Picture

_JUMP_S: Final = 0.5  # a longer step is a jump, as where a clip is looped


class ClipFrames(QObject):
    """Opens one file at a time; all times are of the file, in seconds."""

    opened = Signal(bool)  # whether the file has a picture that can be shown
    picture_ready = Signal(QImage)  # as `follow` asks for it

    def __init__(self, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._job: Job | None = None
        self._server: FrameServer | None = None
        self._played_s: float | None = None  # the last time that was followed, while it plays
        self._still_s: float | None = None  # of the picture that was last asked for, at rest

    @property
    def is_open(self) -> bool:
        """Whether a file's pictures can be asked for."""
        return self._server is not None

    def open(self, file: Path) -> None:
        """Open a file in place of the last; `opened` tells when it is done."""
        self.close()
        self._job = self._runner.start(
            lambda _context: probe(file), done=self._on_probed, failed=self._on_failed
        )

    def open_probed(self, info: MediaInfo) -> None:
        """Open a file that is known already."""
        self.close()
        self._on_probed(info)

    def close(self) -> None:
        """Close the file."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None
        self._played_s = self._still_s = None

    def follow(self, time_s: float, *, playing: bool) -> None:
        """Deliver the picture at a time; while playing, those that follow are read ahead."""
        if self._server is None:
            return
        if not playing:
            self._played_s = None
            if time_s != self._still_s:
                self._still_s = time_s
                self._server.show(time_s)
            return
        before_s, self._played_s, self._still_s = self._played_s, time_s, None
        if before_s is None or not 0.0 <= time_s - before_s < _JUMP_S:
            self._server.play_from(time_s)
        picture = self._server.take(time_s)
        if picture is not None:
            self.picture_ready.emit(picture.image)

    def _on_probed(self, info: MediaInfo) -> None:
        self._job = None
        if info.video is not None:
            self._server = FrameServer(info, self)
            self._server.still_ready.connect(self._on_still_ready)
        self.opened.emit(self.is_open)

    def _on_failed(self, _error: Exception) -> None:
        self._job = None
        self.opened.emit(False)

    @Slot(object)
    def _on_still_ready(self, picture: Picture) -> None:
        if self.sender() is self._server and self._played_s is None:
            self.picture_ready.emit(picture.image)
