"""The clips of a check as a table: sorted by any column, filtered, each used or left out."""

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
from gui.kit.rows import ROOT, Index
from gui.train.data_set.check_result import CheckedClip, severity

Shown = Literal["all", "problems", "left out"]

CLIP_ROLE: Final = Qt.ItemDataRole.UserRole
_ICON_PX: Final = 16


class Column(IntEnum):
    """The columns, in their order."""

    USE = 0
    LABEL = 1
    FILE = 2
    DURATION = 3
    SOUND = 4
    PROBLEMS = 5
    SHOW = 6


_HEADERS: Final = ("Use", "Class", "File", "Length", "Sound", "Problems", "")


class ClipModel(QAbstractTableModel):
    """All clips of a check."""

    excluded_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clips: tuple[CheckedClip, ...] = ()
        self._excluded: frozenset[str] = frozenset()
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def set_clips(self, worst_first: tuple[CheckedClip, ...]) -> None:
        """Show other clips; all that can be used are."""
        self._sorted = (Column.PROBLEMS, Qt.SortOrder.DescendingOrder)
        self.beginResetModel()
        self._clips, self._excluded = worst_first, frozenset()
        self.endResetModel()

    @property
    def clips(self) -> tuple[CheckedClip, ...]:
        """The clips in the order in which they are shown."""
        return self._clips

    @property
    def excluded(self) -> frozenset[str]:
        """The sources of the clips that a person leaves out."""
        return self._excluded

    def exclude(self, sources: Iterable[str], *, out: bool) -> None:
        """Leave clips out, or use them again."""
        changed = self._excluded | set(sources) if out else self._excluded - set(sources)
        if changed == self._excluded:
            return
        self._excluded = changed
        if self._sorted is not None and self._sorted[0] == Column.USE:
            self._sorted = None  # to be sorted again when it is asked for
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
        """Order the clips; by Python, for thousands of rows in one go."""
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
            return _HEADERS[section]
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
            return self._tip(clip, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column is Column.DURATION:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _tip(self, clip: CheckedClip, column: Column) -> str | None:
        if column is Column.USE:
            if clip.dropped:
                return "It cannot be used."
            return "Used. Click to leave it out." if self.is_used(clip) else "Left out."
        if column is Column.SHOW:
            return "Show the file in its folder"
        return clip.problem_text if column is Column.PROBLEMS else clip.source

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != Column.USE:
            return False
        out = Qt.CheckState(value) is Qt.CheckState.Unchecked
        self.exclude([self._clips[index.row()].source], out=out)
        return True

    def _key(self, clip: CheckedClip, column: Column) -> Any:
        """What a column is sorted by."""
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
    """What a cell says; the name leaves out the class's folder, which another column says."""
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
    """Which clips are shown; their order is the model's."""

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
        """Only clips whose name has these words."""
        self._narrow(words, self._shown, self._kind, self._label)

    def set_shown(self, shown: Shown) -> None:
        """Only clips with problems, or those that are left out."""
        self._narrow(self._words, shown, "", self._label)

    def set_kind(self, kind: str) -> None:
        """Only clips with a problem of this kind; of any for an empty one."""
        self._narrow(self._words, self._shown, kind, self._label)

    def set_label(self, label: str) -> None:
        """Only clips of this class; of all for an empty one."""
        self._narrow(self._words, self._shown, self._kind, label)

    def show_all(self) -> None:
        """Leave nothing out."""
        self._narrow("", "all", "", "")

    def _narrow(self, words: str, shown: Shown, kind: str, label: str) -> None:
        """Look through all clips again, if anything is asked for that was not."""
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
        """Let the model do it."""
        self._model.sort(column, order)

    @Slot()
    def _on_excluded_changed(self) -> None:
        if self._shown == "left out":
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
    """A button in the last column that shows the file in its folder."""

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
