"""An open data set: its classes, splits, origin and damage."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)
from typing_extensions import override

from gui.kit import fields
from gui.kit.desktop import open_path
from gui.kit.durations import length_text
from gui.kit.language import counted, mark, number, tr
from gui.kit.layouts import add, hbox, put, vbox
from gui.kit.widgets import (
    Head,
    bytes_text,
    card,
    faint,
    heading,
    primary,
    push_button,
    set_tone,
    title,
    wrapped,
)
from gui.train.data_set_info import SPLITS, DataSetInfo
from gui.train.stored_texts import backend_text, origin_text

_HEADERS: Final = (
    *(mark("Class"), mark("Clips"), mark("Length"), mark("Training"), mark("Validation")),
    mark("Test"),
)
_FACTS: Final = (
    *(mark("Samples of ten seconds"), mark("Length"), mark("Events"), mark("Features")),
    mark("Size on disk"),
)
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MOST_NAMED: Final = 12  # damaged files or failed clips; the rest is only counted


class _Number(QTreeWidgetItem):
    """A row that sorts by its numbers, not by their texts."""

    @override
    def __lt__(self, other: QTreeWidgetItem) -> bool:
        """Compare by the sorted column."""
        tree = self.treeWidget()
        column = 0 if tree is None else tree.sortColumn()
        mine, its = (each.data(column, Qt.ItemDataRole.UserRole) for each in (self, other))
        return bool(mine < its) if mine is not None and its is not None else False


class OpenView(QWidget):
    """A data set's totals and classes, with buttons to verify it and to train on it."""

    train_wanted = Signal()
    browse_wanted = Signal(str)  # the class; empty for all
    verify_wanted = Signal()
    other_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.info: DataSetInfo | None = None
        column = vbox(self, margins=(20, 14, 20, 16), spacing=10)
        add(column, self._build_head(), self._build_facts())
        frame, inside = card()
        self._trouble = frame
        self._trouble_title = put(inside, heading(""))
        self._trouble_text = put(inside, wrapped(selectable=True))
        add(column, frame, (self._build_table(), 1))
        row = QHBoxLayout()
        self._note = put(row, faint(), 1)
        self.verify = push_button(
            tr("Verify files"),
            self.verify_wanted,
            tip=tr("Compares all files with their checksums; takes a while"),
        )
        self.browse = push_button(
            tr("Browse samples…"), tip=tr("See and hear what the data set holds")
        )
        self.browse.clicked.connect(lambda: self.browse_wanted.emit(""))
        row.addWidget(self.verify)
        row.addWidget(self.browse)
        self.train = put(row, primary(tr("Train on this data set"), self.train_wanted))
        column.addLayout(row)

    def show_info(
        self, info: DataSetInfo, *, failed: dict[str, str] | None = None, verified: bool = False
    ) -> None:
        """Show a data set; `failed` are clips that could not be read completely."""
        self.info = info
        self._head.title.setText(info.folder.name)
        self._head.about.setText(str(info.folder))
        texts = (
            str(info.count),
            length_text(info.content_s),
            str(info.events),
            backend_text(info.feature_backend) or tr("none"),
            bytes_text(info.size_bytes),
        )
        for label, text in zip(self._facts, texts, strict=True):
            label.setText(text)
        self._show_trouble(info, failed or {})
        self._fill(info)
        can_train = not info.damaged and info.samples("train") > 0
        self.train.setEnabled(can_train)
        self.browse.setEnabled(info.count > 0)
        notes = [tr("Source: {origin}.", origin=origin_text(info.origin))] if info.origin else []
        if verified and not info.damaged:
            notes.append(tr("All files are intact."))
        self._note.setText(" ".join(notes))

    def trouble(self) -> str:
        """What is wrong with it, for tests; empty if nothing."""
        return self._trouble_text.text() if self._trouble.isVisibleTo(self) else ""

    def _build_head(self) -> Head:
        folder = push_button(tr("Open folder"), self._on_folder_clicked, icon="folder")
        other = push_button(tr("Choose another data set…"), self.other_wanted)
        self._head = Head("", "", folder, other)
        return self._head

    def _build_facts(self) -> QHBoxLayout:
        row = hbox(spacing=10)
        self._facts = []
        for name in _FACTS:
            frame, column = card()
            column.setSpacing(0)
            value = title("")
            self._facts.append(value)
            add(column, value, faint(tr(name), wraps=False))
            row.addWidget(frame, 1)
        return row

    def _build_table(self) -> QTreeWidget:
        table = self.table = fields.table(tr("Classes of the data set"), map(tr, _HEADERS))
        table.setUniformRowHeights(True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setToolTip(tr("Double-click a class to browse its samples"))
        table.itemActivated.connect(lambda item: self.browse_wanted.emit(item.text(0)))
        table.setSortingEnabled(True)
        table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        header = table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(_HEADERS)):
            table.setColumnWidth(column, 110)
            table.headerItem().setTextAlignment(column, _RIGHT)
        return table

    def _fill(self, info: DataSetInfo) -> None:
        self.table.clear()
        for name, each in info.classes.items():
            values = [each.samples(split) for split in SPLITS]
            texts = [name, number(each.clips), length_text(each.content_s), *map(number, values)]
            item = _Number(texts)
            for column, value in enumerate((name.lower(), each.clips, each.content_s, *values)):
                item.setData(column, Qt.ItemDataRole.UserRole, value)
                if column:
                    item.setTextAlignment(column, _RIGHT)
            self.table.addTopLevelItem(item)

    def _show_trouble(self, info: DataSetInfo, failed: dict[str, str]) -> None:
        lines = list(info.damaged)
        words = tr("This data set is damaged")
        if not lines:
            lines = [f"{source}: {reason}" for source, reason in failed.items()]
            words = counted(
                "One clip could not be read completely",
                "{n} clips could not be read completely",
                len(lines),
            )
        named = lines[:_MOST_NAMED]
        if len(lines) > len(named):
            named.append(tr("and {count} more", count=len(lines) - len(named)))
        self._trouble_title.setText(words)
        set_tone(self._trouble_title, "danger" if info.damaged else "warning")
        self._trouble_text.setText("\n".join(named))
        self._trouble.setVisible(bool(lines))

    @Slot()
    def _on_folder_clicked(self) -> None:
        if self.info is not None:
            open_path(self.info.folder)
