"""Selects the region of a reference: waveform above spectrogram with two draggable edges.

The wheel zooms at the cursor, so that 300 ms can be selected in an hour of sound.
"""

from typing import Final, Literal

from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gui.kit import theme
from gui.kit.language import tr
from gui.kit.time_axis import ZOOM_STEP, TimeAxis
from gui.playback.sound_painting import paint_sound
from gui.playback.sounds import LoadedSound

SHORTEST_S: Final = 0.3  # of a region; a shorter sound has hardly any timbre
_GRAB_PX: Final = 8
_HEIGHTS_PX: Final = (84, 240)  # least and most; above, the list of references needs the room
_NOTCH: Final = 120.0


class RegionPicker(QWidget):
    """Drag an edge, drag to set a new region, double-click for all, scroll to zoom."""

    region_picked = Signal(float, float)  # start and end in seconds, on release
    previewed = Signal(float, float)  # start and end in seconds, while dragging

    def __init__(self) -> None:
        super().__init__()
        self._sound: LoadedSound | None = None
        self._region = (0.0, 1.0)
        self.words = ""  # shown without a sound
        self.axis = TimeAxis(self)
        self.axis.changed.connect(self.update)
        self._drag: Literal["start", "end", "new"] | None = None
        self._anchor_s = 0.0
        least, most = _HEIGHTS_PX
        self.setMinimumHeight(least)
        self.setMaximumHeight(most)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Region of the reference"))

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, 96)

    def say(self, words: str) -> None:
        """Show words instead of a sound."""
        self.words = words
        self.show_sound(None, self._region)

    def show_sound(self, sound: LoadedSound | None, region: tuple[float, float]) -> None:
        """Show a sound and its region."""
        is_other = sound is not None and (self._sound is None or self._sound.path != sound.path)
        self._sound, self._region = sound, region
        if sound is not None and is_other:
            self.axis.set_duration(sound.duration_s)
        self.update()

    @property
    def region(self) -> tuple[float, float]:
        """The region being shown."""
        return self._region

    @override
    def paintEvent(self, event: object) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.colour("base"))
            sound = self._sound
            if sound is None:
                painter.setPen(theme.colour("faint"))
                how = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(self.rect(), int(how), self.words)
                return
            width, area = max(self.width(), 1), QRectF(self.rect())
            span_s = self.axis.start_s, self.axis.end_s
            paint_sound(painter, area, sound, span_s, wave_px=self.height() // 2)
            left, right = (self._x(time_s) for time_s in self._region)
            shade = theme.colour("range_shade", 0.6)
            painter.fillRect(QRectF(0, 0, left, self.height()), shade)
            painter.fillRect(QRectF(right, 0, width - right, self.height()), shade)
            painter.setPen(QPen(theme.colour("accent"), 2))
            for x, is_seen in (
                (max(left, 1.0), left >= 0),
                (min(right, width - 1.0), right <= width),
            ):
                if is_seen:
                    painter.drawLine(QLineF(x, 0, x, self.height()))

    def _x(self, time_s: float) -> float:
        return self.axis.x(time_s, self.width())

    def _time(self, x: float) -> float:
        return self.axis.time(x, self.width())

    @property
    def _duration_s(self) -> float:
        return self._sound.duration_s if self._sound else 1.0

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._sound is not None:
            turn = event.angleDelta()
            if turn.y():
                self.axis.zoom(ZOOM_STEP ** (turn.y() / _NOTCH), self._time(event.position().x()))
            else:
                self.axis.scroll(-turn.x() / _NOTCH * self.axis.span_s * 0.1)
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._sound is None or event.button() != Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        self._anchor_s = self._time(x)
        self._drag = self._near(x) or "new"

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._drag is None:
            edge = self._near(x) is not None
            self.setCursor(Qt.CursorShape.SizeHorCursor if edge else Qt.CursorShape.IBeamCursor)
            return
        start_s, end_s = self._region
        time_s = self._time(x)
        if self._drag == "start":
            start_s = min(time_s, end_s - SHORTEST_S)
        elif self._drag == "end":
            end_s = max(time_s, start_s + SHORTEST_S)
        elif abs(time_s - self._anchor_s) >= SHORTEST_S:
            start_s, end_s = sorted((self._anchor_s, time_s))
        elif abs(x - self._x(self._anchor_s)) >= _GRAB_PX:
            start_s, end_s = self._anchor_s, self._anchor_s + SHORTEST_S
        self._region = (max(start_s, 0.0), min(end_s, self._duration_s))
        self.previewed.emit(*self._region)
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None:
            self._drag = None
            self.region_picked.emit(*self._region)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._sound is not None:
            self._drag = None
            self._region = (0.0, self._duration_s)
            self.region_picked.emit(*self._region)
            self.update()

    def _near(self, x: float) -> Literal["start", "end"] | None:
        start, end = (self._x(time_s) for time_s in self._region)
        if abs(x - end) <= _GRAB_PX and abs(x - end) <= abs(x - start):
            return "end"
        return "start" if abs(x - start) <= _GRAB_PX else None
