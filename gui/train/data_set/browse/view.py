"""Browsing a prepared data set: a list of its samples, and one of them to see and hear."""

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui.kit.fields import show_rows
from gui.kit.language import explained, tr
from gui.kit.layouts import add, put, vbox
from gui.kit.timers import once
from gui.kit.widgets import (
    Head,
    choice,
    empty_words,
    offer,
    push_button,
    search_field,
    side_by_side,
    wrapped,
)
from gui.train.data_set.browse.sample_model import ENTRY_ROLE, Column, SampleModel, Wanted
from gui.train.data_set.browse.sample_preview import SamplePreview
from gui.train.data_set.clip_model import SPLIT_NAMES
from gui.train.data_set_info import DataSetInfo
from gui.train.services import TrainServices
from training.data.browsing import Browser

_TYPING_MS: Final = 250  # a pause in typing
_WIDTHS: Final = {Column.LABEL: 110, Column.SPLIT: 90, Column.START: 70, Column.EVENTS: 70}


class BrowseView(QWidget):
    """The samples of a data set by class, split and name."""

    left = Signal()

    def __init__(self, services: TrainServices, program: tuple[str, ...]) -> None:
        super().__init__()
        self._services = services
        self._browser: Browser | None = None
        self.model = SampleModel(services.runner, self)
        self.preview = SamplePreview(services, program)
        self._typing = once(self, _TYPING_MS, self._list)
        column = vbox(self, margins=(20, 14, 20, 14), spacing=10)
        self._head = Head("", "", push_button(tr("Back"), self.left, tip=tr("Back (Esc)")))
        column.addLayout(self._head)
        parts = (self._build_list(), self.preview)
        column.addWidget(side_by_side(*parts, sizes=(640, 460), gap=12), 1)
        self._connect()

    def show_data_set(self, info: DataSetInfo, label: str = "") -> None:
        """List the samples of a data set, those of one class if it is given."""
        self._browser = None
        self.preview.offer_presets()
        self.preview.show_entry(None, None)
        self._head.title.setText(info.folder.name)
        self._head.about.setText(str(info.folder))
        classes = [(tr("All classes"), ""), *((name, name) for name in info.classes)]
        offer(self.label, classes, label)
        with QSignalBlocker(self.search), QSignalBlocker(self.split):
            self.search.clear()
            self.split.setCurrentIndex(0)
        self.model.open(None, Wanted())
        self._services.runner.start(
            lambda _context: Browser(info.folder), done=self._on_opened, failed=self._on_failed
        )

    def close_view(self) -> None:
        """Stop and forget the data set."""
        self._browser = None
        self.model.open(None, Wanted())
        self.preview.show_entry(None, None)

    # Assemble

    def _build_list(self) -> QWidget:
        holder = QWidget()
        column = vbox(holder, margins=0, spacing=6)
        row = QHBoxLayout()
        self.search = search_field(
            tr("Search samples…"), tr("Search samples"), lambda _words: self._typing.start()
        )
        self.label = choice(tr("Class"))
        self.split = choice(tr("Split"), [(tr("All splits"), None)])
        for split, name in SPLIT_NAMES.items():
            self.split.addItem(tr(name), split)
        add(row, (self.search, 1), self.label, self.split)
        column.addLayout(row)
        column.addWidget(self._build_table(), 1)
        self.problem = put(column, wrapped(tone="danger"))
        self.problem.hide()
        return holder

    def _build_table(self) -> QTableView:
        table = self.table = QTableView()
        show_rows(table, self.model, tr("Samples"))
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        header = table.horizontalHeader()
        for place, width in _WIDTHS.items():  # a title may be longer in another language
            table.setColumnWidth(place, max(width, header.sectionSizeHint(place)))
        header.setSectionResizeMode(Column.FILE, QHeaderView.ResizeMode.Stretch)
        inside = QVBoxLayout(table.viewport())
        self._nothing = put(inside, empty_words(tr("No such samples")))
        self._nothing.hide()
        return table

    def _connect(self) -> None:
        self.label.currentIndexChanged.connect(self._list)
        self.split.currentIndexChanged.connect(self._list)
        self.model.filled.connect(self._on_filled)
        self.model.failed.connect(self._on_failed)
        self.table.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.table.activated.connect(self.preview.row.toggle)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.left.emit, context=within)

    # Slots

    def _on_opened(self, browser: Browser) -> None:
        self._browser = browser
        self._list()

    @Slot()
    def _list(self) -> None:
        """List the samples that are wanted."""
        self._typing.stop()
        self.problem.hide()
        self._nothing.hide()
        words, label = self.search.text().strip(), self.label.currentData()
        self.model.open(self._browser, Wanted(words, label or "", self.split.currentData()))

    @Slot()
    def _on_filled(self) -> None:
        has_rows = self.model.rowCount() > 0
        self._nothing.setVisible(not has_rows and self._browser is not None)
        if has_rows and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def _on_failed(self, error: Exception) -> None:
        self.problem.setText(explained(error))
        self.problem.show()

    @Slot()
    def _on_current_changed(self) -> None:
        index = self.table.currentIndex()
        entry = index.data(ENTRY_ROLE) if index.isValid() else None
        self.preview.show_entry(self._browser, entry)
