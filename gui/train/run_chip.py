"""Active training runs in the status bar, visible from every workspace."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal, Slot

from gui.hosts.run_observer import SeenRun
from gui.hosts.training_runs import TrainingRuns
from gui.kit.durations import left_text
from gui.kit.language import tr
from gui.kit.widgets import Chip
from gui.train.numbers import steps_text

_NAME_LENGTH: Final = 24
_NAME_HEAD, _NAME_TAIL = 12, 11  # of a longer one: names often differ at the end


class RunChip(Chip):
    """Shown while a run is active; a click asks to open the latest one."""

    open_asked = Signal(object)  # Path of the run

    def __init__(self, runs: TrainingRuns) -> None:
        super().__init__("curves", tr("Training"))
        self._runs = runs
        self._shown: Path | None = None
        self.clicked.connect(self._on_clicked)
        runs.listed.connect(self._show_runs)

    @Slot()
    def _show_runs(self) -> None:
        alive = [run for run in self._runs.runs if run.is_alive]
        self._shown = alive[0].path if alive else None
        parts = [live_text(run) for run in alive[:1]]
        if len(alive) > 1:
            parts.append(tr("+{n} more", n=len(alive) - 1))
        lines = (f"{live_text(run)}  ·  {run.path}" for run in alive)
        about = tr("Training runs; they continue when the window is closed:")
        self.show_text("  ·  ".join(parts), "\n".join((about, *lines)))

    @Slot()
    def _on_clicked(self) -> None:
        if self._shown is not None:
            self.open_asked.emit(self._shown)


def live_text(run: SeenRun) -> str:
    """An active run in one line: name, step, time left."""
    name, status = run.path.name, run.status
    if len(name) > _NAME_LENGTH:
        name = f"{name[:_NAME_HEAD]}…{name[-_NAME_TAIL:]}"
    parts = [name]
    if status.steps:
        parts.append(steps_text(status.step, status.steps))
    if status.state == "paused":
        parts.append(tr("paused"))
    elif "pause" in run.requests:
        parts.append(tr("pausing"))
    elif status.eta_s > 0:
        parts.append(tr("{time} left", time=left_text(status.eta_s)))
    elif not status.steps:
        parts.append(tr("preparing"))
    elif status.step >= status.steps:
        parts.append(tr("finishing"))
    return "  ·  ".join(parts)
