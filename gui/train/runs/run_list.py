"""Rows of the list of runs: state, name and progress."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from gui.hosts.run_observer import SeenRun
from gui.kit import theme
from gui.kit.language import counted, mark, number, said, tr
from gui.kit.rows import Line, Row
from training.run.run_folder import State

_SIGN_PX: Final = 12
STATE_ROLES: Final[dict[State, str]] = {
    "running": "accent",
    "queued": "faint",
    "paused": "warning",
    "stopping": "faint",
    "done": "text",
    "stopped": "faint",
    "failed": "danger",
}
_STATES: Final[dict[State, str]] = {
    "running": mark("Running"),
    "queued": mark("Queued"),
    "paused": mark("Paused"),
    "stopping": mark("Stopping…"),
    "done": mark("Done"),
    "stopped": mark("Stopped"),
    "failed": mark("Failed"),
}


def state_text(run: SeenRun) -> str:
    """A run's state in a word or two."""
    if run.is_starting and not run.is_alive:
        return tr("Starting…")
    if run.is_alive and "stop" in run.requests:
        return tr("Stopping…")
    if run.state == "running" and "pause" in run.requests:
        return tr("Pausing…")
    if run.state == "running" and not run.status.steps:
        return tr("Loading data and networks…")
    return tr(_STATES[run.state])


def progress_text(run: SeenRun) -> str:
    """A run's progress in steps."""
    status = run.status
    if not status.steps:
        return ""
    if status.step >= status.steps:
        return counted("{n} step", "{n} steps", status.steps)
    return tr("{step} of {steps}", step=number(status.step), steps=number(status.steps))


def run_row(run: SeenRun) -> Row:
    """A run's row in the list."""
    status, role = run.status, STATE_ROLES[run.state]
    is_under_way = bool(status.steps) and run.state != "done"
    return Row(
        title=run.path.name,
        lines=(Line(state_text(run), role if role != "text" else "faint", progress_text(run)),),
        sign=partial(draw_state, state=run.state),
        progress=min(status.step / status.steps, 1.0) if is_under_way else None,
        bar=role,
        spoken=f"{run.path.name}, {state_text(run)}, {progress_text(run)}",
        tip="\n".join(line for line in (run.note, str(run.path), said(status.message)) if line),
    )


def draw_state(painter: QPainter, area: QRect, *, state: State) -> None:
    """Draw the icon of a state; the icons differ in shape as well as in colour."""
    half, centre = _SIGN_PX / 2, QRectF(area).center()
    place = QRectF(centre.x() - half, centre.y() - half, _SIGN_PX, _SIGN_PX)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(STATE_ROLES[state]))
    if state == "running":
        painter.drawEllipse(centre, half - 1, half - 1)
    elif state == "queued":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_line("faint"))
        painter.drawEllipse(centre, half - 1.5, half - 1.5)
    elif state == "paused":
        painter.drawRoundedRect(place.adjusted(1, 0.5, -7.5, -0.5), 1, 1)
        painter.drawRoundedRect(place.adjusted(7.5, 0.5, -1, -0.5), 1, 1)
    elif state == "stopped":
        painter.drawRoundedRect(place.adjusted(1.5, 1.5, -1.5, -1.5), 1.5, 1.5)
    elif state == "stopping":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_line("faint"))
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
