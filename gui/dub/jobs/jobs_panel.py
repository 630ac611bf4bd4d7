"""The jobs panel: all jobs and the log of the selected one."""

from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import QSplitter, QStackedLayout, QWidget

from gui.dub.jobs.job_list import JobList
from gui.dub.jobs.job_text import state_text
from gui.hosts.engine_host import EngineHost
from gui.hosts.jobs import HostJob, JobState
from gui.kit.desktop import copy_text
from gui.kit.fields import shown_text
from gui.kit.language import tr
from gui.kit.layouts import hbox, put, vbox
from gui.kit.rows import RowView
from gui.kit.timers import every
from gui.kit.widgets import empty_words, heading, push_button

_REFRESH_MS: Final = 500  # counts down the time left between progress messages


class JobsPanel(QWidget):
    """All jobs of this session and the log of the selected one."""

    def __init__(self, host: EngineHost) -> None:
        super().__init__()
        self._host = host
        self._current: HostJob | None = None
        self._begun: HostJob | None = None  # the last one seen starting
        self.jobs = JobList(host, self)
        self._pages = QStackedLayout(self)
        empty = tr("No jobs yet. Dubs and exports appear here, each with its log.")
        self._pages.addWidget(empty_words(empty))
        self._pages.addWidget(self._build_list())
        self.jobs.modelReset.connect(self._on_arranged)
        self.jobs.dataChanged.connect(self._on_data_changed)
        self._timer = every(self, _REFRESH_MS, self._refresh)
        self._on_arranged()

    @property
    def current(self) -> HostJob | None:
        """The job whose log is shown."""
        return self._current

    def show_job(self, job: HostJob) -> None:
        """Select a job."""
        self.list.setCurrentIndex(self.jobs.index(self.jobs.row_of(id(job))))

    def _build_list(self) -> QWidget:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        self.list = RowView(self.jobs, tr("Jobs"))
        self.list.setMinimumWidth(240)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        split.addWidget(self.list)
        split.addWidget(self._build_detail())
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        page = QWidget()
        vbox(page, margins=(8, 6, 8, 8)).addWidget(split)
        return page

    def _build_detail(self) -> QWidget:
        detail = QWidget()
        column = vbox(detail, margins=(6, 0, 0, 0), spacing=6)
        row = hbox(spacing=6)
        self._title = put(row, heading(""), 1)
        self._cancel = push_button(tr("Cancel"), self._on_cancel_clicked)
        self._again = push_button(tr("Try again"), self._on_again_clicked)
        self._copy = push_button(tr("Copy log"), self._on_copy_clicked)
        self._clear = push_button(tr("Clear finished"), self.jobs.clear_over)
        for button in (self._cancel, self._again, self._copy, self._clear):
            row.addWidget(button)
        column.addLayout(row)
        self.log = put(column, shown_text(tr("Job log"), fixed=True), 1)
        return detail

    @Slot()
    def _on_arranged(self) -> None:
        """Keep the selection."""
        self._pages.setCurrentIndex(1 if self.jobs.rowCount() else 0)
        row = self.jobs.row_of(id(self._current)) if self._current is not None else 0
        self.list.setCurrentIndex(self.jobs.index(max(row, 0)))
        self._refresh()

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._current = self.jobs.item(current) if current.isValid() else None
        self._refresh()

    @Slot()
    def _on_data_changed(self) -> None:
        """Show a job that starts, unless the user is looking at an unfinished one."""
        running = self._host.running
        if running is not None and running is not self._begun:
            self._begun = running
            if self._current is None or self._current.is_over:
                self.show_job(running)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        is_busy = self._host.running is not None
        if is_busy and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()
        self.list.viewport().update()
        job = self._current
        if job is None:
            return
        self._title.setText(f"{job.title}  —  {state_text(job, self._host.estimate)}")
        self._cancel.setVisible(not job.is_over)
        self._again.setVisible(job.state in (JobState.FAILED, JobState.CANCELLED))
        text = "\n".join(job.log)
        if text != self.log.toPlainText():
            self.log.setPlainText(text)
            self.log.verticalScrollBar().setValue(self.log.verticalScrollBar().maximum())

    @Slot()
    def _on_cancel_clicked(self) -> None:
        if self._current is not None:
            self._host.cancel(self._current)

    @Slot()
    def _on_again_clicked(self) -> None:
        job = self._current
        if job is not None:
            self._host.submit(job.ask, title=job.title, done=job.done, failed=job.failed)

    @Slot()
    def _on_copy_clicked(self) -> None:
        copy_text(self.log.toPlainText())
