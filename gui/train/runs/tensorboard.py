"""TensorBoard for a run: a child process, shown in the browser."""

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from engine.errors import EnvironmentUnusableError
from engine.storage.real_paths import real_path
from gui.hosts.child_process import ChildProcess, Ended
from gui.kit.language import tr

COMMAND: Final = (sys.executable, "-m", "tensorboard.main")
_ADDRESS: Final = re.compile(r"(http://\S+)")


class TensorBoardServer(QObject):
    """One TensorBoard at a time, for the runs that were opened last."""

    opened = Signal(str)  # its URL
    failed = Signal(object)  # EnvironmentUnusableError

    def __init__(
        self, parent: QObject | None = None, *, command: tuple[str, ...] = COMMAND
    ) -> None:
        super().__init__(parent)
        self._command = command
        self._process: ChildProcess | None = None
        self._folders: dict[str, Path] = {}
        self._links: TemporaryDirectory[str] | None = None
        self._address = ""

    def open(self, folders: Mapping[str, Path]) -> None:
        """Show the event files of runs, each under its name."""
        if folders == self._folders and self._address:
            self._show(self._address)
            return
        self.shutdown()
        logs = next(iter(folders.values())) if len(folders) == 1 else self._linked(folders)
        words = ("--logdir", str(logs), "--host", "localhost", "--port", "0")
        process = ChildProcess([*self._command, *words], self, merged=True)
        process.wrote.connect(self._on_line)
        process.ended.connect(self._on_ended)
        self._process, self._folders = process, dict(folders)
        process.start()

    def _linked(self, folders: Mapping[str, Path]) -> Path:
        """A folder that holds the others under the names of their runs."""
        self._links = TemporaryDirectory(prefix="tensorboard-")
        for name, folder in folders.items():
            link = Path(self._links.name, name)
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(real_path(folder), target_is_directory=True)
        return Path(self._links.name)

    def shutdown(self) -> None:
        """End it."""
        process, self._process = self._process, None
        links, self._links = self._links, None
        self._folders, self._address = {}, ""
        if process is not None:
            process.kill()
        if links is not None:
            links.cleanup()

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
