"""Timers that call a function; they are created stopped."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def once(parent: QObject, ms: int, call: Callable[[], object]) -> QTimer:
    """A single-shot timer; starting it again restarts the wait."""
    timer = every(parent, ms, call)
    timer.setSingleShot(True)
    return timer


def every(parent: QObject, ms: int, call: Callable[[], object]) -> QTimer:
    """A repeating timer."""
    timer = QTimer(parent)
    timer.setInterval(ms)
    timer.timeout.connect(call)
    return timer
