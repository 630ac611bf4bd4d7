"""The checked clips as a table model: each is used or excluded and has a class, with undo."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import IntEnum
from typing import Any, Final

from msgspec import structs
from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal
from PySide6.QtGui import QFont, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from gui.kit import theme
from gui.kit.durations import length_text
from gui.kit.labels import plain
from gui.kit.language import counted, mark, tr
from gui.kit.rows import ROOT, Index
from gui.train.data_set.check_result import CheckedClip, severity
from gui.train.data_set.choices import Choices
from gui.train.data_set_info import Split

CLIP_ROLE: Final = Qt.ItemDataRole.UserRole


class Column(IntEnum):
    """The columns in order."""

    USE = 0
    LABEL = 1
    FILE = 2
    DURATION = 3
    SPLIT = 4
    SOUND = 5
    PROBLEMS = 6
    SHOW = 7


_HEADERS: Final = (
    *(mark("Use"), mark("Class"), mark("File"), mark("Length"), mark("Split"), mark("Audio")),
    *(mark("Problems"), ""),
)
SPLIT_NAMES: Final[Mapping[Split, str]] = {
    "train": mark("Training"),
    "validation": mark("Validation"),
    "test": mark("Test"),
}


def _bold() -> QFont:
    font = QApplication.font()
    font.setBold(True)
    return font


class _Edit(QUndoCommand):
    """Replaces the choices by others."""

    def __init__(self, model: "ClipModel", text: str, after: Choices) -> None:
        super().__init__(text)
        self._model, self._before, self._after = model, model.choices, after

    @override
    def redo(self) -> None:
        self._model.choices = self._after

    @override
    def undo(self) -> None:
        self._model.choices = self._before


class ClipModel(QAbstractTableModel):
    """All checked clips.

    Attributes:
        history: the edits of the choices.
    """

    choices_changed = Signal()
    splits_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: dict[str, CheckedClip] = {}  # with the classes of their folders
        self._clips: tuple[CheckedClip, ...] = ()
        self._choices = Choices()
        self._splits: Mapping[str, Split] = {}
        self._is_new = False  # whether nothing has been told of the splits of these clips
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self.history = QUndoStack(self)

    def set_clips(
        self, worst_first: tuple[CheckedClip, ...], choices: Choices | None = None
    ) -> None:
        """Show these clips, with the choices made earlier."""
        self.history.clear()
        self._sorted = (Column.PROBLEMS, Qt.SortOrder.DescendingOrder)
        self.beginResetModel()
        self._found = {clip.source: clip for clip in worst_first}
        self._choices = (choices or Choices()).among(self._found)
        self._clips = tuple(map(self._labelled, worst_first))
        self._splits, self._is_new = {}, True
        self.endResetModel()

    @property
    def clips(self) -> tuple[CheckedClip, ...]:
        """The clips in display order, with their present classes."""
        return self._clips

    @property
    def excluded(self) -> frozenset[str]:
        """The sources of the excluded clips."""
        return self._choices.excluded

    @property
    def choices(self) -> Choices:
        """The decisions about the clips; `exclude` and `relabel` change them with undo."""
        return self._choices

    @choices.setter
    def choices(self, choices: Choices) -> None:
        if choices.labels != self._choices.labels:
            self._choices = choices
            self._clips = tuple(map(self._labelled, self._clips))
        self._choices = choices
        self._tell_changed(Column.USE, Column.LABEL)
        self.choices_changed.emit()

    def exclude(self, sources: Iterable[str], *, out: bool) -> None:
        """Exclude clips, or include them again."""
        before, named = self.excluded, frozenset(sources)
        after = before | named if out else before - named
        count = len(before ^ after)
        if out:
            text = counted("Exclude {n} clip", "Exclude {n} clips", count)
        else:
            text = counted("Include {n} clip", "Include {n} clips", count)
        self._edit(text, replace(self._choices, excluded=after))

    def relabel(self, sources: Iterable[str], label: str) -> None:
        """Give clips another class."""
        before = self._choices.labels
        own = dict.fromkeys(sources, label)
        after = {
            source: wanted
            for source, wanted in ({**before, **own}).items()
            if wanted != self._found[source].label
        }
        text = counted("Change the class of {n} clip", "Change the class of {n} clips", len(own))
        self._edit(text, replace(self._choices, labels=after))

    def set_splits(self, splits: Mapping[str, Split]) -> None:
        """Show the split of each used clip, by source; the first is part of showing the clips."""
        is_new, self._is_new = self._is_new, False
        if splits != self._splits:
            self._splits = splits
            if not is_new:
                self._tell_changed(Column.SPLIT)
                self.splits_changed.emit()

    def split(self, clip: CheckedClip) -> Split | None:
        """The split of a clip; None if it is not used."""
        return self._splits.get(clip.source)

    def is_used(self, clip: CheckedClip) -> bool:
        """Whether it goes into the data set, if its class does."""
        return not clip.dropped and clip.source not in self.excluded

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

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != Column.USE:
            return False
        out = Qt.CheckState(value) is Qt.CheckState.Unchecked
        self.exclude([self._clips[index.row()].source], out=out)
        return True

    def _edit(self, text: str, after: Choices) -> None:
        if after != self._choices:
            self.history.push(_Edit(self, text, after))

    def _labelled(self, clip: CheckedClip) -> CheckedClip:
        """A clip with its present class."""
        found = self._found[clip.source]
        label = self._choices.labels.get(clip.source, found.label)
        return clip if clip.label == label else structs.replace(found, label=label)

    def _tell_changed(self, *columns: Column) -> None:
        """Draw all rows again; sort by these columns only when asked again."""
        if self._sorted is not None and self._sorted[0] in columns:
            self._sorted = None
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(Column) - 1))

    def _look(self, clip: CheckedClip, column: Column, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(clip, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            if column is Column.PROBLEMS:
                return theme.colour("danger" if clip.dropped else "warning")
            if column is Column.LABEL and clip.source in self._choices.labels:
                return theme.colour("accent")
            return None if self.is_used(clip) else theme.colour("muted_event")
        if role == Qt.ItemDataRole.FontRole and column is Column.LABEL:
            return _bold() if clip.source in self._choices.labels else None
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
        if column is Column.LABEL and clip.source in self._choices.labels:
            return tr("Changed from {label}", label=self._found[clip.source].label)
        return clip.problem_text if column is Column.PROBLEMS else clip.source

    def _key(self, clip: CheckedClip, column: Column) -> Any:
        """Sort key of a column."""
        match column:
            case Column.USE:
                return self.is_used(clip)
            case Column.DURATION:
                return clip.duration_s
            case Column.SPLIT:
                return str(self.split(clip))
            case Column.SOUND:
                return clip.rate_hz * 100 + clip.channels
            case Column.PROBLEMS:
                return severity(clip)
            case _:
                return self._text(clip, column).lower()

    def _text(self, clip: CheckedClip, column: Column) -> str:
        """The text of a cell; file names are shown without the folder of the class."""
        match column:
            case Column.LABEL:
                return clip.label
            case Column.FILE:
                return clip.source.removeprefix(f"{clip.label}/")
            case Column.DURATION:
                return length_text(clip.duration_s) if clip.duration_s else ""
            case Column.SPLIT:
                split = self.split(clip)
                return "" if split is None else tr(SPLIT_NAMES[split])
            case Column.SOUND:
                return clip.format_text
            case Column.PROBLEMS:
                return clip.problem_text
            case _:
                return ""
