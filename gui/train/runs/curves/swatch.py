"""The sign of a curve in a legend."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter

from gui.kit import theme


def swatch(colour: QColor, *, dot: bool = False) -> QIcon:
    """A short line in a curve's colour, or a dot for a curve of few values."""

    def paint(painter: QPainter, place: QRectF, *, enabled: bool) -> None:
        draw_swatch(painter, place, colour, dot=dot)

    return theme.painted_icon(paint)


def draw_swatch(painter: QPainter, place: QRectF, colour: QColor, *, dot: bool) -> None:
    """Draw the sign in a square of any size."""
    unit = place.width() / 14
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if dot:
        painter.drawEllipse(place.adjusted(4 * unit, 4 * unit, -4 * unit, -4 * unit))
    else:
        line = place.adjusted(unit, 5 * unit, -unit, -5 * unit)
        painter.drawRoundedRect(line, 2 * unit, 2 * unit)
