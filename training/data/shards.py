"""The format of a data set on disk: shards of plain arrays, with manifests.

    DATASET/manifest.json               written last: without it the data set is incomplete
    DATASET/shards/00000/shard.json     the shard's samples, and sizes and checksums of its arrays
    DATASET/shards/00000/features.npy   one array of all its samples, read by memory map
    DATASET/shards/00000/mel.npy        likewise, as wave.npy
    DATASET/splits.csv                  see `training.data.splits`

A shard is written under a temporary name and then renamed, so that existing shards are always
complete; a resumed writer continues after the last one. Nothing is ever unpickled.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from engine.errors import InputError, TargetError, UsageError, os_errors_as
from engine.phrases import Phrase
from engine.storage.arrays import map_array
from engine.storage.atomic import sync_folder, writing
from engine.storage.regular_files import open_regular
from training.data.manifest import (
    CLIPS_FILE,
    SPLITS_FILE,
    ArrayFile,
    Contents,
    SampleRecord,
    ShardRecord,
    read_record,
    unreadable,
    write_manifest,
    write_record,
)
from training.data.sample import DTYPES, SHAPES, Array, Sample, SampleInfo, Split
from training.data.splits import assign_splits, write_splits

_SHARD_SAMPLES: Final = 64  # 64 MB of features: few files, and little is lost on interruption
_PARTIAL: Final = ".part"
_CONTENTS: Final = "contents.json"  # written first
_LOCK: Final = ".lock"
# What may be there before a preparation begins: its first folder, and what the window keeps there.
_OWN: Final = frozenset(("shards", CLIPS_FILE, "left-out.txt", "changed-classes.csv"))


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Keep other processes from writing the same data set; the lock ends with this process.

    Raises:
        UsageError: another process is writing it, or the folder is in use for something else.
        TargetError: the folder cannot be written.
    """
    _refuse_others(folder)
    lock = FileLock(folder / _LOCK, timeout=0, preserve_lock_file=True)
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout as error:
            raise UsageError(
                "Another process is preparing {folder}.",
                hint="Wait for it, or choose another folder.",
                folder=folder.absolute(),
            ) from error
    try:
        yield
    finally:
        lock.release()


class ShardWriter:
    """Writes a data set sample by sample, or resumes an interrupted one.

    Attributes:
        done: the samples written so far, as (source, start_s).
        labels: the class of each source in the shards of an interrupted run.
    """

    def __init__(
        self, folder: Path, contents: Contents, *, shard_samples: int = _SHARD_SAMPLES
    ) -> None:
        """Open a folder that is new, empty, or was started with the same contents.

        Raises:
            UsageError: it contains a complete data set, or one with other contents.
            TargetError: it cannot be written.
        """
        self._folder = folder
        self._contents = contents
        self._shard_samples = shard_samples
        self._pending: list[Sample] = []
        if (folder / "manifest.json").exists():
            raise UsageError(
                "{folder} is a complete data set already.",
                hint="Choose another folder.",
                folder=folder.absolute(),
            )
        with _writing(folder):
            (folder / "shards").mkdir(parents=True, exist_ok=True)
            for leftover in (folder / "shards").glob(f"*{_PARTIAL}"):
                shutil.rmtree(leftover)
            self._check_contents()
        self._shards = len(_shard_folders(folder))
        written = [info for each in _shard_folders(folder) for info in _read_shard(each).samples]
        self.done = {(info.source, info.start_s) for info in written}
        self.labels = {info.source: info.label for info in written}

    def add(self, sample: Sample) -> None:
        """Add a sample; it is stored once its shard is full, or by `finish`.

        Raises:
            ValueError: its arrays differ from those of the data set.
            TargetError: it cannot be written.
        """
        _check_arrays(sample, self._contents.arrays)
        self._pending.append(sample)
        self.done.add((sample.info.source, sample.info.start_s))
        if len(self._pending) == self._shard_samples:
            self._flush()

    def finish(self, splits: int | Mapping[str, Split]) -> None:
        """Write the remaining samples, the split, and the manifest that completes the data set.

        Args:
            splits: the split of every source, or the seed with which to draw it.

        Raises:
            InputError: there are no samples.
            TargetError: it cannot be written.
        """
        if self._pending:
            self._flush()
        shards = [_read_shard(folder) for folder in _shard_folders(self._folder)]
        if not shards:
            raise InputError(
                "There are no samples for the data set.", hint="Check what was dropped, and why."
            )
        infos = [info for shard in shards for info in shard.samples]
        labels = {info.source: info.label for info in infos}
        checksums = {shard.folder.name: _checksum(shard.folder / "shard.json") for shard in shards}
        with _writing(self._folder):
            if isinstance(splits, int):
                splits = assign_splits(labels, splits)
            write_splits(self._folder / SPLITS_FILE, labels, splits)
            write_manifest(self._folder, self._contents, len(infos), checksums)

    def _check_contents(self) -> None:
        """Store the contents at the start, and refuse to resume with different ones."""
        path = self._folder / _CONTENTS
        if not path.exists():
            write_record(path, self._contents)
        elif read_record(path, Contents) != self._contents:
            raise UsageError(
                "{name} was begun with other features or arrays.",
                hint="Continue with the same options, or choose another folder.",
                name=self._folder.name,
            )

    def _flush(self) -> None:
        name = f"{self._shards:05d}"
        shards = self._folder / "shards"
        unfinished = shards / (name + _PARTIAL)
        with _writing(self._folder):
            unfinished.mkdir()
            files = {}
            for array in self._contents.arrays:
                stacked = np.stack([sample.arrays[array] for sample in self._pending])
                path = unfinished / f"{array}.npy"
                with writing(path) as file:
                    np.save(file, stacked, allow_pickle=False)
                files[path.name] = ArrayFile(path.stat().st_size, _checksum(path))
            samples = tuple(SampleRecord.of(sample.info) for sample in self._pending)
            write_record(unfinished / "shard.json", ShardRecord(files=files, samples=samples))
            unfinished.rename(shards / name)
            sync_folder(shards)
        self._shards += 1
        self._pending.clear()


def _refuse_others(folder: Path) -> None:
    """Refuse a folder with other files than those of a data set."""
    with _writing(folder):
        names = os.listdir(folder) if folder.exists() else []  # noqa: PTH208 - names alone
    others = [each for each in names if each not in _OWN and not each.startswith(".")]
    if others and not {_CONTENTS, "manifest.json"} & set(names):
        raise UsageError(
            "{folder} holds other files, such as {name}.",
            hint="Choose a new or an empty folder.",
            folder=folder.absolute(),
            name=min(others),
        )


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard of an existing data set.

    Attributes:
        folder: of the shard.
        samples: metadata of its samples, in the order of the arrays' rows.
        sizes: of the arrays' files in bytes.
        checksums: their SHA-256.
    """

    folder: Path
    samples: tuple[SampleInfo, ...]
    sizes: dict[Array, int]
    checksums: dict[Array, str]

    def path(self, array: Array) -> Path:
        """The file of an array."""
        return self.folder / f"{array}.npy"

    def check_size(self, array: Array) -> None:
        """Refuse a file that is missing or has a different size than written.

        Reading a memory map of a truncated file would crash the process.

        Raises:
            InputError: it is missing or has a different size.
        """
        path = self.path(array)
        with os_errors_as(
            InputError,
            "The data set's file {name} is not there any more.",
            hint="Bring the disk or folder back, or prepare the data set again.",
            name=self._name(path),
        ):
            size = path.stat().st_size
        if size != self.sizes[array]:
            raise self._damaged(path)

    def open(self, array: Array) -> NDArray[Any]:
        """Open the memory map (samples, ...) of an array.

        Raises:
            InputError: the file is missing or damaged.
        """
        self.check_size(array)
        path = self.path(array)
        try:
            mapped = map_array(path)
        except (OSError, ValueError) as error:
            raise self._damaged(path) from error
        if mapped.shape != (len(self.samples), *SHAPES[array]) or mapped.dtype != DTYPES[array]:
            raise self._damaged(path)
        return mapped

    def verify(self) -> None:
        """Verify the checksum of every file.

        Raises:
            InputError: a file is missing or damaged.
        """
        for array, checksum in self.checksums.items():
            self.check_size(array)
            if _checksum(self.path(array)) != checksum:
                raise self._damaged(self.path(array))

    def _name(self, path: Path) -> str:
        return f"{self.folder.name}/{path.name}"

    def _damaged(self, path: Path) -> InputError:
        return InputError(
            "The data set's file {name} is damaged.",
            hint="Remove the folder {folder_name} and manifest.json, and prepare again.",
            name=self._name(path),
            folder_name=self.folder.name,
        )


def read_shard(folder: Path, name: str, checksum: str) -> Shard:
    """A shard of a data set, checked against the manifest's checksum of its record.

    Raises:
        InputError: its record is missing or damaged.
    """
    path = folder / "shards" / name
    shard = _read_shard(path)
    if _checksum(path / "shard.json") != checksum:
        raise unreadable(path / "shard.json", Phrase("it is not the one that the manifest names"))
    return shard


def _read_shard(folder: Path) -> Shard:
    record = read_record(folder / "shard.json", ShardRecord)
    files = {Path(name).stem: file for name, file in record.files.items()}
    return Shard(
        folder,
        tuple(sample.info() for sample in record.samples),
        {array: files[array].bytes for array in SHAPES if array in files},
        {array: files[array].sha256 for array in SHAPES if array in files},
    )


def _shard_folders(folder: Path) -> list[Path]:
    return sorted(each for each in (folder / "shards").iterdir() if each.name.isdecimal())


def _check_arrays(sample: Sample, arrays: Sequence[Array]) -> None:
    if set(sample.arrays) != set(arrays):
        raise ValueError(f"expected the arrays {arrays}, got {tuple(sample.arrays)}")
    for name, array in sample.arrays.items():
        if array.shape != SHAPES[name] or array.dtype != DTYPES[name]:
            raise ValueError(
                f"expected {name} {SHAPES[name]} {DTYPES[name].__name__}, "
                f"got {array.shape} {array.dtype}"
            )


def _writing(folder: Path) -> AbstractContextManager[None]:
    return os_errors_as(
        TargetError,
        "The data set {folder} cannot be written ({reason}).",
        hint="Choose a folder on a disk with space that you may write to.",
        folder=folder.absolute(),
    )


def _checksum(path: Path) -> str:
    try:
        with open_regular(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(path, error) from error
