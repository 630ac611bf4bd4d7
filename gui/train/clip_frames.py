"""The pictures of a clip's file, which is opened in a thread."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from engine.media.probe import MediaInfo, probe
from gui.kit.workers import Job, Runner
from gui.playback.frame_server import FrameServer
from gui.playback.video_reader import Picture


class ClipFrames(QObject):
    """Opens one file at a time; all times are of the file, in seconds."""

    opened = Signal(bool)  # whether the file has a picture that can be shown
    still_ready = Signal(QImage)  # requested by `show`

    def __init__(self, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._job: Job | None = None
        self._server: FrameServer | None = None

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

    def show(self, time_s: float) -> None:
        """Ask for the still picture at a time."""
        if self._server is not None:
            self._server.show(time_s)

    def play_from(self, time_s: float) -> None:
        """Read ahead from a time."""
        if self._server is not None:
            self._server.play_from(time_s)

    def take(self, time_s: float) -> QImage | None:
        """The picture at a time while playing, if it is a new one."""
        picture = None if self._server is None else self._server.take(time_s)
        return None if picture is None else picture.image

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
        if self.sender() is self._server:
            self.still_ready.emit(picture.image)
