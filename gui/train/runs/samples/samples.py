"""The samples of a run: pictures loaded outside the GUI thread and cached."""

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from engine.errors import InputError
from engine.progress import JobContext
from gui.kit.language import tr
from gui.kit.workers import Runner
from gui.train.runs.history import RunHistory

_KEPT: Final = 96
_PANEL: Final = QSize(560, 120)  # twice the displayed size, for high-DPI screens
_GAP_SHARE: Final = 4 / 728  # share of the picture's height between two panels


@dataclass(frozen=True, slots=True)
class Sample:
    """One clip of one sample.

    Attributes:
        step: training step at which it was made.
        clip: index of the clip.
        folder: folder with its files.
    """

    step: int
    clip: int
    folder: Path

    @property
    def picture(self) -> Path:
        """Mels of ground truth, prediction and difference, stacked vertically."""
        return self.folder / f"{self.clip}_mel.png"

    @property
    def truth(self) -> Path:
        """The original sound."""
        return self.folder / f"{self.clip}_truth.wav"

    @property
    def generated(self) -> Path:
        """The generated sound."""
        return self.folder / f"{self.clip}_generated.wav"


@dataclass(frozen=True, slots=True)
class Panels:
    """The three mels of a picture."""

    truth: QImage
    prediction: QImage
    difference: QImage


class SamplePictures(QObject):
    """Loads each picture once and caches it."""

    loaded = Signal()

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._panels: OrderedDict[Path, Panels] = OrderedDict()
        self._asked: set[Path] = set()

    def get(self, path: Path) -> Panels | None:
        """The panels of a picture; None until they are loaded, which `loaded` announces."""
        panels = self._panels.get(path)
        if panels is None and path not in self._asked:
            self._asked.add(path)
            self._runner.start(
                lambda context: load_panels(path, context),
                done=lambda found: self._on_loaded(path, found),
                failed=lambda _error: None,  # stays in `_asked`: not tried again at every update
            )
        return panels

    def _on_loaded(self, path: Path, panels: Panels) -> None:
        self._asked.discard(path)
        self._panels[path] = panels
        while len(self._panels) > _KEPT:
            self._panels.popitem(last=False)
        self.loaded.emit()


def load_panels(path: Path, _context: JobContext) -> Panels:
    """Split a picture of `training.run.sample_files.write_comparison` into its panels.

    Raises:
        InputError: the picture cannot be read.
    """
    picture = QImage(str(path))
    if picture.isNull():
        raise InputError(
            tr("{file} cannot be read.", file=path.name), hint=tr("Make a new sample.")
        )
    height = picture.height()
    gap = round(height * _GAP_SHARE)
    each = (height - 2 * gap) // 3
    panels = [
        picture.copy(0, number * (each + gap), picture.width(), each).scaled(
            _PANEL,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        for number in range(3)
    ]
    return Panels(*panels)


def samples_of(history: RunHistory, clip: int) -> list[Sample]:
    """The samples of one clip, oldest first."""
    return [Sample(event.step, clip, history.path / event.folder) for event in history.samples]
