"""The map of timbres: sounds as points, like ones side by side."""

from collections.abc import Callable
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from engine.project.model import Reference
from gui.commands.own_keys import OwnKeys
from gui.kit import theme
from gui.kit.labels import plain
from gui.kit.language import tr
from gui.library.likeness import nearest
from gui.library.timbres import SoundMap

NEIGHBOURS: Final = 5
_NAMED: Final = 40  # up to so many sounds, all have their names beside them
_MARGIN_PX: Final = 28.0
_POINT_PX: Final = 4.5
_REACH_PX: Final = 14.0  # of a click
_LARGEST_ZOOM: Final = 40.0
_ZOOM_STEP: Final = 1.25
_NOTCH: Final = 120.0
_DRAG_PX: Final = 4.0
_USING: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DIRECTIONS: Final = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class TimbreMap(QWidget):
    """Click a sound to hear it, double-click it to dub with it; scroll to zoom, drag to move.

    The arrow keys go to the next sound in their direction, Space plays it, Enter dubs with it.
    """

    chosen = Signal(object)  # Reference: to be heard
    used = Signal(object)  # Reference: to dub with

    def __init__(self) -> None:
        super().__init__()
        self._sounds = SoundMap()
        self._layer: QPixmap | None = None  # the points as they were painted last
        self._marked: list[int] = []  # favourites, and those that are there twice
        self._current = -1
        self._like: list[int] = []
        self._zoom = 1.0
        self._centre = QPointF(0.5, 0.5)  # of the view
        self._pressed: QPointF | None = None
        self._is_dragged = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 200)
        self.setAccessibleName(tr("Map of timbres"))
        OwnKeys(self, self._meaning)

    @property
    def items(self) -> tuple[Reference, ...]:
        """The sounds on the map."""
        return self._sounds.items

    def show_sounds(self, sounds: SoundMap) -> None:
        """Show other sounds; the selected one stays selected if it is among them."""
        current, self._sounds = self.current(), sounds
        self._marked = [
            index
            for index, each in enumerate(sounds.items)
            if each.favourite or each.id in sounds.twice
        ]
        self._current, self._like = -1, []
        if current is not None:
            self.select(current.id)
        self._paint_again()

    def current(self) -> Reference | None:
        """The selected sound."""
        return self.items[self._current] if self._current >= 0 else None

    def like_current(self) -> list[Reference]:
        """The sounds most like the selected one, the most alike first."""
        return [self.items[index] for index in self._like]

    def select(self, reference_id: str) -> None:
        """Select a sound and find those like it."""
        index = next((i for i, each in enumerate(self.items) if each.id == reference_id), -1)
        if index == self._current:
            return
        self._current = index
        self._like = nearest(self._sounds.vectors, index, NEIGHBOURS) if index >= 0 else []
        self.setAccessibleDescription(self._spoken())
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )
        self.update()

    def point(self, index: int) -> QPointF:
        """Where a sound is in the widget, in pixels."""
        return QPointF(*self._points()[index])

    def _points(self) -> NDArray[np.float64]:
        """Where all sounds are in the widget, in pixels: (N, 2)."""
        middle = np.array([self.width() / 2, self.height() / 2])
        scale = np.array([self._room_x, self._room_y]) * self._zoom
        points: NDArray[np.float64] = (
            middle + (self._sounds.places - np.array(self._centre.toTuple())) * scale
        )
        return points

    @property
    def _room_x(self) -> float:
        return max(1.0, self.width() - 2 * _MARGIN_PX)

    @property
    def _room_y(self) -> float:
        return max(1.0, self.height() - 2 * _MARGIN_PX)

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self._layer is None:
                self._layer = self._painted_points()
            painter.drawPixmap(0, 0, self._layer)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._current >= 0:
                self._paint_current(painter)
            self._paint_names(painter)

    def _painted_points(self) -> QPixmap:
        """The points alone, which a selection does not change."""
        ratio = self.devicePixelRatio()
        layer = QPixmap(self.size() * ratio)
        layer.setDevicePixelRatio(ratio)
        layer.fill(theme.colour("base"))
        with QPainter(layer) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_points(painter)
        return layer

    def _paint_again(self) -> None:
        """Paint all anew: the points have moved, or have other colours."""
        self._layer = None
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layer = None

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_again()

    def _paint_points(self, painter: QPainter) -> None:
        points = [QPointF(x, y) for x, y in self._points()]
        painter.setPen(
            QPen(
                theme.colour("take", 0.75),
                2 * _POINT_PX,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.RoundCap,
            )
        )
        painter.drawPoints(points)  # at once: there may be thousands
        for index in self._marked:
            reference = self.items[index]
            side = QRectF(0, 0, 2 * _POINT_PX, 2 * _POINT_PX)
            side.moveCenter(points[index])
            if reference.favourite:  # a square, so that not the colour alone tells it
                painter.fillRect(side, theme.colour("warning"))
            if reference.id in self._sounds.twice:
                painter.setPen(QPen(theme.colour("text"), 1.6))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(side)

    def _paint_current(self, painter: QPainter) -> None:
        own = self.point(self._current)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("faint"), 1.2))
        for index in self._like:
            painter.drawLine(own, self.point(index))
        painter.setPen(QPen(theme.colour("accent"), 2.4))
        painter.drawEllipse(own, 2 * _POINT_PX, 2 * _POINT_PX)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("text"), 1.2))
            painter.drawEllipse(own, 2.7 * _POINT_PX, 2.7 * _POINT_PX)

    def _paint_names(self, painter: QPainter) -> None:
        """Write the names of the selected sound and those like it; where few are, of all."""
        first = (self._current, *self._like) if self._current >= 0 else ()
        others = range(len(self.items)) if len(self.items) <= _NAMED else ()
        named = dict.fromkeys((*first, *others))
        taken = [QRectF(0, 0, 2 * _POINT_PX, 2 * _POINT_PX) for _ in named]
        for area, index in zip(taken, named, strict=True):
            area.moveCenter(self.point(index))
        for index in named:
            self._paint_name(painter, index, taken)

    def _paint_name(self, painter: QPainter, index: int, taken: list[QRectF]) -> None:
        """Write the name of a sound beside it, where no other one is; the selected one anyway."""
        name, at = self.items[index].name, self.point(index)
        metrics = painter.fontMetrics()
        width, height = metrics.horizontalAdvance(name) + 8, metrics.height()
        sides = (at.x() + 3 * _POINT_PX, at.x() - 3 * _POINT_PX - width)
        places = [QRectF(x, at.y() - height / 2, width, height) for x in sides]
        inside = [place for place in places if QRectF(self.rect()).contains(place)]
        free = [place for place in inside if not any(map(place.intersects, taken))]
        chosen = [*free, *(inside if index == self._current else ())]
        if chosen:
            taken.append(chosen[0])
            painter.fillRect(chosen[0], theme.colour("base", 0.8))
            painter.setPen(theme.colour("text" if index == self._current else "faint"))
            painter.drawText(chosen[0], Qt.AlignmentFlag.AlignCenter, name)

    # The mouse

    def _near(self, place: QPointF) -> int:
        """The sound at a place, or -1."""
        if not self.items:
            return -1
        distances = np.linalg.norm(self._points() - place.toTuple(), axis=1)
        index = int(distances.argmin())
        return index if distances[index] <= _REACH_PX else -1

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._is_dragged = event.position(), False

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        moved = event.position() - self._pressed
        if self._is_dragged or moved.manhattanLength() > _DRAG_PX:
            self._is_dragged, self._pressed = True, event.position()
            self._move_by(moved)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and not self._is_dragged:
            index = self._near(event.position())
            if index >= 0:
                self._choose(index)
        self._pressed = None

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self._near(event.position())
        if index >= 0:
            self.used.emit(self.items[index])

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / _NOTCH
        zoom = min(max(self._zoom * _ZOOM_STEP**notches, 1.0), _LARGEST_ZOOM)
        away = event.position() - QPointF(self.width() / 2, self.height() / 2)
        factor = 1 / self._zoom - 1 / zoom
        self._centre += QPointF(away.x() * factor / self._room_x, away.y() * factor / self._room_y)
        self._zoom = zoom
        if zoom == 1.0:
            self._centre = QPointF(0.5, 0.5)
        self._paint_again()
        event.accept()

    def _move_by(self, moved: QPointF) -> None:
        scale_x, scale_y = self._room_x * self._zoom, self._room_y * self._zoom
        centre = self._centre - QPointF(moved.x() / scale_x, moved.y() / scale_y)
        self._centre = QPointF(min(max(centre.x(), 0.0), 1.0), min(max(centre.y(), 0.0), 1.0))
        self._paint_again()

    @override
    def event(self, event: QEvent) -> bool:
        """Show the name of the sound under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self._near(QPointF(self.mapFromGlobal(event.globalPos())))
            text = plain(self.items[index].name) if index >= 0 else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    # The keyboard

    def _meaning(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What a key does; without a selected sound, it selects the first."""
        current, key = self.current(), Qt.Key(event.key())
        if not self.items or key not in (*_DIRECTIONS, *_USING, Qt.Key.Key_Space):
            return None
        if current is None:
            return partial(self._choose, 0)
        if key in _DIRECTIONS:
            return partial(self._go, _DIRECTIONS[key])
        return partial((self.used if key in _USING else self.chosen).emit, current)

    def _go(self, direction: tuple[float, float]) -> None:
        """Choose the next sound in a direction: near, and not far off to the side."""
        places = self._sounds.places
        away = places - places[self._current]  # (N, 2)
        along = away @ np.array(direction)
        aside = np.abs(away @ np.array(direction[::-1]))
        ahead = np.flatnonzero((along > 1e-9) & (aside <= 2 * along))
        if len(ahead):
            self._choose(int(ahead[np.argmin((along + 2 * aside)[ahead])]))

    def _choose(self, index: int) -> None:
        self.select(self.items[index].id)
        self.chosen.emit(self.items[index])

    def _spoken(self) -> str:
        current = self.current()
        if current is None:
            return ""
        names = ", ".join(each.name for each in self.like_current())
        text = tr("{name}; most like it: {others}", name=current.name, others=names)
        if current.id in self._sounds.twice:
            return tr("{text}; the library holds it twice", text=text)
        return text
