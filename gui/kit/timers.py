"""Timers that call one thing; they stand still until they are started."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def once(parent: QObject, ms: int, call: Callable[[], object]) -> QTimer:
    """Calls so long after each start; another start begins to wait again."""
    timer = every(parent, ms, call)
    timer.setSingleShot(True)
    return timer


def every(parent: QObject, ms: int, call: Callable[[], object]) -> QTimer:
    """Calls again and again, so far apart."""
    timer = QTimer(parent)
    timer.setInterval(ms)
    timer.timeout.connect(call)
    return timer
