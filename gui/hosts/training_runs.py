"""Training runs as seen by the window: started, controlled and observed through their folders.

A run is a separate process that does not know the window and outlives it. The window shows what
the run folder says, read by a thread a few times a second; a button only sends a request.
"""

import logging
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QObject, Signal, Slot

from engine.errors import UsageError
from engine.storage.real_paths import real_path
from gui.hosts.run_observer import Look, RunObserver, SeenRun
from gui.kit.language import tr
from gui.kit.timers import every
from gui.kit.workers import Runner
from training.config import RunConfig
from training.run.control.queue import set_queued
from training.run.control.resuming import branch, delete_checkpoint, go_back
from training.run.known_runs import forget_run, remember_run
from training.run.run_folder import Request, RunFolder

Control = Literal["pause", "resume", "stop", "sample", "checkpoint"]

_log = logging.getLogger(__name__)
LOOK_MS: Final = 500  # while the Train workspace is shown
GLANCE_MS: Final = 2000  # otherwise
_REQUESTS: Final[dict[Control, Request]] = {
    "pause": "pause",
    "resume": "continue",
    "stop": "stop",
    "sample": "sample_now",
    "checkpoint": "checkpoint_now",
}


class TrainingRuns(QObject):
    """All known runs, one of which is followed step by step."""

    listed = Signal()  # `runs` changed
    grew = Signal(object)  # Growth: what the watched run wrote since the last one
    caught_up = Signal()  # with all that the watched run has written
    started = Signal(object)  # Path of a run whose trainer was started
    failed = Signal(object, object)  # Path, Exception: a request failed

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Its own, which a long job elsewhere does not delay; trainers get the usual priority.
        self._runner = Runner(self, yields=False)
        self._observer = RunObserver()
        self._children: list[subprocess.Popen[bytes]] = []
        self._starting: set[Path] = set()
        self._is_looking = False
        self.runs: tuple[SeenRun, ...] = ()
        self._timer = every(self, GLANCE_MS, self.look)

    # Life

    def begin(self) -> None:
        """Start looking for runs."""
        self._timer.start()
        self.look()

    def attend(self, *, closely: bool) -> None:
        """Look more often while the Train workspace is shown."""
        self._timer.setInterval(LOOK_MS if closely else GLANCE_MS)
        if closely and self._timer.isActive():
            self.look()

    def shutdown(self) -> None:
        """Stop looking; the runs continue."""
        self._timer.stop()
        self._runner.shutdown()

    # Seen

    def run(self, path: Path | None) -> SeenRun | None:
        """A run as last seen."""
        whole = None if path is None else real_path(path)
        return next((each for each in self.runs if each.path == whole), None)

    def watch(self, path: Path | None) -> None:
        """Follow one run, reading its events from the beginning."""
        self._observer.watch(path)
        self.look()

    # Asked

    def start(
        self,
        run: Path,
        config: RunConfig,
        command: tuple[str, ...] = (),
        *,
        queued: bool = False,
    ) -> None:
        """Create a run's folder and start its trainer; emits `started` or `failed`.

        A queued run begins when those before it on its device have ended.
        """

        def work() -> RunFolder:
            return RunFolder.create(run, config, command)

        self._launch(run, work, queued=queued)

    def resume_from(
        self, run: Path, step: int, config: RunConfig, new: Path | None, *, queued: bool = False
    ) -> None:
        """Continue from a checkpoint in its run, or in a new one; emits `started` or `failed`."""

        def work() -> RunFolder:
            folder = RunFolder.open(run)
            checkpoint = folder.checkpoint(step)
            if new is None:
                go_back(folder, checkpoint, config)
                return folder
            words = ("main.py", "train", config.kind, "--run", str(new))
            return branch(
                folder, checkpoint, new, config, (*words, "--resume-from", str(checkpoint.state))
            )

        self._launch(new or run, work, queued=queued)

    def delete_checkpoint(self, run: Path, step: int) -> None:
        """Delete a checkpoint of a run that is not training."""
        self._do(run, lambda: delete_checkpoint(RunFolder.open(run).checkpoint(step)))

    def restart(self, run: Path, config: RunConfig | None = None, *, queued: bool = False) -> None:
        """Continue a run that ended, with other settings if given."""

        def work() -> RunFolder:
            folder = RunFolder.open(run)
            if config is not None:
                folder.update_config(config)
            return folder

        self._launch(run, work, queued=queued)

    def control(self, run: Path, control: Control) -> None:
        """Send a trainer a request; its effect is observed later."""
        request = _REQUESTS[control]
        self._do(run, lambda: RunFolder.open(run).request(request))

    def end(self, run: Path) -> None:
        """End a trainer that does not respond; its work since the last checkpoint is lost."""

        def work() -> None:
            process = RunFolder.open(run).process()
            if process is not None:
                process.terminate()

        self._do(run, work)

    def add(self, run: Path) -> None:
        """Add a run folder to the list."""
        self._do(run, lambda: remember_run(RunFolder.open(run)))

    def forget(self, run: Path) -> None:
        """Remove a run from the list; its folder is kept."""
        self._do(run, lambda: forget_run(RunFolder(run)))

    # Work outside the GUI thread

    @Slot()
    def look(self) -> None:
        """Look at the runs, unless a look is in progress."""
        self._children = [child for child in self._children if child.poll() is None]
        if self._is_looking:
            return
        self._is_looking = True
        self._runner.start(
            lambda _context: self._observer.look(),
            done=self._on_looked,
            failed=self._on_look_failed,
        )

    def _launch(self, run: Path, prepare: Callable[[], RunFolder], *, queued: bool) -> None:
        run = real_path(run)
        if run in self._starting:
            return
        self._starting.add(run)

        def work() -> subprocess.Popen[bytes]:
            folder = prepare()
            remember_run(folder)
            set_queued(folder, queued)
            child = folder.launch(detached=True)
            if child.poll() == UsageError.exit_code:
                raise UsageError(
                    tr("The training run {name} could not be started.", name=run.name),
                    hint=tr("Another process may already be training it."),
                )
            return child

        def done(child: subprocess.Popen[bytes]) -> None:
            self._starting.discard(run)
            self._children.append(child)
            self.started.emit(run)
            self.look()

        self._runner.start(lambda _context: work(), done=done, failed=self._failure_of(run))

    def _do(self, run: Path, work: Callable[[], object]) -> None:
        self._runner.start(
            lambda _context: work(), done=lambda _: self.look(), failed=self._failure_of(run)
        )

    def _failure_of(self, run: Path) -> Callable[[Exception], None]:
        def failed(error: Exception) -> None:
            self._starting.discard(run)
            self.failed.emit(run, error)

        return failed

    def _on_looked(self, look: Look) -> None:
        self._is_looking = False
        runs = tuple(replace(each, is_starting=each.path in self._starting) for each in look.runs)
        if runs != self.runs:
            self.runs = runs
            self.listed.emit()
        if look.watch == self._observer.watch_number:  # else another run is followed by now
            for growth in look.growths:
                self.grew.emit(growth)
            if not look.has_more:
                self.caught_up.emit()
        if look.has_more:
            self.look()

    def _on_look_failed(self, error: Exception) -> None:
        """Log it: a folder that cannot be read now may be readable next time."""
        self._is_looking = False
        _log.warning("the runs could not be read", exc_info=error)
