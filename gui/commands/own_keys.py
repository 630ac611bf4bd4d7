"""Keys that a widget takes for itself before they become shortcuts of the window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

Meaning = Callable[[QKeyEvent], Callable[[], object] | None]


class OwnKeys(QObject):
    """Takes the keys of a widget while it has the focus.

    Args:
        widget: the widget.
        meaning: what a key does; None if it is none of the widget's own.
    """

    def __init__(self, widget: QWidget, meaning: Meaning) -> None:
        super().__init__(widget)
        self._meaning = meaning
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if not isinstance(event, QKeyEvent) or event.type() not in kinds:
            return False
        does = self._meaning(event)
        if does is None:
            return False
        if event.type() == QEvent.Type.KeyPress:
            does()
        event.accept()
        return True
