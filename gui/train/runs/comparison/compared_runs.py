"""The histories of the runs that are compared, read outside the GUI thread and followed."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from engine.progress import JobContext
from gui.hosts.run_observer import Growth, read_on
from gui.kit.timers import every
from gui.kit.workers import Runner
from gui.train.runs.history import RunHistory
from training.run.messages import MessageTail
from training.run.run_folder import RunFolder

_LOOK_MS: Final = 1000


class ComparedRuns(QObject):
    """Reads any number of runs from their beginning.

    Attributes:
        histories: of the chosen runs, in the order in which they were chosen.
    """

    grew = Signal()

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._tails: dict[Path, MessageTail] = {}
        self._is_looking = False
        self._is_behind = False  # a run was chosen while others were read
        self.histories: dict[Path, RunHistory] = {}
        self._timer = every(self, _LOOK_MS, self.look)

    def choose(self, runs: Iterable[Path]) -> None:
        """Compare these runs; nothing is read while there are none."""
        chosen = list(runs)
        kept = [path for path in self.histories if path in chosen]
        order = [*kept, *(path for path in chosen if path not in kept)]
        self.histories = {path: self.histories.get(path) or RunHistory(path) for path in order}
        self._tails = {path: self._tails.get(path) or RunFolder(path).tail() for path in order}
        if order:
            self._timer.start()
            self.look()
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Stop looking."""
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Read what the runs wrote, unless that is being done."""
        self._is_behind = self._is_looking
        if self._is_looking:
            return
        self._is_looking = True
        tails = dict(self._tails)
        self._runner.start(
            lambda context: _read(tails, context), done=self._on_read, failed=self._on_failed
        )

    def _on_read(self, growths: list[Growth]) -> None:
        self._is_looking = False
        for growth in growths:
            if growth.run in self.histories:
                self.histories[growth.run].take(growth)
        if growths:
            self.grew.emit()
        if self._is_behind or any(tail.has_more for tail in self._tails.values()):
            self.look()

    def _on_failed(self, _error: Exception) -> None:
        """Try again at the next look: a folder that cannot be read now may be readable then."""
        self._is_looking = False


def _read(tails: dict[Path, MessageTail], context: JobContext) -> list[Growth]:
    growths: list[Growth] = []
    for path, tail in tails.items():
        for growth in read_on(path, tail):
            context.advance(0.0)  # ends here if the window closes
            growths.append(growth)
    return growths
