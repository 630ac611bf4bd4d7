"""The batch in the status bar while it runs, visible from every workspace."""

from gui.batch.queue import BatchQueue, State
from gui.kit.language import tr
from gui.kit.widgets import Chip


class BatchChip(Chip):
    """Which job of how many runs; hidden while none does."""

    def __init__(self, queue: BatchQueue) -> None:
        super().__init__("jobs", tr("Batch"))
        self._queue = queue
        queue.changed.connect(self._show_queue)

    def _show_queue(self) -> None:
        current = self._queue.current
        if current is None:
            self.hide()
        else:
            ended = self._queue.count(State.DONE) + self._queue.count(State.FAILED)
            text = tr("Batch  ·  {n} of {all}", n=ended + 1, all=len(self._queue.jobs))
            self.show_text(text, current.name)
