"""Lists whose rows are a title over lines of less weight: what they hold and how it is painted."""

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
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from gui.kit import theme

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()
ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1  # under which a list keeps what a row shows
SIGN_PX: Final = 18
_MARGIN_PX: Final = 9
_TOP_PX: Final = 7
_BOTTOM_PX: Final = 8
_LINE_GAP_PX: Final = 2
_MARK_PX: Final = 16
_BADGE: Final = QSize(22, 18)
_BAR_PX: Final = 3


class Line(NamedTuple):
    """One line under the title.

    Attributes:
        text: what it says.
        role: its colour.
        rest: what follows it in the colour of faint words.
    """

    text: str
    role: str = "faint"
    rest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a row shows.

    Attributes:
        title: the first line.
        role: its colour.
        lines: what stands under it.
        sign: draws what stands before them, into a place of 18 pixels.
        picture: gives the picture before them, once it is there.
        badge: a letter at the end of the title.
        mark: an icon at the end of the row.
        progress: how far it is, 0 to 1; None without a bar.
        bar: the colour of the bar.
        spoken: what a screen reader says; the title where it is empty.
        tip: what the tool tip says.
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


class RowModel(QAbstractListModel, Generic[T]):
    """Items as rows.

    Args:
        describe: what the row of an item shows.
        key: what an item is known by when it has changed.
        parent: owns the model.
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
        """List these; where they are the same ones, what is selected stays."""
        if [*map(self._key, items)] != [*map(self._key, self.items)]:
            self.reset_items(items)
            return
        before, self.items = self.items, items
        for row, (old, new) in enumerate(zip(before, items, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def reset_items(self, items: Sequence[T]) -> None:
        """List these, as if there had been none."""
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def item(self, index: Index) -> T:
        """The item of a row."""
        return self.items[index.row()]

    def row_of(self, key: object) -> int:
        """The row of the item with a key, or -1."""
        return next((row for row, item in enumerate(self.items) if self._key(item) == key), -1)

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.items)

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
            int(Qt.ItemDataRole.ToolTipRole): row.tip or None,
        }.get(int(role))


def row_item(row: Row, value: object) -> QListWidgetItem:
    """A row of a `QListWidget`, with what it stands for as its user data."""
    item = QListWidgetItem(row.title)
    item.setData(ROW_ROLE, row)
    item.setData(Qt.ItemDataRole.UserRole, value)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken or row.title)
    return item


class RowDelegate(QStyledItemDelegate):
    """Paints what `ROW_ROLE` holds.

    Args:
        view: the list.
        picture: the size of the pictures that its rows have.
        prose: whether lines are wrapped, under a bold title.
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
        for line in row.lines:
            room = QRect(0, 0, width - 2 * _MARGIN_PX, 1000)
            wrapped = option.fontMetrics.boundingRect(
                room, int(Qt.TextFlag.TextWordWrap), line.text
            )
            height += _LINE_GAP_PX + (wrapped.height() if self._prose else line_px)
        return QSize(width if self._prose else 180, height)

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
        place = area.adjusted(_MARGIN_PX, _TOP_PX, -_MARGIN_PX, -_BOTTOM_PX)
        if row.sign is not None:
            row.sign(painter, sign_place(area))
            place.setLeft(place.left() + SIGN_PX + _MARGIN_PX - 2)
        if self._picture is not None:
            self._paint_picture(painter, area, row)
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

    def _paint_picture(self, painter: QPainter, area: QRect, row: Row) -> None:
        size = self._picture or QSize()
        place = QRect(area.topLeft(), size)
        place.translate(_MARGIN_PX - 1, (area.height() - size.height()) // 2)
        painter.fillRect(place, theme.colour("raised"))
        picture = None if row.picture is None else row.picture()
        if picture is not None:
            painter.drawPixmap(place, picture)

    def _paint_texts(self, painter: QPainter, place: QRect, row: Row) -> None:
        title = QRect(place)
        if row.badge:
            draw_badge(painter, QRectF(place.topRight(), _BADGE).translated(-22, 0), row.badge)
            title.setRight(place.right() - _BADGE.width() - 4)
        font: QFont = painter.font()
        if self._prose:
            bold = painter.font()
            bold.setBold(True)
            painter.setFont(bold)
        _write(painter, title, row.title, row.role)
        painter.setFont(font)
        line_px = painter.fontMetrics().height() + _LINE_GAP_PX
        for line in row.lines:
            place.setTop(place.top() + line_px)
            if self._prose:
                painter.setPen(theme.colour(line.role))
                painter.drawText(place, int(Qt.TextFlag.TextWordWrap), line.text)
                continue
            _write(painter, place, line.text, line.role)
            taken = painter.fontMetrics().horizontalAdvance(f"{line.text}   ")
            _write(painter, place.adjusted(taken, 0, 0, 0), line.rest, "faint")


class RowView(QListView):
    """The rows of a model; `menu` is asked for one at a place of the viewport."""

    def __init__(
        self,
        model: QAbstractListModel,
        name: str,
        *,
        picture: QSize | None = None,
        menu: Callable[[QPoint], object] | None = None,
    ) -> None:
        super().__init__()
        self.setModel(model)
        show_rows(self, name, picture=picture)
        if menu is not None:
            self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            self.customContextMenuRequested.connect(menu)


def show_rows(
    view: QListView, name: str, *, picture: QSize | None = None, prose: bool = False
) -> None:
    """Let a list paint rows and scroll smoothly up and down; `name` is for screen readers."""
    view.setItemDelegate(RowDelegate(view, picture=picture, prose=prose))
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setAccessibleName(name)


def sign_place(area: QRect) -> QRect:
    """Where a row's sign is, to be painted and to be clicked."""
    return QRect(area.left() + _MARGIN_PX - 1, area.top() + _TOP_PX - 1, SIGN_PX, SIGN_PX)


def draw_badge(painter: QPainter, place: QRectF, text: str, *, filled: bool = True) -> None:
    """A letter in a rounded box; filled, or an outline."""
    painter.setPen(QPen(theme.colour("accent"), 1))
    painter.setBrush(theme.colour("accent" if filled else "panel"))
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
    painter.setPen(theme.colour("on_accent" if filled else "accent"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def draw_bar(painter: QPainter, place: QRectF, row: Row) -> None:
    """How far a row is, as a thin bar."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("border"))
    painter.drawRoundedRect(place, 1.5, 1.5)
    place.setWidth(place.width() * min(max(row.progress or 0.0, 0.0), 1.0))
    painter.setBrush(theme.colour(row.bar))
    painter.drawRoundedRect(place, 1.5, 1.5)


def _write(painter: QPainter, place: QRect, text: str, role: str) -> None:
    """One line of text at the top of a place, cut to its width."""
    painter.setPen(theme.colour(role))
    elide = Qt.TextElideMode.ElideMiddle  # what tells names apart is often at their end
    short = painter.fontMetrics().elidedText(text, elide, max(place.width(), 0))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignTop), short)
