"""The event lane of a track: stems whose height is the strength, to be selected and edited."""

from enum import Enum
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPen
from typing_extensions import override

from engine.events.event import Event
from engine.project.model import Clip, TimelineEvent, Track
from gui.document import event_edits, found_edits
from gui.document.track_edits import move_to_track
from gui.dub.timeline.lanes.event_marks import HEAD, EventMarks, as_drawn
from gui.dub.timeline.lanes.lane import Lane, LaneContext
from gui.kit import theme
from gui.kit.language import counted, tr

HEIGHT: Final = 58
_FLOOR: Final = 5  # pixels below a stem
_GRAB_PX: Final = 7
_DRAG_PX: Final = 4  # distance at which a press becomes a drag in one direction


class _Drag(Enum):
    NONE = "none"
    PRESSED = "pressed"
    TIME = "time"
    STRENGTH = "strength"
    END = "end of a lasting event"
    BAND = "rubber band"


class EventLane(Lane):
    """Shows the events of one track; a drag is one undo step, made on release.

    Pressing it makes its track the active one.
    """

    menu_requested = Signal(QPoint, float)  # global place, clip time
    dragged = Signal(object)  # Track: with the drag so far applied; None at its end

    def __init__(self, context: LaneContext, track_id: str) -> None:
        super().__init__(context, tr("Events"))
        self.track_id = track_id
        self.setFixedHeight(HEIGHT)
        self._drag = _Drag.NONE
        self._press = QPointF()
        self._pressed_id = ""
        self._preview: Track | None = None  # result of the drag so far
        self._target: EventLane | None = None  # another track's lane under a drag
        self._band = QRectF()
        self._before_band: frozenset[str] = frozenset()  # selected before it
        self._opacity = 1.0  # of the events
        self._hint = ""  # shown if there are no events
        self._drawn: object = None  # what of the track the content shows
        context.selection.changed.connect(self._on_selection_changed)

    @property
    def track(self) -> Track | None:
        """The track whose events are shown."""
        return self.context.document.track_by_id(self.track_id)

    @Slot(str)
    def set_hint(self, text: str) -> None:
        """Set the text that is shown if there are no events."""
        if text != self._hint:
            self._hint = text
            self.refresh()

    def set_opacity(self, opacity: float) -> None:
        """Set the opacity of the events; those of a track that is not heard are dimmed."""
        if opacity != self._opacity:
            self._opacity = opacity
            self.refresh()

    def show_preview(self, preview: Track | None) -> None:
        """Show the track as what is not over yet would leave it; None ends that.

        That is a drag from another lane, or a performance.
        """
        if preview is not self._preview:
            self._preview = preview
            self.refresh()

    @override
    def snap_events_s(self, clip: Clip) -> list[float]:
        """Those of other tracks."""
        others = (track for track in clip.tracks if track.id != self.track_id)
        return [item.event.time_s for track in others for item in track.events]

    # Painting

    @override
    def looks_different(self) -> bool:
        return self._looks() != self._drawn

    @Slot()
    def _on_selection_changed(self) -> None:
        if self.looks_different():
            self.refresh()

    def _looks(self) -> object:
        """What of the document the content depends on."""
        track = self.track
        if track is None:
            return None
        chosen = self.context.selection.ids.intersection(item.id for item in track.events)
        return track.events, track.found, track.colour, chosen

    @override
    def paint_content(self, painter: QPainter) -> None:
        self._drawn = self._looks()
        painter.setPen(theme.colour("border"))
        bottom = self.height() - _FLOOR
        painter.drawLine(0, bottom, self.width(), bottom)
        track = self._preview or self.track
        if track is None:
            return
        if not track.events:
            painter.setPen(theme.colour("faint"))
            self.paint_words(painter, self._hint)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_events(painter, track)

    @override
    def paint_overlay(self, painter: QPainter) -> None:
        if self._drag is _Drag.BAND:
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.setBrush(theme.colour("accent", 0.18))
            painter.drawRect(self._band.normalized())

    def _paint_events(self, painter: QPainter, track: Track) -> None:
        axis, floor = self.context.axis, self.height() - _FLOOR
        margin_s = axis.seconds(HEAD * 2, self.width())
        own = theme.track_colour(track.colour, self._opacity)
        marks = EventMarks(painter, self.head, self.x_of, floor)
        proposed = found_edits.proposed(track)
        suggested_s = found_edits.suggested_durations_s(track)
        first_s, last_s = axis.start_s - margin_s, axis.end_s + margin_s
        selected = self.context.selection.ids
        for item in track.events:
            event, lasts_s = item.event, suggested_s.get(item.id, 0.0)
            if event.time_s > last_s or max(event.end_s, event.time_s + lasts_s) < first_s:
                continue
            if lasts_s:
                marks.paint_suggestion(event, lasts_s, own)
            is_proposed = item.id in proposed
            marks.paint(event, own, selected=item.id in selected, is_proposed=is_proposed)
        if proposed:
            certainties = [
                (as_drawn(item.event, suggested_s.get(item.id, 0.0)), proposed.get(item.id))
                for item in track.events
            ]
            marks.paint_certainties(certainties, self.width())

    def head(self, event: Event) -> QPointF:
        """Where the head of an event's stem is drawn, and taken by the mouse."""
        return QPointF(self.x_of(event.time_s), self._y(event.strength))

    def end(self, event: Event) -> QPointF:
        """The middle of the handle at the end of an event that lasts."""
        y = (self._y(event.strength) + self.height() - _FLOOR) / 2
        return QPointF(self.x_of(event.end_s), y)

    def _y(self, strength: float) -> float:
        top, bottom = HEAD + 3, self.height() - _FLOOR
        return bottom - strength * (bottom - top)

    # Mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self.context.document.show_track(self.track_id)
        self._press = event.position()
        selection = self.context.selection
        extends = bool(
            event.modifiers()
            & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        )
        self.esc.begin()
        at_end = self._hit_end(event.position())
        hit = at_end or self._hit(event.position())
        if hit is None:
            self._drag = _Drag.BAND
            self._band = QRectF(self._press, self._press)
            if not extends:
                selection.set(())
            self._before_band = selection.ids
            return
        if extends:
            selection.toggle(hit.id)
        elif hit.id not in selection.ids:
            selection.set({hit.id})
        self._drag = _Drag.PRESSED if at_end is None else _Drag.END
        self._pressed_id = hit.id

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        moved = event.position() - self._press
        if self._drag is _Drag.NONE:
            self._show_cursor(event.position())
        elif self._drag is _Drag.BAND:
            self._band.setBottomRight(event.position())
            self.update()
        elif self._drag is _Drag.PRESSED and moved.manhattanLength() >= _DRAG_PX:
            sideways = abs(moved.x()) >= abs(moved.y())
            self._drag = _Drag.TIME if sideways else _Drag.STRENGTH
        if self._drag in (_Drag.TIME, _Drag.STRENGTH, _Drag.END):
            self._show_dragged(event.position(), moved)
        left = event.buttons() & Qt.MouseButton.LeftButton
        if (self._pan_from is not None or self._drag is _Drag.NONE) and not left:
            super().mouseMoveEvent(event)

    def _show_cursor(self, place: QPointF) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self._hit_end(place) is not None:
            shape = Qt.CursorShape.SizeHorCursor
        elif self._hit(place) is not None:
            shape = Qt.CursorShape.SizeAllCursor
        self.setCursor(shape)

    def _show_dragged(self, place: QPointF, moved: QPointF) -> None:
        """Show the result of the drag so far, here or in another track's lane."""
        target = None if self._drag is _Drag.END else self._lane_at(place)
        if self._target is not None and self._target is not target:
            self._target.show_preview(None)
        self._target = target
        if target is None:
            self._preview = self._dragged(moved)
        else:
            clip = self._moved_to(target, moved)
            self._preview = None if clip is None else clip.track_by_id(self.track_id)
            target.show_preview(None if clip is None else clip.track_by_id(target.track_id))
        self.dragged.emit(self._preview)
        self.refresh()

    def _lane_at(self, place: QPointF) -> "EventLane | None":
        """The lane of another track under the mouse."""
        window = self.window()
        under = window.childAt(self.mapTo(window, place.toPoint()))
        return under if isinstance(under, EventLane) and under is not self else None

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        drag, preview, target = self._drag, self._preview, self._target
        self._drag, self._preview, self._target = _Drag.NONE, None, None
        self.dragged.emit(None)
        track, document = self.track, self.context.document
        if track is None:
            return
        count = len(self.context.selection.ids)
        if target is not None:
            target.show_preview(None)
            self._drag = drag  # what decides whether times move
            text = counted("Move event to another track", "Move {n} events to another track", count)
            self._end_on(target, event.position() - self._press, text)
            self._drag = _Drag.NONE
        elif drag is _Drag.TIME and preview is not None:
            document.edit_track(counted("Move event", "Move {n} events", count), preview)
        elif drag is _Drag.STRENGTH and preview is not None:
            text = counted("Change strength of event", "Change strength of {n} events", count)
            document.edit_track(text, preview)
        elif drag is _Drag.END and preview is not None:
            text = counted("Change length of event", "Change length of {n} events", count)
            document.edit_track(text, preview)
        elif drag is _Drag.BAND:
            self._end_band(track)
        self.refresh()

    @override
    def give_up(self) -> None:
        if self._target is not None:
            self._target.show_preview(None)
        self._drag, self._preview, self._target = _Drag.NONE, None, None
        self.dragged.emit(None)
        self.refresh()
        super().give_up()

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
        points = self._free_points(track, frozenset())
        time_s = self.snapped(self.time_at(event.position().x()), points)
        struck = Event(time_s, round(strength, 3))
        changed, ids = event_edits.add_events(track, [struck], clip.file.duration_s)
        self.context.document.edit_track(tr("Add event"), changed)
        self.context.selection.set(ids)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Select what is under the pointer, then ask for the menu."""
        time_s = self.context.player.position_s
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.context.document.show_track(self.track_id)
            time_s = self.snapped(self.time_at(event.pos().x()))
            hit = self._hit(QPointF(event.pos()))
            selection = self.context.selection
            if hit is None or hit.id not in selection.ids:
                selection.set(() if hit is None else {hit.id})
        self.menu_requested.emit(event.globalPos(), time_s)

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
        self.context.selection.set(caught | self._before_band)

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
        if self._drag is _Drag.END:
            end_s = pressed.end_s + self.context.axis.seconds(moved.x(), self.width())
            starts_s = [item.event.time_s for item in track.events]
            end_s = self.snapped(end_s, [*self.snap_points(), *starts_s])
            by_s = end_s - pressed.end_s
            return event_edits.change_duration(track, ids, by_s, clip.file.duration_s)
        return event_edits.move_events(
            track, ids, self._shift_s(pressed, moved, track), clip.file.duration_s
        )

    def _shift_s(self, pressed: Event, moved: QPointF, onto: Track | None) -> float:
        """By how much a drag moves the events in time on a track, snapped."""
        wanted_s = pressed.time_s + self.context.axis.seconds(moved.x(), self.width())
        points = self._free_points(onto, self.context.selection.ids)
        return self.snapped(wanted_s, points) - pressed.time_s

    def _free_points(self, track: Track | None, dragged: frozenset[str]) -> list[float]:
        """The snap points at which a track has no event yet: two at a time are heard as one."""
        events = () if track is None else track.events
        taken = {item.event.time_s for item in events if item.id not in dragged}
        return [point for point in self.snap_points() if point not in taken]

    def _moved_to(self, target: "EventLane", moved: QPointF) -> Clip | None:
        """The clip with the dragged events on another track; a drag straight down keeps times."""
        clip, track, ids = self.clip, self.track, self.context.selection.ids
        if clip is None or track is None:
            return None
        pressed = next((e.event for e in track.events if e.id == self._pressed_id), None)
        by_s = 0.0
        if pressed is not None and self._drag is _Drag.TIME:
            by_s = self._shift_s(pressed, moved, target.track)
        return move_to_track(clip, ids, self.track_id, target.track_id, by_s)

    def _end_on(self, target: "EventLane", moved: QPointF, text: str) -> None:
        ids, clip = self.context.selection.ids, self._moved_to(target, moved)
        if clip is not None:
            self.context.document.edit_clip(text, clip)
            self.context.document.show_track(target.track_id)
            self.context.selection.set(ids)

    def _hit(self, place: QPointF) -> TimelineEvent | None:
        """The event under the cursor: of the stems in reach, the one with the nearest head."""
        track = self.track
        if track is None:
            return None
        near = [e for e in track.events if abs(self.x_of(e.event.time_s) - place.x()) <= _GRAB_PX]
        near = near or [e for e in track.events if self._bar(e.event).contains(place)]
        return min(
            near,
            key=lambda e: (self.head(e.event) - place).manhattanLength(),
            default=None,
        )

    def _hit_end(self, place: QPointF) -> TimelineEvent | None:
        """The event that lasts whose end is under the cursor."""
        lasting = [e for e in self.track.events if e.event.duration_s > 0] if self.track else []
        near = [e for e in lasting if abs(self.x_of(e.event.end_s) - place.x()) <= _GRAB_PX]
        return next((e for e in near if self._y(e.event.strength) - HEAD <= place.y()), None)

    def _bar(self, event: Event) -> QRectF:
        head = self.head(event)
        width = self.x_of(event.end_s) - head.x()
        return QRectF(head.x(), head.y(), width, self.height() - head.y())
