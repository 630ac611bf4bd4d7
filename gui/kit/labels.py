"""Texts shown as they are written: no name from a file is ever read as markup.

Qt takes whatever looks like HTML for rich text, and would then even load the pictures it names.
"""

import html
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget
from typing_extensions import override

_LONGEST_WORD: Final = 32  # characters


class Label(QLabel):
    """A label of plain text."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    @override
    def minimumSizeHint(self) -> QSize:
        """With word wrap, the width of a word, but not that of a pasted or a file's name."""
        hint = super().minimumSizeHint()
        if self.wordWrap():
            widest = _LONGEST_WORD * self.fontMetrics().averageCharWidth()
            hint.setWidth(min(hint.width(), widest))
        return hint


class ElidedLabel(Label):
    """A label that shrinks to the available width and elides its text; a tooltip then has it all.

    Args:
        mode: where; names, which often differ at the end, in the middle.
    """

    def __init__(self, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__()
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def shown_text(self) -> str:
        """The text as it is elided now."""
        width = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), self._mode, width)

    @override
    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QHelpEvent)
            and event.type() == QEvent.Type.ToolTip
            and not self.toolTip()
            and self.shown_text() != self.text()
        ):
            QToolTip.showText(event.globalPos(), plain(self.text()), self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self.contentsRect()
        text = self.shown_text()
        self.style().drawItemText(
            painter,
            area,
            int(self.alignment()),
            self.palette(),
            self.isEnabled(),
            text,
            self.foregroundRole(),
        )


def plain(text: str) -> str:
    """A text for a tooltip or a message box, which would take it for markup, shown as it is."""
    if "<" not in text and "&" not in text:
        return text
    return f'<span style="white-space: pre-wrap">{html.escape(text, quote=False)}</span>'


def without_keys(text: str) -> str:
    """A text for a button or a menu, which would take a "&" for the mark of a key, as it is."""
    return text.replace("&", "&&")


def fitted(text: str, metrics: QFontMetrics, room: QSize) -> str:
    """A text that fits a room in wrapped lines, elided to one line if there are too many."""
    area = QRect(0, 0, room.width(), 0)
    needed = metrics.boundingRect(area, int(Qt.TextFlag.TextWordWrap), text)
    if needed.height() <= room.height() and needed.width() <= room.width():
        return text
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
