"""The table of the checked clips: its filter, its keys, and the button that shows a file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QRect,
    QSortFilterProxyModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from gui.commands.own_keys import OwnKeys
from gui.kit import theme
from gui.kit.rows import Index
from gui.train.data_set.check_result import CheckedClip
from gui.train.data_set.clip_model import CLIP_ROLE, ClipModel, Column
from gui.train.data_set_info import SPLITS, Split

Shown = Literal["all", "problems", "excluded"] | Split

_ICON_PX: Final = 16


_LEAST_PX: Final = {
    Column.SOUND: 600,
    Column.LABEL: 430,
}  # least width of the table that shows the column


class ClipTable(QTableView):
    """Hides the least important columns if it is too narrow; undoes with the usual keys."""

    undo_wanted = Signal()
    redo_wanted = Signal()
    relabel_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        OwnKeys(self, self._meaning)  # those of undo would change the window's project unseen

    def _meaning(self, event: QKeyEvent) -> Callable[[], object] | None:
        if event.matches(QKeySequence.StandardKey.Undo):
            return self.undo_wanted.emit
        if event.matches(QKeySequence.StandardKey.Redo):
            return self.redo_wanted.emit
        return self.relabel_wanted.emit if event.key() == Qt.Key.Key_F2 else None

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        for column, least_px in _LEAST_PX.items():
            self.setColumnHidden(column, width < least_px)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which clips are shown.

    Attributes:
        words: in the name, in small letters.
        shown: all, those with problems, the excluded ones, or those of a split.
        kind: a kind of problem, instead of `shown`; empty for any.
        label: a class; empty for all.
    """

    words: str = ""
    shown: Shown = "all"
    kind: str = ""
    label: str = ""


class ClipFilter(QSortFilterProxyModel):
    """Filters the clips; their order is the model's.

    Attributes:
        wanted: the clips that are shown.
    """

    def __init__(self, model: ClipModel) -> None:
        super().__init__(model)
        self._model = model
        self.wanted = Wanted()
        self._is_everything = True  # asked for each of ten thousand clips after any change
        self.setSourceModel(model)
        model.choices_changed.connect(self._on_choices_changed)
        model.splits_changed.connect(self._on_splits_changed)

    def show(self, wanted: Wanted) -> None:
        """Show these clips."""
        if wanted != self.wanted:
            self.wanted, self._is_everything = wanted, wanted == Wanted()
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
    def _on_choices_changed(self) -> None:
        if self.wanted.shown == "excluded" or self.wanted.label:
            self.invalidate()

    @Slot()
    def _on_splits_changed(self) -> None:
        if self.wanted.shown in SPLITS:
            self.invalidate()

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        if self._is_everything:
            return True
        clip, wanted = self._model.clips[source_row], self.wanted
        if wanted.words not in clip.source.lower() or wanted.label not in ("", clip.label):
            return False
        if wanted.kind:
            return any(problem.kind == wanted.kind for problem in clip.problems)
        if wanted.shown == "problems":
            return bool(clip.problems)
        if wanted.shown == "excluded":
            return not self._model.is_used(clip)
        return wanted.shown in ("all", self._model.split(clip))


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
