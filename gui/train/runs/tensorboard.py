"""TensorBoard for a run: a process of its own, opened in the browser, ended with the window."""

import re
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QProcess, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from engine.errors import EnvironmentUnusableError

COMMAND: Final = (sys.executable, "-m", "tensorboard.main")
_ADDRESS: Final = re.compile(r"(http://\S+)\s")  # what is cut off may still be coming
_END_LIMIT_MS: Final = 2000


class Board(QObject):
    """One TensorBoard at a time, for the run that was asked for last."""

    opened = Signal(str)  # its address
    failed = Signal(object)  # EnvironmentUnusableError

    def __init__(
        self, parent: QObject | None = None, *, command: tuple[str, ...] = COMMAND
    ) -> None:
        super().__init__(parent)
        self._command = command
        self._process: QProcess | None = None
        self._folder: Path | None = None
        self._said = ""
        self._address = ""

    def open(self, folder: Path) -> None:
        """Show the event files of a folder."""
        if folder == self._folder and self._address:
            self._show(self._address)
            return
        self.shutdown()
        process = QProcess(self)
        program, *arguments = self._command
        process.setProgram(program)
        process.setArguments(
            [*arguments, "--logdir", str(folder), "--host", "localhost", "--port", "0"]
        )
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        process.readyRead.connect(self._on_output)
        process.finished.connect(self._on_finished)
        self._process, self._folder = process, folder
        process.start()

    def shutdown(self) -> None:
        """End it."""
        process, self._process = self._process, None
        self._folder, self._said, self._address = None, "", ""
        if process is not None:
            process.kill()
            process.waitForFinished(_END_LIMIT_MS)
            process.deleteLater()

    def _show(self, address: str) -> None:
        QDesktopServices.openUrl(QUrl(address))
        self.opened.emit(address)

    @Slot()
    def _on_output(self) -> None:
        if self._process is None or self._address:
            return
        self._said += bytes(self._process.readAll().data()).decode(errors="replace")
        found = _ADDRESS.search(self._said)
        if found is not None:
            self._address = found.group(1)
            self._show(self._address)

    @Slot()
    def _on_finished(self) -> None:
        if self._process is None or self.sender() is not self._process:
            return
        self.shutdown()
        self.failed.emit(
            EnvironmentUnusableError(
                "TensorBoard did not start.", hint="Install it anew with `uv sync`."
            )
        )
