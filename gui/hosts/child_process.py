"""A child process of the program: what it writes comes line by line, its end comes once."""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal, Slot

from engine.config import RESOURCES
from engine.storage.values import Value, encode

_log = logging.getLogger(__name__)
_END_LIMIT_MS: Final = 2000  # a process that was killed is gone by then


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended by itself.

    Attributes:
        code: its exit code.
        crashed: whether it was killed.
        said: what it wrote to stderr, where that does not go to a file.
        problem: why it did not even start; empty if it did.
    """

    code: int = 0
    crashed: bool = False
    said: str = ""
    problem: str = ""

    @property
    def is_success(self) -> bool:
        """Whether it did what it was started for, as far as its exit code says."""
        return self.code == 0 and not self.crashed and not self.problem


class ChildProcess(QObject):
    """One process, from `start` to its end; nothing is heard of it after `end` or `kill`.

    Args:
        command: the program and its arguments.
        parent: owns it.
        log: the file that its stderr goes to; None keeps it for `Ended.said`.
        merged: whether stderr is read as if it were stdout.
    """

    wrote = Signal(object)  # bytes: a line of its stdout
    ended = Signal(object)  # Ended

    def __init__(
        self,
        command: Sequence[str],
        parent: QObject,
        *,
        log: Path | None = None,
        merged: bool = False,
    ) -> None:
        super().__init__(parent)
        self._is_over, self._is_merged = False, merged
        process = self._process = QProcess(self)
        process.setProgram(command[0])
        process.setArguments(list(command[1:]))
        process.setWorkingDirectory(str(RESOURCES.parent))
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONUNBUFFERED", "1")
        environment.insert("PYTHONUTF8", "1")
        process.setProcessEnvironment(environment)
        if merged:
            process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        if log is not None:
            log.parent.mkdir(parents=True, exist_ok=True)
            process.setStandardErrorFile(str(log), QProcess.OpenModeFlag.Truncate)
        process.readyReadStandardOutput.connect(self._on_output)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)

    @property
    def pid(self) -> int:
        """Its number; 0 while it does not run."""
        return self._process.processId()

    def start(self) -> None:
        """Start it; `ended` tells, too, that it could not be started."""
        self._process.start()

    def write(self, message: Value) -> None:
        """Write a value to its stdin, as a line of JSON."""
        self._process.write(encode(message) + b"\n")

    def end(self, patience_ms: int) -> None:
        """Close its stdin, which tells it to end; kill it if it still runs after that time."""
        self._is_over = True
        self._process.closeWriteChannel()
        if not (patience_ms and self._process.waitForFinished(patience_ms)):
            self.kill()
        self.deleteLater()

    def kill(self) -> None:
        """End it at once."""
        self._is_over = True
        self._process.kill()
        self._process.waitForFinished(_END_LIMIT_MS)
        self.deleteLater()

    @Slot()
    def _on_output(self) -> None:
        while not self._is_over and self._process.canReadLine():
            self.wrote.emit(bytes(self._process.readLine().data()))

    @Slot(int, QProcess.ExitStatus)
    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._on_output()
        rest = bytes(self._process.readAllStandardOutput().data())
        if rest.strip() and not self._is_over:
            self.wrote.emit(rest)
        said = b"" if self._is_merged else bytes(self._process.readAllStandardError().data())
        crashed = status is QProcess.ExitStatus.CrashExit
        self._tell(Ended(code, crashed, said.decode(errors="replace").strip()))

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._tell(Ended(problem=self._process.errorString()))

    def _tell(self, how: Ended) -> None:
        if not self._is_over:
            self._is_over = True
            self.ended.emit(how)
            self.deleteLater()


def json_object(line: bytes) -> dict[str, Any] | None:
    """The JSON object of a line; None, and a note in the log, where it is none."""
    try:
        message = json.loads(line)
    except ValueError:
        message = None
    if not isinstance(message, dict):
        _log.warning("a child process wrote a line that is no JSON object: %r", line[:200])
        return None
    return message
