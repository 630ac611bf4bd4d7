"""The take of a track, with the gain envelope and the fades of its fader to be dragged."""

from collections.abc import Callable
from enum import Enum
from typing import Final, NamedTuple

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPen, QPolygonF
from typing_extensions import override

from engine.project.model import Track
from engine.recipe import Fader
from gui.commands.menus import context_menu
from gui.document import fader_edits
from gui.document.fader_edits import HIGHEST_DB, LOWEST_DB
from gui.dub.timeline.lanes.envelope_keys import EnvelopeKeys
from gui.dub.timeline.lanes.lane import LaneContext
from gui.dub.timeline.lanes.wave_lane import WaveLane
from gui.dub.timeline.tracks.knobs import signed
from gui.kit import theme
from gui.kit.language import mark, tr

_POINT: Final = 4.0  # radius of a point
_HANDLE: Final = 7.0  # size of a fade's handle
_GRAB_PX: Final = 7
_EDGE: Final = 5.0  # pixels that the envelope leaves free above and below


class _Part(Enum):
    POINT = "point of the envelope"
    FADE_IN = "fade in"
    FADE_OUT = "fade out"


_CHANGES: Final = {
    _Part.POINT: mark("Change gain point"),
    _Part.FADE_IN: mark("Change fade in"),
    _Part.FADE_OUT: mark("Change fade out"),
}


class _Grip(NamedTuple):
    """What the mouse holds; `number` is that of a point."""

    part: _Part
    number: int = 0


class TakeLane(WaveLane):
    """Shows the chosen take; a double-click adds a point or removes it, a drag is one undo step."""

    def __init__(self, context: LaneContext, track_id: str, colour: Callable[[], QColor]) -> None:
        super().__init__(context, tr("Take"), colour, tr("Your dub will appear here"))
        self._track_id = track_id
        self._grip: _Grip | None = None
        self._preview: Fader | None = None  # result of the drag so far
        self._is_under_mouse = False
        self._keys = EnvelopeKeys(self, context, self._shaped, self._edit)
        self.setToolTip(
            tr(
                "Double-click to add a gain point. Drag the corners to fade. With the keys: Enter,"
                " arrows and Delete."
            )
        )

    @property
    def track(self) -> Track | None:
        """The track whose take is shown."""
        return self.context.document.track_by_id(self._track_id)

    @property
    def fader(self) -> Fader:
        """The fader of the track, with the drag so far applied."""
        track = self.track
        return self._preview or (Fader() if track is None else track.fader)

    def _shaped(self) -> Fader | None:
        """The fader, if there is a take that it shapes."""
        return self.fader if self.has_sound else None

    # Geometry

    def point(self, index: int) -> QPointF:
        """Where a point of the envelope is."""
        point = self.fader.envelope[index]
        return QPointF(self.x_of(point.time_s), self._y(point.gain_db))

    def fade_handle(self, *, at_end: bool) -> QPointF:
        """Where the handle of a fade is."""
        start_s, end_s = self.span_s
        time_s = end_s - self.fader.fade_out_s if at_end else start_s + self.fader.fade_in_s
        return QPointF(self.x_of(time_s), _HANDLE / 2)

    def gain_at(self, y: float) -> float:
        """The gain at a height of the lane, in decibels."""
        share = (self.height() - _EDGE - y) / max(self.height() - 2 * _EDGE, 1.0)
        return min(max(LOWEST_DB + share * (HIGHEST_DB - LOWEST_DB), LOWEST_DB), HIGHEST_DB)

    def _y(self, gain_db: float) -> float:
        share = (gain_db - LOWEST_DB) / (HIGHEST_DB - LOWEST_DB)
        return self.height() - _EDGE - share * (self.height() - 2 * _EDGE)

    def _grip_at(self, place: QPointF) -> _Grip | None:
        if not self.has_sound:
            return None
        for index in range(len(self.fader.envelope)):
            if (self.point(index) - place).manhattanLength() <= _GRAB_PX:
                return _Grip(_Part.POINT, index)
        for part, at_end in ((_Part.FADE_IN, False), (_Part.FADE_OUT, True)):
            if (self.fade_handle(at_end=at_end) - place).manhattanLength() <= _GRAB_PX:
                return _Grip(part)
        return None

    # Painting

    @override
    def paint_overlay(self, painter: QPainter) -> None:
        if not self.has_sound:
            return
        fader, has_focus = self.fader, self.hasFocus()
        if has_focus:
            painter.setPen(QPen(theme.colour("text"), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for length_s, at_end in ((fader.fade_in_s, False), (fader.fade_out_s, True)):
            if length_s or self._is_under_mouse:
                self._paint_fade(painter, at_end=at_end)
        if fader.envelope or self._is_under_mouse or has_focus:
            self._paint_envelope(painter, fader)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_fade(self, painter: QPainter, *, at_end: bool) -> None:
        handle = self.fade_handle(at_end=at_end)
        edge_x = self.x_of(self.span_s[int(at_end)])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("range_shade", 0.55))
        left_out = (QPointF(edge_x, 0), QPointF(handle.x(), 0), QPointF(edge_x, self.height()))
        painter.drawPolygon(QPolygonF(left_out))
        painter.setPen(QPen(theme.colour("text"), 1))
        painter.drawLine(QLineF(handle.x(), 0, edge_x, self.height()))
        painter.setBrush(theme.colour("text"))
        painter.drawRect(
            QRectF(handle.x() - _HANDLE / 2, handle.y() - _HANDLE / 2, _HANDLE, _HANDLE)
        )

    def _paint_envelope(self, painter: QPainter, fader: Fader) -> None:
        places = [self.point(index) for index in range(len(fader.envelope))]
        left, right = (self.x_of(time_s) for time_s in self.span_s)
        first_y = places[0].y() if places else self._y(0.0)
        last_y = places[-1].y() if places else first_y
        line = [QPointF(min([left, *(p.x() for p in places)]), first_y), *places]
        line.append(QPointF(max([right, *(p.x() for p in places)]), last_y))
        faint = Qt.PenStyle.SolidLine if places else Qt.PenStyle.DotLine
        for colour, width in ((theme.colour("base"), 3), (theme.colour("text"), 1)):
            painter.setPen(QPen(colour, width, faint))
            painter.drawPolyline(line)
        held = self._keys.chosen
        if self._grip is not None and self._grip.part is _Part.POINT:
            held = self._grip.number
        painter.setPen(QPen(theme.colour("text"), 1.5))
        for index, place in enumerate(places):
            painter.setBrush(theme.colour("text" if index == held else "base"))
            painter.drawEllipse(place, _POINT, _POINT)
        if held is not None:
            point, place = fader.envelope[held], places[held]
            below = place.y() < self.height() / 2
            painter.drawText(
                QRectF(place.x() - 40, place.y() + (4 if below else -20), 80, 16),
                Qt.AlignmentFlag.AlignCenter,
                f"{signed(point.gain_db)} dB",
            )

    # Mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = self._grip_at(event.position())
        if self._grip is None:
            super().mousePressEvent(event)
        else:
            self.esc.begin()

    @override
    def give_up(self) -> None:
        self._grip = self._preview = None
        self.update()
        super().give_up()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._is_under_mouse = True
        if self._grip is None:
            held = self._grip_at(event.position())
            shape = Qt.CursorShape.ArrowCursor if held is None else Qt.CursorShape.SizeAllCursor
            self.setCursor(shape)
            super().mouseMoveEvent(event)
        else:
            self._preview = self._dragged(self._grip, event.position())
        self.update()

    def _dragged(self, grip: _Grip, place: QPointF) -> Fader | None:
        track = self.track
        if track is None:
            return None
        time_s = self.snapped(self.time_at(place.x()))
        if grip.part is _Part.POINT:
            gain_db = round(self.gain_at(place.y()), 1)
            return fader_edits.move_point(track.fader, grip.number, time_s, gain_db)
        start_s, end_s = self.span_s
        at_end = grip.part is _Part.FADE_OUT
        length_s = end_s - time_s if at_end else time_s - start_s
        return fader_edits.set_fade(track.fader, length_s, end_s - start_s, at_end=at_end)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        grip, preview = self._grip, self._preview
        self._grip = self._preview = None
        if grip is not None and preview is not None:
            self._edit(tr(_CHANGES[grip.part]), preview)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.has_sound:
            grip = self._grip_at(event.position())
            self._grip = None
            if grip is None:
                self._add_point(event.position())
            elif grip.part is _Part.POINT:
                self._edit(
                    tr("Delete gain point"), fader_edits.remove_point(self.fader, grip.number)
                )

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.has_sound:
            return
        place = QPointF(event.pos())
        grip, fader = self._grip_at(place), self.fader
        menu = context_menu(self)
        menu.addAction(tr("Add gain point here"), lambda: self._add_point(place))
        is_point = grip is not None and grip.part is _Part.POINT
        delete = menu.addAction(tr("Delete gain point"))
        delete.setEnabled(is_point)
        if grip is not None and is_point:
            without = fader_edits.remove_point(fader, grip.number)
            delete.triggered.connect(lambda: self._edit(tr("Delete gain point"), without))
        menu.addSeparator()
        reset = menu.addAction(tr("Remove envelope and fades"))
        reset.setEnabled(bool(fader.envelope or fader.fade_in_s or fader.fade_out_s))
        flat = fader_edits.without_shape(fader)
        reset.triggered.connect(lambda: self._edit(tr("Remove envelope and fades"), flat))
        menu.popup(event.globalPos())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._is_under_mouse = False
        self.update()
        super().leaveEvent(event)

    def _add_point(self, place: QPointF) -> None:
        time_s, gain_db = self.snapped(self.time_at(place.x())), round(self.gain_at(place.y()), 1)
        self._edit(tr("Add gain point"), fader_edits.add_point(self.fader, time_s, gain_db))

    def _edit(self, text: str, fader: Fader, merge_key: str = "") -> None:
        track = self.track
        if track is not None:
            changed = replace(track, fader=fader)
            self.context.document.edit_track(text, changed, merge_key=merge_key)
        self.update()
