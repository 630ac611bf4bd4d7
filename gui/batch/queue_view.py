"""The right half of the Batch workspace: the queue and its buttons."""

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QAbstractItemView, QStackedLayout, QWidget

from gui.batch.queue import BatchQueue, QueuedJob, State
from gui.kit.desktop import open_path
from gui.kit.durations import length_text
from gui.kit.fields import thin_bar
from gui.kit.labels import ElidedLabel
from gui.kit.language import mark, tr
from gui.kit.layouts import ROOM, add, hbox, vbox
from gui.kit.rows import Line, Row, RowModel, RowView
from gui.kit.widgets import add_remove_action, empty_words, heading, push_button

_WORDS: Final = {
    State.WAITING: mark("Waiting"),
    State.RUNNING: mark("Running"),
    State.DONE: mark("Done"),
    State.FAILED: mark("Failed"),
}
_COUNTS: Final = {
    State.WAITING: mark("{n} waiting"),
    State.RUNNING: mark("{n} running"),
    State.DONE: mark("{n} done"),
    State.FAILED: mark("{n} failed"),
}
_ROLES: Final = {State.RUNNING: "accent", State.FAILED: "danger"}


class QueueView(QWidget):
    """Lists the jobs, starts and pauses them, and sums up how they ended."""

    def __init__(self, queue: BatchQueue) -> None:
        super().__init__()
        self.queue = queue
        self.model = RowModel[QueuedJob](_row, id, self)
        self.list = RowView(self.model, tr("Jobs of the batch"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.activated.connect(self._on_activated)
        add_remove_action(self.list, self._remove_chosen)
        self.summary = ElidedLabel()
        self.bar = thin_bar(tr("Progress of the batch"), 1)
        self.start = push_button(tr("Start"), self._on_start_clicked, main=True)
        self.stop = push_button(
            tr("Stop job"), queue.stop, tip=tr("Ends the job that runs; it waits.")
        )
        self.retry = push_button(
            tr("Retry failed"),
            self._on_retry_clicked,
            tip=tr(
                "With the options they were added with; to use those of the form, add them again."
            ),
        )
        self.clear = push_button(tr("Clear done"), self._on_clear_clicked)
        self._assemble()
        queue.changed.connect(self._show)
        self._show()

    def _assemble(self) -> None:
        head = hbox(spacing=6)
        add(head, heading(tr("Queue")), ROOM, self.retry, self.clear, self.stop, self.start)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.list)
        words = tr("No jobs yet.\nChoose clips and references, and press Add to queue.")
        self._pages.addWidget(empty_words(words))
        add(vbox(self, margins=0, spacing=8), head, self.bar, self.summary, (self._pages, 1))

    @Slot()
    def _remove_chosen(self) -> None:
        chosen = self.list.selectionModel().selectedIndexes()
        self.queue.remove([self.model.item(index) for index in chosen])

    @Slot()
    def _show(self) -> None:
        queue = self.queue
        if [*map(id, queue.jobs)] == [*map(id, self.model.items)]:
            last = self.model.index(len(queue.jobs) - 1, 0)
            self.model.dataChanged.emit(self.model.index(0, 0), last)  # the jobs have changed
        else:
            self.model.reset_items(list(queue.jobs))
        self._pages.setCurrentIndex(0 if queue.jobs else 1)
        over = queue.count(State.DONE) + queue.count(State.FAILED)
        self.bar.setRange(0, max(1, len(queue.jobs)))
        self.bar.setValue(over)
        for part in (self.bar, self.summary):
            part.setVisible(bool(queue.jobs))
        self.summary.setText(_summary(queue))
        is_active = queue.current is not None
        self.start.setText(tr("Pause") if queue.is_running else tr("Start"))
        self.start.setEnabled(queue.is_running or bool(queue.count(State.WAITING)) or is_active)
        self.stop.setEnabled(is_active)
        self.retry.setEnabled(bool(queue.count(State.FAILED)))
        self.clear.setEnabled(bool(queue.count(State.DONE)))

    @Slot()
    def _on_start_clicked(self) -> None:
        if self.queue.is_running:
            self.queue.pause()
        else:
            self.queue.start()

    @Slot()
    def _on_retry_clicked(self) -> None:
        self.queue.retry()
        self.queue.start()

    @Slot()
    def _on_clear_clicked(self) -> None:
        self.queue.remove([each for each in self.queue.jobs if each.state is State.DONE])

    @Slot(object)
    def _on_activated(self, index: object) -> None:
        """Play a finished output with the system's player."""
        chosen = self.list.currentIndex()
        if chosen.isValid() and self.model.item(chosen).state is State.DONE:
            open_path(self.model.item(chosen).job.output)


def _row(queued: QueuedJob) -> Row:
    job, state = queued.job, queued.state
    what = queued.error or tr(_WORDS[state])
    if state is State.DONE:
        what = tr("Done in {time}", time=length_text(queued.seconds))
    pair = tr("{clip} with {reference}", clip=job.clip.name, reference=job.reference.name)
    role = _ROLES.get(state, "faint")
    return Row(
        title=queued.name,
        lines=(Line(what, role), Line(pair)),
        spoken=f"{queued.name}, {what}",
        tip=f"{job.output}\n{queued.error}".strip(),
    )


def _summary(queue: BatchQueue) -> str:
    counts = [(state, queue.count(state)) for state in State]
    text = ", ".join(tr(_COUNTS[state], n=count) for state, count in counts if count)
    if queue.current is not None and not queue.is_running:
        return tr("{jobs}. Pausing after this job.", jobs=text)
    return text
