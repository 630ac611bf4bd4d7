"""The picture of a sample: its clip if it is there, else the small one in the features."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QImage
from typing_extensions import override

from engine.config import GRID
from engine.features.planes import CELLS, HEIGHT, WIDTH
from gui.kit.language import tr
from gui.kit.picture_view import PictureView
from gui.kit.workers import Runner
from gui.train.clip_frames import ClipFrames
from training.data.browsing import Entry, Excerpt


class SamplePicture(PictureView):
    """Shows the picture at a time of the sample, which may repeat a short clip."""

    def __init__(self, runner: Runner) -> None:
        super().__init__(tr("Select a sample"), QSize(320, 220))
        self.setAccessibleName(tr("Picture of the sample"))
        self._clip = ClipFrames(runner, self)
        self._clip.opened.connect(self._on_opened)
        self._clip.still_ready.connect(self.show_image)
        self._small: NDArray[np.uint8] | None = None
        self._start_s, self._content_s = 0.0, GRID.window_s
        self._last_s = 0.0  # clip time of the picture while playing

    def show_sample(self, entry: Entry, excerpt: Excerpt) -> None:
        """Show the first picture of a sample."""
        self.close_clip()
        self._start_s, self._content_s = entry.info.start_s, entry.info.content_s
        self._small = excerpt.pictures
        self.clear(tr("There is no picture: the clip is not where it was prepared."))
        self.show_at(0.0)
        if excerpt.clip is not None:
            self._clip.open(excerpt.clip)

    def close_clip(self) -> None:
        """Close the clip and show nothing."""
        self._clip.close()
        self._small = None
        self.clear(tr("Select a sample"))

    def show_at(self, at_s: float) -> None:
        """Show a still picture at a time of the sample."""
        if self._clip.is_open:
            self._clip.show(self._clip_s(at_s))
        else:
            self._show_small(at_s)

    def play_from(self, at_s: float) -> None:
        """Prepare for playing from a time of the sample."""
        self._last_s = self._clip_s(at_s)
        self._clip.play_from(self._last_s)

    def follow(self, at_s: float) -> None:
        """Show the picture at a time while playing."""
        if not self._clip.is_open:
            self._show_small(at_s)
            return
        clip_s = self._clip_s(at_s)
        if clip_s < self._last_s:  # the clip is repeated
            self._clip.play_from(clip_s)
        self._last_s = clip_s
        picture = self._clip.take(clip_s)
        if picture is not None:
            self.show_image(picture)

    @override
    def deleteLater(self) -> None:
        self.close_clip()
        super().deleteLater()

    def _clip_s(self, at_s: float) -> float:
        return self._start_s + at_s % self._content_s

    def _show_small(self, at_s: float) -> None:
        if self._small is None:
            return
        frame = min(int(at_s * GRID.video_rate), len(self._small) - 1)
        cells = np.ascontiguousarray(self._small[frame])
        image = QImage(cells.data, CELLS, CELLS, QImage.Format.Format_Grayscale8)
        smooth = Qt.TransformationMode.SmoothTransformation
        self.show_image(image.scaled(WIDTH, HEIGHT, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))

    @Slot(bool)
    def _on_opened(self, is_open: bool) -> None:
        if is_open:  # else the small picture stays
            self._clip.show(self._start_s)
