"""The picture of a sample's clip, which follows the sound that plays."""

from typing import Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from engine.media.probe import MediaInfo, probe
from gui.kit.labels import ElidedLabel, plain
from gui.kit.language import tr
from gui.kit.layouts import add, vbox
from gui.kit.picture_view import PictureView
from gui.kit.workers import Job, Runner
from gui.playback.frame_server import FrameServer
from gui.playback.video_reader import Picture
from training.run.results.sampled import FRAME_CELLS, FRAME_RATE, SampledClip

_JUMP_S: Final = 0.5  # a longer step in the file is a jump, as where a clip is looped


class SamplePicture(QWidget):
    """Shows the clip's file, or the small pictures in its features where the file is gone."""

    clicked = Signal()

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self._clip: SampledClip | None = None
        self._frames: QImage | None = None
        self._server: FrameServer | None = None
        self._job: Job | None = None
        self._at_s = 0.0
        self._shown_s: float | None = None  # in the file, while it plays
        self.view = PictureView("", QSize(200, 140))
        self.view.setAccessibleName(tr("Picture of the clip"))
        self.view.clicked.connect(self.clicked)
        self.caption = ElidedLabel()
        self.caption.setProperty("faint", True)
        add(vbox(self, margins=(0, 2, 0, 0), spacing=3), (self.view, 1), self.caption)

    def show_clip(self, clip: SampledClip | None, frames: QImage | None) -> None:
        """Show a clip; the sample of an older version has none."""
        if clip == self._clip and (frames is None) == (self._frames is None):
            return
        self.close_file()
        self._clip, self._frames = clip, frames
        text = "" if clip is None else f"{clip.label}  ·  {clip.source}"
        self.caption.setText(text)
        self.setToolTip(plain(text))
        self.view.clear(tr("No picture"))
        if clip is not None and clip.file is not None:
            file = clip.file
            self._job = self._runner.start(
                lambda _context: probe(file), done=self._on_probed, failed=self._on_failed
            )
        else:
            self._show_small()

    def follow(self, at_s: float, *, playing: bool) -> None:
        """Show the picture at a time of the sample."""
        self._at_s = at_s
        if self._server is None:
            self._show_small()
        elif playing and self._clip is not None:
            self._play_on(self._server, self._clip.file_time_s(at_s))
        else:
            self._shown_s = None

    def close_file(self) -> None:
        """Close the clip's file."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None
        self._clip, self._shown_s = None, None

    def _play_on(self, server: FrameServer, file_s: float) -> None:
        before_s, self._shown_s = self._shown_s, file_s
        if before_s is None or not 0.0 <= file_s - before_s < _JUMP_S:
            server.play_from(file_s)
        picture = server.take(file_s)
        if picture is not None:
            self.view.show_image(picture.image)

    def _show_small(self) -> None:
        """Show the small picture at the current time, if the sample has any."""
        frames = self._frames
        if frames is None or frames.isNull():
            return
        count = frames.height() // FRAME_CELLS
        number = min(max(int(self._at_s * FRAME_RATE), 0), count - 1)
        self.view.show_image(frames.copy(0, number * FRAME_CELLS, frames.width(), FRAME_CELLS))

    def _on_probed(self, info: MediaInfo) -> None:
        self._job = None
        if info.video is None or self._clip is None:
            self._show_small()
            return
        self._server = FrameServer(info, self)
        self._server.still_ready.connect(self._on_still_ready)
        self._server.show(self._clip.file_time_s(self._at_s))

    def _on_failed(self, _error: Exception) -> None:
        """Fall back to the small pictures: the file was there when the sample was made."""
        self._job = None
        self._show_small()

    @Slot(object)
    def _on_still_ready(self, picture: Picture) -> None:
        if self._shown_s is None:
            self.view.show_image(picture.image)
