"""The commands that cancel jobs and free the engine's memory."""

import time
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from gui.hosts.engine_host import EngineHost
from gui.hosts.jobs import HostJob, JobState
from gui.kit.durations import length_text

_ASK_AFTER_S: Final = 30.0


class JobCommands(QObject):
    """Cancels jobs, asking first if they have run for long, and frees memory."""

    said = Signal(str)

    def __init__(self, host: EngineHost, window: QWidget) -> None:
        super().__init__(window)
        self._host = host
        self._window = window

    def cancel(self) -> None:
        """Cancel all jobs; ask first if the running one has taken over 30 seconds."""
        running = self._host.running
        if running is None or running.state is not JobState.RUNNING or self._is_confirmed(running):
            self._host.cancel_all()

    def free_memory(self) -> None:
        """Restart the engine; its running job starts over."""
        self._host.restart()
        self.said.emit("Engine restarted; memory freed.")

    def _is_confirmed(self, job: HostJob) -> bool:
        elapsed_s = job.elapsed_s(time.monotonic())
        if elapsed_s <= _ASK_AFTER_S:
            return True
        answer = QMessageBox.question(
            self._window,
            "Cancel job?",
            f"“{job.title}” has been running for {length_text(elapsed_s)}. Cancel it?",
        )
        return answer == QMessageBox.StandardButton.Yes and not job.is_over
