"""The classes of a folder with totals: tick those to use, click one to see its clips."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from gui.kit.durations import length_text
from gui.kit.labels import plain
from gui.kit.language import mark, tr
from gui.train.data_set.check_result import Total
from gui.train.data_set.plan import Plan
from gui.train.data_set_info import SPLITS

_HEADERS: Final = (mark("Class"), mark("Used"), mark("Length"), mark("Split"))
_ALL: Final = mark("All")
_UNTICKED: Final = Qt.CheckState.Unchecked
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ClassList(QTreeWidget):
    """One row for each class, and one for all."""

    chosen_changed = Signal()
    label_picked = Signal(str)  # show only the clips of this class; empty for all

    def __init__(self) -> None:
        super().__init__()
        self._labels: list[str] = []
        self._is_showing = False
        self.setColumnCount(len(_HEADERS))
        self.setHeaderLabels([tr(text) for text in _HEADERS])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName(tr("Classes"))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(_HEADERS)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
            self.headerItem().setTextAlignment(column, _RIGHT)
        self.headerItem().setToolTip(3, tr("Clips for training / validation / test"))
        self.itemChanged.connect(self._on_item_changed)
        self.currentItemChanged.connect(self._on_current_changed)

    def show_labels(self, labels: Sequence[str], unticked: Collection[str] = ()) -> None:
        """Show these classes, ticked but for some; `show_plan` fills the totals."""
        self._is_showing = True
        self.clear()
        self._labels = list(labels)
        for row, label in enumerate((tr(_ALL), *self._labels)):
            item = QTreeWidgetItem([label, "", "", ""])
            if row > 0:
                is_ticked = label not in unticked
                item.setCheckState(0, Qt.CheckState.Checked if is_ticked else _UNTICKED)
            for column in range(1, len(_HEADERS)):
                item.setTextAlignment(column, _RIGHT)
            self.addTopLevelItem(item)
        self._is_showing = False

    def change_labels(self, labels: Sequence[str]) -> None:
        """Show the classes after some have come or gone; the others stay ticked and selected."""
        if list(labels) == self._labels:
            return
        chosen, current = self.chosen(), self.currentItem()
        row = 0 if current is None else self.indexOfTopLevelItem(current)
        picked = self._labels[row - 1] if row > 0 else ""
        self.show_labels(labels, set() if chosen is None else set(self._labels) - set(chosen))
        if picked in labels:
            self._is_showing = True
            self.setCurrentIndex(self.model().index(list(labels).index(picked) + 1, 0))
            self._is_showing = False
        elif picked:
            self.label_picked.emit("")

    def show_plan(self, plan: Plan) -> None:
        """Update the totals."""
        self._is_showing = True
        for row, label in enumerate(self._labels, start=1):
            own = plan.by_class[label]
            if not plan.has(label):
                own = replace(own, used=0, used_s=0.0, samples=0)
            self._fill(self.topLevelItem(row), own, [plan.count(each, label) for each in SPLITS])
        everything = Total.of(plan.by_class.values())
        together = replace(plan.total, clips=everything.clips, duration_s=everything.duration_s)
        self._fill(self.topLevelItem(0), together, [plan.count(each) for each in SPLITS])
        self._is_showing = False

    def chosen(self) -> list[str] | None:
        """The ticked classes; None for all."""
        items = map(self.topLevelItem, range(1, len(self._labels) + 1))
        ticked = [
            label
            for label, item in zip(self._labels, items, strict=True)
            if item is not None and item.checkState(0) is Qt.CheckState.Checked
        ]
        return None if ticked == self._labels else ticked

    def _fill(self, item: QTreeWidgetItem | None, numbers: Total, splits: list[int]) -> None:
        if item is not None:
            item.setText(1, tr("{used} of {clips}", used=numbers.used, clips=numbers.clips))
            item.setText(2, length_text(numbers.used_s))
            item.setText(3, " / ".join(map(str, splits)))
            item.setToolTip(0, plain(item.text(0)))
            item.setToolTip(2, tr("{length} in total", length=length_text(numbers.duration_s)))

    @Slot(QTreeWidgetItem, int)
    def _on_item_changed(self, _item: QTreeWidgetItem, column: int) -> None:
        if column == 0 and not self._is_showing:
            self.chosen_changed.emit()

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _on_current_changed(
        self, current: QTreeWidgetItem | None, _previous: QTreeWidgetItem | None
    ) -> None:
        if not self._is_showing:
            row = -1 if current is None else self.indexOfTopLevelItem(current)
            self.label_picked.emit(self._labels[row - 1] if row > 0 else "")
