"""Building in pieces: between two of them the window answers to whoever uses it already."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, Slot

from engine.progress import JobContext
from gui.kit.timers import once
from gui.kit.workers import Runner

Modules = tuple[str, ...]
NOTHING: Final[Modules] = ()
_PAUSE_MS: Final = 10  # between two pieces, so that what waits is drawn and heard first


class StagedBuild(QObject):
    """Runs a generator, each of its pieces in a turn of the event loop of its own.

    What it yields are the modules that the next piece needs. They are read in a thread first, which
    keeps the window waiting for a few milliseconds; read here they would keep it for 0.3 s.
    """

    def __init__(self, pieces: Iterator[Modules], runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._pieces = pieces
        self._runner = runner
        self._turn = once(self, _PAUSE_MS, self._do_next)
        self._turn.start()

    def stop(self) -> None:
        """Leave the rest undone."""
        self._turn.stop()
        self._pieces = iter(())

    @Slot()
    def _do_next(self) -> None:
        modules = next(self._pieces, None)
        if modules == NOTHING:
            self._turn.start()
        elif modules is not None:
            read_modules(modules, self._runner, then=self._turn.start)


def read_modules(modules: Modules, runner: Runner, *, then: Callable[[], object]) -> None:
    """Import modules in a thread, then call back in the GUI thread."""

    def work(_: JobContext) -> None:
        for module in modules:
            import_module(module)

    runner.start(work, done=lambda _: then(), failed=raise_fault)


def raise_fault(error: Exception) -> None:
    """Into the report dialog: a module that cannot be read is a fault of the program."""
    raise error
