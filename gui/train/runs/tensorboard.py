"""TensorBoard for a run: a child process, shown in the browser."""

import re
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from engine.errors import EnvironmentUnusableError
from gui.hosts.child_process import ChildProcess, Ended
from gui.kit.language import tr

COMMAND: Final = (sys.executable, "-m", "tensorboard.main")
_ADDRESS: Final = re.compile(r"(http://\S+)")


class TensorBoardServer(QObject):
    """One TensorBoard at a time, for the run that was opened last."""

    opened = Signal(str)  # its URL
    failed = Signal(object)  # EnvironmentUnusableError

    def __init__(
        self, parent: QObject | None = None, *, command: tuple[str, ...] = COMMAND
    ) -> None:
        super().__init__(parent)
        self._command = command
        self._process: ChildProcess | None = None
        self._folder: Path | None = None
        self._address = ""

    def open(self, folder: Path) -> None:
        """Show the event files of a folder."""
        if folder == self._folder and self._address:
            self._show(self._address)
            return
        self.shutdown()
        words = ("--logdir", str(folder), "--host", "localhost", "--port", "0")
        process = ChildProcess([*self._command, *words], self, merged=True)
        process.wrote.connect(self._on_line)
        process.ended.connect(self._on_ended)
        self._process, self._folder = process, folder
        process.start()

    def shutdown(self) -> None:
        """End it."""
        process, self._process = self._process, None
        self._folder, self._address = None, ""
        if process is not None:
            process.kill()

    def _show(self, address: str) -> None:
        QDesktopServices.openUrl(QUrl(address))
        self.opened.emit(address)

    @Slot(object)
    def _on_line(self, line: bytes) -> None:
        found = _ADDRESS.search(line.decode(errors="replace"))
        if found is not None and not self._address:
            self._address = found.group(1)
            self._show(self._address)

    @Slot(object)
    def _on_ended(self, _how: Ended) -> None:
        self._process = None
        self.shutdown()
        self.failed.emit(
            EnvironmentUnusableError(
                tr("TensorBoard did not start."), hint=tr("Reinstall it with `uv sync`.")
            )
        )
