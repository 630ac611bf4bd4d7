"""A running command: its stage, progress and time left, or its error."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.errors import EngineError, UsageError
from gui.hosts.jobs import HostError
from gui.hosts.prepare_jobs import Step
from gui.kit.command_box import CommandBox
from gui.kit.durations import left_text
from gui.kit.fields import thin_bar
from gui.kit.labels import Label
from gui.kit.language import explained, mark, number, tr
from gui.kit.layouts import put
from gui.kit.widgets import card, centred, faint, primary, push_button, title, wrapped

_WIDTH: Final = 620
_STAGES: Final = {
    "check": mark("Checking clips"),
    "samples": mark("Making samples"),
    "effects": mark("Reading the recorded effects"),
    "clips": mark("Rendering clips"),
    "verify": mark("Verifying the data set"),
}


class WorkView(QWidget):
    """Progress with a button to cancel; an error with a button to try again."""

    cancelled = Signal()
    left = Signal()  # after an error

    def __init__(self) -> None:
        super().__init__()
        self._again: Callable[[], object] | None = None
        frame, column = card()
        frame.setMaximumWidth(_WIDTH)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(12)
        self.title = put(column, title(""))
        self.about = put(column, faint())
        self.stage = put(column, Label())
        self._bar = put(column, thin_bar(tr("Progress"), 1000, px=14))
        self.problem = put(column, wrapped(tone="danger", selectable=True))
        row = QHBoxLayout()
        self.time_left = put(row, faint(wraps=False), 1)
        self.cancel = push_button(tr("Cancel"), self.cancelled)
        self.back = push_button(tr("Back"), self.left)
        self.again = primary(tr("Try again"), self._on_again_clicked)
        for button in (self.cancel, self.back, self.again):
            row.addWidget(button)
        column.addLayout(row)
        self._line = put(column, CommandBox(lines=1))
        centred(frame, self)

    def begin(self, words: str, about: str, line: str, again: Callable[[], object]) -> None:
        """Show a command that has just started; `again` restarts it after an error."""
        self._again = again
        self.title.setText(words)
        self.about.setText(about)
        self._line.set_text(line)
        self.stage.setText(tr("Starting…"))
        self.time_left.clear()
        self._bar.setRange(0, 0)
        self._show_parts(failed=False)

    def show_step(self, step: Step) -> None:
        """Show the progress."""
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(step.fraction * 1000))
        stage = _STAGES.get(step.stage)
        name = step.stage if stage is None else tr(stage)
        percent = number(step.fraction * 100)
        self.stage.setText(tr("{stage}, {percent} %", stage=name, percent=percent))
        left_s = step.left_s
        self.time_left.setText(
            "" if left_s is None else tr("About {time} left", time=left_text(left_s))
        )

    def show_error(self, error: EngineError) -> None:
        """Show an error, and a button to try again unless the command itself was refused."""
        self.problem.setText(explained(error))
        self.time_left.clear()
        self._show_parts(failed=True)
        refused = isinstance(error, HostError) and error.code == UsageError.exit_code
        self.again.setVisible(not refused)

    def _show_parts(self, *, failed: bool) -> None:
        for working in (self.stage, self._bar, self.cancel):
            working.setVisible(not failed)
        for broken in (self.problem, self.back, self.again):
            broken.setVisible(failed)

    @Slot()
    def _on_again_clicked(self) -> None:
        if self._again is not None:
            self._again()
