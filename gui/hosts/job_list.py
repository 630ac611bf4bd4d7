"""The engine's jobs as a list: what runs, what waits, and what is over, the newest first."""

from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot
from typing_extensions import override

from gui.hosts.engine_host import EngineHost
from gui.hosts.jobs import HostJob, JobState

JOB_ROLE: Final = Qt.ItemDataRole.UserRole
_KEPT: Final = 100  # jobs that are over and still listed


class JobList(QAbstractListModel):
    """Follows the engine; a row is a `HostJob` under `JOB_ROLE`."""

    def __init__(self, host: EngineHost, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._over: list[HostJob] = []
        self._rows: list[HostJob] = []
        host.job_changed.connect(self._on_job_changed)

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if not index.isValid():
            return None
        job = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return job.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{job.title}, {job.state.value}"
            case Qt.ItemDataRole.UserRole:
                return job
        return None

    def row_of(self, job: HostJob) -> int:
        """Where a job stands; -1 where it does not."""
        return self._rows.index(job) if job in self._rows else -1

    def clear_over(self) -> None:
        """Forget what is over."""
        self._over.clear()
        self._arrange()

    @Slot(object)
    def _on_job_changed(self, job: HostJob) -> None:
        if job.is_over and job not in self._over:
            self._over = [job, *self._over][:_KEPT]
        self._arrange()
        row = self.row_of(job)
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))

    def _arrange(self) -> None:
        """Put the rows in order, moving only where the order has changed."""
        running = self._host.running
        active = [running] if running is not None and running.state is JobState.RUNNING else []
        rows = [*active, *self._host.waiting, *self._over]
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
