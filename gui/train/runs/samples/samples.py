"""The samples of a run: read and cut up beside the GUI thread, a few dozen kept."""

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from engine.errors import InputError
from engine.progress import JobContext
from gui.kit.workers import Runner
from gui.train.runs.history import RunHistory

_KEPT: Final = 96
_PANEL: Final = QSize(560, 120)  # twice what is shown, for screens with fine pixels
_GAP_SHARE: Final = 4 / 728  # of the picture's height: what the trainer leaves between panels


@dataclass(frozen=True, slots=True)
class Sample:
    """One clip of one sample.

    Attributes:
        step: after how many steps it was made.
        clip: its number.
        folder: where its files are.
    """

    step: int
    clip: int
    folder: Path

    @property
    def picture(self) -> Path:
        """Mels of truth, prediction and difference, one below the other."""
        return self.folder / f"{self.clip}_mel.png"

    @property
    def truth(self) -> Path:
        """The true sound."""
        return self.folder / f"{self.clip}_truth.wav"

    @property
    def generated(self) -> Path:
        """The sound that was made."""
        return self.folder / f"{self.clip}_generated.wav"


@dataclass(frozen=True, slots=True)
class Panels:
    """The three mels of a picture."""

    truth: QImage
    prediction: QImage
    difference: QImage


class SamplePictures(QObject):
    """Loads pictures, each once; a trainer may still be writing the newest."""

    loaded = Signal()

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._panels: OrderedDict[Path, Panels] = OrderedDict()
        self._asked: set[Path] = set()

    def get(self, path: Path) -> Panels | None:
        """The panels of a picture if they are there; otherwise `loaded` tells."""
        panels = self._panels.get(path)
        if panels is None and path not in self._asked:
            self._asked.add(path)
            self._runner.start(
                lambda context: load_panels(path, context),
                done=lambda found: self._on_loaded(path, found),
                failed=lambda _error: None,  # stays among the asked: not tried at every look
            )
        return panels

    def _on_loaded(self, path: Path, panels: Panels) -> None:
        self._asked.discard(path)
        self._panels[path] = panels
        while len(self._panels) > _KEPT:
            self._panels.popitem(last=False)
        self.loaded.emit()


def load_panels(path: Path, _context: JobContext) -> Panels:
    """Cut a picture of `training.run.sample_files.write_comparison` into its panels.

    Raises:
        InputError: it is no picture.
    """
    picture = QImage(str(path))
    if picture.isNull():
        raise InputError(f"{path.name} cannot be read.", hint="Make another sample.")
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
