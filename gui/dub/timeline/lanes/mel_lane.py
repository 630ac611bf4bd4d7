"""The spectrogram lane, with a frequency scale, a read-out and an A/B wipe."""

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPen
from typing_extensions import override

from engine.mel.contract import MEL
from gui.commands.menus import context_menu
from gui.dub.timeline.lanes.lane import Hover, Lane, LaneContext
from gui.kit import theme
from gui.kit.language import mark, tr
from gui.kit.widgets import add_choices
from gui.playback.mel_picture import MapName, PlacedMel, bin_hz, hz_bin

_MIN_HEIGHT: Final = 42
_TICKS_HZ: Final = (250, 500, 1000, 2000, 4000)
_RANGES_DB: Final = {
    mark("-80 to +20 dB"): (-80.0, 20.0),
    mark("-60 to 0 dB"): (-60.0, 0.0),
    mark("-40 to 0 dB"): (-40.0, 0.0),
}
_USUAL_DB: Final = (-60.0, 0.0)
_MAPS: Final[tuple[tuple[str, MapName], ...]] = (
    (mark("Colours: magma"), "magma"),
    (mark("Colours: viridis"), "viridis"),
    (mark("Colours: grey"), "grey"),
)
_GRAB_PX: Final = 7
_LOADING_OPACITY: Final = 0.5  # of the spectrogram that is about to be replaced
_WHITE: Final = QColor(255, 255, 255)
_LABEL_LINES: Final = 1.4  # distance of two labels, so that they do not touch


class MelLane(Lane):
    """Shows the monitored spectrogram; with the wipe, A on the left and B on the right."""

    def __init__(self, context: LaneContext) -> None:
        super().__init__(context, tr("Mel-spectrogram"))
        self.setMinimumHeight(_MIN_HEIGHT)
        self.first: PlacedMel | None = None
        self.second: PlacedMel | None = None
        self._wipe: float | None = None  # share of the width; None while off
        self._is_wiping = False
        self._is_loading = False
        self._clip_id = ""  # whose spectrogram is shown
        self._map: MapName = "magma"
        self._range_db = _USUAL_DB
        context.media.grew.connect(self.refresh)

    @override
    def playhead_colours(self) -> tuple[QColor, QColor]:
        return QColor(0, 0, 0, 130), QColor(255, 255, 255)

    def show_mel(self, first: PlacedMel | None, second: PlacedMel | None = None) -> None:
        """Show a spectrogram, and a second one for the wipe."""
        self.first, self.second, self._is_loading = first, second, False
        self._clip_id = "" if self.clip is None else self.clip.id
        self.refresh()

    def show_loading(self) -> None:
        """Show that the spectrogram is still to come; one of the same clip stays, dimmed."""
        if self.clip is None or self.clip.id != self._clip_id:
            self.first = self.second = None
        self._is_loading = True
        self.refresh()

    def set_wipe(self, on: bool) -> None:
        """Turn the wipe on or off."""
        self._wipe = 0.5 if on else None
        self.refresh()

    @property
    def empty_text(self) -> str:
        """The text that is shown if there is no spectrogram."""
        return tr(
            "Loading…" if self._is_loading else "The spectrogram of your dub will appear here"
        )

    @property
    def wipe(self) -> float | None:
        """Position of the wipe as a share of the width; None if it is not shown."""
        return self._wipe if self.second is not None else None

    @override
    def paint_content(self, painter: QPainter) -> None:
        painter.fillRect(
            self.rect(), QColor(0, 0, 4) if self._map == "magma" else Qt.GlobalColor.black
        )
        if self.first is None:
            if self.clip is not None:
                painter.setPen(QColor(theme.DARK.faint))
                self.paint_words(painter, self.empty_text)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        wipe = self.wipe
        split = self.width() if wipe is None else round(wipe * self.width())
        self._paint_mel(painter, self.first, 0, split)
        if wipe is not None and self.second is not None:
            self._paint_mel(painter, self.second, split, self.width())
            painter.setPen(QPen(QColor(255, 255, 255), 1))
            painter.drawLine(split, 0, split, self.height())
            handle = QRectF(split - 5, self.height() / 2 - 12, 10, 24)
            painter.setBrush(QColor(255, 255, 255))
            painter.drawRoundedRect(handle, 3, 3)
        self._paint_frequencies(painter)
        self._paint_names(painter, split)

    def _paint_mel(self, painter: QPainter, placed: PlacedMel, left: int, right: int) -> None:
        if right <= left:
            return
        axis, ratio = self.context.axis, self.devicePixelRatio()
        image = placed.mel.image(
            axis.start_s - placed.start_s,
            axis.end_s - placed.start_s,
            round(self.width() * ratio),
            colour_map=self._map,
            low_db=self._range_db[0],
            high_db=self._range_db[1],
        )
        source = QRectF(left * ratio, 0, (right - left) * ratio, MEL.bins)
        painter.setOpacity(_LOADING_OPACITY if self._is_loading else 1.0)
        painter.drawImage(QRectF(left, 0, right - left, self.height()), image, source)
        painter.setOpacity(1.0)

    def _paint_frequencies(self, painter: QPainter) -> None:
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.8)
        painter.setFont(font)
        last_y = float("inf")
        for hz in _TICKS_HZ:
            y = self._y(hz_bin(hz))
            height = painter.fontMetrics().height()
            if last_y - y < _LABEL_LINES * height or y < height:
                continue  # no room for every label
            last_y = y
            painter.fillRect(QRectF(0, round(y), self.width(), 1), QColor(255, 255, 255, 28))
            text = f"{hz // 1000} kHz" if hz >= 1000 else f"{hz} Hz"
            _shadowed(painter, QPointF(5, y - 3), text)

    def _paint_names(self, painter: QPainter, split: int) -> None:
        """The names of A and B; while both are shown, in their colours."""
        is_wiped = self.second is not None and self.wipe is not None
        a, b = (QColor(getattr(theme.DARK, theme.side_role(side))) for side in "AB")
        if self.first is not None:
            width = painter.fontMetrics().horizontalAdvance(self.first.name)
            place = QPointF(max(60, split - width - 10), 15)
            _labelled(painter, place, self.first.name, a if is_wiped else _WHITE)
        if self.second is not None and is_wiped:
            _labelled(painter, QPointF(split + 10, 15), self.second.name, b)

    def _y(self, bin_index: float) -> float:
        return self.height() * (1.0 - (bin_index + 0.5) / MEL.bins)

    @override
    def hover_at(self, place: QPoint) -> Hover:
        bin_index = (1.0 - place.y() / max(self.height(), 1)) * MEL.bins - 0.5
        nearest = min(max(round(bin_index), 0), MEL.bins - 1)
        time_s = self.time_at(place.x())
        shown = self.first
        if self.wipe is not None and place.x() > self.wipe * self.width():
            shown = self.second
        level = None if shown is None else shown.mel.decibels(time_s - shown.start_s, nearest)
        return Hover(time_s, bin_hz(bin_index), level)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        wipe = self.wipe
        near = wipe is not None and abs(event.position().x() - wipe * self.width()) < _GRAB_PX
        self._is_wiping = near and event.button() == Qt.MouseButton.LeftButton
        if not self._is_wiping:
            super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_wiping:
            self._wipe = min(max(event.position().x() / max(self.width(), 1), 0.0), 1.0)
            self.refresh()
            return
        super().mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._is_wiping = False
        super().mouseReleaseEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = context_menu(self)
        maps = [(tr(text), name) for text, name in _MAPS]
        add_choices(menu, maps, self._map, self._choose_map)
        menu.addSeparator()
        ranges = [(tr(text), range_db) for text, range_db in _RANGES_DB.items()]
        add_choices(menu, ranges, self._range_db, self._choose_range_db)
        menu.exec(event.globalPos())

    def _choose_map(self, name: MapName) -> None:
        self._map = name
        self.refresh()

    def _choose_range_db(self, range_db: tuple[float, float]) -> None:
        self._range_db = range_db
        self.refresh()


def _labelled(painter: QPainter, place: QPointF, text: str, colour: QColor) -> None:
    """Draw text on a ground of its own, on whatever it lies."""
    metrics = painter.fontMetrics()
    ground = QRectF(
        place.x() - 5, place.y() - metrics.ascent() - 2, metrics.horizontalAdvance(text) + 10, 0
    )
    ground.setHeight(metrics.height() + 4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 190))
    painter.drawRoundedRect(ground, 4, 4)
    painter.setPen(colour)
    painter.drawText(place, text)


def _shadowed(painter: QPainter, place: QPointF, text: str, colour: QColor = _WHITE) -> None:
    """Draw text that is legible on any colour."""
    painter.setPen(QColor(0, 0, 0, 210))
    for dx, dy in ((1, 1), (-1, 1), (1, -1), (-1, -1)):
        painter.drawText(place + QPointF(dx, dy), text)
    painter.setPen(colour)
    painter.drawText(place, text)
