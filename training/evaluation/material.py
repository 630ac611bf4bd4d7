"""The clips of an evaluation: their sounds and pictures, read one at a time.

Shapes: n samples at 22050 Hz, at most ten seconds, as in the paper; F video frames.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID
from engine.errors import EngineError, InputError
from engine.features.backend import clip_features, create_backend
from engine.features.weight_files import installed_weights
from engine.media.audio import read_mono
from engine.media.probe import probe, require_video
from engine.phrases import Phrase
from engine.progress import JobContext
from engine.storage.cache import Cache
from engine.storage.real_paths import real_path
from engine.vocoder.vocoder import Vocoder, stream
from training.data.dataset import Dataset
from training.data.sample import Split
from training.data.sources import find_clips

Floats = NDArray[np.float32]

_LEAST_S: Final = 1.0  # of a clip's sound
_SPLITS: Final[tuple[Split, ...]] = ("test", "validation")


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip of the set.

    Attributes:
        name: of its file, or its source in a data set.
        label: its class.
        video: the file; None in a data set, which holds no pictures.
    """

    name: str
    label: str
    video: Path | None = None


class Material(Protocol):
    """A set of clips with sound.

    Attributes:
        clips: all of them.
        notes: sentences about clips that were left out.
        identity: tells this set from others.
    """

    clips: list[Clip]
    notes: list[str]
    identity: str

    def sound(self, place: int) -> Floats:
        """The clip's own sound, (n,)."""
        ...

    def offers(self, backend: str) -> bool:
        """Whether it has the features of a backend, or pictures to extract them from."""
        ...

    def features(self, place: int, backend: str, context: JobContext) -> Floats | None:
        """The features of its picture, (2048, F), by a backend; None if there are none."""
        ...


class FolderMaterial:
    """The clips of a folder, in the layouts of `training.data.sources`; see `Material`."""

    def __init__(self, folder: Path, context: JobContext) -> None:
        """Find the clips.

        Raises:
            InputError: there is no clip with picture and sound.
        """
        self.clips: list[Clip] = []
        self.notes: list[str] = []
        self.identity = str(real_path(folder))
        self._cache = Cache.of_user()
        found = find_clips(folder)
        for number, each in enumerate(found):
            context.advance(number / len(found))
            reason = "it has no video file" if each.video is None else _unusable(each.video)
            if each.video is not None and not reason:
                self.clips.append(Clip(each.source, each.label, each.video))
            else:
                self.notes.append(f"{each.source} is left out: {reason}.")
        if not self.clips:
            raise InputError(
                "No clip in {name} can be evaluated. {reason}",
                hint="A clip needs a picture, and a second of sound to compare dubs with.",
                name=folder.name,
                reason=self.notes[0],
            )

    def sound(self, place: int) -> Floats:
        """See `Material.sound`."""
        video = self._video(place)
        return read_mono(video, end_s=_end_s(video))

    def offers(self, backend: str) -> bool:
        """See `Material.offers`."""
        return True

    def features(self, place: int, backend: str, context: JobContext) -> Floats | None:
        """See `Material.features`."""
        video = self._video(place)
        extractor = create_backend(backend, weights=installed_weights())
        return clip_features(
            video, extractor, end_s=_end_s(video), cache=self._cache, context=context
        )

    def _video(self, place: int) -> Path:
        video = self.clips[place].video
        assert video is not None  # others were left out
        return video


class DatasetMaterial:
    """The test split of a prepared data set; see `Material`."""

    def __init__(self, folder: Path, vocoder: Vocoder) -> None:
        """Open the data set; without a test split, its validation split.

        Args:
            folder: of the data set.
            vocoder: synthesises the sounds of a data set that holds only their mels.

        Raises:
            InputError: it is damaged, or has neither.
        """
        self._dataset = Dataset(folder)
        self._dataset.require(("features", "mel"), Phrase("the evaluation"))
        self._vocoder = vocoder
        self.identity = str(real_path(folder))
        self.notes: list[str] = []
        split = next((each for each in _SPLITS if len(self._dataset.select(each))), None)
        if split is None:
            raise InputError(
                "The data set {name} has no clip to test with.",
                hint="Give some sources in its splits.csv the split test.",
                name=folder.name,
            )
        if split != "test":
            self.notes.append(f"{folder.name} has no test split; its {split} split is used.")
        self._numbers = [int(number) for number in self._dataset.select(split)]
        samples = [self._dataset.samples[number] for number in self._numbers]
        self.clips = [Clip(f"{each.source} at {each.start_s:g} s", each.label) for each in samples]

    def sound(self, place: int) -> Floats:
        """See `Material.sound`."""
        numbers = [self._numbers[place]]
        if "wave" in self._dataset.contents.arrays:
            (sound,) = self._dataset.sounds(numbers)
            return np.asarray(sound)
        mel = self._dataset.read("mel", numbers)[0].astype(np.float32)
        return np.concatenate(list(stream(self._vocoder, [mel], JobContext())))

    def offers(self, backend: str) -> bool:
        """See `Material.offers`."""
        return self._dataset.contents.feature_backend == backend

    def features(self, place: int, backend: str, context: JobContext) -> Floats | None:
        """See `Material.features`."""
        context.advance(0.0)
        if not self.offers(backend):
            return None
        return np.asarray(self._dataset.read("features", [self._numbers[place]])[0], np.float32)


def _unusable(video: Path) -> str:
    """Why a clip cannot be evaluated, as a clause; empty if it can."""
    try:
        info = probe(video)
        if info.video is None:
            return "it has no picture"
        require_video(info)
    except EngineError as error:
        return error.message.rstrip(".")
    if not info.audio:
        return "it has no sound"
    return "it is shorter than a second" if info.duration_s < _LEAST_S else ""


def _end_s(video: Path) -> float:
    """Where a clip is cut: after ten seconds, as in the paper."""
    return min(GRID.window_s, probe(video).duration_s)
