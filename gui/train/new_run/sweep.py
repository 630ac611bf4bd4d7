"""One model for each class: its runs, what they take together, and the question before them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from engine.errors import UsageError
from gui.kit.durations import left_text
from gui.kit.language import counted, explained, mark, tr
from gui.kit.questions import ask
from gui.kit.widgets import bytes_text
from gui.train.data_set_info import DataSetInfo
from gui.train.new_run.cost_summary import Fact, Known, needed_bytes, needed_s
from training.config import RunConfig
from training.run.control.class_folders import class_folders

MODELS: Final = mark("Models")


@dataclass(frozen=True, slots=True)
class Sweep:
    """The runs of several classes.

    Attributes:
        configs: the settings of each run.
        info: the data set.
    """

    configs: tuple[RunConfig, ...]
    info: DataSetInfo

    @classmethod
    def of(cls, config: RunConfig, info: DataSetInfo) -> "Sweep":
        """The runs of the classes that `config` names, or of all."""
        classes = config.classes or tuple(sorted(info.classes))
        return cls(tuple(replace(config, classes=(label,)) for label in classes), info)

    @property
    def largest(self) -> RunConfig:
        """The run with the most samples, for which the estimate is made."""
        return max(self.configs, key=self._samples)

    def problem(self) -> str:
        """Why the runs cannot start; empty if they can."""
        for config in self.configs:
            if not self._samples(config):
                return tr("The class {label} has no training samples.", label=config.classes[0])
        try:
            self.by_folder(Path())
        except UsageError as error:
            return explained(error)
        return ""

    def by_folder(self, place: Path) -> dict[Path, RunConfig]:
        """The runs by their folders in that of the sweep.

        Raises:
            UsageError: two names would become one folder.
        """
        folders = class_folders(place, (each.classes[0] for each in self.configs)).values()
        return dict(zip(folders, self.configs, strict=True))

    def fact(self, known: Known) -> Fact:
        """How many models there will be, and what they take together."""
        count = len(self.configs)
        value = counted("{n} model, one after another", "{n} models, one after another", count)
        time_s, size = self.needed_s(known), self.needed_bytes(known)
        parts = [] if time_s is None else [tr("about {time}", time=left_text(time_s))]
        parts += [] if size is None else [bytes_text(size)]
        amounts = ", ".join(parts)
        note = tr("The rest is for the largest class.")
        if parts:
            note = tr("Together {amounts}; the rest is for the largest class.", amounts=amounts)
        free = known.free_bytes
        is_full = size is not None and free is not None and size > free
        return Fact(MODELS, value, note, "warning" if is_full else "text")

    def needed_s(self, known: Known) -> float | None:
        """Estimated seconds of all runs; None if those of one are unknown."""
        return _sum(needed_s(config, known) for config in self.configs)

    def needed_bytes(self, known: Known) -> float | None:
        """Estimated size of all runs; None if that of one is unknown."""
        return _sum(needed_bytes(config, known) for config in self.configs)

    def ask(self, window: QWidget, place: Path, known: Known) -> bool:
        """Ask whether to queue the runs."""
        time_s = self.needed_s(known)
        length = tr("How long they take is known after the first steps.")
        if time_s is not None:
            length = tr("Together they take about {time}.", time=left_text(time_s))
        text = tr(
            "Train one model for each of {count} classes? The trainings are queued one after"
            " another in the folder {folder}. {length}",
            count=len(self.configs),
            folder=place.name,
            length=length,
        )
        go = counted("Queue {n} training", "Queue {n} trainings", len(self.configs))
        return ask(window, tr("One model for each class"), text, (go,)) == go

    def _samples(self, config: RunConfig) -> int:
        return self.info.samples("train", config.classes)


def _sum(amounts: Iterable[float | None]) -> float | None:
    known = list(amounts)
    return None if None in known else sum(filter(None, known))
