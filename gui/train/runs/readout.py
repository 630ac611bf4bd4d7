"""The small table beside the cursor: what every curve is worth at a step."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui import theme
from gui.train.runs.plot_scale import Scale
from gui.train.runs.ticks import number_text

_LINE_PX: Final = 18
_PADDING_PX: Final = 9
_SWATCH_PX: Final = 8
_GAP_PX: Final = 14


@dataclass(frozen=True, slots=True)
class Reading:
    """One line of it.

    Attributes:
        name: of the curve.
        colour: of the curve.
        step: whose value it is; not every curve has one at every step.
        value: the curve's, averaged as it is drawn.
    """

    name: str
    colour: QColor
    step: int
    value: float


def draw_readout(
    painter: QPainter, scale: Scale, step: float, readings: list[Reading], y: float
) -> None:
    """Draw a line at the step and the table beside it."""
    near = min(readings, key=lambda reading: abs(reading.step - step))
    x = scale.x(near.step)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("text", 0.7), 1))
    painter.drawLine(QPointF(x, scale.area.top()), QPointF(x, scale.area.bottom()))
    for reading in readings:
        if not scale.log or reading.value > 0:
            painter.setPen(QPen(theme.colour("base"), 1.5))
            painter.setBrush(reading.colour)
            painter.drawEllipse(QPointF(scale.x(reading.step), scale.y(reading.value)), 3.5, 3.5)
    _draw_table(painter, scale, x, y, near.step, readings)


def _draw_table(
    painter: QPainter, scale: Scale, x: float, y: float, step: int, readings: list[Reading]
) -> None:
    metrics = painter.fontMetrics()
    rows = [(reading, _name(reading, step), number_text(reading.value)) for reading in readings]
    title = f"step {step}"
    names = max(metrics.horizontalAdvance(text) for _, text, _ in rows)
    numbers = max(metrics.horizontalAdvance(text) for _, _, text in rows)
    inner = max(_SWATCH_PX + 6 + names + _GAP_PX + numbers, metrics.horizontalAdvance(title))
    box = QRectF(0, 0, inner + 2 * _PADDING_PX, (len(rows) + 1) * _LINE_PX + 1.2 * _PADDING_PX)
    left = x + 14 if x + 18 + box.width() < scale.area.right() else x - 14 - box.width()
    top = min(max(y - box.height() / 2, scale.area.top() + 4), scale.area.bottom() - box.height())
    box.moveTo(max(left, scale.area.left() + 2), max(top, 2.0))
    painter.setPen(QPen(theme.colour("border"), 1))
    painter.setBrush(theme.colour("panel", 0.96))
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(theme.colour("faint"))
    line = QRectF(box.left() + _PADDING_PX, box.top() + _PADDING_PX / 2, inner, _LINE_PX)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
    for reading, name, number in rows:
        line.translate(0, _LINE_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(reading.colour)
        centre = QPointF(line.left() + _SWATCH_PX / 2, line.center().y())
        painter.drawEllipse(centre, _SWATCH_PX / 2, _SWATCH_PX / 2)
        painter.setPen(theme.colour("text"))
        words = line.adjusted(_SWATCH_PX + 6, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)


def _name(reading: Reading, step: int) -> str:
    return reading.name if reading.step == step else f"{reading.name} (step {reading.step})"
