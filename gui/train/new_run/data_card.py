"""The data set of a new run and the classes to train on."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
)
from typing_extensions import override

from engine.errors import EngineError
from gui.kit.durations import length_text
from gui.kit.language import counted, explained, number, tr
from gui.kit.layouts import put, vbox
from gui.kit.path_field import PathField, Places
from gui.kit.widgets import faint, heading, set_tone
from gui.train.data_set_info import SPLITS, DataSetInfo
from gui.train.stored_texts import backend_text

_MARGIN_PX: Final = 12
_SPACING_PX: Final = 2
_LINE_PX: Final = 30
_BOX_PX: Final = 42  # the check box of a class and the spacing


class DataCard(QFrame):
    """A path, a summary of the data set, and a box for each class."""

    path_changed = Signal()
    classes_changed = Signal()

    def __init__(self, places: Places) -> None:
        super().__init__()
        self.info: DataSetInfo | None = None
        self._is_showing = False
        self.setProperty("card", True)
        column = vbox(self, margins=(_MARGIN_PX, 10, _MARGIN_PX, 10), spacing=6)
        row = QHBoxLayout()
        row.addWidget(heading(tr("Data set")))
        self.path = PathField(tr("Folder of the data set"), places, folder=True)
        self.path.edit.setPlaceholderText(tr("Choose a prepared data set"))
        row.addWidget(self.path, 1)
        column.addLayout(row)
        self.facts = put(column, faint())
        self.counted = put(column, faint(tr("Classes, with their numbers of training samples:")))
        self.classes = QListWidget()
        self.classes.setFlow(QListView.Flow.LeftToRight)
        self.classes.setWrapping(True)
        self.classes.setResizeMode(QListView.ResizeMode.Adjust)
        self.classes.setSpacing(_SPACING_PX)
        self.classes.setStyleSheet("QListWidget { border: none; background: transparent; }")
        self.classes.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.classes.setAccessibleName(tr("Classes to train on"))
        self.classes.itemChanged.connect(self._on_item_changed)
        column.addWidget(self.classes)
        self.each = QCheckBox(tr("One model for each class, as in the paper"))
        self.each.setToolTip(tr("Queues a run for each ticked class, in a folder of its own"))
        self.each.toggled.connect(self.classes_changed)
        self.notes = put(column, faint())
        column.addWidget(self.each)
        self.path.changed.connect(self.path_changed)
        self.show_words("")

    def show_words(self, words: str) -> None:
        """Show a message instead of a data set."""
        self.info = None
        self.classes.clear()
        self._show_classes(shown=False)
        self.notes.hide()
        self._show_each()
        self.facts.setText(words)
        set_tone(self.facts, "")
        self.facts.setVisible(bool(words))

    def show_error(self, error: EngineError) -> None:
        """Show why the data set cannot be used."""
        self.show_words(explained(error))
        set_tone(self.facts, "danger")

    def show_info(self, info: DataSetInfo) -> None:
        """Summarise the data set and tick all classes."""
        self.show_words(
            tr(
                "{train} training, {validation} validation and {test} test samples; {length} of"
                " clips; features: {backend}.",
                **{split: number(info.samples(split)) for split in SPLITS},
                length=length_text(info.content_s),
                backend=backend_text(info.feature_backend) or tr("none"),
            )
        )
        self.info = info
        self._is_showing = True
        for name, each in info.classes.items():
            item = QListWidgetItem(f"{name} ({each.train})")
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setToolTip(counted("{n} training sample", "{n} training samples", each.train))
            item.setCheckState(Qt.CheckState.Checked)
            width = self.classes.fontMetrics().horizontalAdvance(item.text())
            item.setSizeHint(QSize(width + _BOX_PX, _LINE_PX - 6))
            self.classes.addItem(item)
        self._show_classes(shown=len(info.classes) > 1)
        self._show_each()
        self._show_notes()
        self._fit_classes()
        self._is_showing = False

    def tick(self, names: Sequence[str]) -> None:
        """Tick these classes alone; all if none of them is there."""
        found = [i for i in self._items() if i.data(Qt.ItemDataRole.UserRole) in names]
        for item in self._items() if found else []:
            state = Qt.CheckState.Checked if item in found else Qt.CheckState.Unchecked
            item.setCheckState(state)

    def chosen(self) -> tuple[str, ...]:
        """The ticked classes; empty for all, as on the command line."""
        names = self._ticked()
        return () if len(names) == self.classes.count() else names

    @property
    def is_sweep(self) -> bool:
        """Whether a model is wanted for each of several classes."""
        return self.each.isChecked() and len(self._ticked()) > 1

    @property
    def has_none(self) -> bool:
        """Whether no class is ticked."""
        return self.classes.count() > 0 and not self._ticked()

    def folder(self) -> Path | None:
        """The chosen folder."""
        return self.path.path

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_classes()

    def _items(self) -> list[QListWidgetItem]:
        return [self.classes.item(row) for row in range(self.classes.count())]

    def _ticked(self) -> tuple[str, ...]:
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in self._items()
            if item.checkState() is Qt.CheckState.Checked
        )

    def _show_classes(self, *, shown: bool) -> None:
        self.counted.setVisible(shown)
        self.classes.setVisible(shown)

    def _show_each(self) -> None:
        self.each.setVisible(len(self._ticked()) > 1)

    def _show_notes(self) -> None:
        """Say on which clips a model is measured, if not on those of the test."""
        info, classes = self.info, self.chosen()
        is_short = info is not None and not info.samples("test", classes)
        if info is not None and is_short:
            has_some = info.samples("validation", classes) > 0
            self.notes.setText(
                tr(
                    "No test samples: the model is measured on validation samples."
                    if has_some
                    else "No test or validation samples: the model is measured on training samples."
                )
            )
        self.notes.setVisible(is_short)

    def _fit_classes(self) -> None:
        """Use one line if all classes fit, else two and a scroll bar."""
        needed = sum(item.sizeHint().width() + 2 * _SPACING_PX for item in self._items())
        room = self.contentsRect().width() - 2 * _MARGIN_PX
        self.classes.setFixedHeight(_LINE_PX if needed < room else 2 * _LINE_PX)

    @Slot(QListWidgetItem)
    def _on_item_changed(self, _item: QListWidgetItem) -> None:
        if not self._is_showing:
            self._show_each()
            self._show_notes()
            self.classes_changed.emit()
