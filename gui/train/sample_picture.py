"""The picture of a sample's clip, which follows the sound that plays."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from engine.features.planes import HEIGHT, WIDTH
from gui.kit.labels import ElidedLabel, plain
from gui.kit.language import tr
from gui.kit.layouts import add, vbox
from gui.kit.picture_view import PictureView
from gui.kit.workers import Runner
from gui.train.clip_frames import ClipFrames
from training.run.results.sampled import FRAME_CELLS, FRAME_RATE, SampledClip


class SamplePicture(QWidget):
    """Shows the clip's file, or the small pictures in its features where the file is gone."""

    clicked = Signal()

    def __init__(self, runner: Runner, size: QSize) -> None:
        super().__init__()
        self._file = ClipFrames(runner, self)
        self._clip: SampledClip | None = None
        self._frames: QImage | None = None
        self._at_s = 0.0  # of the sample
        self.view = PictureView("", size)
        self.view.setAccessibleName(tr("Picture of the clip"))
        self.view.clicked.connect(self.clicked)
        self._file.opened.connect(self._on_opened)
        self._file.picture_ready.connect(self.view.show_image)
        self.caption = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self.caption.setProperty("faint", True)
        add(vbox(self, margins=(0, 2, 0, 0), spacing=3), (self.view, 1), self.caption)
        self.show_clip(None, None)

    def show_clip(self, clip: SampledClip | None, frames: QImage | None) -> None:
        """Show the first picture of a clip; the sample of an older version has none."""
        if clip is not None and clip == self._clip and (frames is None) == (self._frames is None):
            return
        self.close_file()
        self._clip, self._frames, self._at_s = clip, frames, 0.0
        text = "" if clip is None else f"{clip.label}  ·  {clip.source}"
        self.caption.setText(text)
        self.setToolTip(plain(text))
        self.view.clear(tr("Select a sample") if clip is None else tr("No picture"))
        self._show_small()
        if clip is not None and clip.file is not None:
            self._file.open(clip.file)

    def follow(self, at_s: float, *, playing: bool) -> None:
        """Show the picture at a time of the sample."""
        self._at_s = at_s
        if not self._file.is_open or self._clip is None:
            self._show_small()
        else:
            self._file.follow(self._clip.file_time_s(at_s), playing=playing)

    def close_file(self) -> None:
        """Close the clip's file."""
        self._file.close()
        self._clip = None

    def _show_small(self) -> None:
        """Show the small picture at the current time, if the sample has any."""
        frames = self._frames
        if frames is None or frames.isNull():
            return
        count = frames.height() // FRAME_CELLS
        start_s = 0.0 if self._clip is None else self._clip.offset_s
        number = min(max(int((start_s + self._at_s) * FRAME_RATE), 0), count - 1)
        frame = frames.copy(0, number * FRAME_CELLS, frames.width(), FRAME_CELLS)
        smooth = Qt.TransformationMode.SmoothTransformation
        stretched = frame.scaled(WIDTH, HEIGHT, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        self.view.show_image(stretched)

    @Slot(bool)
    def _on_opened(self, is_open: bool) -> None:
        if is_open:  # else the small picture stays
            self.follow(self._at_s, playing=False)
