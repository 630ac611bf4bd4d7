"""The event lane: stems whose height is the strength, to be selected and edited."""

from enum import Enum
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPen
from typing_extensions import override

from engine.events.event import Event
from engine.project.model import TimelineEvent, Track
from gui.document import event_edits
from gui.dub.timeline.lanes.lane import Lane, LaneContext
from gui.kit import theme

HEIGHT: Final = 58
_FLOOR: Final = 5  # pixels below a stem
_HEAD: Final = 5.0  # radius of a stem's head
_GRAB_PX: Final = 7
_DRAG_PX: Final = 4  # distance at which a press becomes a drag in one direction


class _Drag(Enum):
    NONE = "none"
    PRESSED = "pressed"
    TIME = "time"
    STRENGTH = "strength"
    BAND = "rubber band"


class EventLane(Lane):
    """Shows the active track's events; a drag is one undo step, made on release."""

    menu_requested = Signal(object)  # QPoint, global

    def __init__(self, context: LaneContext) -> None:
        super().__init__(context, "Events")
        self.setFixedHeight(HEIGHT)
        self._drag = _Drag.NONE
        self._press = QPointF()
        self._pressed_id = ""
        self._preview: Track | None = None  # result of the drag so far
        self._band = QRectF()
        self._hint = ""  # shown if there are no events
        context.selection.changed.connect(self.update)

    @property
    def track(self) -> Track | None:
        """The track whose events are shown."""
        return self.context.document.track

    @Slot(str)
    def set_hint(self, text: str) -> None:
        """Set the text that is shown if there are no events."""
        self._hint = text
        self.update()

    # Painting: events are drawn as an overlay because drags change them

    @override
    def paint_content(self, painter: QPainter) -> None:
        painter.setPen(theme.colour("border"))
        bottom = HEIGHT - _FLOOR
        painter.drawLine(0, bottom, self.width(), bottom)

    @override
    def paint_overlay(self, painter: QPainter) -> None:
        track = self._preview or self.track
        if track is None:
            return
        if not track.events:
            painter.setPen(theme.colour("faint"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._hint)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        axis = self.context.axis
        margin_s = axis.seconds(_HEAD * 2, self.width())
        for item in track.events:
            if axis.start_s - margin_s <= item.event.time_s <= axis.end_s + margin_s:
                self._paint_event(painter, item)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if self._drag is _Drag.BAND:
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.setBrush(theme.colour("accent", 0.18))
            painter.drawRect(self._band.normalized())

    def _paint_event(self, painter: QPainter, item: TimelineEvent) -> None:
        head = self.head(item.event)
        selected = item.id in self.context.selection.ids
        colour = theme.colour("muted_event" if item.event.muted else "event")
        painter.setPen(QPen(colour, 2))
        painter.drawLine(QPointF(head.x(), HEIGHT - _FLOOR), head)
        painter.setPen(QPen(theme.colour("text") if selected else colour, 2))
        # Muted events are hollow, so they differ in more than colour; manual ones are diamonds.
        painter.setBrush(theme.colour("base") if item.event.muted else colour)
        radius = _HEAD + (1 if selected else 0)
        if item.event.source == "hand":
            painter.save()
            painter.translate(head)
            painter.rotate(45)
            painter.drawRect(QRectF(-radius * 0.8, -radius * 0.8, radius * 1.6, radius * 1.6))
            painter.restore()
        else:
            painter.drawEllipse(head, radius, radius)

    def head(self, event: Event) -> QPointF:
        """Where the head of an event's stem is drawn, and taken by the mouse."""
        return QPointF(self.x_of(event.time_s), self._y(event.strength))

    def _y(self, strength: float) -> float:
        top, bottom = _HEAD + 3, HEIGHT - _FLOOR
        return bottom - strength * (bottom - top)

    # Mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._press = event.position()
        selection = self.context.selection
        extends = bool(
            event.modifiers()
            & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        )
        hit = self._hit(event.position())
        if hit is None:
            self._drag = _Drag.BAND
            self._band = QRectF(self._press, self._press)
            if not extends:
                selection.set(())
            return
        if extends:
            selection.toggle(hit.id)
        elif hit.id not in selection.ids:
            selection.set({hit.id})
        self._drag, self._pressed_id = _Drag.PRESSED, hit.id

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        moved = event.position() - self._press
        if self._drag is _Drag.NONE:
            near = self._hit(event.position()) is not None
            self.setCursor(Qt.CursorShape.SizeAllCursor if near else Qt.CursorShape.ArrowCursor)
        elif self._drag is _Drag.BAND:
            self._band.setBottomRight(event.position())
            self.update()
        elif self._drag is _Drag.PRESSED and moved.manhattanLength() >= _DRAG_PX:
            sideways = abs(moved.x()) >= abs(moved.y())
            self._drag = _Drag.TIME if sideways else _Drag.STRENGTH
        if self._drag in (_Drag.TIME, _Drag.STRENGTH):
            self._preview = self._dragged(moved)
            self.update()
        left = event.buttons() & Qt.MouseButton.LeftButton
        if (self._pan_from is not None or self._drag is _Drag.NONE) and not left:
            super().mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        drag, preview = self._drag, self._preview
        self._drag, self._preview = _Drag.NONE, None
        track = self.track
        if track is None:
            return
        count = len(self.context.selection.ids)
        what = "event" if count == 1 else f"{count} events"
        if drag is _Drag.TIME and preview is not None:
            self.context.document.edit_track(f"Move {what}", preview)
        elif drag is _Drag.STRENGTH and preview is not None:
            self.context.document.edit_track(f"Change strength of {what}", preview)
        elif drag is _Drag.BAND:
            self._end_band(track)
        self.update()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        clip, track = self.clip, self.track
        if clip is None or track is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._drag = _Drag.NONE
        if self._hit(event.position()) is not None:
            return
        top, bottom = self._y(1.0), self._y(0.0)
        strength = min(max((bottom - event.position().y()) / (bottom - top), 0.1), 1.0)
        time_s = self.snapped(self.time_at(event.position().x()))
        struck = Event(time_s, round(strength, 3))
        changed, ids = event_edits.add_events(track, [struck], clip.file.duration_s)
        self.context.document.edit_track("Add event", changed)
        self.context.selection.set(ids)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())

    def _end_band(self, track: Track) -> None:
        band = self._band.normalized()
        if band.width() + band.height() < _DRAG_PX:
            self.context.player.seek(self.time_at(self._press.x()))
            return
        caught = {
            item.id
            for item in track.events
            if band.left() <= self.x_of(item.event.time_s) <= band.right()
        }
        self.context.selection.set(caught)

    def _dragged(self, moved: QPointF) -> Track | None:
        """The track with the drag applied."""
        clip, track, ids = self.clip, self.track, self.context.selection.ids
        if clip is None or track is None:
            return None
        if self._drag is _Drag.STRENGTH:
            by = -moved.y() / (self._y(0.0) - self._y(1.0))
            return event_edits.change_strength(track, ids, by)
        pressed = next((e.event for e in track.events if e.id == self._pressed_id), None)
        if pressed is None:
            return None
        wanted_s = pressed.time_s + self.context.axis.seconds(moved.x(), self.width())
        # Snap to everything but the dragged events.
        dragged = {e.event.time_s for e in track.events if e.id in ids}
        dragged -= {e.event.time_s for e in track.events if e.id not in ids}
        wanted_s = self.snapped(wanted_s, [p for p in self.snap_points() if p not in dragged])
        by_s = wanted_s - pressed.time_s
        return event_edits.move_events(track, ids, by_s, clip.file.duration_s)

    def _hit(self, place: QPointF) -> TimelineEvent | None:
        """The event under the cursor: of the stems in reach, the one with the nearest head."""
        track = self.track
        if track is None:
            return None
        near = [e for e in track.events if abs(self.x_of(e.event.time_s) - place.x()) <= _GRAB_PX]
        return min(
            near,
            key=lambda e: (self.head(e.event) - place).manhattanLength(),
            default=None,
        )
