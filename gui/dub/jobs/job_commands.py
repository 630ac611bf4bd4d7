"""Cancelling and freeing memory, as commands: what took long is asked about first."""

import time
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from gui.hosts.engine_host import EngineHost
from gui.hosts.jobs import HostJob, JobState
from gui.kit.durations import length_text

_ASK_AFTER_S: Final = 30.0


class JobCommands(QObject):
    """What a person can do about the engine's jobs."""

    said = Signal(str)

    def __init__(self, host: EngineHost, window: QWidget) -> None:
        super().__init__(window)
        self._host = host
        self._window = window

    def cancel(self) -> None:
        """Cancel what runs and what waits; work of over half a minute only if it is meant."""
        running = self._host.running
        if running is None or running.state is not JobState.RUNNING or self._is_meant(running):
            self._host.cancel_all()

    def free_memory(self) -> None:
        """Restart the engine; what it worked on begins again."""
        self._host.restart()
        self.said.emit("The engine was restarted; its memory is free.")

    def _is_meant(self, job: HostJob) -> bool:
        elapsed_s = job.elapsed_s(time.monotonic())
        if elapsed_s <= _ASK_AFTER_S:
            return True
        answer = QMessageBox.question(
            self._window,
            "Cancel?",
            f"“{job.title}” has run for {length_text(elapsed_s)}. Cancel it?",
        )
        return answer == QMessageBox.StandardButton.Yes and not job.is_over
