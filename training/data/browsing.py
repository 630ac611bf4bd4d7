"""Single samples of a prepared data set, for a person to look at; loads neither torch nor OpenCV.

The records are read a shard at a time and the arrays a sample at a time, so that the memory does
not grow with the data set; only its table of splits is read whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID
from engine.features.planes import CELLS, plane
from engine.storage.regular_files import read_text
from training.data.manifest import CLIPS_FILE, SPLITS_FILE, Contents, read_manifest
from training.data.sample import Array, SampleInfo, Split
from training.data.shards import read_shard
from training.data.splits import read_splits

_PICTURE_BACKEND: Final = "motion"  # its features hold a small picture


@dataclass(frozen=True, slots=True)
class Entry:
    """A sample in the list of a data set.

    Attributes:
        number: of the sample, from 0.
        shard: name of its shard.
        row: in the shard's arrays.
        split: that it belongs to; None if the table of splits does not say.
        info: its metadata.
    """

    number: int
    shard: str
    row: int
    split: Split | None
    info: SampleInfo


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What there is to see and hear of a sample.

    Attributes:
        mel: (80, 860) of 0 to 1; None if the data set has none.
        wave: (220160,) at 22050 Hz, 16-bit; None if the data set has none.
        pictures: (215, 16, 16) luminance of 0 to 255 at 21.5 fps, as the features hold it; None
            for features that are no pictures.
        clip: the file it was made from, if it is still where it was.
    """

    mel: NDArray[np.float32] | None
    wave: NDArray[np.int16] | None
    pictures: NDArray[np.uint8] | None
    clip: Path | None


class Browser:
    """A complete data set as a list of samples."""

    def __init__(self, folder: Path) -> None:
        """Open a data set.

        Raises:
            InputError: it is missing, incomplete or damaged.
        """
        self.folder = folder
        self._manifest = read_manifest(folder)
        self._splits = read_splits(folder / SPLITS_FILE)
        self._clips = clips_folder(folder)

    @property
    def has_unseen_sounds(self) -> bool:
        """Whether samples may also sound where nothing is seen, as those of rendered clips do."""
        return {"features", "foreground"} <= set(self._manifest.arrays)

    def entries(self) -> Iterator[list[Entry]]:
        """The samples in order, a shard at a time.

        Raises:
            InputError: a shard is missing or damaged.
        """
        number = 0
        for name, checksum in self._manifest.shards.items():
            samples = read_shard(self.folder, name, checksum).samples
            yield [
                Entry(number + row, name, row, self._splits.get(info.source), info)
                for row, info in enumerate(samples)
            ]
            number += len(samples)

    def read(self, entry: Entry) -> Excerpt:
        """Read a sample.

        Raises:
            InputError: a file is missing or damaged.
        """
        arrays = self._manifest.arrays
        mel = self._row(entry, "mel").astype(np.float32) if "mel" in arrays else None
        wave = self._row(entry, "wave").astype(np.int16) if "wave" in arrays else None
        pictures = None
        if holds_pictures(self._manifest):
            pictures = pictures_of(self._row(entry, "features").astype(np.float32))
        clip = None if self._clips is None else self._clips / entry.info.source
        return Excerpt(mel, wave, pictures, clip if clip and clip.is_file() else None)

    def _row(self, entry: Entry, array: Array) -> NDArray[np.generic]:
        """A copy of one sample's array."""
        checksum = self._manifest.shards[entry.shard]
        row: NDArray[np.generic] = read_shard(self.folder, entry.shard, checksum).open(array)[
            entry.row
        ]
        return np.array(row)


def clips_folder(folder: Path) -> Path | None:
    """The folder of the clips, if the data set was prepared on this machine."""
    try:
        text = read_text(folder / CLIPS_FILE).strip()
    except OSError:
        return None
    return Path(text) if text else None


def holds_pictures(contents: Contents) -> bool:
    """Whether the features of a data set hold small pictures."""
    return "features" in contents.arrays and contents.feature_backend == _PICTURE_BACKEND


def pictures_of(features: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The luminance (F, 16, 16) in features (2048, F) of the `motion` backend."""
    level = plane(features, "level").reshape(GRID.window_video_frames, CELLS, CELLS)
    return np.clip(np.round((level + 1.0) * 127.5), 0, 255).astype(np.uint8)
