"""The events of the active track as a table that can be sorted and edited."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from engine.project.model import TimelineEvent, Track
from gui.document import event_edits
from gui.document.document import Document
from gui.dub.inspector.typed import typed_decibels, typed_duration_s, typed_seconds
from gui.dub.timeline.lanes.lane import LaneContext
from gui.kit.labels import plain
from gui.kit.language import mark, number, tr

SOURCE_NAMES: Final = {
    "picture": mark("Picture"),
    "sound": mark("Sound"),
    "hand": mark("Hand"),
    "performance": mark("Performed"),
}
COLUMNS: Final = (
    mark("Time"),
    "dB",
    mark("Lasts"),
    mark("Source"),
    mark("M"),  # muted, as in the tracks
)
_CHANGES: Final = (
    mark("Change time of event"),
    mark("Change level of event"),
    mark("Change length of event"),
)
TIME, LEVEL, LASTS, SOURCE, MUTED = range(len(COLUMNS))
_KEYS: Final = tuple(
    attrgetter(f"event.{name}") for name in ("time_s", "strength", "duration_s", "source", "muted")
)
_READ: Final = {TIME: typed_seconds, LEVEL: typed_decibels, LASTS: typed_duration_s}
_WIDTHS: Final = {TIME: 58, LEVEL: 46, LASTS: 54, MUTED: 32}  # pixels; the source has the rest
_SELECTABLE: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE: Final = _SELECTABLE | Qt.ItemFlag.ItemIsEditable
_FLAGS: Final = {
    **dict.fromkeys((TIME, LEVEL, LASTS), _EDITABLE),
    SOURCE: _SELECTABLE,
    MUTED: _SELECTABLE | Qt.ItemFlag.ItemIsUserCheckable,
}
_ENDS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_NAMING: Final = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


class EventTableModel(QAbstractTableModel):
    """One row for each event of the active track."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._column, self._is_descending = TIME, False
        self.events: list[TimelineEvent] = []  # in the order of the rows

    def show_track(self, track: Track | None) -> None:
        """Show the events of a track."""
        self._show([] if track is None else track.events)

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the rows; a proxy would ask for every value of every row after each edit."""
        self._column, self._is_descending = column, order == Qt.SortOrder.DescendingOrder
        self._show(self.events)

    def _show(self, events: Iterable[TimelineEvent]) -> None:
        before, after = self.events, sorted(events, key=_KEYS[self._column])
        if self._is_descending:
            after.reverse()
        rows = {item.id: row for row, item in enumerate(after)}
        if len(before) != len(after) or any(item.id not in rows for item in before):
            self.beginResetModel()
            self.events = after
            self.endResetModel()
        elif any(a.id != b.id for a, b in zip(before, after, strict=True)):
            self.layoutAboutToBeChanged.emit()
            held = self.persistentIndexList()
            self.events = after
            moved = [self.index(rows[before[at.row()].id], at.column()) for at in held]
            self.changePersistentIndexList(held, moved)
            self.layoutChanged.emit()
        else:
            self.events = after
            changed = [row for row, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
            if changed:
                last = self.index(changed[-1], len(COLUMNS) - 1)
                self.dataChanged.emit(self.index(changed[0], 0), last)

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.events)

    @override
    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role in _NAMING:
            return tr(COLUMNS[section])
        return None

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        event, column = self.events[index.row()].event, index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == MUTED:
            return Qt.CheckState.Checked if event.muted else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (TIME, LEVEL, LASTS):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            level_db = event_edits.strength_db(event.strength)
            lasts = number(event.duration_s, 3) if event.duration_s else ""
            source = tr(SOURCE_NAMES[event.source])
            texts = (number(event.time_s, 3), number(level_db, 1), lasts, source)
            return texts[column] if column < MUTED else None
        return None

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        return _FLAGS.get(index.column(), Qt.ItemFlag.NoItemFlags)

    @override
    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        clip = self._document.clip
        if clip is None:
            return False
        track, ids, duration_s = clip.track, {self.events[index.row()].id}, clip.file.duration_s
        if role == Qt.ItemDataRole.CheckStateRole:
            muted = Qt.CheckState(value) == Qt.CheckState.Checked
            self._document.edit_track(tr("Mute event"), event_edits.set_muted(track, ids, muted))
            return True
        column = index.column()
        try:
            typed = _READ[column](str(value))
        except ValueError:
            return False  # the cell shows the old value again
        if column == TIME:
            changed = event_edits.set_time(track, ids, typed, duration_s)
        elif column == LEVEL:
            changed = event_edits.set_strength(track, ids, typed)
        else:
            changed = event_edits.set_duration(track, ids, typed, duration_s)
        self._document.edit_track(tr(_CHANGES[column]), changed)
        return True


class _ValueDelegate(QStyledItemDelegate):
    """Keeps a cell open while what is typed is no value, and says why."""

    _column = TIME  # that is being edited

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        self._column = index.column()
        return super().createEditor(parent, option, index)

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        is_end = isinstance(event, QKeyEvent) and event.key() in _ENDS
        if is_end and event.type() == QEvent.Type.KeyPress and isinstance(editor, QLineEdit):
            try:
                _READ[self._column](editor.text())
            except ValueError as error:
                place = editor.mapToGlobal(editor.rect().bottomLeft())
                QToolTip.showText(place, plain(str(error)), editor)
                return True
        return super().eventFilter(editor, event)


class EventTable(QTableView):
    """The table; its selection is that of the timeline."""

    def __init__(self, context: LaneContext) -> None:
        super().__init__()
        self._context = context
        self._is_syncing = False
        self._events = EventTableModel(context.document)
        self.setModel(self._events)
        self.setItemDelegate(_ValueDelegate(self))
        self.setAccessibleName(tr("Events"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSortingEnabled(True)
        self.sortByColumn(TIME, Qt.SortOrder.AscendingOrder)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(24)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(min(_WIDTHS.values()))
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        header.setSectionResizeMode(SOURCE, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        # With that of the table, a header asks for the flags of each row whenever it is painted.
        header.setSelectionModel(QItemSelectionModel(self._events, header))
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        document = context.document
        document.clip_changed.connect(self._show)
        document.tracks_changed.connect(self._show)
        context.selection.changed.connect(self._show_selection)
        self.selectionModel().selectionChanged.connect(self._on_rows_selected)
        self._show()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    @Slot()
    def _show(self) -> None:
        """Show the events of the active track, unless nobody sees them."""
        if not self.isVisible():
            return
        self._is_syncing = True
        self._events.show_track(self._context.document.track)
        self._is_syncing = False
        self._show_selection()

    @Slot()
    def _show_selection(self) -> None:
        """Select the rows of the selected events."""
        if self._is_syncing or not self.isVisible():
            return
        self._is_syncing = True
        selected = self._context.selection.ids
        rows = [row for row, item in enumerate(self._events.events) if item.id in selected]
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(self._ranges(rows), flags.ClearAndSelect | flags.Rows)
        if len(rows) == 1:
            self.scrollTo(self._events.index(rows[0], 0))
        self._is_syncing = False

    def _ranges(self, rows: Sequence[int]) -> QItemSelection:
        """Ascending rows as few ranges, as Qt asks each of them about every cell it paints."""
        ranges = QItemSelection()
        for _, numbered in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
            run = [row for _, row in numbered]
            ranges.select(self._events.index(run[0], 0), self._events.index(run[-1], 0))
        return ranges

    @Slot()
    def _on_rows_selected(self) -> None:
        """Select the events of the selected rows, and show the first one."""
        if self._is_syncing:
            return
        rows = self.selectionModel().selectedRows()
        chosen = [self._events.events[row.row()] for row in rows]
        self._is_syncing = True
        self._context.selection.set(item.id for item in chosen)
        self._is_syncing = False
        if chosen:
            player = self._context.player
            player.pause()
            player.seek(min(item.event.time_s for item in chosen))
            self._context.axis.follow(player.position_s)
