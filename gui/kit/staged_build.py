"""Build a window in stages, so that it stays responsive in between."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, Slot

from engine.progress import JobContext
from gui.kit.timers import once
from gui.kit.workers import Runner

Modules = tuple[str, ...]
NOTHING: Final[Modules] = ()
_PAUSE_MS: Final = 10  # between stages, so that pending events are handled first


class StagedBuild(QObject):
    """Runs the stages of a generator in separate turns of the event loop.

    Each stage yields the modules that the next one needs. They are imported in a thread first,
    which blocks the window for a few milliseconds instead of 0.3 s. They define no Qt classes:
    the window crashes now and then if it paints while another thread defines one (PySide 6.11).
    """

    def __init__(self, stages: Iterator[Modules], runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._stages = stages
        self._runner = runner
        self._turn = once(self, _PAUSE_MS, self._do_next)
        self._turn.start()

    def stop(self) -> None:
        """Skip the remaining stages."""
        self._turn.stop()
        self._stages = iter(())

    @Slot()
    def _do_next(self) -> None:
        modules = next(self._stages, None)
        if modules == NOTHING:
            self._turn.start()
        elif modules is not None:
            read_modules(modules, self._runner, then=self._turn.start)


def read_modules(modules: Modules, runner: Runner, *, then: Callable[[], object]) -> None:
    """Import modules in a thread, then call `then` in the GUI thread.

    One that is not installed is passed over: whoever needs it says so.
    """

    def work(_: JobContext) -> None:
        for module in modules:
            with suppress(ModuleNotFoundError):
                import_module(module)

    runner.start(work, done=lambda _: then(), failed=raise_fault)


def raise_fault(error: Exception) -> None:
    """Re-raise an error so that it reaches the report dialog."""
    raise error
