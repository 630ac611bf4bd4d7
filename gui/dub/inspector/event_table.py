"""The events of the active track as a table that can be sorted and edited."""

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
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
_READ: Final = {TIME: typed_seconds, LEVEL: typed_decibels, LASTS: typed_duration_s}
_WIDTHS: Final = {TIME: 58, LEVEL: 46, LASTS: 54, MUTED: 32}  # pixels; the source has the rest
_ENDS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_NAMING: Final = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
_SORT_ROLE: Final = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


class EventTableModel(QAbstractTableModel):
    """One row for each event of the active track."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.events: tuple[TimelineEvent, ...] = ()

    def show_track(self, track: Track | None) -> None:
        """Show the events of a track."""
        events, before = () if track is None else track.events, self.events
        if [item.id for item in events] != [item.id for item in before]:
            self.beginResetModel()
            self.events = events
            self.endResetModel()
            return
        self.events = events
        changed = [row for row, (a, b) in enumerate(zip(events, before, strict=True)) if a != b]
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
        level_db = event_edits.strength_db(event.strength)
        values = (event.time_s, level_db, event.duration_s, event.source, event.muted)
        if role == _SORT_ROLE:
            return values[column]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            lasts = number(event.duration_s, 3) if event.duration_s else ""
            source = tr(SOURCE_NAMES[event.source])
            texts = (number(event.time_s, 3), number(level_db, 1), lasts, source)
            return texts[column] if column < MUTED else None
        return None

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == MUTED:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags if index.column() == SOURCE else flags | Qt.ItemFlag.ItemIsEditable

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
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._events)
        self._sorted.setSortRole(_SORT_ROLE)
        self.setModel(self._sorted)
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
        rows, chosen = QItemSelection(), []
        for row, item in enumerate(self._events.events):
            if item.id in self._context.selection.ids:
                index = self._sorted.mapFromSource(self._events.index(row, 0))
                rows.select(index, index)
                chosen.append(index)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(rows, flags.ClearAndSelect | flags.Rows)
        if len(chosen) == 1:
            self.scrollTo(chosen[0])
        self._is_syncing = False

    @Slot()
    def _on_rows_selected(self) -> None:
        """Select the events of the selected rows, and show the first one."""
        if self._is_syncing:
            return
        rows = self.selectionModel().selectedRows()
        chosen = [self._events.events[self._sorted.mapToSource(row).row()] for row in rows]
        self._is_syncing = True
        self._context.selection.set(item.id for item in chosen)
        self._is_syncing = False
        if chosen:
            player = self._context.player
            player.pause()
            player.seek(min(item.event.time_s for item in chosen))
            self._context.axis.follow(player.position_s)
