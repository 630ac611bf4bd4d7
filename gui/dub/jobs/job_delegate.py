"""How a row of the job list is drawn: a sign, the title, where it is, and a bar while it runs."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from gui.dub.jobs.job_text import state_text
from gui.hosts.job_list import JOB_ROLE
from gui.hosts.jobs import HostJob, JobState
from gui.hosts.time_estimate import Forecast
from gui.kit import theme

_HEIGHT_PX: Final = 46
_MARGIN_PX: Final = 10
_SIGN_PX: Final = 9
_BAR_PX: Final = 3
_SIGNS: Final = {
    JobState.QUEUED: "faint",
    JobState.RUNNING: "accent",
    JobState.DONE: "accent",
    JobState.CANCELLED: "faint",
    JobState.FAILED: "danger",
}


class JobDelegate(QStyledItemDelegate):
    """Draws a job."""

    def __init__(self, forecast: Forecast, parent: QWidget) -> None:
        super().__init__(parent)
        self._forecast = forecast

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, _HEIGHT_PX)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        job: HostJob = index.data(JOB_ROLE)
        place = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.colour("raised"))
        self._draw_sign(painter, place, job)
        text = place.adjusted(2 * _MARGIN_PX + _SIGN_PX, 5, -_MARGIN_PX, -6)
        upper = text.adjusted(0, 0, 0, -text.height() / 2)
        lower = text.adjusted(0, text.height() / 2, 0, 0)
        elide, metrics = Qt.TextElideMode.ElideRight, option.fontMetrics
        painter.setPen(theme.colour("text"))
        title = metrics.elidedText(job.title, elide, round(text.width()))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, title)
        painter.setPen(theme.colour("danger" if job.state is JobState.FAILED else "faint"))
        state = metrics.elidedText(state_text(job, self._forecast), elide, round(text.width()))
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, state)
        if job.state is JobState.RUNNING:
            self._draw_bar(painter, text, self._forecast.fraction(job))
        painter.restore()

    @staticmethod
    def _draw_sign(painter: QPainter, place: QRectF, job: HostJob) -> None:
        """A full disc for what is done, a ring for what is not, a cross for what failed."""
        colour = theme.colour(_SIGNS[job.state])
        top = place.top() + place.height() / 2 - _SIGN_PX / 2
        sign = QRectF(place.left() + _MARGIN_PX, top, _SIGN_PX, _SIGN_PX)
        painter.setPen(QPen(colour, 1.8))
        painter.setBrush(colour if job.state is JobState.DONE else Qt.BrushStyle.NoBrush)
        if job.state in (JobState.FAILED, JobState.CANCELLED):
            painter.drawLine(sign.topLeft(), sign.bottomRight())
            painter.drawLine(sign.topRight(), sign.bottomLeft())
        else:
            painter.drawEllipse(sign)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    @staticmethod
    def _draw_bar(painter: QPainter, text: QRectF, fraction: float) -> None:
        bar = QRectF(text.left(), text.bottom() + 2, text.width(), _BAR_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("border"))
        painter.drawRoundedRect(bar, 1.5, 1.5)
        bar.setWidth(bar.width() * min(max(fraction, 0.0), 1.0))
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(bar, 1.5, 1.5)
