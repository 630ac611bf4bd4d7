"""A child process: a signal for each line of output and one for its exit."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal, Slot

from engine.config import RESOURCES
from engine.storage.values import DamagedValueError, Value, encode, parse

_log = logging.getLogger(__name__)
_END_LIMIT_MS: Final = 2000  # enough for a killed process to go away


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process exited.

    Attributes:
        code: the exit code.
        crashed: whether a signal ended it.
        stderr: its error output, unless that goes to a log file.
        problem: why it could not be started; empty if it could.
    """

    code: int = 0
    crashed: bool = False
    stderr: str = ""
    problem: str = ""

    @property
    def is_success(self) -> bool:
        """Whether it exited normally with code 0."""
        return self.code == 0 and not self.crashed and not self.problem


class ChildProcess(QObject):
    """One process, from `start` to its exit; emits nothing after `end` or `kill`.

    Args:
        command: the program and its arguments.
        parent: the owner.
        log: file for stderr; None keeps it for `Ended.stderr`.
        merged: whether to read stderr as part of stdout.
        environment: variables that differ from those of this process.
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
        environment: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_over, self._is_merged = False, merged
        process = self._process = QProcess(self)
        process.setProgram(command[0])
        process.setArguments(list(command[1:]))
        process.setWorkingDirectory(str(RESOURCES.parent))
        variables = QProcessEnvironment.systemEnvironment()
        own = {"PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", **(environment or {})}
        for name, value in own.items():
            variables.insert(name, value)
        process.setProcessEnvironment(variables)
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
        """The process id; 0 unless it is running."""
        return self._process.processId()

    def start(self) -> None:
        """Start it; a failure to start is also reported by `ended`."""
        self._process.start()

    def write(self, message: Value) -> None:
        """Write a value to its stdin as a line of JSON."""
        self._process.write(encode(message) + b"\n")

    def end(self, patience_ms: int) -> None:
        """Close its stdin, which asks it to exit; kill it if it is still running afterwards."""
        self._is_over = True
        self._process.closeWriteChannel()
        if not (patience_ms and self._process.waitForFinished(patience_ms)):
            self.kill()
        self.deleteLater()

    def kill(self) -> None:
        """Kill it now."""
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
        errors = b"" if self._is_merged else bytes(self._process.readAllStandardError().data())
        crashed = status is QProcess.ExitStatus.CrashExit
        self._emit_end(Ended(code, crashed, errors.decode(errors="replace").strip()))

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._emit_end(Ended(problem=self._process.errorString()))

    def _emit_end(self, how: Ended) -> None:
        if not self._is_over:
            self._is_over = True
            self.ended.emit(how)
            self.deleteLater()


def json_object(line: bytes) -> dict[str, Any] | None:
    """Parse a line as a JSON object; log it and return None if it is not one."""
    try:
        message = parse(line, "line")
    except DamagedValueError:
        message = None
    if not isinstance(message, dict):
        _log.warning("a child process wrote a line that is not a JSON object: %r", line[:200])
        return None
    return message
