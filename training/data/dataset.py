"""Read access to a prepared data set: samples by number, arrays by memory map."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError, UsageError
from engine.phrases import Phrase, meant, phrase
from engine.progress import JobContext
from training.data.manifest import SPLITS_FILE, read_manifest
from training.data.sample import DTYPES, SHAPES, Array, SampleInfo, Split
from training.data.shards import read_shard
from training.data.splits import read_splits

_FULL_SCALE: Final = 32768.0  # of 16-bit sound


class Dataset:
    """A complete data set; `samples` are the metadata of each sample, indexed by its number."""

    def __init__(self, folder: Path) -> None:
        """Open a data set and check that all its files exist with their original sizes.

        Raises:
            InputError: it is missing, incomplete or damaged, or its split does not fit.
        """
        self.folder = folder
        self.contents = read_manifest(folder)
        self._shards = [
            read_shard(folder, name, checksum) for name, checksum in self.contents.shards.items()
        ]
        self.samples: list[SampleInfo] = []
        self._places: list[tuple[int, int]] = []  # (shard, row) of every sample
        for number, shard in enumerate(self._shards):
            self.samples += shard.samples
            self._places += [(number, row) for row in range(len(shard.samples))]
        self._arrays = {
            array: [shard.open(array) for shard in self._shards] for array in self.contents.arrays
        }
        self._splits = self._read_splits()

    @property
    def classes(self) -> list[str]:
        """The class names, sorted."""
        return sorted({sample.label for sample in self.samples})

    def require(self, arrays: Sequence[str], purpose: Phrase) -> None:
        """Refuse a data set that lacks arrays needed by a training.

        Raises:
            InputError: arrays are missing.
        """
        missing = [array for array in arrays if array not in self.contents.arrays]
        if missing:
            raise InputError(
                "The data set {name} lacks what {purpose} needs: {missing}.",
                hint="Prepare it again with them.",
                name=self.folder.name,
                missing=", ".join(missing),
                purpose=purpose,
            )

    def select(self, split: Split, classes: Sequence[str] = ()) -> NDArray[np.int64]:
        """The numbers of the samples in a split, of these classes only if any are named.

        Raises:
            UsageError: a class does not exist.
            InputError: no sample is left for training.
        """
        self._check_classes(classes)
        chosen = [
            number
            for number, sample in enumerate(self.samples)
            if self._splits[sample.source] == split and (not classes or sample.label in classes)
        ]
        if split == "train" and not chosen:
            raise InputError(
                "The split of {name} leaves no samples to train on.",
                hint="Give some sources in {splits_file} the split train.",
                name=self.folder.name,
                splits_file=SPLITS_FILE,
            )
        return np.array(chosen, dtype=np.int64)

    def split(self, number: int) -> Split:
        """The split of a sample."""
        return self._splits[self.samples[number].source]

    def of_each_class(self, numbers: NDArray[np.int64], count: int) -> NDArray[np.int64]:
        """Up to `count` of some samples, from all of their classes in turn.

        Measured on the first samples alone, a model of many classes would be judged by one of them.
        """
        turns: dict[str, int] = {}
        order = []
        for number in numbers.tolist():
            label = self.samples[number].label
            turns[label] = turns.get(label, -1) + 1
            order.append((turns[label], label, number))
        chosen = [number for _turn, _label, number in sorted(order)[:count]]
        return np.array(chosen, dtype=np.int64)

    def read(
        self,
        array: Array,
        numbers: Sequence[int] | NDArray[np.int64],
        parts: Sequence[slice] | None = None,
    ) -> NDArray[Any]:
        """Read one array of several samples, as stored: (len(numbers), ...).

        Args:
            array: its name.
            numbers: of the samples.
            parts: of the last axis, one per sample, all of the same length; None for all of it.

        Raises:
            InputError: files were removed or changed since the data set was opened.
        """
        *rows, length = SHAPES[array]
        parts = parts or [slice(0, length)] * len(numbers)
        length = parts[0].stop - parts[0].start if parts else length
        read = np.empty((len(numbers), *rows, length), DTYPES[array])
        places = [self._places[number] for number in numbers]
        for shard in {shard for shard, _ in places}:
            self._shards[shard].check_size(array)
        for place, ((shard, row), part) in enumerate(zip(places, parts, strict=True)):
            read[place] = self._arrays[array][shard][row][..., part]
        return read

    def sounds(self, numbers: Sequence[int] | NDArray[np.int64]) -> NDArray[np.float32]:
        """The sounds (len(numbers), 220160) of samples, -1 to 1.

        Raises:
            InputError: as in `read`.
        """
        return np.asarray(self.read("wave", numbers), np.float32) / np.float32(_FULL_SCALE)

    def verify(self, context: JobContext) -> None:
        """Verify the checksums of all files; takes a while.

        Raises:
            InputError: a file is damaged.
        """
        for done, shard in enumerate(self._shards):
            context.advance(done / len(self._shards))
            shard.verify()

    def _check_classes(self, classes: Sequence[str]) -> None:
        for label in classes:
            if label not in self.classes:
                known = phrase("There are {classes}.", classes=", ".join(self.classes))
                raise UsageError(
                    "There is no class '{label}' in the data set.",
                    hint=meant(label, self.classes) or known,
                    label=label,
                )

    def _read_splits(self) -> dict[str, Split]:
        splits = read_splits(self.folder / SPLITS_FILE)
        missing = {sample.source for sample in self.samples} - set(splits)
        if missing:
            raise InputError(
                "{splits_file} of {name} does not say where {source} belongs.",
                hint="Add a line source,label,split for it.",
                splits_file=SPLITS_FILE,
                name=self.folder.name,
                source=min(missing),
            )
        return splits
