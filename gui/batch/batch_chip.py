"""The batch in the status bar while it runs, visible from every workspace."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from gui.batch.queue import BatchQueue, State
from gui.kit import theme
from gui.kit.labels import plain
from gui.kit.language import tr


class BatchChip(QToolButton):
    """Which job of how many runs; hidden while none does."""

    def __init__(self, queue: BatchQueue) -> None:
        super().__init__()
        self._queue = queue
        self.setIcon(theme.icon("jobs"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setAccessibleName(tr("Batch"))
        self.hide()
        queue.changed.connect(self._show_queue)

    def _show_queue(self) -> None:
        current = self._queue.current
        self.setVisible(current is not None)
        if current is not None:
            ended = self._queue.count(State.DONE) + self._queue.count(State.FAILED)
            self.setText(tr("Batch  ·  {n} of {all}", n=ended + 1, all=len(self._queue.jobs)))
            self.setToolTip(plain(current.name))
