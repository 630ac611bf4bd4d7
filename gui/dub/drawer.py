"""A panel that is drawn out over the bottom of a window and takes no room from anything."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from gui.kit.language import tr
from gui.kit.layouts import add, hbox, vbox
from gui.kit.widgets import heading, small_button

_HEIGHT_PX: Final = 240
_MOST_OF_HEIGHT: Final = 0.5  # of a low window


class Drawer(QFrame):
    """A panel over the bottom of another widget, closed at first."""

    open_changed = Signal(bool)

    def __init__(self, title: str, content: QWidget, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.setObjectName("drawer")
        self.setAccessibleName(title)
        head = add(
            hbox(margins=(12, 4, 6, 2)),
            (heading(title), 1),
            small_button("close", tr("Close {title}", title=title), self.close_drawer),
        )
        add(vbox(self, margins=1, spacing=0), head, (content, 1))
        self.hide()
        host.installEventFilter(self)

    def set_open(self, is_open: bool) -> None:
        """Open or close it."""
        if is_open == self.isHidden():
            self._place()
            self.setVisible(is_open)
            self.open_changed.emit(is_open)

    def close_drawer(self) -> None:
        """Close it."""
        self.set_open(False)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        changes = (QEvent.Type.Resize, QEvent.Type.LayoutRequest)  # a dock that opens lies on top
        if event.type() in changes and watched is self._host:
            self._place()
        return False

    def _place(self) -> None:
        room = self._host.size()
        least = self.minimumSizeHint().height()
        height = max(min(_HEIGHT_PX, round(room.height() * _MOST_OF_HEIGHT)), least)
        self.setGeometry(0, room.height() - height, room.width(), height)
        self.raise_()
