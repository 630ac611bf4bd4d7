"""Lists whose rows are a title above secondary lines: models and painting."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, NamedTuple, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from gui.kit import theme
from gui.kit.labels import plain

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()
ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1  # item data role of a `Row`
SIGN_PX: Final = 18
_MARGIN_PX: Final = 9
_TOP_PX: Final = 7
_BOTTOM_PX: Final = 8
_LINE_GAP_PX: Final = 2
_ELIDE_TITLE: Final = Qt.TextElideMode.ElideMiddle  # names often differ at the end
_ELIDE_LINE: Final = Qt.TextElideMode.ElideRight
_MARK_PX: Final = 16
_BADGE: Final = QSize(22, 16)
_BADGE_UP_PX: Final = 3  # so that it ends above the lines below the title
_BAR_PX: Final = 3


class Line(NamedTuple):
    """A line below the title.

    Attributes:
        text: its text.
        role: colour of the text.
        rest: text after it, in the colour of secondary text.
    """

    text: str
    role: str = "faint"
    rest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The content of a row.

    Attributes:
        title: the first line.
        role: colour of the title.
        lines: lines below the title.
        sign: draws a sign in front of the text, in a rectangle of 18 pixels.
        picture: returns the picture in front of the text, or None if it is not ready.
        badge: a letter at the end of the title.
        mark: an icon at the end of the row.
        progress: 0 to 1; None for no progress bar.
        bar: colour of the progress bar.
        spoken: text for screen readers; if empty, the title.
        tip: tooltip.
        is_heading: whether it is a heading of the rows below it, which cannot be selected.
    """

    title: str
    role: str = "text"
    lines: tuple[Line, ...] = ()
    sign: Callable[[QPainter, QRect], object] | None = None
    picture: Callable[[], QPixmap | None] | None = None
    badge: str = ""
    mark: QIcon | None = None
    progress: float | None = None
    bar: str = "accent"
    spoken: str = ""
    tip: str = ""
    is_heading: bool = False


class RowModel(QAbstractListModel, Generic[T]):
    """List model that shows items as rows.

    Args:
        describe: returns the row of an item.
        key: returns the identity of an item, which stays the same when it changes.
        parent: parent object.
    """

    def __init__(
        self,
        describe: Callable[[T], Row],
        key: Callable[[T], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._describe = describe
        self._key = key
        self.items: Sequence[T] = ()

    def show_items(self, items: Sequence[T]) -> None:
        """List these items; the selection is kept if their keys are unchanged."""
        if [*map(self._key, items)] != [*map(self._key, self.items)]:
            self.reset_items(items)
            return
        before, self.items = self.items, items
        for row, (old, new) in enumerate(zip(before, items, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def reset_items(self, items: Sequence[T]) -> None:
        """List these items and reset the model."""
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def item(self, index: Index) -> T:
        """The item at an index."""
        return self.items[index.row()]

    def row_of(self, key: object) -> int:
        """The row of the item with this key, or -1."""
        return next((row for row, item in enumerate(self.items) if self._key(item) == key), -1)

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.items)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        is_heading = index.isValid() and self._describe(self.item(index)).is_heading
        return Qt.ItemFlag.NoItemFlags if is_heading else super().flags(index)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._describe(self.item(index))
        if role == ROW_ROLE:
            return row
        return {
            int(Qt.ItemDataRole.DisplayRole): row.title,
            int(Qt.ItemDataRole.AccessibleTextRole): row.spoken or row.title,
            int(Qt.ItemDataRole.ToolTipRole): plain(row.tip) or None,
        }.get(int(role))


class RowDelegate(QStyledItemDelegate):
    """Paints the `Row` of each item.

    Args:
        view: the list.
        picture: size of the pictures; None for rows without pictures.
        prose: whether titles are bold and lines are wrapped.
    """

    def __init__(
        self, view: QAbstractItemView, *, picture: QSize | None = None, prose: bool = False
    ) -> None:
        super().__init__(view)
        self._view = view
        self._picture = picture
        self._prose = prose

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: Row = index.data(ROW_ROLE)
        line_px = option.fontMetrics.height()
        height = _TOP_PX + line_px + _BOTTOM_PX + (0 if row.progress is None else 2 * _BAR_PX)
        width = self._view.viewport().width()
        taken = 2 * _MARGIN_PX
        taken += 0 if row.sign is None else SIGN_PX + _MARGIN_PX - 2
        taken += 0 if self._picture is None else self._picture.width() + _MARGIN_PX
        taken += 0 if row.mark is None else _MARK_PX + 4
        if not self._prose:
            return QSize(180, height + len(row.lines) * (_LINE_GAP_PX + line_px))
        for line in row.lines:
            room = QRect(0, 0, width - taken, 1000)
            wrapped = option.fontMetrics.boundingRect(
                room, int(Qt.TextFlag.TextWordWrap), line.text
            )
            height += _LINE_GAP_PX + wrapped.height()
        return QSize(width, height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW_ROLE)
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(theme.colour("accent"))
            painter.setBrush(theme.colour("accent", 0.16))
            painter.drawRoundedRect(QRectF(area).adjusted(2, 1, -2, -1), 5, 5)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("text"), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(area).adjusted(4, 3, -4, -3), 4, 4)
        place = area.adjusted(_MARGIN_PX, _TOP_PX, -_MARGIN_PX, -_BOTTOM_PX)
        if row.sign is not None:
            row.sign(painter, sign_place(area))
            place.setLeft(place.left() + SIGN_PX + _MARGIN_PX - 2)
        if self._picture is not None:
            self._paint_picture(painter, place.left(), area, row)
            place.setLeft(place.left() + self._picture.width() + _MARGIN_PX)
        if row.mark is not None:
            place.setRight(place.right() - _MARK_PX - 4)
            middle = area.center().y() - _MARK_PX // 2
            row.mark.paint(painter, QRect(place.right() + 4, middle, _MARK_PX, _MARK_PX))
        self._paint_texts(painter, place, row)
        if row.progress is not None:
            bottom = area.bottom() - _BAR_PX - 3
            draw_bar(painter, QRectF(place.left(), bottom, place.width(), _BAR_PX), row)
        painter.restore()

    def _paint_picture(self, painter: QPainter, left: int, area: QRect, row: Row) -> None:
        size = self._picture or QSize()
        place = QRect(QPoint(left - 1, area.top()), size)
        place.translate(0, (area.height() - size.height()) // 2)
        painter.fillRect(place, theme.colour("raised"))
        picture = None if row.picture is None else row.picture()
        if picture is not None:
            painter.drawPixmap(place, picture)

    def _paint_texts(self, painter: QPainter, place: QRect, row: Row) -> None:
        title = QRect(place)
        if row.badge:
            box = QRectF(place.topRight(), _BADGE).translated(-_BADGE.width(), -_BADGE_UP_PX)
            draw_badge(painter, box, row.badge)
            title.setRight(place.right() - _BADGE.width() - 4)
        font: QFont = painter.font()
        if self._prose:
            bold = painter.font()
            bold.setBold(True)
            painter.setFont(bold)
        _write(painter, title, row.title, row.role, _ELIDE_TITLE)
        painter.setFont(font)
        line_px = painter.fontMetrics().height() + _LINE_GAP_PX
        for line in row.lines:
            place.setTop(place.top() + line_px)
            if self._prose:
                painter.setPen(theme.colour(line.role))
                painter.drawText(place, int(Qt.TextFlag.TextWordWrap), line.text)
                continue
            _write(painter, place, line.text, line.role, _ELIDE_LINE)
            taken = painter.fontMetrics().horizontalAdvance(f"{line.text}   ")
            _write(painter, place.adjusted(taken, 0, 0, 0), line.rest, "faint", _ELIDE_LINE)


class RowView(QListView):
    """A list view of rows.

    Args:
        model: the rows.
        name: for screen readers.
        picture: size of the pictures; None for rows without pictures.
        prose: whether titles are bold and lines are wrapped.
        menu: opens the context menu at a position.
    """

    def __init__(
        self,
        model: QAbstractListModel,
        name: str,
        *,
        picture: QSize | None = None,
        prose: bool = False,
        menu: Callable[[QPoint], object] | None = None,
    ) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(RowDelegate(self, picture=picture, prose=prose))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setWordWrap(prose)  # rows are measured again when the scroll bar takes of the width
        if menu is not None:
            self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            self.customContextMenuRequested.connect(menu)


def sign_place(area: QRect) -> QRect:
    """The rectangle of a row's sign."""
    return QRect(area.left() + _MARGIN_PX - 1, area.top() + _TOP_PX - 1, SIGN_PX, SIGN_PX)


def draw_badge(painter: QPainter, place: QRectF, text: str, *, filled: bool = True) -> None:
    """Draw a letter in a rounded box, filled or outlined; A and B have hues of their own."""
    role = theme.side_role(text)
    painter.setPen(QPen(theme.colour(role), 1))
    painter.setBrush(theme.colour(role if filled else "panel"))
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
    painter.setPen(theme.colour(f"on_{role}" if filled else role))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def draw_bar(painter: QPainter, place: QRectF, row: Row) -> None:
    """Draw the progress of a row as a thin bar."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("border"))
    painter.drawRoundedRect(place, 1.5, 1.5)
    place.setWidth(place.width() * min(max(row.progress or 0.0, 0.0), 1.0))
    painter.setBrush(theme.colour(row.bar))
    painter.drawRoundedRect(place, 1.5, 1.5)


def _write(painter: QPainter, place: QRect, text: str, role: str, elide: Qt.TextElideMode) -> None:
    """Draw one line of text at the top of a rectangle, elided to its width."""
    painter.setPen(theme.colour(role))
    short = painter.fontMetrics().elidedText(text, elide, max(place.width(), 0))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignTop), short)
