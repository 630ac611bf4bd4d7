"""Build a window in stages, after its first paint, so that it stays responsive in between."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from engine.progress import JobContext
from gui.kit.timers import once
from gui.kit.workers import Runner

Modules = tuple[str, ...]
NOTHING: Final[Modules] = ()
_PAUSE_MS: Final = 10  # between stages, so that pending events are handled first
_TIMEOUT_MS: Final = 500  # a window that starts minimised is never painted


class FirstPaint(QObject):
    """Calls a function once, after the first paint of a window."""

    def __init__(self, window: QWidget, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._then = then
        self._is_over = False
        window.installEventFilter(self)
        QTimer.singleShot(_TIMEOUT_MS, self._call)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._call)
        return False

    @Slot()
    def _call(self) -> None:
        if not self._is_over:
            self._is_over = True
            self._then()


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
