"""Run code after the first paint of a window, so that slow work does not delay it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

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
