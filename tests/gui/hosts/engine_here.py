"""The scripted engine in the window's own process, in place of a process of its own."""

from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot

from engine.host.messages import Reply, Request
from engine.storage.values import Value, decode, encode
from tests.gui.engine_script import ScriptedEngine, engine_folder

_numbers = count()


class EngineHere(QObject):
    """Stands in for `gui.hosts.child_process.ChildProcess`: it answers in a later turn of the loop.

    What it reads and writes are lines, as between processes.
    """

    wrote = Signal(object)  # bytes
    ended = Signal(object)  # Ended: never
    _started = Signal()
    _asked = Signal(object)  # bytes

    def __init__(
        self,
        command: Sequence[str],
        parent: QObject,
        *,
        log: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        del command, log, environment
        self._is_over = False
        self._engine = ScriptedEngine(engine_folder(next(_numbers)), self._say)
        self._started.connect(self._on_started, Qt.ConnectionType.QueuedConnection)
        self._asked.connect(self._on_asked, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        self._started.emit()

    def write(self, message: Value) -> None:
        self._asked.emit(encode(message))

    def end(self, patience_ms: int) -> None:
        del patience_ms
        self._is_over = True
        self.deleteLater()

    @Slot()
    def _on_started(self) -> None:
        self._engine.begin()

    @Slot(object)
    def _on_asked(self, line: bytes) -> None:
        if not self._is_over:
            self._engine.receive(decode(Request, line, "request"))

    def _say(self, reply: Reply) -> None:
        if not self._is_over:
            self.wrote.emit(encode(reply) + b"\n")
