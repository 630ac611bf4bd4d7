"""The filmstrip: thumbnails of the clip along the time axis."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from typing_extensions import override

from gui.dub.timeline.lanes.lane import Lane, LaneContext
from gui.kit import theme
from gui.kit.language import tr
from gui.kit.timers import once

HEIGHT: Final = 52
_DECODED_AT_ONCE: Final = 5  # at 3 ms each; the rest follows in later event loop turns
_KEPT: Final = 240


class Filmstrip(Lane):
    """Equal tiles, each with the frame at its left edge."""

    def __init__(self, context: LaneContext) -> None:
        super().__init__(context, tr("Filmstrip"))
        self.setFixedHeight(HEIGHT)
        self._tiles: dict[float, QPixmap] = {}
        self._later = once(self, 0, self.refresh)
        context.media.opened.connect(self._on_clip_opened)
        context.media.grew.connect(self.refresh)

    def _on_clip_opened(self, _info: object) -> None:
        self._tiles.clear()
        self.refresh()

    @override
    def paint_content(self, painter: QPainter) -> None:
        info, axis = self.context.media.info, self.context.axis
        if info is None or info.video is None:
            return
        aspect = info.video.display_width / max(info.video.display_height, 1)
        tile_px = max(8.0, HEIGHT * aspect)
        tile_s = axis.seconds(tile_px, self.width())
        decoded = 0
        index = int(axis.start_s / tile_s)
        while (time_s := index * tile_s) < axis.end_s:
            place = QRectF(self.x_of(time_s), 0, tile_px, HEIGHT)
            tile, fresh = self._tile(time_s, decoded < _DECODED_AT_ONCE)
            decoded += fresh
            if tile is not None:
                painter.drawPixmap(place, tile, QRectF(tile.rect()))
            painter.setPen(theme.colour("base"))
            painter.drawLine(place.topLeft(), place.bottomLeft())
            index += 1
        end_x = self.x_of(info.duration_s)
        painter.fillRect(QRectF(end_x, 0, self.width(), HEIGHT), theme.colour("base"))

    def _tile(self, time_s: float, may_decode: bool) -> tuple[QPixmap | None, bool]:
        """The thumbnail of a tile, and whether it was decoded just now."""
        proxies = self.context.media.proxies
        key = proxies.nearest_time(time_s)
        if key is None or (time_s > proxies.covered_s and not proxies.is_complete):
            return None, False
        if key in self._tiles:
            return self._tiles[key], False
        if not may_decode:
            self._later.start()
            return None, False
        picture = proxies.at(time_s)
        if picture is None:
            return None, False
        if len(self._tiles) >= _KEPT:
            self._tiles.pop(next(iter(self._tiles)))
        height = round(HEIGHT * self.devicePixelRatio())
        image = picture.image.scaledToHeight(height, Qt.TransformationMode.SmoothTransformation)
        self._tiles[key] = QPixmap.fromImage(image)
        return self._tiles[key], True
