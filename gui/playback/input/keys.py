"""Keys of the keyboard as an input of a performance.

While it listens, its keys are taken from every shortcut and text field of the program.
"""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from gui.playback.input.stamps import Stamps
from gui.playback.input.strokes import Release, Stroke

USUAL_KEYS: Final = (int(Qt.Key.Key_F), int(Qt.Key.Key_J))
_USUAL: Final = 0.7  # strength of a key ...
_STRONG: Final = 1.0  # ... and with Shift


class KeyInput(QObject):
    """Listens to two keys; Shift makes them stronger.

    Attributes:
        keys: the keys, F and J unless the user chose others.
    """

    struck = Signal(object)  # Stroke
    released = Signal(object)  # Release

    def __init__(
        self, parent: QObject | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self.keys = USUAL_KEYS
        self._clock = clock
        self._stamps = Stamps()

    def start(self) -> None:
        """Start listening."""
        program = QCoreApplication.instance()
        assert program is not None
        program.installEventFilter(self)

    def stop(self) -> None:
        """Stop listening."""
        program = QCoreApplication.instance()
        if program is not None:
            program.removeEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.key() not in self.keys:
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # no shortcut: the key comes as a key
            return True
        if watched.isWindowType() or event.isAutoRepeat():
            return event.isAutoRepeat()  # the window passes it on to the widget that has the focus
        at_s = self._stamps.at_s(event.timestamp(), self._clock())
        if event.type() is QEvent.Type.KeyPress:
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.struck.emit(Stroke(event.key(), at_s, _STRONG if shift else _USUAL))
        else:
            self.released.emit(Release(event.key(), at_s))
        return True
