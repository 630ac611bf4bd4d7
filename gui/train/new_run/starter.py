"""Starts one run, or the runs of a sweep one after another, so that their queue is in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot

from gui.hosts.training_runs import TrainingRuns
from gui.train.new_run.draft import RunDraft
from training.config import RunConfig


@dataclass(frozen=True, slots=True)
class PlannedRun:
    """A run to start.

    Attributes:
        folder: of the run; absolute.
        config: its settings.
        command: the command line that does the same.
    """

    folder: Path
    config: RunConfig
    command: tuple[str, ...]


def planned_runs(
    draft: RunDraft, configs: Mapping[Path, RunConfig], data_set: Path
) -> list[PlannedRun]:
    """The runs of a draft in these folders, with the settings of each."""
    return [
        PlannedRun(
            folder,
            replace(config, dataset=data_set),
            ("main.py", *draft.arguments(data_set, folder, config.classes)),
        )
        for folder, config in configs.items()
    ]


class RunStarter(QObject):
    """Starts the next run once the trainer of the last one is there: a queue goes by their ages."""

    changed = Signal()  # whether it is busy
    started = Signal(object)  # Path of the first run, when all are started

    def __init__(self, runs: TrainingRuns, parent: QObject) -> None:
        super().__init__(parent)
        self._runs = runs
        self._first: Path | None = None
        self._waiting: list[PlannedRun] = []
        self._starting: PlannedRun | None = None
        self._is_queued = False
        runs.started.connect(self._on_started)
        runs.failed.connect(self._on_failed)

    @property
    def is_busy(self) -> bool:
        """Whether a run is being started."""
        return self._starting is not None

    def start(self, planned: Sequence[PlannedRun], *, queued: bool) -> None:
        """Start runs; queued ones begin when those before them on their device have ended."""
        self._waiting, self._is_queued = list(planned), queued
        self._first = planned[0].folder
        self._start_next()
        self.changed.emit()

    def _start_next(self) -> None:
        run = self._starting = self._waiting.pop(0)
        self._runs.start(run.folder, run.config, run.command, queued=self._is_queued)

    @Slot(object)
    def _on_started(self, folder: Path) -> None:
        if self._starting is None or folder != self._starting.folder:
            return
        if self._waiting:
            self._start_next()
            return
        self._starting = None
        self.changed.emit()
        self.started.emit(self._first)

    @Slot(object, object)
    def _on_failed(self, folder: Path, _error: Exception) -> None:
        """Start no more; those that were started go on."""
        if self._starting is not None and folder == self._starting.folder:
            self._starting, self._waiting = None, []
            self.changed.emit()
