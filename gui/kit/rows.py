"""What the rows of every list that paints its own have in common."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from gui.kit import theme


def begin_row(painter: QPainter, option: QStyleOptionViewItem) -> QRect:
    """Save the painter and paint a row's ground, marked where it is selected; the row's place.

    The caller restores the painter.
    """
    area: QRect = option.rect
    state: QStyle.StateFlag = option.state
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state & QStyle.StateFlag.State_Selected:
        painter.setPen(theme.colour("accent"))
        painter.setBrush(theme.colour("accent", 0.16))
        painter.drawRoundedRect(QRectF(area).adjusted(2, 1, -2, -1), 5, 5)
    return area
