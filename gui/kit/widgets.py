"""Small widgets that the whole window shares, so that its pages look alike."""

from typing import Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.kit import theme

Tone = Literal["", "accent", "information", "warning", "danger"]
PAGE_MARGIN: Final = 20
_TITLE_SCALE: Final = 1.5


def title(text: str) -> QLabel:
    """The large words at the top of a page."""
    label = QLabel(text)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * _TITLE_SCALE)
    font.setBold(True)
    label.setFont(font)
    return label


def heading(text: str) -> QLabel:
    """The name of a part of a page."""
    label = QLabel(text)
    label.setProperty("heading", True)
    return label


def faint(text: str = "", *, wraps: bool = True) -> QLabel:
    """Words of less weight: help, facts, places."""
    label = QLabel(text)
    label.setProperty("faint", True)
    label.setWordWrap(wraps)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


class Head(QHBoxLayout):
    """The top of a page: large words over a faint line, buttons at the right.

    Attributes:
        title: the large words.
        about: the faint line.
    """

    def __init__(self, words: str, about: str, *buttons: QPushButton) -> None:
        super().__init__()
        column = QVBoxLayout()
        column.setSpacing(2)
        self.title, self.about = title(words), faint(about)
        column.addWidget(self.title)
        column.addWidget(self.about)
        self.addLayout(column, 1)
        row = QHBoxLayout()
        for button in buttons:
            # All as high as the highest: an icon makes a button higher.
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
            row.addWidget(button)
        right = QVBoxLayout()
        right.addLayout(row)
        right.addStretch(1)
        self.addLayout(right)


def centred(widget: QWidget, inside: QWidget) -> None:
    """Place a card in the upper middle of a page."""
    outer = QVBoxLayout(inside)
    outer.addStretch(2)
    middle = QHBoxLayout()
    middle.addStretch(1)
    middle.addWidget(widget, 8)
    middle.addStretch(1)
    outer.addLayout(middle)
    outer.addStretch(3)


def card() -> tuple[QFrame, QVBoxLayout]:
    """A raised panel and the column inside it."""
    frame = QFrame()
    frame.setProperty("card", True)
    column = QVBoxLayout(frame)
    column.setContentsMargins(14, 12, 14, 12)
    column.setSpacing(8)
    return frame, column


def primary(text: str) -> QPushButton:
    """The one button of a page that goes on."""
    button = QPushButton(text)
    button.setProperty("primary", True)
    return button


def small_button(icon: str, name: str) -> QToolButton:
    """A button that is only an icon, named for screen readers."""
    button = QToolButton()
    button.setIcon(theme.icon(icon))
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


class IconLabel(QWidget):
    """An icon that is only looked at."""

    def __init__(self, icon: str, role: str = "text", px: int = 20) -> None:
        super().__init__()
        self._icon = theme.icon(icon, role)
        self.setFixedSize(px, px)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._icon.paint(QPainter(self), self.rect())


def set_tone(widget: QWidget, tone: Tone) -> None:
    """Give a label, a line or a banner the colour of what it says; the style sheet knows which."""
    widget.setProperty("tone", tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def bytes_text(size: float) -> str:
    """A size as disks are sold: `12.3 MB`."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.3g} {unit}"
        size /= 1000
    raise AssertionError("the loop returns")
