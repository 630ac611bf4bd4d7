"""Statistics of a data set, and a list of everything damaged in it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, get_args

from engine.errors import InputError
from engine.progress import JobContext
from training.data.manifest import SPLITS_FILE, Contents, read_manifest
from training.data.sample import SampleInfo, Split
from training.data.shards import Shard, read_shard
from training.data.splits import read_splits

SPLITS: Final[tuple[Split, ...]] = get_args(Split)
_SECONDS_A_MINUTE: Final = 60.0
_MISSING: Final = "nowhere"  # split of a sample whose source is not in the table


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetSummary:
    """Statistics of a data set.

    Attributes:
        folder: of the data set.
        contents: description of every sample's arrays.
        classes: number of samples per class and split.
        clips: number of clips of each class, which may be several samples each.
        content_s: duration of the clips of each class, without loops.
        events: total number of events.
        size_bytes: size of its arrays on disk.
        damaged: a sentence for everything missing or damaged.
    """

    folder: Path
    contents: Contents
    classes: dict[str, dict[str, int]]
    clips: dict[str, int]
    content_s: dict[str, float]
    events: int
    size_bytes: int
    damaged: tuple[str, ...]

    @property
    def samples(self) -> int:
        """Total number of samples."""
        return sum(sum(counts.values()) for counts in self.classes.values())

    def of(self, split: Split) -> int:
        """Number of samples in a split."""
        return sum(counts[split] for counts in self.classes.values())

    def to_json(self) -> dict[str, Any]:
        """The summary as JSON types."""
        return {
            "dataset": str(self.folder),
            "samples": self.samples,
            "splits": {split: self.of(split) for split in SPLITS},
            "classes": {
                label: {
                    **counts,
                    "clips": self.clips[label],
                    "content_s": round(self.content_s[label], 1),
                }
                for label, counts in self.classes.items()
            },
            "events": self.events,
            "size_bytes": self.size_bytes,
            "arrays": list(self.contents.arrays),
            "feature_backend": self.contents.feature_backend,
            "feature_version": self.contents.feature_version,
            "origin": self.contents.origin,
            "damaged": list(self.damaged),
        }

    def text(self) -> str:
        """The summary as text for the terminal."""
        width = max([len(label) for label in self.classes] + [5])
        lines = [f"{'class':{width}}  clips  minutes  train  validation  test"]
        for label, counts in self.classes.items():
            minutes = self.content_s[label] / _SECONDS_A_MINUTE
            train, validation, test = (counts[split] for split in SPLITS)
            lines.append(
                f"{label:{width}}  {self.clips[label]:5}  {minutes:7.1f}"
                f"  {train:5}  {validation:10}  {test:4}"
            )
        backend = self.contents.feature_backend
        seen = f"features by {backend}" if backend else "no pictures"
        lines.append(f"{self.samples} samples, {self.events} events, {seen}.")
        return "\n".join([*lines, *self.damaged])


def summarise(folder: Path, context: JobContext, *, every_byte: bool = False) -> DatasetSummary:
    """Summarise a data set.

    `every_byte` verifies checksums; otherwise only existence and sizes of the files are checked.

    Raises:
        InputError: there is no data set, or it is incomplete or made for another mel.
        CancelledError: the job was cancelled.
    """
    contents = read_manifest(folder)
    shards: list[Shard] = []
    damaged: list[str] = []
    with context.stage("verify"):
        for number, (name, checksum) in enumerate(contents.shards.items()):
            context.advance(number / len(contents.shards))
            try:
                shard = read_shard(folder, name, checksum)
                shards.append(shard)
                _check(shard, every_byte=every_byte)
            except InputError as error:
                damaged.append(error.message)
    infos = [info for shard in shards for info in shard.samples]
    return DatasetSummary(
        folder=folder,
        contents=contents,
        classes=_classes(infos, _splits(folder, damaged), damaged),
        clips=dict(Counter({info.source: info.label for info in infos}.values())),
        content_s=_content_s(infos),
        events=sum(len(info.events) for info in infos),
        size_bytes=sum(sum(shard.sizes.values()) for shard in shards),
        damaged=tuple(damaged),
    )


def _check(shard: Shard, *, every_byte: bool) -> None:
    if every_byte:
        shard.verify()
    for array in shard.sizes:
        shard.open(array)


def _splits(folder: Path, damaged: list[str]) -> dict[str, Split]:
    try:
        return read_splits(folder / SPLITS_FILE)
    except InputError as error:
        damaged.append(error.message)
        return {}


def _classes(
    infos: Sequence[SampleInfo], splits: dict[str, Split], damaged: list[str]
) -> dict[str, dict[str, int]]:
    """Number of samples per class and split; a source without a split is reported as damage."""
    counts = Counter((info.label, splits.get(info.source, _MISSING)) for info in infos)
    lost = sorted({info.source for info in infos if info.source not in splits}) if splits else []
    if lost:
        damaged.append(f"{SPLITS_FILE} does not say where {lost[0]} belongs.")
    labels = sorted({info.label for info in infos})
    return {label: {split: counts[label, split] for split in SPLITS} for label in labels}


def _content_s(infos: Sequence[SampleInfo]) -> dict[str, float]:
    totals: dict[str, float] = {}
    for info in infos:
        totals[info.label] = totals.get(info.label, 0.0) + info.content_s
    return totals
