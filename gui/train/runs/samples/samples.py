"""The samples of a run: pictures loaded outside the GUI thread and cached."""

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from engine.errors import InputError
from gui.kit.language import tr
from gui.kit.workers import Runner
from gui.train.runs.history import RunHistory
from gui.train.runs.samples.event_strip import FoundEvents, compare_events
from training.run.results.sampled import SampledClip, frames_file, read_clip

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
    """What there is to see of a sample.

    Attributes:
        truth: the clip's own mel.
        prediction: the generated one.
        difference: between the two.
        clip: where the clip is from; None in samples of older versions.
        events: of the clip and of the model; None if the model has none to show.
        frames: small pictures of the clip, one below the other; None if there are none.
    """

    truth: QImage
    prediction: QImage
    difference: QImage
    clip: SampledClip | None = None
    events: FoundEvents | None = None
    frames: QImage | None = None


class SamplePictures(QObject):
    """Loads each picture once and caches it."""

    loaded = Signal()

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._panels: OrderedDict[Path, Panels] = OrderedDict()
        self._asked: set[Path] = set()

    def get(self, sample: Sample) -> Panels | None:
        """The panels of a sample; None until they are loaded, which `loaded` announces."""
        path = sample.picture
        panels = self._panels.get(path)
        if panels is None and path not in self._asked:
            self._asked.add(path)
            self._runner.start(
                lambda _context: load_panels(sample),
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


def load_panels(sample: Sample) -> Panels:
    """Read a sample as `training.run.sample_files` writes it; its picture has three panels.

    Raises:
        InputError: a file cannot be read.
    """
    path = sample.picture
    picture = QImage(str(path))
    if picture.isNull():
        raise InputError(
            tr("{file} cannot be read.", file=path.name), hint=tr("Make a new sample.")
        )
    height = picture.height()
    gap = round(height * _GAP_SHARE)
    each = (height - 2 * gap) // 3
    truth, prediction, difference = (
        picture.copy(0, number * (each + gap), picture.width(), each).scaled(
            _PANEL,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        for number in range(3)
    )
    clip = read_clip(sample.folder, sample.clip)
    events = None if clip is None else compare_events(clip)
    frames = QImage(str(frames_file(sample.folder, sample.clip)))
    return Panels(truth, prediction, difference, clip, events, None if frames.isNull() else frames)


def samples_of(history: RunHistory, clip: int) -> list[Sample]:
    """The samples of one clip, oldest first."""
    return [Sample(event.step, clip, history.path / event.folder) for event in history.samples]
