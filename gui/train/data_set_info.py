"""Contents of a prepared data set as reported by `prepare --describe`, without the arrays."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Literal

from msgspec import Struct

from engine.storage.values import convert
from gui.kit.language import tr

Split = Literal["train", "validation", "test"]
SPLITS: Final[tuple[Split, ...]] = ("train", "validation", "test")
MARKER: Final = "manifest.json"  # in a complete data set
BEGUN: Final = "contents.json"  # in any data set, also in an incomplete one


class ClassInfo(Struct, frozen=True):
    """One class of a data set.

    Attributes:
        clips: number of its clips.
        content_s: total length of its clips in seconds.
        train, validation, test: number of samples in each split.
    """

    clips: int
    content_s: float
    train: int
    validation: int
    test: int

    def samples(self, split: Split) -> int:
        """Number of samples in a split."""
        return int(getattr(self, split))


class DataSetInfo(Struct, frozen=True, kw_only=True, rename={"folder": "dataset"}):
    """A data set in numbers.

    Attributes:
        folder: its folder.
        classes: its classes by name.
        events: number of events in its samples.
        size_bytes: size on disk.
        arrays: arrays of each sample: features, mel, wave.
        feature_backend: the backend that extracted the features.
        origin: where the clips come from.
        damaged: one sentence for each missing or damaged file.
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
        """Number of samples in a split, of these classes or of all."""
        chosen = classes or tuple(self.classes)
        return sum(self.classes[name].samples(split) for name in chosen if name in self.classes)

    @property
    def count(self) -> int:
        """Number of samples."""
        return sum(self.samples(split) for split in SPLITS)

    @property
    def content_s(self) -> float:
        """Total length of its clips in seconds."""
        return sum(each.content_s for each in self.classes.values())


def target_problem(folder: Path | None) -> str:
    """Why a data set cannot be made in a folder; empty if it can, or that shows only later."""
    if folder is None:
        return tr("Choose a folder to save to.")
    with suppress(OSError):  # a name that nothing can have
        if (folder / MARKER).exists():
            return tr(
                "{name} already contains a data set; choose another folder.", name=folder.name
            )
        if folder.is_file():
            return tr("{name} is a file; choose a folder.", name=folder.name)
    return ""


def describe_arguments(folder: Path, *, every_byte: bool = False) -> list[str]:
    """Arguments of the command that describes a data set."""
    verify = ["--verify"] if every_byte else []
    return ["prepare", "--describe", str(folder), *verify, "--json", "--progress"]


def read_description(result: Mapping[str, Any]) -> DataSetInfo:
    """Read the result line of `prepare --describe --json`."""
    return convert(DataSetInfo, result, "description")
