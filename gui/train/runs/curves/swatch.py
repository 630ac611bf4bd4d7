"""The sign of a curve in a legend."""

from base64 import b64encode
from typing import Final

from pyqtgraph.graphicsItems.ScatterPlotItem import drawSymbol  # type: ignore[import-untyped]
from PySide6.QtCore import QBuffer, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPen

from gui.kit import theme
from gui.train.runs.curves.stroke import Stroke

SWATCH: Final = QSize(38, 14)  # wide enough for a whole pattern
_LINE_PX: Final = 2.5
_DOT_PX: Final = 9
SIGN_PX: Final = 9  # of the symbol on a line
_SHARP: Final = 2  # pixels of the picture for each of the screen


def swatch(stroke: Stroke, *, dot: bool = False) -> QIcon:
    """A piece of a curve with its symbol, or its dot if it has few values."""

    def paint(painter: QPainter, place: QRectF, *, enabled: bool) -> None:
        draw_swatch(painter, place, stroke, dot=dot)

    return theme.painted_icon(paint)


def draw_swatch(painter: QPainter, place: QRectF, stroke: Stroke, *, dot: bool) -> None:
    """Draw the sign as high as a place; its line is cut in a narrow one, as in a table's head."""
    unit = place.height() / SWATCH.height()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place.center())
    painter.scale(unit, unit)
    if dot:
        drawSymbol(painter, stroke.symbol, _DOT_PX, Qt.PenStyle.NoPen, stroke.colour)
    else:
        end = QPointF(min(SWATCH.width(), place.width() / unit) / 2 - 2, 0)
        pen = stroke.pen(_LINE_PX)
        pen.setCosmetic(False)
        painter.setPen(pen)
        painter.drawLine(-end, end)
        outline = QPen(stroke.colour, 1.5)
        outline.setCosmetic(True)
        drawSymbol(painter, stroke.symbol, SIGN_PX, outline, theme.colour("base"))
    painter.restore()


def swatch_html(stroke: Stroke) -> str:
    """The sign of a line as an element of rich text."""
    picture = swatch(stroke).pixmap(SWATCH * _SHARP)
    buffer = QBuffer()
    picture.save(buffer, "PNG")
    data = b64encode(buffer.data().data()).decode()
    width, height = SWATCH.toTuple()
    return f'<img src="data:image/png;base64,{data}" width="{width}" height="{height}">'
