"""The table of the checked clips: its filter, its keys, and the button that shows a file."""

from collections.abc import Callable
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
        model.choices_changed.connect(self._on_choices_changed)
        model.splits_changed.connect(self._on_splits_changed)

    def set_words(self, words: str) -> None:
        """Show only clips whose name contains these words."""
        self._narrow(words, self._shown, self._kind, self._label)

    def set_shown(self, shown: Shown) -> None:
        """Show all clips, those with problems, the excluded ones, or those of a split."""
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
    def _on_choices_changed(self) -> None:
        if self._shown == "excluded" or self._label:
            self.invalidate()

    @Slot()
    def _on_splits_changed(self) -> None:
        if self._shown in SPLITS:
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
        if self._shown == "excluded":
            return not self._model.is_used(clip)
        return self._shown in ("all", self._model.split(clip))


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
