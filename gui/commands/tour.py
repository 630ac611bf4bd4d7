"""The tour: a few bubbles that point at the parts of the window, one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Slot
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from gui.commands.own_keys import OwnKeys
from gui.kit.language import tr
from gui.kit.layouts import add, hbox, vbox
from gui.kit.widgets import faint, heading, primary, push_button

_WIDTH_PX: Final = 300
_GAP_PX: Final = 10  # between a bubble and what it points at
_FRAME_PX: Final = 3


@dataclass(frozen=True, slots=True)
class Step:
    """A bubble: the widget that it points at, and what it says about it."""

    target: QWidget
    title: str
    text: str


class Tour(QFrame):
    """Shows the steps in turn, until the last one or Esc; deletes itself then."""

    def __init__(self, steps: Sequence[Step], window: QWidget) -> None:
        super().__init__(window)
        self._steps = [step for step in steps if step.target.isVisible()]
        self._index = 0
        self._window = window
        self.setObjectName("bubble")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Esc would cancel a job.
        OwnKeys(self, lambda key: self.end if key.key() == Qt.Key.Key_Escape else None)
        self._frame = QFrame(window)  # around the target
        self._frame.setObjectName("pointed")
        self._frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._title, self._text, self._count = heading(""), faint(), faint(wraps=False)
        self._next = primary(tr("Next"), self._on_next)
        end = push_button(tr("End tour"), self.end)
        for button in (end, self._next):
            button.setAutoDefault(True)  # Enter presses it, as in a dialog
        row = hbox(spacing=8)
        add(row, (self._count, 1), end, self._next)
        add(vbox(self, margins=14, spacing=8), self._title, self._text, row)
        window.installEventFilter(self)

    @property
    def title(self) -> str:
        """The title of the step that is shown."""
        return self._title.text()

    def begin(self) -> None:
        """Show the first step."""
        if not self._steps:
            self.end()
            return
        self._show()
        self.show()
        self._frame.show()
        self._next.setFocus()

    @Slot()
    def end(self) -> None:
        """Close the tour."""
        self._window.removeEventFilter(self)
        for widget in (self._frame, self):
            widget.hide()
            widget.deleteLater()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window and self.isVisible():
            self._show()
        return False

    @Slot()
    def _on_next(self) -> None:
        self._index += 1
        if self._index >= len(self._steps):
            self.end()
        else:
            self._show()

    def _show(self) -> None:
        step = self._steps[self._index]
        self._title.setText(step.title)
        self._text.setText(step.text)
        self._count.setText(tr("{n} of {all}", n=self._index + 1, all=len(self._steps)))
        self._next.setText(tr("Done") if self._index == len(self._steps) - 1 else tr("Next"))
        self.setFixedWidth(_WIDTH_PX)
        self._text.setFixedHeight(self._text.heightForWidth(_WIDTH_PX - 28))
        self.adjustSize()
        corner = step.target.mapTo(self._window, QPoint(0, 0))
        target = QRect(corner, step.target.size())
        edge = _FRAME_PX
        self._frame.setGeometry(target.adjusted(-edge, -edge, edge, edge))
        self.move(bubble_place(target, self.rect(), self._window.rect()))
        self._frame.raise_()
        self.raise_()


def bubble_place(target: QRect, bubble: QRect, room: QRect) -> QPoint:
    """Where a bubble goes: beside what it points at, else below or above, inside the room."""
    middle_x = target.center().x() - bubble.width() // 2
    middle_y = target.center().y() - bubble.height() // 2
    places = (
        QPoint(target.right() + _GAP_PX, middle_y),
        QPoint(target.left() - _GAP_PX - bubble.width(), middle_y),
        QPoint(middle_x, target.bottom() + _GAP_PX),
        QPoint(middle_x, target.top() - _GAP_PX - bubble.height()),
        QPoint(middle_x, middle_y),
    )
    inside = [_moved_inside(QRect(place, bubble.size()), room) for place in places]
    clear = (rect for rect in inside if not rect.intersects(target))
    return next(clear, inside[-1]).topLeft()


def _moved_inside(rect: QRect, room: QRect) -> QRect:
    x = max(min(rect.x(), room.right() - rect.width() - _GAP_PX), room.left() + _GAP_PX)
    y = max(min(rect.y(), room.bottom() - rect.height() - _GAP_PX), room.top() + _GAP_PX)
    return QRect(QPoint(x, y), rect.size())
