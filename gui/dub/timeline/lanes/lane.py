"""Base class of all lanes: axis, playhead, scrubbing, zooming and cached content.

A painter is always used as a context: one left open by an exception would crash the process.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from engine.project.model import Clip, new_id
from gui.commands.own_keys import EscDuringDrag
from gui.document import clip_edits
from gui.document.document import Document
from gui.dub.timeline.selection import Selection
from gui.kit import theme
from gui.kit.labels import fitted
from gui.kit.language import tr
from gui.kit.time_axis import ZOOM_STEP, TimeAxis, snapped
from gui.playback.clip_media import ClipMedia
from gui.playback.player import Player
from gui.settings import Settings

SNAP_PX: Final = 8
_WHEEL_SHARE: Final = 0.12  # share of the view to scroll per wheel notch
_WORDS_MARGIN_PX: Final = 8
_NOTCH: Final = 120.0
_FRAMES_SNAP_PX: Final = 6  # width of a frame from which frames are snap points


@dataclass(frozen=True, slots=True)
class LaneContext:
    """Shared objects of the lanes.

    Attributes:
        axis: the time axis.
        document: the project.
        player: playhead and frame times.
        selection: the selected events.
        media: media of the active clip.
        settings: holds whether dragging snaps.
    """

    axis: TimeAxis
    document: Document
    player: Player
    selection: Selection
    media: ClipMedia
    settings: Settings


@dataclass(frozen=True, slots=True)
class Hover:
    """The values under the cursor.

    Attributes:
        time_s: clip time.
        hz: frequency, on the spectrogram only.
        level_db: level at that time and frequency.
    """

    time_s: float
    hz: float | None = None
    level_db: float | None = None


class Lane(QWidget):
    """A strip of the timeline; its content is cached in a pixmap, unlike the playhead."""

    hovered = Signal(object)  # Hover, or None

    def __init__(self, context: LaneContext, name: str) -> None:
        super().__init__()
        self.context = context
        self._cache: QPixmap | None = None
        self._playhead_x = -1
        self._pan_from: QPoint | None = None
        self._range_from: tuple[float, str] | None = (
            None  # start time and id of the drag, for one undo step
        )
        self.esc = EscDuringDrag(self, self.give_up)
        self._is_edited = False  # by the drag that is not over
        self._is_given_up = False
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        context.axis.changed.connect(self.refresh)
        context.document.clip_changed.connect(self._on_clip_changed)
        context.player.position_changed.connect(self._on_position_changed)

    # For subclasses

    def looks_different(self) -> bool:
        """Whether an edit of the clip changed the content, and not just the range over it."""
        return False

    def paint_content(self, painter: QPainter) -> None:
        """Draw what depends only on the data and the view; this is cached."""

    def paint_words(self, painter: QPainter, text: str) -> None:
        """Draw what the lane says instead of its content, in lines where there is room for them."""
        room = self.rect().adjusted(_WORDS_MARGIN_PX, 0, -_WORDS_MARGIN_PX, 0)
        shown = fitted(text, painter.fontMetrics(), room.size())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, shown)

    def paint_overlay(self, painter: QPainter) -> None:
        """Draw what changes with the mouse; not cached."""

    def playhead_colours(self) -> tuple[QColor, QColor]:
        """Edge and core colours of the playhead, visible on the content of the lane."""
        return theme.colour("base", 0.6), theme.colour("text")

    @property
    def clip(self) -> Clip | None:
        """The active clip."""
        return self.context.document.clip

    def x_of(self, time_s: float) -> float:
        """The x position of a time."""
        return self.context.axis.x(time_s, self.width())

    def time_at(self, x: float) -> float:
        """The time at an x position."""
        return self.context.axis.time(x, self.width())

    def snap_points(self) -> list[float]:
        """Times that a dragged time snaps to."""
        clip, axis = self.clip, self.context.axis
        if clip is None:
            return []
        points = [0.0, clip.file.duration_s, self.context.player.position_s, *clip.range_s]
        points += self.snap_events_s(clip)
        points += [marker.time_s for marker in clip.markers]
        times = self.context.player.frame_times
        if len(times) > 1:
            frame_px = self.width() / axis.span_s * (times[-1] - times[0]) / (len(times) - 1)
            if frame_px >= _FRAMES_SNAP_PX:
                points += times[bisect_left(times, axis.start_s) : bisect_right(times, axis.end_s)]
        return points

    def snap_events_s(self, clip: Clip) -> list[float]:
        """Times of the events that a dragged time snaps to."""
        return [item.event.time_s for item in clip.track.events]

    def snapped(self, time_s: float, points: list[float] | None = None) -> float:
        """A dragged time, moved to a nearby snap point if snapping is on."""
        if not self.context.settings.snap:
            return time_s
        reach_s = self.context.axis.seconds(SNAP_PX, self.width())
        return snapped(time_s, self.snap_points() if points is None else points, reach_s)

    @Slot()
    def refresh(self) -> None:
        """Redraw the content."""
        self._cache = None
        self.update()

    @Slot()
    def _on_clip_changed(self) -> None:
        if self.looks_different():
            self.refresh()
        else:
            self.update()

    # Painting

    @override
    def changeEvent(self, event: QEvent) -> None:
        if theme.is_new_palette(event):
            self.refresh()
        super().changeEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._cache is None or self._cache.size() != self.size() * self.devicePixelRatio():
            self._cache = self._painted()
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._cache)
            self.paint_overlay(painter)
            self._shade_outside(painter)
            x = round(self.x_of(self.context.player.position_s))
            self._playhead_x = x
            if self.clip is not None and -2 <= x <= self.width() + 2:
                edge, core = self.playhead_colours()
                painter.fillRect(QRect(x - 2, 0, 4, self.height()), edge)
                painter.fillRect(QRect(x - 1, 0, 2, self.height()), core)

    def _painted(self) -> QPixmap:
        ratio = self.devicePixelRatio()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(theme.colour("base"))
        with QPainter(pixmap) as painter:
            painter.setFont(self.font())
            self.paint_content(painter)
        return pixmap

    def _shade_outside(self, painter: QPainter) -> None:
        """Darken what is outside the dubbed range."""
        clip = self.clip
        if clip is None or (clip.in_s is None and clip.out_s is None):
            return
        # A range may end far outside of what fits an integer.
        left, right = (
            min(max(self.x_of(time_s), -1.0), self.width() + 1.0) for time_s in clip.range_s
        )
        shade = theme.colour("range_shade", 0.55)
        painter.fillRect(QRectF(0, 0, left, self.height()), shade)
        painter.fillRect(QRectF(right, 0, self.width() - right, self.height()), shade)
        painter.setPen(QPen(theme.colour("accent"), 1))
        for x in (left, right):
            painter.drawLine(round(x), 0, round(x), self.height())

    @Slot(float)
    def _on_position_changed(self, _time_s: float) -> None:
        x = round(self.x_of(self.context.player.position_s))
        if x != self._playhead_x:
            for place in (x, self._playhead_x):
                self.update(place - 3, 0, 6, self.height())

    # Mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            time_s = self.snapped(self.time_at(event.position().x()))
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._range_from = time_s, new_id()
                self.esc.begin()
            else:
                self.context.player.seek(time_s)
        elif event.button() == Qt.MouseButton.MiddleButton:
            self._pan_from = event.position().toPoint()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pan_from is not None:
            place = event.position().toPoint()
            axis = self.context.axis
            axis.scroll(axis.seconds(self._pan_from.x() - place.x(), self.width()))
            self._pan_from = place
        elif self._range_from is not None:
            self._drag_range(self.snapped(self.time_at(event.position().x())))
        elif event.buttons() & Qt.MouseButton.LeftButton and not self._is_given_up:
            self.context.player.seek(self.time_at(event.position().x()))
        self.hovered.emit(self.hover_at(event.position().toPoint()))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pan_from = self._range_from = None
        self._is_edited = self._is_given_up = False
        self.esc.end()

    def edit_in_drag(self, text: str, clip: Clip, drag_id: str) -> None:
        """Store what a drag has changed so far; the whole drag is one undo step."""
        document, before = self.context.document, self.clip
        document.edit_clip(text, clip, merge_key=drag_id)
        self._is_edited = self._is_edited or self.clip != before

    def give_up(self) -> None:
        """End a drag without a change."""
        self._pan_from = self._range_from = None
        self._is_given_up = True
        if self._is_edited:
            self._is_edited = False
            self.context.document.undo_stack.undo()

    def _drag_range(self, to_s: float) -> None:
        """Set the in and out points by a drag with Shift."""
        clip, anchor = self.clip, self._range_from
        if clip is not None and anchor is not None and to_s != anchor[0]:
            start_s, end_s = sorted((anchor[0], to_s))
            chosen = clip_edits.set_range(replace(clip, in_s=None, out_s=None), start_s, end_s)
            self.edit_in_drag(tr("Set range"), chosen, anchor[1])

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None)

    def hover_at(self, place: QPoint) -> Hover:
        """The values at a position of the lane."""
        return Hover(self.time_at(place.x()))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        axis = self.context.axis
        notches = (event.angleDelta().y() or event.angleDelta().x()) / _NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            axis.zoom(ZOOM_STEP**notches, self.time_at(event.position().x()))
        else:
            axis.scroll(-notches * _WHEEL_SHARE * axis.span_s)
        event.accept()
