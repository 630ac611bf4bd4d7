"""Small pieces that the pages of the Train workspace share, so that they look alike."""

from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontDatabase, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.kit import theme

Tone = Literal["", "accent", "information", "warning", "danger"]
PAGE_MARGIN: Final = 20
_TITLE_SCALE: Final = 1.5
_MINUTE_S: Final = 60
_HOUR_S: Final = 3600
_DAY_S: Final = 86400


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


def minutes_text(seconds: float) -> str:
    """A length of sound: `4.2 min`, `1 h 05 min`, `7.5 s`."""
    if seconds < _MINUTE_S:
        return f"{seconds:.1f} s"
    if seconds < _HOUR_S:
        return f"{seconds / _MINUTE_S:.1f} min"
    hours, rest_s = divmod(seconds, _HOUR_S)
    return f"{hours:.0f} h {rest_s / _MINUTE_S:02.0f} min"


def left_text(seconds: float) -> str:
    """How long something will take, as coarse as it is known."""
    if seconds < _MINUTE_S:
        return f"{max(1, round(seconds))} s"
    if seconds < _HOUR_S:
        return f"{round(seconds / _MINUTE_S)} min"
    if seconds < 2 * _DAY_S:
        return f"{seconds / _HOUR_S:.1f} h"
    return f"{seconds / _DAY_S:.1f} days"


def bytes_text(size: float) -> str:
    """A size as disks are sold: `12.3 MB`."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.3g} {unit}"
        size /= 1000
    raise AssertionError("the loop returns")


class PathField(QWidget):
    """A path to type, and a button to choose it."""

    changed = Signal()

    def __init__(self, name: str, *, folder: bool, pattern: str = "", save: bool = False) -> None:
        super().__init__()
        self._name, self._folder, self._pattern, self._save = name, folder, pattern, save
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        row.addWidget(self.edit, 1)
        self._button = small_button("folder", f"Choose: {name.lower()}")
        row.addWidget(self._button)
        self.edit.textChanged.connect(self.changed)
        self._button.clicked.connect(self._on_choose_clicked)
        self.setFocusProxy(self.edit)

    @property
    def path(self) -> Path | None:
        """What is written there; None for nothing."""
        text = self.edit.text().strip()
        return Path(text).expanduser() if text else None

    @path.setter
    def path(self, path: Path | None) -> None:
        self.edit.setText("" if path is None else str(path))

    @Slot()
    def _on_choose_clicked(self) -> None:
        start = str(self.path or "")
        if self._folder and self._save:
            chosen, _ = QFileDialog.getSaveFileName(
                self, self._name, start, options=QFileDialog.Option.ShowDirsOnly
            )
        elif self._folder:
            chosen = QFileDialog.getExistingDirectory(self, self._name, start)
        else:
            chosen, _ = QFileDialog.getOpenFileName(self, self._name, start, self._pattern)
        if chosen:
            self.path = Path(chosen)


class CommandLine(QWidget):
    """The command line that does the same, to be copied."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._line = QLineEdit()
        self._line.setReadOnly(True)
        self._line.setFrame(False)
        self._line.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._line.setAccessibleName("The same as a command line")
        self._line.setToolTip("The same as a command line")
        row.addWidget(self._line, 1)
        self._button = small_button("copy", "Copy the command line")
        row.addWidget(self._button)
        self._button.clicked.connect(self._on_copy_clicked)

    def set_line(self, line: str) -> None:
        """Show another command."""
        if line != self._line.text():
            self._line.setText(line)
            self._line.setCursorPosition(0)

    def line(self) -> str:
        """What is shown."""
        return self._line.text()

    @Slot()
    def _on_copy_clicked(self) -> None:
        QApplication.clipboard().setText(self._line.text())
        place = self._button.mapToGlobal(self._button.rect().bottomLeft())
        QToolTip.showText(place, "Copied", self._button)
