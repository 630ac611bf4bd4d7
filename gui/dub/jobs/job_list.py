"""List model of the engine's jobs: running, queued, then finished, newest first."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPen

from gui.dub.jobs.job_text import state_text
from gui.hosts.engine_host import EngineHost
from gui.hosts.jobs import HostJob, JobState
from gui.kit import theme
from gui.kit.rows import Line, Row, RowModel

_KEPT: Final = 100  # finished jobs that stay listed
_SIGN_PX: Final = 9
_SIGNS: Final = {
    JobState.QUEUED: "faint",
    JobState.RUNNING: "accent",
    JobState.DONE: "accent",
    JobState.CANCELLED: "faint",
    JobState.FAILED: "danger",
}


class JobList(RowModel[HostJob]):
    """The engine's jobs, updated by its signals."""

    def __init__(self, host: EngineHost, parent: QObject | None = None) -> None:
        super().__init__(self._row, id, parent)
        self._host = host
        self._over: list[HostJob] = []
        host.job_changed.connect(self._on_job_changed)

    def clear_over(self) -> None:
        """Remove finished jobs from the list."""
        self._over.clear()
        self._arrange()

    def _row(self, job: HostJob) -> Row:
        estimate = self._host.estimate
        role = "danger" if job.state is JobState.FAILED else "faint"
        return Row(
            title=job.title,
            lines=(Line(state_text(job, estimate), role),),
            sign=partial(draw_sign, state=job.state),
            progress=estimate.fraction(job) if job.state is JobState.RUNNING else None,
            spoken=f"{job.title}, {state_text(job, estimate)}",
        )

    @Slot(object)
    def _on_job_changed(self, job: HostJob) -> None:
        if job.is_over and job not in self._over:
            self._over = [job, *self._over][:_KEPT]
        self._arrange()
        row = self.row_of(id(job))
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))

    def _arrange(self) -> None:
        running = self._host.running
        active = [running] if running is not None and running.state is JobState.RUNNING else []
        self.show_items([*active, *self._host.waiting, *self._over])


def draw_sign(painter: QPainter, place: QRect, *, state: JobState) -> None:
    """Draw a disc for a done job, a ring for an active one, a cross for a failed one."""
    colour = theme.colour(_SIGNS[state])
    sign = QRectF(0, 0, _SIGN_PX, _SIGN_PX)
    sign.moveCenter(QRectF(place).center())
    painter.setPen(QPen(colour, 1.8))
    painter.setBrush(colour if state is JobState.DONE else Qt.BrushStyle.NoBrush)
    if state in (JobState.FAILED, JobState.CANCELLED):
        painter.drawLine(sign.topLeft(), sign.bottomRight())
        painter.drawLine(sign.topRight(), sign.bottomLeft())
    else:
        painter.drawEllipse(sign)
