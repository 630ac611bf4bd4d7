"""Commands of the program as child processes, one at a time, with progress and result.

Work that reads many files or needs torch runs as `main.py COMMAND ... --json`, never in the
window's process. Progress lines precede the single result line; errors go to stderr, as in a
terminal, and from some as a line that can be translated.
"""

import shlex
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QObject, Signal, Slot

from engine.config import RESOURCES
from engine.errors import EngineError
from engine.host.messages import JobFailed
from engine.phrases import LONGEST, shortened
from engine.storage.values import DamagedValueError, convert
from gui.hosts.child_process import ChildProcess, Ended, json_object
from gui.hosts.jobs import HostError, as_error
from gui.kit.language import tr

PROGRAM: Final = (sys.executable, str(RESOURCES.parent / "main.py"))
_MIN_ETA_FRACTION: Final = 0.02  # an earlier estimate would be a guess

Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """Progress of a command.

    Attributes:
        stage: name of the current stage.
        fraction: progress of the stage, 0 to 1.
        left_s: estimated seconds left; None while unknown.
    """

    stage: str
    fraction: float
    left_s: float | None


@dataclass(slots=True)
class _Stage:
    """A stage as first seen: one that continues earlier work does not start at 0."""

    name: str
    began_s: float
    first: float

    def left_s(self, fraction: float, now_s: float) -> float | None:
        seen = fraction - self.first
        if seen < _MIN_ETA_FRACTION:
            return None
        return (now_s - self.began_s) * (1.0 - fraction) / seen


@dataclass(frozen=True, slots=True)
class _Command:
    """A command to run, and who is told how it ended."""

    arguments: Sequence[str]
    done: Callable[[Result], object]
    failed: Callable[[EngineError], object]


class PrepareJobs(QObject):
    """Runs commands of the program, one at a time."""

    progressed = Signal(object)  # Step
    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None, *, program: Sequence[str] = PROGRAM) -> None:
        super().__init__(parent)
        self._program = tuple(program)
        self._process: ChildProcess | None = None
        self._waiting: deque[_Command] = deque()
        self._command: _Command | None = None  # the one that runs
        self._stage: _Stage | None = None
        self._result: Result | None = None
        self._told: EngineError | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a command is running."""
        return self._process is not None

    def start(
        self,
        arguments: Sequence[str],
        *,
        done: Callable[[Result], object],
        failed: Callable[[EngineError], object],
    ) -> None:
        """Run a command instead of any that is running or waits.

        `done` gets its result, `failed` its error; cancelling calls neither.
        """
        self.shutdown()
        self._run(_Command(arguments, done, failed))

    def add(
        self,
        arguments: Sequence[str],
        *,
        done: Callable[[Result], object],
        failed: Callable[[EngineError], object],
    ) -> None:
        """Run a command when those before it have ended, however they end; see `start`."""
        self._waiting.append(_Command(arguments, done, failed))
        if not self.is_busy:
            self._run(self._waiting.popleft())

    def _run(self, command: _Command) -> None:
        process = ChildProcess([*self._program, *command.arguments], self)
        process.wrote.connect(self._on_line)
        process.ended.connect(self._on_ended)
        self._process, self._command = process, command
        self._stage = self._result = self._told = None
        self.busy_changed.emit(True)
        process.start()

    def cancel(self) -> None:
        """End the command now, and those that wait; what it wrote is kept and can be continued."""
        if self._process is not None:
            self.shutdown()
            self.busy_changed.emit(False)

    def shutdown(self) -> None:
        """Kill the command: its writes are atomic, and its workers end with it; none follows."""
        self._waiting.clear()
        process, self._process = self._process, None
        if process is not None:
            process.kill()

    @Slot(object)
    def _on_line(self, line: bytes) -> None:
        message = json_object(line)
        if message is None:
            return
        if message.get("type") == "progress":
            self._report(str(message.get("stage") or ""), float(message.get("fraction") or 0.0))
        elif message.get("type") == "error":
            with suppress(DamagedValueError):
                self._told = as_error(convert(JobFailed, message, "error"))
        else:
            self._result = message

    def _report(self, name: str, fraction: float) -> None:
        now_s = time.monotonic()
        if self._stage is None or self._stage.name != name:
            self._stage = _Stage(name, now_s, fraction)
        self.progressed.emit(Step(name, fraction, self._stage.left_s(fraction, now_s)))

    @Slot(object)
    def _on_ended(self, how: Ended) -> None:
        self._process = None
        result, told, command = self._result, self._told, self._command
        if not self._waiting:
            self.busy_changed.emit(False)
        if command is not None and how.is_success and result is not None:
            command.done(result)
        elif command is not None:
            command.failed(told or _error(how))
        if self._waiting and not self.is_busy:
            self._run(self._waiting.popleft())


def command_line(arguments: Sequence[str]) -> str:
    """The command as typed in a terminal, without the options for the window."""
    shown = [word for word in arguments if word not in ("--json", "--progress")]
    return shlex.join(["uv", "run", "main.py", *shown])


def _error(how: Ended) -> HostError:
    """The error of a command that told none: that it failed, with its last words in English."""
    if how.problem:
        return HostError(tr("The command could not be started."), hint=how.problem)
    lines = how.stderr.splitlines()
    if how.crashed or not lines:
        return HostError(
            tr("The command ended unexpectedly; the usual cause is running out of memory."),
            hint=tr("Close other programs and try again; it continues where it stopped."),
            code=how.code,
            details=how.stderr,
        )
    return HostError(
        tr("The command ended with an error."),
        hint=tr("It said: {line}", line=shortened(lines[-1], LONGEST)),
        code=how.code,
        details=how.stderr,
    )
