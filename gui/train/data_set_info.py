"""What a prepared data set holds, as `prepare --describe` says; the pages keep this, no arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

Split = Literal["train", "validation", "test"]
SPLITS: Final[tuple[Split, ...]] = ("train", "validation", "test")
MARKER: Final = "manifest.json"  # a folder with it is a complete data set
BEGUN: Final = "contents.json"  # one with only this is not


@dataclass(frozen=True, slots=True)
class ClassInfo:
    """One class of a data set.

    Attributes:
        content_s: how long its clips are together.
        samples: on each side of the split.
    """

    content_s: float
    samples: Mapping[Split, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSetInfo:
    """A data set in numbers.

    Attributes:
        folder: where it lies.
        classes: by name.
        events: how many events its samples have.
        size_bytes: on disk.
        arrays: what every sample has: features, mel, wave.
        feature_backend: what looked at the picture.
        origin: where the clips come from.
        damaged: what is missing or not as it was written, a sentence each.
    """

    folder: Path
    classes: Mapping[str, ClassInfo]
    events: int
    size_bytes: int
    arrays: tuple[str, ...]
    feature_backend: str
    origin: str
    damaged: tuple[str, ...]

    def samples(self, split: Split, classes: Sequence[str] = ()) -> int:
        """How many samples one side has; of these classes, or of all."""
        chosen = classes or tuple(self.classes)
        return sum(self.classes[name].samples[split] for name in chosen if name in self.classes)

    @property
    def count(self) -> int:
        """How many samples there are."""
        return sum(self.samples(split) for split in SPLITS)

    @property
    def content_s(self) -> float:
        """How long all its clips are together."""
        return sum(each.content_s for each in self.classes.values())


def describe_arguments(folder: Path, *, every_byte: bool = False) -> list[str]:
    """The command that describes a data set."""
    verify = ["--verify"] if every_byte else []
    return ["prepare", "--describe", str(folder), *verify, "--json", "--progress"]


def read_description(result: Mapping[str, Any]) -> DataSetInfo:
    """The result line of `prepare --describe --json`."""
    return DataSetInfo(
        folder=Path(result["dataset"]),
        classes={
            name: ClassInfo(values["content_s"], {split: values[split] for split in SPLITS})
            for name, values in result["classes"].items()
        },
        events=result["events"],
        size_bytes=result["size_bytes"],
        arrays=tuple(result["arrays"]),
        feature_backend=result["feature_backend"],
        origin=result["origin"],
        damaged=tuple(result["damaged"]),
    )
