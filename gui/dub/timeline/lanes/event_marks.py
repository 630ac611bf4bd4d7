"""How events look in their lane: stems with heads, and bars where they last.

What differs does so in more than colour: muted events are hollow, those set by hand are diamonds,
proposed ones are dashed and hollow with their certainty beside them.
"""

from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from engine.events.event import Event
from gui.kit import theme

HEAD: Final = 5.0  # radius of a stem's head
_HALF: Final = 9  # half the side of the picture of a head
_TEXT_GAP: Final = 4
_TEXT_WIDTH: Final = 40
_TEXT_HEIGHT: Final = 18


class EventMarks:
    """Paints events.

    Args:
        painter: of the lane.
        head: where the head of an event's stem is.
        x_of: the x position of a time.
        floor: the y position at which stems stand.
    """

    def __init__(
        self,
        painter: QPainter,
        head: Callable[[Event], QPointF],
        x_of: Callable[[float], float],
        floor: float,
    ) -> None:
        self._painter = painter
        self._head = head
        self._x_of = x_of
        self._floor = floor
        self._looks: dict[tuple[int, bool, bool, bool, bool], tuple[QPen, QPixmap]] = {}

    def paint(
        self, event: Event, colour: QColor, *, selected: bool, is_proposed: bool = False
    ) -> None:
        """Paint an event."""
        painter, place = self._painter, self._head(event)
        if event.duration_s > 0:
            self._paint_bar(event, _own(colour, event), selected=selected)
        look = colour.rgba(), event.muted, is_proposed, event.source == "hand", selected
        if look not in self._looks:
            self._looks[look] = self._new_look(_own(colour, event), *look[1:])
        pen, picture = self._looks[look]
        x, y = round(place.x()), round(place.y())
        painter.setPen(pen)
        painter.drawLine(x, round(self._floor), x, y)
        painter.drawPixmap(x - _HALF, y - _HALF, picture)

    def _new_look(
        self, colour: QColor, muted: bool, is_proposed: bool, is_diamond: bool, selected: bool
    ) -> tuple[QPen, QPixmap]:
        """The pen of a stem and a picture of its head, which is painted much faster than a head.

        A lane of thousands of events has only a few looks.
        """
        style = Qt.PenStyle.DotLine if is_proposed else Qt.PenStyle.SolidLine
        is_hollow = muted or is_proposed
        picture = self._painted_head(colour, is_hollow, is_diamond, selected)
        return QPen(colour, 2, style), picture

    def _painted_head(
        self, colour: QColor, is_hollow: bool, is_diamond: bool, selected: bool
    ) -> QPixmap:
        ratio = self._painter.device().devicePixelRatio()
        pixmap = QPixmap(QSize(2 * _HALF, 2 * _HALF) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("text") if selected else colour, 2))
            painter.setBrush(theme.colour("base") if is_hollow else colour)
            painter.translate(_HALF, _HALF)
            radius = HEAD + (1 if selected else 0)
            if is_diamond:
                painter.rotate(45)
                painter.drawRect(QRectF(-radius * 0.8, -radius * 0.8, radius * 1.6, radius * 1.6))
            else:
                painter.drawEllipse(QPointF(), radius, radius)
        return pixmap

    def paint_suggestion(self, event: Event, lasts_s: float, colour: QColor) -> None:
        """Paint how long the picture suggests that a strike lasts."""
        head = self._head(event)
        pen = QPen(colour, 1, Qt.PenStyle.DashLine)
        self._painter.setPen(pen)
        end = QPointF(self._x_of(event.time_s + lasts_s), head.y())
        self._painter.drawLine(head, end)
        self._painter.drawLine(end, QPointF(end.x(), self._floor))

    def paint_certainties(self, events: Sequence[tuple[Event, float | None]], width: float) -> None:
        """Write how certain events are beside them, where there is room before the next one.

        Args:
            events: all events in order of time, with their certainty if they are proposed.
            width: of the lane.
        """
        self._painter.setPen(theme.colour("faint"))
        for index, (event, certainty) in enumerate(events):
            if certainty is None:
                continue
            following = self._head(events[index + 1][0]).x() if index + 1 < len(events) else width
            room = self._room_beside(event)
            if room.right() <= following:
                text = f"{100 * certainty:.0f} %"
                self._painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)

    def _room_beside(self, event: Event) -> QRectF:
        """Room for a text beside the head of an event, where the bar's edge does not cross it."""
        head, end_x = self._head(event), self._x_of(event.end_s)
        room = QRectF(0, 0, _TEXT_WIDTH, _TEXT_HEIGHT)
        room.moveCenter(head)
        room.moveLeft(head.x() + HEAD + _TEXT_GAP)
        if event.duration_s > 0 and end_x < room.right():
            room.moveLeft(max(room.x(), end_x + _TEXT_GAP))
        elif event.duration_s > 0:
            below = self._floor - head.y() >= _TEXT_HEIGHT
            room.translate(0, (1 if below else -1) * _TEXT_HEIGHT / 2)
        return room

    def _paint_bar(self, event: Event, colour: QColor, *, selected: bool) -> None:
        """The bar of an event that lasts, with a handle at its end."""
        painter, head, floor = self._painter, self._head(event), self._floor
        end_x = self._x_of(event.end_s)
        inside = QColor(colour)
        inside.setAlphaF(0.3)
        painter.fillRect(QRectF(head.x(), head.y(), end_x - head.x(), floor - head.y()), inside)
        painter.setPen(QPen(colour, 2))
        painter.drawLine(head, QPointF(end_x, head.y()))
        painter.setPen(QPen(theme.colour("text") if selected else colour, 3))
        painter.drawLine(QPointF(end_x, head.y()), QPointF(end_x, floor))


def _own(colour: QColor, event: Event) -> QColor:
    """The colour of an event on a track of a colour."""
    return theme.colour("muted_event") if event.muted else colour


def as_drawn(event: Event, suggested_s: float) -> Event:
    """An event that lasts as long as the bar or the suggestion that is drawn for it."""
    return replace(event, duration_s=max(event.duration_s, suggested_s))
