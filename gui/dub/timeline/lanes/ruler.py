"""The ruler: time labels, draggable in and out points, and markers."""

from typing import Final, Literal

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QMouseEvent, QPainter, QPen, QPolygonF
from typing_extensions import override

from engine.project.model import Marker, new_id
from gui.document import clip_edits
from gui.dub.timeline.lanes.lane import Lane, LaneContext
from gui.kit import theme
from gui.kit.language import tr
from gui.kit.time_axis import clock_text, tick_step

HEIGHT: Final = 36
_MARKER_TOP: Final = 18
_GRAB_PX: Final = 6


class Ruler(Lane):
    """Time labels above, range and markers below."""

    marker_rename_requested = Signal(object)  # Marker
    menu_requested = Signal(QPoint, float, object)  # global place, clip time, Marker or None

    def __init__(self, context: LaneContext) -> None:
        super().__init__(context, tr("Ruler"))
        self.setFixedHeight(HEIGHT)
        self._dragged: Literal["in", "out"] | Marker | None = None
        self._drag_id = ""  # makes a drag one undo step

    @override
    def looks_different(self) -> bool:
        return True

    @override
    def paint_content(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), theme.colour("panel"))
        if self.clip is None:
            return
        self._paint_ticks(painter)
        self._paint_range(painter)
        for marker in self.clip.markers:
            self._paint_marker(painter, marker)

    def _paint_ticks(self, painter: QPainter) -> None:
        axis = self.context.axis
        step = tick_step(axis.span_s, self.width())
        decimals = 0 if step >= 1 else (1 if step >= 0.1 else (2 if step >= 0.01 else 3))
        first = int(axis.start_s / step)
        painter.setFont(self._small_font())
        for index in range(first * 5, int(axis.end_s / step * 5) + 2):
            x = round(self.x_of(index * step / 5))
            labelled = index % 5 == 0
            painter.setPen(theme.colour("faint" if labelled else "border"))
            painter.drawLine(x, HEIGHT - (9 if labelled else 5), x, HEIGHT)
            if labelled:
                box = QRect(x + 4, 1, 90, 16)
                text = clock_text(index * step / 5, decimals)
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
                painter.drawLine(x, 4, x, 14)

    def _paint_range(self, painter: QPainter) -> None:
        clip = self.clip
        if clip is None or (clip.in_s is None and clip.out_s is None):
            return
        left, right = (self.x_of(time_s) for time_s in clip.range_s)
        painter.fillRect(QRectF(left, HEIGHT - 4, right - left, 4), theme.colour("accent"))
        painter.setBrush(theme.colour("accent"))
        painter.setPen(Qt.PenStyle.NoPen)
        for x, side in ((left, 1), (right, -1)):
            corners = [
                QPointF(x, HEIGHT - 14),
                QPointF(x + side * 9, HEIGHT - 14),
                QPointF(x, HEIGHT),
            ]
            painter.drawPolygon(QPolygonF(corners))

    def _paint_marker(self, painter: QPainter, marker: Marker) -> None:
        x = self.x_of(marker.time_s)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("warning"), 1))
        painter.drawLine(QPointF(x, _MARKER_TOP), QPointF(x, HEIGHT))
        painter.setBrush(theme.colour("warning"))
        top = _MARKER_TOP
        flag = [QPointF(x, top), QPointF(x + 7, top + 4), QPointF(x, top + 8)]
        painter.drawPolygon(QPolygonF(flag))
        painter.setPen(theme.colour("text"))
        painter.setFont(self._small_font())
        painter.drawText(QPointF(x + 10, top + 9), marker.name)

    def _small_font(self) -> QFont:
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.85)
        return font

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._dragged = (
            self._grabbed(event.position()) if event.button() == Qt.MouseButton.LeftButton else None
        )
        self._drag_id = new_id()
        if self._dragged is None:
            super().mousePressEvent(event)
        else:
            self.esc.begin()

    @override
    def give_up(self) -> None:
        self._dragged = None
        super().give_up()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is None:
            near = self._grabbed(event.position()) is not None and not event.buttons()
            shape = Qt.CursorShape.SizeHorCursor if near else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            super().mouseMoveEvent(event)
            return
        clip = self.clip
        if clip is None:
            return
        time_s = self.snapped(self.time_at(event.position().x()))
        if isinstance(self._dragged, Marker):
            self._dragged = Marker(self._dragged.id, time_s, self._dragged.name)
            moved = clip_edits.put_marker(clip, self._dragged)
            self.edit_in_drag(tr("Move marker"), moved, self._drag_id)
        elif self._dragged == "in":
            changed = clip_edits.set_range(clip, min(time_s, clip.range_s[1] - 0.01), clip.out_s)
            self.edit_in_drag(tr("Set in point"), changed, self._drag_id)
        else:
            changed = clip_edits.set_range(clip, clip.in_s, max(time_s, clip.range_s[0] + 0.01))
            self.edit_in_drag(tr("Set out point"), changed, self._drag_id)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None
        super().mouseReleaseEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        grabbed = self._grabbed(event.position())
        if isinstance(grabbed, Marker):
            self.marker_rename_requested.emit(grabbed)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.clip is not None:
            grabbed = self._grabbed(QPointF(event.pos()))
            marker = grabbed if isinstance(grabbed, Marker) else None
            time_s = self.snapped(self.time_at(event.pos().x()))
            self.menu_requested.emit(event.globalPos(), time_s, marker)

    def _grabbed(self, place: QPointF) -> Literal["in", "out"] | Marker | None:
        """The item that a drag from a place would move."""
        clip, x, y = self.clip, place.x(), place.y()
        if clip is None or y < _MARKER_TOP - 4:
            return None
        for marker in clip.markers:
            if -3 <= x - self.x_of(marker.time_s) <= 10 and y < _MARKER_TOP + 10:
                return marker
        if clip.in_s is not None and abs(x - self.x_of(clip.in_s)) < _GRAB_PX:
            return "in"
        if clip.out_s is not None and abs(x - self.x_of(clip.out_s)) < _GRAB_PX:
            return "out"
        return None
