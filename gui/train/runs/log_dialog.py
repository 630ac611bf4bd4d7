"""The log of a run, opened at its end and followed while it grows."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from gui.kit.desktop import copy_text, open_path
from gui.kit.fields import shown_text
from gui.kit.language import tr
from gui.kit.layouts import ROOM, add, hbox, vbox
from gui.kit.timers import every
from gui.kit.widgets import push_button
from training.run.run_folder import RunFolder

_LINES: Final = 1000
_LOOK_MS: Final = 1000


class LogDialog(QDialog):
    """Shows the last lines; follows the end unless the user scrolls up."""

    def __init__(self, run: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = RunFolder(run)
        self._lines: tuple[str, ...] = ()
        self.setWindowTitle(tr("Log of {run}", run=run.name))
        self.resize(820, 480)
        self.text = shown_text(tr("Log"), fixed=True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setPlaceholderText(tr("Nothing was logged yet."))
        column = vbox(self, margins=(12, 12, 12, 12), spacing=8)
        column.addWidget(self.text, 1)
        row = hbox(spacing=8)
        copy = push_button(tr("Copy"), lambda: copy_text("\n".join(self._lines)), icon="copy")
        folder = push_button(tr("Open file"), lambda: open_path(self._folder.log), icon="open")
        add(row, copy, folder, ROOM, push_button(tr("Close"), self.close))
        column.addLayout(row)
        self._timer = every(self, _LOOK_MS, self.look)
        self._timer.start()
        self.look()

    @Slot()
    def look(self) -> None:
        """Show what was added."""
        lines = self._folder.log_tail(_LINES)
        if lines == self._lines:
            return
        bar = self.text.verticalScrollBar()
        follows = not self._lines or bar.value() == bar.maximum()
        place = bar.value()
        self._lines = lines
        self.text.setPlainText("\n".join(lines))
        bar.setValue(bar.maximum() if follows else place)
