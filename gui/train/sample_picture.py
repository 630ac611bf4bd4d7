"""The picture of a sample's clip, which follows the sound that plays."""

from typing import Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from gui.kit.labels import ElidedLabel, plain
from gui.kit.language import tr
from gui.kit.layouts import add, vbox
from gui.kit.picture_view import PictureView
from gui.kit.workers import Runner
from gui.train.clip_frames import ClipFrames
from training.run.results.sampled import FRAME_CELLS, FRAME_RATE, SampledClip

_JUMP_S: Final = 0.5  # a longer step in the file is a jump, as where a clip is looped


class SamplePicture(QWidget):
    """Shows the clip's file, or the small pictures in its features where the file is gone."""

    clicked = Signal()

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._file = ClipFrames(runner, self)
        self._clip: SampledClip | None = None
        self._frames: QImage | None = None
        self._at_s = 0.0
        self._shown_s: float | None = None  # in the file, while it plays
        self.view = PictureView("", QSize(200, 140))
        self.view.setAccessibleName(tr("Picture of the clip"))
        self.view.clicked.connect(self.clicked)
        self._file.opened.connect(self._on_opened)
        self._file.still_ready.connect(self._on_still_ready)
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
            self._file.open(clip.file)
        else:
            self._show_small()

    def follow(self, at_s: float, *, playing: bool) -> None:
        """Show the picture at a time of the sample."""
        self._at_s = at_s
        if not self._file.is_open:
            self._show_small()
        elif playing and self._clip is not None:
            self._play_on(self._clip.file_time_s(at_s))
        else:
            self._shown_s = None

    def close_file(self) -> None:
        """Close the clip's file."""
        self._file.close()
        self._clip, self._shown_s = None, None

    def _play_on(self, file_s: float) -> None:
        before_s, self._shown_s = self._shown_s, file_s
        if before_s is None or not 0.0 <= file_s - before_s < _JUMP_S:
            self._file.play_from(file_s)
        picture = self._file.take(file_s)
        if picture is not None:
            self.view.show_image(picture)

    def _show_small(self) -> None:
        """Show the small picture at the current time, if the sample has any."""
        frames = self._frames
        if frames is None or frames.isNull():
            return
        count = frames.height() // FRAME_CELLS
        number = min(max(int(self._at_s * FRAME_RATE), 0), count - 1)
        self.view.show_image(frames.copy(0, number * FRAME_CELLS, frames.width(), FRAME_CELLS))

    @Slot(bool)
    def _on_opened(self, is_open: bool) -> None:
        if is_open and self._clip is not None:
            self._file.show(self._clip.file_time_s(self._at_s))
        else:  # the file was there when the sample was made
            self._show_small()

    @Slot(QImage)
    def _on_still_ready(self, picture: QImage) -> None:
        if self._shown_s is None:
            self.view.show_image(picture)
