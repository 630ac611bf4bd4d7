"""The checked clips as a table: sortable, filterable, each used or excluded."""

from collections.abc import Iterable
from enum import IntEnum
from typing import Any, Final, Literal

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QObject,
    QRect,
    QSortFilterProxyModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from gui.kit import theme
from gui.kit.durations import length_text
from gui.kit.labels import plain
from gui.kit.language import mark, tr
from gui.kit.rows import ROOT, Index
from gui.train.data_set.check_result import CheckedClip, severity

Shown = Literal["all", "problems", "excluded"]

CLIP_ROLE: Final = Qt.ItemDataRole.UserRole
_ICON_PX: Final = 16


class Column(IntEnum):
    """The columns in order."""

    USE = 0
    LABEL = 1
    FILE = 2
    DURATION = 3
    SOUND = 4
    PROBLEMS = 5
    SHOW = 6


_HEADERS: Final = (
    *(mark("Use"), mark("Class"), mark("File"), mark("Length"), mark("Audio"), mark("Problems")),
    "",
)


class ClipModel(QAbstractTableModel):
    """All checked clips."""

    excluded_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clips: tuple[CheckedClip, ...] = ()
        self._excluded: frozenset[str] = frozenset()
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def set_clips(self, worst_first: tuple[CheckedClip, ...]) -> None:
        """Show these clips; none is excluded."""
        self._sorted = (Column.PROBLEMS, Qt.SortOrder.DescendingOrder)
        self.beginResetModel()
        self._clips, self._excluded = worst_first, frozenset()
        self.endResetModel()

    @property
    def clips(self) -> tuple[CheckedClip, ...]:
        """The clips in display order."""
        return self._clips

    @property
    def excluded(self) -> frozenset[str]:
        """The sources of the excluded clips."""
        return self._excluded

    def exclude(self, sources: Iterable[str], *, out: bool) -> None:
        """Exclude clips, or include them again."""
        changed = self._excluded | set(sources) if out else self._excluded - set(sources)
        if changed == self._excluded:
            return
        self._excluded = changed
        if self._sorted is not None and self._sorted[0] == Column.USE:
            self._sorted = None  # sort again when asked
        last = self.rowCount() - 1
        self.dataChanged.emit(self.index(0, 0), self.index(last, len(Column) - 1))
        self.excluded_changed.emit()

    def is_used(self, clip: CheckedClip) -> bool:
        """Whether it goes into the data set."""
        return not clip.dropped and clip.source not in self._excluded

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._clips)

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the clips in Python, which is fast with thousands of rows."""
        if column < 0 or (column, order) == self._sorted:
            return
        self._sorted = (column, order)
        self.layoutAboutToBeChanged.emit()
        before, backwards = self._clips, order is Qt.SortOrder.DescendingOrder
        place = Column(column)
        self._clips = tuple(
            sorted(before, key=lambda clip: self._key(clip, place), reverse=backwards)
        )
        rows = {clip.source: row for row, clip in enumerate(self._clips)}
        old = self.persistentIndexList()
        new = [self.index(rows[before[each.row()].source], each.column()) for each in old]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_HEADERS[section]) if _HEADERS[section] else ""
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == Column.USE:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
            if self._clips[index.row()].dropped:
                flags &= ~(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled)
        return flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        clip, column = self._clips[index.row()], Column(index.column())
        if role == CLIP_ROLE:
            return clip
        if role == Qt.ItemDataRole.CheckStateRole and column is Column.USE:
            used = self.is_used(clip)
            return Qt.CheckState.Checked if used else Qt.CheckState.Unchecked
        return self._look(clip, column, role)

    def _look(self, clip: CheckedClip, column: Column, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(clip, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            if column is Column.PROBLEMS:
                return theme.colour("danger" if clip.dropped else "warning")
            return None if self.is_used(clip) else theme.colour("muted_event")
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(self._tip(clip, column) or "") or None
        if role == Qt.ItemDataRole.TextAlignmentRole and column is Column.DURATION:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _tip(self, clip: CheckedClip, column: Column) -> str | None:
        if column is Column.USE:
            if clip.dropped:
                return tr("This clip cannot be used")
            return tr("Click to exclude" if self.is_used(clip) else "Click to include")
        if column is Column.SHOW:
            return tr("Show file in its folder")
        return clip.problem_text if column is Column.PROBLEMS else clip.source

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != Column.USE:
            return False
        out = Qt.CheckState(value) is Qt.CheckState.Unchecked
        self.exclude([self._clips[index.row()].source], out=out)
        return True

    def _key(self, clip: CheckedClip, column: Column) -> Any:
        """Sort key of a column."""
        match column:
            case Column.USE:
                return self.is_used(clip)
            case Column.DURATION:
                return clip.duration_s
            case Column.SOUND:
                return clip.rate_hz * 100 + clip.channels
            case Column.PROBLEMS:
                return severity(clip)
            case _:
                return _text(clip, column).lower()


def _text(clip: CheckedClip, column: Column) -> str:
    """The text of a cell; file names are shown without the folder of the class."""
    length = length_text(clip.duration_s) if clip.duration_s else ""
    texts = {
        Column.LABEL: clip.label,
        Column.FILE: clip.source.removeprefix(f"{clip.label}/"),
        Column.DURATION: length,
        Column.SOUND: clip.format_text,
        Column.PROBLEMS: clip.problem_text,
    }
    return texts.get(column, "")


class ClipFilter(QSortFilterProxyModel):
    """Filters the clips; their order is the model's."""

    def __init__(self, model: ClipModel) -> None:
        super().__init__(model)
        self._model = model
        self._words = ""
        self._shown: Shown = "all"
        self._kind = ""
        self._label = ""
        self.setSourceModel(model)
        model.excluded_changed.connect(self._on_excluded_changed)

    def set_words(self, words: str) -> None:
        """Show only clips whose name contains these words."""
        self._narrow(words, self._shown, self._kind, self._label)

    def set_shown(self, shown: Shown) -> None:
        """Show all clips, those with problems, or the excluded ones."""
        self._narrow(self._words, shown, "", self._label)

    def set_kind(self, kind: str) -> None:
        """Show only clips with this kind of problem; empty for all."""
        self._narrow(self._words, self._shown, kind, self._label)

    def set_label(self, label: str) -> None:
        """Show only clips of this class; empty for all."""
        self._narrow(self._words, self._shown, self._kind, label)

    def show_all(self) -> None:
        """Clear all filters."""
        self._narrow("", "all", "", "")

    def _narrow(self, words: str, shown: Shown, kind: str, label: str) -> None:
        """Filter again if anything changed."""
        wanted = words.lower(), shown, kind, label
        if wanted != (self._words, self._shown, self._kind, self._label):
            self._words, self._shown, self._kind, self._label = wanted
            self.invalidate()

    def clip(self, index: Index) -> CheckedClip:
        """The clip of a row."""
        clip: CheckedClip = index.data(CLIP_ROLE)
        return clip

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the model."""
        self._model.sort(column, order)

    @Slot()
    def _on_excluded_changed(self) -> None:
        if self._shown == "excluded":
            self.invalidate()

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        clip = self._model.clips[source_row]
        if self._words and self._words not in clip.source.lower():
            return False
        if self._label and clip.label != self._label:
            return False
        if self._kind:
            return any(problem.kind == self._kind for problem in clip.problems)
        if self._shown == "problems":
            return bool(clip.problems)
        return self._shown == "all" or not self._model.is_used(clip)


class ShowDelegate(QStyledItemDelegate):
    """A button that shows the file in its folder."""

    wanted = Signal(object)  # CheckedClip

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.data(CLIP_ROLE).path is None:
            return
        rect = QRect(0, 0, _ICON_PX, _ICON_PX)
        rect.moveCenter(option.rect.center())
        theme.icon("folder", "faint").paint(painter, rect)

    @override
    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        clip: CheckedClip = index.data(CLIP_ROLE)
        released = event.type() == QEvent.Type.MouseButtonRelease
        if released and isinstance(event, QMouseEvent) and clip.path is not None:
            self.wanted.emit(clip)
            return True
        return super().editorEvent(event, model, option, index)
