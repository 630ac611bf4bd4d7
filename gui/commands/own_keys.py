"""Keys that a widget takes for itself before they become shortcuts of the window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

Meaning = Callable[[QKeyEvent], Callable[[], object] | None]


class EscDuringDrag(QObject):
    """Lets Esc end a drag in a widget; the keyboard is the widget's from `begin` to `end`.

    Args:
        widget: the widget.
        give_up: ends the drag without a change.
    """

    def __init__(self, widget: QWidget, give_up: Callable[[], object]) -> None:
        super().__init__(widget)
        self._widget, self._give_up = widget, give_up
        self._is_on = False
        OwnKeys(widget, self._meaning)

    def begin(self) -> None:
        """Watch for Esc."""
        self._is_on = True
        self._widget.grabKeyboard()

    def end(self) -> None:
        """Watch no more."""
        if self._is_on:
            self._is_on = False
            self._widget.releaseKeyboard()

    def _meaning(self, event: QKeyEvent) -> Callable[[], object] | None:
        return self._end_drag if self._is_on and event.key() == Qt.Key.Key_Escape else None

    def _end_drag(self) -> None:
        self.end()
        self._give_up()


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
