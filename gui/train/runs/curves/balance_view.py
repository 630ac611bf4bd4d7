"""Two meters: each term's share of the loss, and discriminators vs. mel loss."""

import math
from typing import Final

from pyqtgraph.graphicsItems.ScatterPlotItem import drawSymbol  # type: ignore[import-untyped]
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from gui.kit import theme
from gui.kit.language import number, tr
from gui.train.numbers import number_text
from gui.train.runs.curves.loss_colours import loss_stroke, name_text

_LINE_PX: Final = 19
_BAR_PX: Final = 14
_SIGN_PX: Final = 8  # of the symbol that links a name to its part of the bar
_LOW, _HIGH = 1e-3, 10.0  # range of the meter; values beyond are clipped
_WEAK, _STRONG = 0.03, 1.5  # below, discriminators have no effect; above, they dominate


class SharesView(QWidget):
    """A stacked bar of the shares, with names and percentages; symbols link them."""

    def __init__(self) -> None:
        super().__init__()
        self._nothing = ""
        self._shares: list[tuple[str, float]] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Loss composition"))

    def show_shares(self, shares: list[tuple[str, float]], *, nothing: str = "") -> None:
        """Show shares, which sum to 1, or a text if there are none."""
        self._nothing = nothing
        resizes = len(shares) != len(self._shares)
        self._shares = shares
        text = ", ".join(f"{name_text(name)} {_percent(share)}" for name, share in shares)
        self.setAccessibleDescription(text)
        if resizes:
            self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, _BAR_PX + 6 + _LINE_PX * max(len(self._shares), 1))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(0, 0, self.width(), _BAR_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(whole, 3, 3)
        if not self._shares:
            painter.setPen(theme.colour("faint"))
            painter.drawText(0, _BAR_PX + 6 + 13, self._nothing)
            return
        left = 0.0
        line = QRectF(0, _BAR_PX + 6, self.width(), _LINE_PX)
        for name, share in self._shares:
            width = share * whole.width()
            stroke = loss_stroke(name)
            part = QRectF(left, 0, max(width - 1, 0.5), _BAR_PX)
            painter.fillRect(part, stroke.colour)
            if width > _SIGN_PX + 4:
                _draw_sign(painter, part.center(), stroke.symbol, theme.colour("base"))
            left += width
            _draw_sign(painter, QPointF(5, line.center().y()), stroke.symbol, stroke.colour)
            painter.setPen(theme.colour("text"))
            painter.drawText(line.adjusted(15, 0, 0, 0), _LEFT, name_text(name))
            painter.setPen(theme.colour("faint"))
            painter.drawText(line, _RIGHT, _percent(share))
            line.translate(0, _LINE_PX)


def _draw_sign(painter: QPainter, centre: QPointF, symbol: str, colour: QColor) -> None:
    painter.save()
    painter.translate(centre)
    drawSymbol(painter, symbol, _SIGN_PX, Qt.PenStyle.NoPen, colour)
    painter.restore()


class RatioMeter(QWidget):
    """Ratio of the adversarial gradient to that of the mel loss, on a log scale."""

    def __init__(self) -> None:
        super().__init__()
        self._ratio: float | None = None
        self._target = 0.0
        self.setFixedHeight(56)
        self.setAccessibleName(tr("Gradient ratio"))

    def show_ratio(self, ratio: float | None, target: float) -> None:
        """Show a ratio, and with it the target if that is above 0."""
        self._ratio, self._target = ratio, target
        self.setAccessibleDescription(ratio_text(ratio))
        self.setToolTip(
            tr(
                "Gradient norm of the adversarial losses divided by that of the mel loss.\n"
                "Below {weak} the discriminators have little effect; above {strong} they dominate.",
                weak=number(_WEAK, 2),
                strong=number(_STRONG, 1),
            )
        )
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(0, 10, self.width(), 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(bar, 4, 4)
        weak, strong = self._x(_WEAK), self._x(_STRONG)
        painter.setBrush(theme.colour("accent", 0.45))
        painter.drawRect(QRectF(weak, bar.top(), strong - weak, bar.height()))
        if self._ratio is not None and self._target > 0:
            painter.setPen(QPen(theme.colour("text", 0.8), 1.5))
            x = self._x(self._target)
            painter.drawLine(QPointF(x, bar.top() - 2), QPointF(x, bar.bottom() + 2))
        if self._ratio is not None:
            x, y = self._x(self._ratio), bar.top() + 1
            painter.setPen(Qt.PenStyle.NoPen)
            good = _WEAK <= self._ratio <= _STRONG
            painter.setBrush(theme.colour("text" if good else "warning"))
            painter.drawPolygon(
                QPolygonF([QPointF(x, y), QPointF(x - 5, y - 9), QPointF(x + 5, y - 9)])
            )
        painter.setPen(theme.colour("text" if self._ratio is not None else "faint"))
        painter.drawText(QRectF(0, 25, self.width(), 30), _WRAPPED, ratio_text(self._ratio))

    def _x(self, ratio: float) -> float:
        inside = min(max(ratio, _LOW), _HIGH)
        share = math.log(inside / _LOW) / math.log(_HIGH / _LOW)
        return 6 + share * (self.width() - 12)


def ratio_text(ratio: float | None) -> str:
    """The ratio and what it means."""
    if ratio is None:
        return tr("Discriminators not active yet")
    if ratio < _WEAK:
        verdict = tr("discriminators have little effect")
    elif ratio > _STRONG:
        verdict = tr("discriminators dominate")
    else:
        verdict = tr("balanced")
    return f"{number_text(float(f'{ratio:.3g}'))}: {verdict}"


def _percent(share: float) -> str:
    return tr("{n}%", n=number(100 * share, 0 if share >= 0.1 else 1))


_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WRAPPED: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(
    Qt.TextFlag.TextWordWrap
)
