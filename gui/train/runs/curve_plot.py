"""Curves over the steps of a run: zoomed by the wheel, moved by dragging, read under the cursor.

Painted by hand, as the editor's lanes are: a hundred thousand points are thinned out to what the
screen can show before anything is drawn, and the cursor's read-out is laid over a kept picture.
"""

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from gui import theme
from gui.train.runs.plot_painting import (
    BOTTOM_PX,
    LEFT_PX,
    RIGHT_PX,
    TOP_PX,
    Curve,
    Mark,
    draw_plot,
    make_lines,
    make_scale,
)
from gui.train.runs.plot_scale import Scale
from gui.train.runs.readout import Reading, draw_readout

_ZOOM: Final = 1.25  # a notch of the wheel
_LEAST_STEPS: Final = 4.0


class CurvePlot(QWidget):
    """Follows the run until a person zooms; a double click follows again."""

    view_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._curves: list[Curve] = []
        self._marks: list[Mark] = []
        self._emptiness = ""
        self._average = 1
        self._log = False
        self._view: tuple[float, float] | None = None  # None is all of it
        self._picture: QPixmap | None = None
        self._scale: Scale | None = None
        self._cursor: QPoint | None = None
        self._dragged: tuple[float, tuple[float, float]] | None = None
        self.setMouseTracking(True)
        self.setMinimumSize(260, 150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Curves of the run")
        self.setToolTipDuration(0)

    # What is shown

    def show_curves(
        self, curves: list[Curve], marks: list[Mark], *, emptiness: str = "Nothing yet."
    ) -> None:
        """Draw these curves, or say why there are none; the view stays."""
        self._curves, self._marks, self._emptiness = curves, marks, emptiness
        self.refresh()

    def set_average(self, count: int) -> None:
        """Draw each value averaged with those before it, `count` in all."""
        self._average = count
        self.refresh()

    def set_log(self, on: bool) -> None:
        """Draw values by their logarithm."""
        self._log = on
        self.refresh()

    def refresh(self) -> None:
        """Draw again: there are new values, or new colours."""
        self._picture = None
        self.update()

    # The view

    @property
    def is_fitted(self) -> bool:
        """Whether all of the run is shown, and followed."""
        return self._view is None

    def fit(self) -> None:
        """Show all of the run, and follow it."""
        self._set_view(None)

    def zoom(self, factor: float, at: float | None = None) -> None:
        """Show fewer steps (above 1) or more, around a step or the middle."""
        first, last = self._shown_steps()
        at = (first + last) / 2 if at is None else at
        self._set_view((at - (at - first) / factor, at + (last - at) / factor))

    def shown_steps(self) -> tuple[float, float]:
        """The first and the last step of the view."""
        return self._shown_steps()

    def readings(self, step: float) -> list[Reading]:
        """What the read-out says at a step."""
        found = []
        for curve in self._curves:
            if not len(curve.series):
                continue
            place = curve.series.nearest(step)
            value = float(curve.series.values[place])
            if self._average > 1 and not curve.sparse:
                part = slice(place, place + 1)
                value = float(curve.series.averages(self._average, part)[0])
            at = int(curve.series.steps[place])
            found.append(Reading(curve.name, curve.colour, at, value))
        return found

    def _whole(self) -> tuple[float, float]:
        ends = [
            (curve.series.steps[0], curve.series.steps[-1])
            for curve in self._curves
            if len(curve.series)
        ]
        if not ends:
            return 0.0, 100.0
        first, last = min(end[0] for end in ends), max(end[1] for end in ends)
        return float(min(first, 1.0)), float(max(last, first + _LEAST_STEPS))

    def _shown_steps(self) -> tuple[float, float]:
        return self._whole() if self._view is None else self._view

    def _set_view(self, view: tuple[float, float] | None) -> None:
        whole_first, whole_last = self._whole()
        if view is not None:
            span = max(view[1] - view[0], _LEAST_STEPS)
            if span >= whole_last - whole_first:
                view = None
            else:
                first = min(max(view[0], whole_first), whole_last - span)
                view = first, first + span
        self._view = view
        self.refresh()
        self.view_changed.emit()

    # Painting

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(theme.colour("base"))
        area = QRectF(self.rect()).adjusted(LEFT_PX, TOP_PX, -RIGHT_PX, -BOTTOM_PX)
        shown = self._shown_steps()
        lines = make_lines(self._curves, shown, self._average, area.width())
        scale = self._scale = make_scale(area, shown, lines, log=self._log)
        painter = QPainter(picture)
        draw_plot(painter, scale, lines, self._marks)
        painter.end()
        return picture

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            self._picture = self._draw()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        scale = self._scale
        if scale is None:
            return
        if not any(len(curve.series) for curve in self._curves):
            painter.setPen(theme.colour("faint"))
            painter.drawText(scale.area, Qt.AlignmentFlag.AlignCenter, self._emptiness)
        elif self._cursor is not None and self._dragged is None:
            step = scale.step(self._cursor.x())
            draw_readout(painter, scale, step, self.readings(step), self._cursor.y())

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, 300)

    # Mouse

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.refresh()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._scale is not None and event.angleDelta().y():
            notches = event.angleDelta().y() / 120
            self.zoom(_ZOOM**notches, self._scale.step(event.position().x()))
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._dragged = event.position().x(), self._shown_steps()
            if self._view is not None:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None and self._scale is not None and self._view is not None:
            start_x, (first, last) = self._dragged
            by = (start_x - event.position().x()) / self._scale.area.width() * (last - first)
            self._set_view((first + by, last + by))
            return
        place = event.position().toPoint()
        inside = self._scale is not None and self._scale.area.contains(QPointF(place))
        self._cursor = place if inside else None
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None
        self.unsetCursor()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.fit()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._cursor = None

    @override
    def leaveEvent(self, event: object) -> None:
        self._cursor = None
        self.update()
