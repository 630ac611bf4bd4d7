"""The card above a run's curves: what happened, what to do, last lines of the log."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.kit import theme
from gui.kit.banners import level_sign
from gui.kit.desktop import copy_text
from gui.kit.fields import shown_text
from gui.kit.language import tr
from gui.kit.layouts import ROOM, add, hbox, put, vbox
from gui.kit.widgets import set_tone, wrapped
from gui.train.runs.advice import Advice

_LOG_LINES: Final = 7  # visible without scrolling


class AdviceCard(QFrame):
    """Shows advice; hidden without any."""

    chosen = Signal(str)  # an `Action`
    rebuilt = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("advice")
        self.advice: Advice | None = None  # the shown one
        self._column = vbox(self, margins=(14, 10, 12, 10), spacing=8)
        self._body: QWidget | None = None
        self.hide()

    def show_advice(self, advice: Advice | None) -> None:
        """Show this advice, or hide the card."""
        if advice == self.advice:
            return
        self.advice = advice
        self._build()

    def _build(self) -> None:
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
            self._body = None
        advice = self.advice
        self.setVisible(advice is not None)
        if advice is None:
            return
        set_tone(self, advice.level)
        self.setAccessibleName(f"{advice.title} {advice.text}")
        self._body = self._build_body(advice)
        self._column.addWidget(self._body)
        self.rebuilt.emit()

    def _build_body(self, advice: Advice) -> QWidget:
        body = QWidget()
        column = vbox(body, margins=0, spacing=8)
        row = hbox(spacing=10)
        row.addWidget(level_sign(advice.level), 0, Qt.AlignmentFlag.AlignTop)
        words = vbox(spacing=2)
        for text, heading in ((advice.title, True), (advice.text, False)):
            label = put(words, wrapped(text, selectable=True))
            label.setProperty("heading", heading)
        row.addLayout(words, 1)
        for number, (action, text) in enumerate(advice.actions):
            button = QPushButton(text)
            button.setProperty("primary", number == 0)
            button.clicked.connect(lambda _checked=False, action=action: self.chosen.emit(action))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        if advice.log:
            column.addLayout(self._build_log(advice.log))
        return body

    def _build_log(self, lines: tuple[str, ...]) -> QVBoxLayout:
        column = vbox(spacing=4)
        switch = QToolButton()
        switch.setText(tr("Last lines of the log"))
        switch.setCheckable(True)
        copy = QToolButton()
        copy.setText(tr("Copy"))
        copy.setIcon(theme.icon("copy"))
        copy.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        copy.clicked.connect(self._copy)
        head = QHBoxLayout()
        add(head, switch, copy, ROOM)
        column.addLayout(head)
        text = shown_text(tr("Last lines of the log"), "\n".join(lines), fixed=True)
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        shown = min(len(lines), _LOG_LINES)
        bar_px = text.horizontalScrollBar().sizeHint().height()  # long lines must not hide one
        text.setFixedHeight(shown * text.fontMetrics().lineSpacing() + 18 + bar_px)
        text.verticalScrollBar().rangeChanged.connect(  # once it has its size
            lambda _least, most: text.verticalScrollBar().setValue(most)
        )
        switch.setChecked(True)
        switch.toggled.connect(text.setVisible)
        column.addWidget(text)
        return column

    @Slot()
    def _copy(self) -> None:
        if self.advice is not None:
            lines = (self.advice.title, self.advice.text, "", *self.advice.log)
            copy_text("\n".join(lines))
