"""A list whose rows are a name and, under it, what there is to say of it."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from gui.kit import theme

SECOND_ROLE: Final = Qt.ItemDataRole.UserRole + 1  # the text under the name
LEVEL_ROLE: Final = Qt.ItemDataRole.UserRole + 2  # the colour of the name: text, or danger
_MARGIN: Final = 9


class TwoLineDelegate(QStyledItemDelegate):
    """The name over what it is for."""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListWidget) else 200
        room = QRect(0, 0, width - 2 * _MARGIN, 1000)
        metrics = option.fontMetrics
        text = str(index.data(SECOND_ROLE))
        height = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height()
        return QSize(width, height + metrics.height() + 2 * _MARGIN)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect: QRect = option.rect
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("raised"))
            painter.fillRect(rect.adjusted(0, 0, 3 - rect.width(), 0), theme.colour("accent"))
        inner = rect.adjusted(_MARGIN, _MARGIN - 2, -_MARGIN, -4)
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme.colour(index.data(LEVEL_ROLE) or "text"))
        name = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignTop), name)
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(theme.colour("faint"))
        below = inner.adjusted(0, painter.fontMetrics().height() + 2, 0, 0)
        painter.drawText(below, int(Qt.TextFlag.TextWordWrap), str(index.data(SECOND_ROLE)))
        painter.restore()
