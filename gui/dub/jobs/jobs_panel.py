"""The job list: what runs, waits and is over, with the log of the one that is selected."""

from typing import Final

from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from gui.dub.jobs.job_list import JobList
from gui.dub.jobs.job_text import state_text
from gui.hosts.engine_host import EngineHost
from gui.hosts.jobs import HostJob, JobState
from gui.kit.rows import RowDelegate

_HEIGHT_PX: Final = 176  # three jobs, and their log
_REFRESH_MS: Final = 500  # the time left counts down between the engine's lines


class JobsPanel(QWidget):
    """All jobs of this session, and the log of the selected one."""

    def __init__(self, host: EngineHost) -> None:
        super().__init__()
        self._host = host
        self._current: HostJob | None = None
        self._begun: HostJob | None = None  # the last one that was seen to begin
        self.jobs = JobList(host, self)
        self.setMinimumHeight(_HEIGHT_PX)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._build_empty())
        self._pages.addWidget(self._build_list())
        self.jobs.modelReset.connect(self._on_arranged)
        self.jobs.dataChanged.connect(self._on_data_changed)
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self._refresh)
        self._on_arranged()

    @property
    def current(self) -> HostJob | None:
        """The job whose log is shown."""
        return self._current

    def show_job(self, job: HostJob) -> None:
        """Select a job."""
        self.list.setCurrentIndex(self.jobs.index(self.jobs.row_of(id(job))))

    def _build_empty(self) -> QLabel:
        empty = QLabel("Nothing runs. Dubs and exports are listed here, each with its log.")
        empty.setProperty("faint", True)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return empty

    def _build_list(self) -> QWidget:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        self.list = QListView()
        self.list.setModel(self.jobs)
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setAccessibleName("Jobs")
        self.list.setMinimumWidth(240)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        split.addWidget(self.list)
        split.addWidget(self._build_detail())
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(8, 6, 8, 8)
        layout.addWidget(split)
        return page

    def _build_detail(self) -> QWidget:
        detail = QWidget()
        column = QVBoxLayout(detail)
        column.setContentsMargins(6, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(6)
        self._title = QLabel()
        self._title.setProperty("heading", True)
        row.addWidget(self._title, 1)
        self._cancel = self._button(row, "Cancel", self._on_cancel_clicked)
        self._again = self._button(row, "Try again", self._on_again_clicked)
        self._copy = self._button(row, "Copy the log", self._on_copy_clicked)
        self._clear = self._button(row, "Clear the list", self.jobs.clear_over)
        column.addLayout(row)
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.log.setAccessibleName("Log of the job")
        self.log.setTabChangesFocus(True)
        column.addWidget(self.log, 1)
        return detail

    @staticmethod
    def _button(row: QHBoxLayout, text: str, slot: object) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(slot)
        row.addWidget(button)
        return button

    @Slot()
    def _on_arranged(self) -> None:
        """Keep what was selected."""
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
        """A job that begins is shown, unless the person looks at another that is not over."""
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
        QApplication.clipboard().setText(self.log.toPlainText())
