"""Notices over the bottom of the window, which never move what is under them.

Where the window has a status bar, a notice lies on it, between what the bar shows on its left and
on its right. For one that does not fit there, the left is elided, then the right is asked to be
short while the window is so narrow, then covered; only one of more than two lines, or all of them,
rise over the page.

One notice is shown: information that is newer than all others, as it answers what was just done,
else the most serious and then the newest. A button tells how many more there are and opens them
all. Information goes by itself, unless the mouse is on it; a warning or an error stays until it is
closed or its cause is gone.

A key is a path: closing "clip/7" closes all that is told about that clip, such as "clip/7/dub".
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QWidget
from typing_extensions import override

from gui.kit.labels import Label
from gui.kit.language import counted, tr
from gui.kit.layouts import add, hbox, put, vbox
from gui.kit.timers import once
from gui.kit.widgets import IconLabel, push_button, scroll_area, small_button

Level = Literal["information", "warning", "danger"]
_RANKS: Final = {"information": 0, "warning": 1, "danger": 2}
_FADES_S: Final = 8.0  # information, unless told otherwise: twice as long as it takes to read
_MARGIN_PX: Final = 12
_WIDTH_PX: Final = 760
_WORDS_PX: Final = 120  # of the status bar that an elided text keeps
_CHANGES: Final = {QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.LayoutRequest}
_MOST_OF_HEIGHT: Final = 0.6  # of the window, when all are open


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a notice; pressing it closes the notice unless `closes` is false."""

    text: str
    action: Callable[[], object]
    closes: bool = True


class Banners(QWidget):
    """The notices; a new one replaces an older one with the same key."""

    crowded = Signal(bool)  # whether what is on the right of the status bar is to be short

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: dict[str, _Notice] = {}
        self._is_open = False
        self._is_crowded = False
        self._long_px = 0  # right of the line, before that was crowded
        self._first: _Notice | None = None
        self._area_below: QWidget | None = None
        self._line: QWidget | None = None  # of the status bar; what it shows stays uncovered
        self._leave_free: Callable[[int], object] | None = None
        self._free_px = 0  # on the right of the line
        self._list = QWidget()
        self._column = vbox(self._list, margins=0, spacing=1)
        self._area: QScrollArea = scroll_area(self._list)
        self._more = push_button("", self._on_more_clicked)
        self._more.setProperty("quiet", True)
        add(vbox(self, margins=0, spacing=0), self._area)
        self.hide()

    def lie_over(self, area: QWidget) -> None:
        """Lie over the bottom of a part of a window, wherever it goes.

        A sibling of that part, not a child: a stack of pages raises its page when it is shown.
        """
        self.setParent(area.parentWidget())
        self._area_below = area
        area.installEventFilter(self)
        self._arrange()

    def lie_on(self, line: QWidget, leave_free: Callable[[int], object] | None = None) -> None:
        """Lie on the status bar, on what a widget that fills its free space leaves empty.

        Args:
            line: that widget.
            leave_free: lets it leave so many pixels on its right free.
        """
        self._line, self._leave_free = line, leave_free
        line.installEventFilter(self)
        self._arrange()

    def show_banner(
        self,
        key: str,
        text: str,
        *,
        level: Level = "information",
        buttons: tuple[Button, ...] = (),
        seconds: float | None = None,
        merges: bool = True,
    ) -> None:
        """Show a message; one with the same text is shown once, and counted.

        Args:
            key: a later notice with this key replaces it.
            text: the message.
            level: how serious it is.
            buttons: what can be done about it.
            seconds: after which it closes by itself; None for the default of its level.
            merges: False where its buttons are for something else than those of others.
        """
        times = 1
        for other, notice in [*self._shown.items()]:
            if other == key or (merges and (notice.text, notice.level) == (text, level)):
                times += notice.times if other != key else 0
                self._remove(other)
        lasts_s = _FADES_S if seconds is None and level == "information" else seconds
        notice = _Notice(text, level, buttons, times, lasts_s, lambda: self.close_banner(key))
        self._shown[key] = notice
        self._column.insertWidget(0, notice)
        self._arrange()

    def close_banner(self, key: str) -> None:
        """Close the notices with this key or below it."""
        for each in self.keys:
            if each == key or each.startswith(f"{key}/"):
                self._remove(each)
        self._arrange()

    @property
    def keys(self) -> list[str]:
        """The keys of all notices."""
        return [*self._shown]

    def texts(self) -> list[str]:
        """The messages of all notices."""
        return [notice.text for notice in self._shown.values()]

    def press(self, key: str, text: str) -> None:
        """Press the button with this text on a notice."""
        for button in self._shown[key].findChildren(QPushButton):
            if button.text() == text:
                button.click()
                return
        raise KeyError(text)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched in (self._area_below, self._line) and event.type() in _CHANGES:
            self._place()
        return False

    def _remove(self, key: str) -> None:
        notice = self._shown.pop(key)
        if self._more.parent() is notice:
            self._more.setParent(self)
        notice.hide()
        self._column.removeWidget(notice)
        notice.deleteLater()

    def _arrange(self) -> None:
        """Show the first notice, or all; the button for the others is in its line."""
        ranked = self._ranked()
        self._is_open = self._is_open and len(ranked) > 1
        for index, notice in enumerate(ranked):
            self._column.removeWidget(notice)
            self._column.addWidget(notice)
            notice.setVisible(self._is_open or index == 0)
        if ranked:
            self._more.setText(
                tr("Less") if self._is_open else counted("{n} more", "{n} more", len(ranked) - 1)
            )
            ranked[0].hold(self._more)
        self._more.setVisible(self._is_open or len(ranked) > 1)
        first = ranked[0] if ranked else None
        if first is not self._first:
            self._first = first
            self._crowd(False)
        self.setVisible(bool(ranked))
        self._place()

    def _ranked(self) -> list["_Notice"]:
        newest_first = [*reversed(self._shown.values())]
        answer = [each for each in newest_first[:1] if each.level == "information"]
        others = newest_first[len(answer) :]
        return answer + sorted(others, key=lambda notice: -_RANKS[notice.level])

    def _place(self) -> None:
        if self._area_below is None:
            return
        page = self._area_below.geometry()
        seen = [each for each in self._shown.values() if not each.isHidden()]
        wanted = max((each.width_for(1) for each in seen), default=0)
        least = max((each.width_for(2) for each in seen), default=0)
        most = wanted if self._line is not None else min(_WIDTH_PX, wanted)
        most = _WIDTH_PX if self._is_open else most
        rooms = self._rooms(self._area_below)

        def size(room: QRect) -> tuple[int, int, bool]:
            width = min(most, room.width())
            height = self._column.heightForWidth(width)
            return width, height, width >= least and height <= room.bottom() - page.bottom()

        room = next((each for each in rooms if size(each)[2]), rooms[-1])
        width, height, _ = size(room)
        if self._line is not None and seen:
            is_last, longest = room is rooms[-1], QRect(rooms[-2])
            longest.setRight(self._line.window().width() - self._long_px)
            if is_last or (self._is_crowded and size(longest)[2]):
                self._crowd(is_last)
        self._list.setFixedWidth(width)
        height = min(height, round(room.height() * _MOST_OF_HEIGHT))
        x, rightmost = room.x() + (room.width() - width) // 2, room.right() - width + 1
        if self.isVisible():  # the buttons at its right do not move under the pointer
            x = max(self.x() + self.width() - width, room.x())
            x = x if self.underMouse() else min(x, rightmost)
        self.setGeometry(x, room.y() + room.height() - height, width, height)
        self.raise_()
        self._elide_line()

    def _crowd(self, on: bool) -> None:
        if on != self._is_crowded:
            self._is_crowded = on
            if on and self._line is not None:
                self._long_px = self._line.window().width() - self._right(self._line)
            self.crowded.emit(on)

    def _elide_line(self) -> None:
        """Let what the status bar says on its left end before the notice on it."""
        line = self._line
        if line is None:
            return
        taken = self._right(line) - self.x() + _MARGIN_PX
        most = line.width() - line.minimumSizeHint().width() + self._free_px
        free_px = max(min(taken, most), 0) if self.isVisible() else 0
        if self._leave_free is not None and free_px != self._free_px:
            self._free_px = free_px
            self._leave_free(free_px)

    def _rooms(self, page: QWidget) -> tuple[QRect, ...]:
        """Where notices may lie, the best first: over the page, or down to the window's bottom."""
        over = page.geometry()
        if self._line is None:
            return (over.adjusted(_MARGIN_PX, 0, -_MARGIN_PX, -_MARGIN_PX),)
        over.setBottom(page.window().height() - 1)
        line = self._line
        whole = line.sizeHint().width() - self._free_px
        elided = min(whole, line.minimumSizeHint().width() - self._free_px + _WORDS_PX)
        right = self._right(line)
        rooms = []
        for left, end in ((whole, right), (elided, right), (elided, over.right() - _MARGIN_PX)):
            room = QRect(over)
            room.setLeft(left + _MARGIN_PX)
            room.setRight(end)
            rooms.append(room)
        return tuple(rooms)

    @staticmethod
    def _right(line: QWidget) -> int:
        """Where the line ends in its window."""
        return line.mapTo(line.window(), line.rect().topRight()).x()

    @Slot()
    def _on_more_clicked(self) -> None:
        self._is_open = not self._is_open
        self._arrange()


class _Notice(QFrame):
    """One message, with what can be done about it."""

    def __init__(
        self,
        text: str,
        level: Level,
        buttons: tuple[Button, ...],
        times: int,
        lasts_s: float | None,
        close: Callable[[], object],
    ) -> None:
        super().__init__()
        self.text, self.level, self.times = text, level, times
        self._close = close
        self.setAccessibleName(text)
        self.setObjectName("banner")
        self.setProperty("tone", level)
        self._row = hbox(self, margins=(10, 3, 8, 3))
        self._row.addWidget(level_sign(level))
        told = counted("{text}", "{text}  ({n} times)", times, text=text)
        self._text = put(self._row, Label(told), 1)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._text.setWordWrap(True)  # after the policy, which it lets depend on the width
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for button in buttons:
            self._row.addWidget(self._button(button))
        self._row.addWidget(small_button("close", tr("Close"), close))
        self._timer = None if lasts_s is None else once(self, round(lasts_s * 1000), close)
        if self._timer is not None:
            self._timer.start()

    def width_for(self, lines: int) -> int:
        """The width that the text needs in so many lines, with its buttons."""
        self._text.ensurePolished()
        words = self._text.fontMetrics().horizontalAdvance(self._text.text())
        return self._row.sizeHint().width() + words // lines + _MARGIN_PX

    def hold(self, button: QPushButton) -> None:
        """Take the button that opens the other notices."""
        self._row.removeWidget(button)
        self._row.insertWidget(self._row.count() - 1, button)

    @override
    def enterEvent(self, event: QEvent) -> None:
        """Wait while it is read."""
        if self._timer is not None:
            self._timer.stop()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        if self._timer is not None:
            self._timer.start()

    def _button(self, button: Button) -> QPushButton:
        def pressed() -> None:
            if button.closes:
                self._close()
            button.action()

        return push_button(button.text, pressed)


def level_sign(level: Level) -> IconLabel:
    """The icon for the severity of a message."""
    return IconLabel(
        "information" if level == "information" else "warning",
        "accent" if level == "information" else level,
    )
