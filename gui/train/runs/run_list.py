"""The runs as a list: state, name, how far; the latest started first."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from gui.hosts.run_observer import SeenRun
from gui.kit import theme
from gui.kit.rows import begin_row
from training.run.run_folder import State

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_ROW_PX: Final = 60
_SIGN_PX: Final = 12
_BAR_PX: Final = 3
STATE_ROLES: Final[dict[State, str]] = {
    "running": "accent",
    "paused": "warning",
    "done": "text",
    "stopped": "faint",
    "failed": "danger",
}


def state_text(run: SeenRun) -> str:
    """A run's state in a word or two."""
    if run.is_starting and not run.is_alive:
        return "Starting…"
    if run.is_alive and "stop" in run.requests:
        return "Stopping…"
    if run.state == "running" and "pause" in run.requests:
        return "Pausing…"
    if run.state == "running" and not run.status.steps:
        return "Preparing…"
    return run.state.capitalize()


def progress_text(run: SeenRun) -> str:
    """How far a run is."""
    status = run.status
    if not status.steps:
        return ""
    if status.step >= status.steps:
        return f"{status.steps:,} steps".replace(",", " ")
    return f"{status.step:,} of {status.steps:,}".replace(",", " ")


class RunModel(QAbstractListModel):
    """The runs; rows that stay keep their selection."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[SeenRun, ...] = ()

    def show_runs(self, runs: tuple[SeenRun, ...]) -> None:
        """List these."""
        same_places = [run.path for run in runs] == [run.path for run in self._runs]
        if not same_places:
            self.beginResetModel()
        before, self._runs = self._runs, runs
        if not same_places:
            self.endResetModel()
            return
        for row, (old, new) in enumerate(zip(before, runs, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def run(self, index: Index) -> SeenRun:
        """The run of a row."""
        return self._runs[index.row()]

    def row_of(self, path: Path | None) -> int:
        """The row of a run, or -1."""
        return next((row for row, run in enumerate(self._runs) if run.path == path), -1)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._runs)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        run = self._runs[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return run.path.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{run.path.name}, {state_text(run)}, {progress_text(run)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = (str(run.path), run.status.message)
            return "\n".join(line for line in lines if line)
        return None


class RunDelegate(QStyledItemDelegate):
    """Paints a row: a sign of the state, the name, state and progress, a thin bar."""

    def __init__(self, model: RunModel) -> None:
        super().__init__(model)
        self._model = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(180, _ROW_PX)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        run = self._model.run(index)
        area = begin_row(painter, option)
        draw_state(painter, QPointF(area.left() + 18, area.top() + 17), run.state)
        left, width = area.left() + 34, area.width() - 34 - 12
        metrics = painter.fontMetrics()
        painter.setPen(theme.colour("text"))
        name = metrics.elidedText(run.path.name, Qt.TextElideMode.ElideMiddle, width)
        painter.drawText(left, area.top() + 21, name)
        role = STATE_ROLES[run.state]
        painter.setPen(theme.colour(role if role != "text" else "faint"))
        word = state_text(run)
        painter.drawText(left, area.top() + 39, word)
        taken = metrics.horizontalAdvance(word + "   ")
        right = Qt.TextElideMode.ElideRight
        far = metrics.elidedText(progress_text(run), right, width - taken)
        painter.setPen(theme.colour("faint"))
        painter.drawText(left + taken, area.top() + 39, far)
        if run.status.steps and run.state != "done":
            self._draw_bar(painter, QRectF(left, area.top() + 48, width, _BAR_PX), run)
        painter.restore()

    def _draw_bar(self, painter: QPainter, place: QRectF, run: SeenRun) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("border"))
        painter.drawRoundedRect(place, 1.5, 1.5)
        role = STATE_ROLES[run.state]
        painter.setBrush(theme.colour(role))
        share = min(run.status.step / run.status.steps, 1.0)
        painter.drawRoundedRect(
            QRectF(place.left(), place.top(), place.width() * share, place.height()), 1.5, 1.5
        )


def draw_state(painter: QPainter, centre: QPointF, state: State) -> None:
    """A sign for a state: told apart by its shape as well as by its colour."""
    half = _SIGN_PX / 2
    place = QRectF(centre.x() - half, centre.y() - half, _SIGN_PX, _SIGN_PX)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(STATE_ROLES[state]))
    if state == "running":
        painter.drawEllipse(centre, half - 1, half - 1)
    elif state == "paused":
        painter.drawRoundedRect(place.adjusted(1, 0.5, -7.5, -0.5), 1, 1)
        painter.drawRoundedRect(place.adjusted(7.5, 0.5, -1, -0.5), 1, 1)
    elif state == "stopped":
        painter.drawRoundedRect(place.adjusted(1.5, 1.5, -1.5, -1.5), 1.5, 1.5)
    elif state == "done":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_line("accent"))
        painter.drawPolyline(
            [place.topLeft() + QPointF(*at) for at in ((1, 6.5), (4.5, 10), (11, 2.5))]
        )
    else:
        top, bottom = place.center() - QPointF(0, half), place.bottom() - 0.5
        painter.drawPolygon(
            QPolygonF([top, QPointF(place.right(), bottom), QPointF(place.left(), bottom)])
        )
        painter.setPen(_line("base", 1.6))
        x = place.center().x()
        painter.drawLine(QPointF(x, place.top() + 4.2), QPointF(x, place.top() + 7.4))
        painter.drawPoint(QPointF(x, place.top() + 9.9))


def _line(role: str, width: float = 2.2) -> QPen:
    pen = QPen(theme.colour(role), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
