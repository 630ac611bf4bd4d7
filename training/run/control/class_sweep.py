"""One run for each class of a data set, as the paper trains (Training and Inference)."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from training.data.dataset import Dataset
from training.run.control.class_folders import class_folders
from training.run.run_folder import RunFolder


class ClassRun(NamedTuple):
    """The run of a class, in the folder `place`, and whether it has been trained to its end."""

    label: str
    place: Path
    is_done: bool


def runs_by_class(dataset: Path, classes: str | None, folder: Path) -> Iterator[ClassRun]:
    """The runs of a sweep, in the order of the classes' names.

    `classes` are separated by commas; None for all. Each gets a folder of its name in `folder`.

    Raises:
        InputError: the data set cannot be used.
        UsageError: a class does not exist, or two names would become one folder.
    """
    opened = Dataset(dataset)
    wanted = [each for each in (classes or "").split(",") if each] or opened.classes
    for label in wanted:
        opened.select("train", (label,))  # refuses a class before any training
    for label, place in class_folders(folder, wanted).items():
        run = RunFolder(place)
        yield ClassRun(label, place, run.exists and run.status().state == "done")
