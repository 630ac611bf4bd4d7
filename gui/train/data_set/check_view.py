"""A checked folder of clips: its classes, problems and clips, with a preview."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QWidget,
)

from engine.errors import EngineError
from gui.commands.menus import context_menu
from gui.kit.desktop import show_in_folder
from gui.kit.fields import show_rows
from gui.kit.language import counted, mark, tr
from gui.kit.layouts import add, put, vbox
from gui.kit.widgets import (
    Head,
    card,
    choice,
    heading,
    push_button,
    search_field,
    side_by_side,
    small_button,
)
from gui.train.data_set.check_result import Check, CheckedClip
from gui.train.data_set.choices import Choices, read_choices
from gui.train.data_set.class_dialog import ask_class
from gui.train.data_set.class_list import ClassList
from gui.train.data_set.clip_details import ClipDetails
from gui.train.data_set.clip_model import SPLIT_NAMES, ClipModel, Column
from gui.train.data_set.clip_table import ClipFilter, ClipTable, ShowDelegate, Wanted
from gui.train.data_set.plan import make_plan
from gui.train.data_set.prepare_bar import PrepareBar
from gui.train.data_set.problem_list import ProblemList
from gui.train.services import TrainServices

_SHOWN: Final = (
    (mark("All clips"), "all"),
    (mark("With problems"), "problems"),
    (mark("Excluded"), "excluded"),
    *((name, split) for split, name in SPLIT_NAMES.items()),
)
_WIDTHS: Final = {
    Column.USE: 38,
    Column.LABEL: 80,
    Column.DURATION: 84,
    Column.SPLIT: 76,
    Column.SOUND: 112,
    Column.SHOW: 34,
}


class CheckView(QWidget):
    """The result of a check, with switches for what to use and a bar to prepare it."""

    prepare_wanted = Signal()
    other_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, services: TrainServices) -> None:
        super().__init__()
        self._errors = services.errors
        self.check: Check | None = None
        self._problems: dict[str, list[CheckedClip]] = {}
        self.model = ClipModel(self)
        self.filter = ClipFilter(self.model)
        self.details = ClipDetails(services)
        self.classes = ClassList()
        self.problems = ProblemList()
        self.bar = PrepareBar(services.settings)
        self._assemble()
        self._connect()

    def show_check(self, check: Check) -> None:
        """Show the result of a check; what was decided about its clips before still holds."""
        is_again = self.check is not None and self.check.folder == check.folder
        self.check = check
        self.details.show_clip(None, used=False)
        self.search.clear()
        self.shown.setCurrentIndex(0)
        self.filter.show(Wanted())
        self.bar.show_check(check)
        output = self.bar.output.path
        choices = self.model.choices
        if not is_again and output is not None:
            choices = self._kept_in(output)
        self.model.set_clips(check.worst_first, choices)
        self._head.title.setText(check.folder.name)
        self._head.about.setText(f"{check.folder}\n{_audio_text(check.formats)}")
        self._problems = check.problems
        self.classes.show_labels(self._labels())
        self.table.sortByColumn(Column.PROBLEMS, Qt.SortOrder.DescendingOrder)
        if self.filter.rowCount():
            self.table.selectRow(0)
        self._on_choice_changed()

    def _kept_in(self, folder: Path) -> Choices:
        try:
            return read_choices(folder)
        except EngineError as error:
            self._errors.present(error)
            return Choices()

    def selected(self) -> list[CheckedClip]:
        """The selected clips."""
        return [self.filter.clip(index) for index in self.table.selectionModel().selectedRows()]

    # Assemble

    def _assemble(self) -> None:
        column = vbox(self, margins=(20, 14, 20, 14), spacing=10)
        column.addLayout(self._build_head())
        parts = (self._build_left(), self._build_middle(), self.details)
        column.addWidget(side_by_side(*parts, sizes=(320, 540, 280), gap=10), 1)
        frame, inside = card()
        inside.addWidget(self.bar)
        column.addWidget(frame)

    def _build_head(self) -> Head:
        again = push_button(tr("Check again"), self.again_wanted)
        other = push_button(tr("Choose another folder…"), self.other_wanted)
        self._head = Head("", "", again, other)
        return self._head

    def _build_left(self) -> QWidget:
        left = QFrame()
        column = vbox(left, margins=0, spacing=8)
        add(column, heading(tr("Classes")), (self.classes, 3))
        add(column, heading(tr("Problems")), (self.problems, 2))
        return left

    def _build_middle(self) -> QWidget:
        middle = QWidget()
        column = vbox(middle, margins=0, spacing=6)
        row = QHBoxLayout()
        self.search = search_field(tr("Search clips…"), tr("Search clips"), self._search)
        row.addWidget(self.search, 1)
        shown = [(tr(text), shown) for text, shown in _SHOWN]
        self.shown = put(row, choice(tr("Clips to show"), shown))
        self.undo = put(row, small_button("undo", tr("Undo"), self.model.history.undo))
        self.redo = put(row, small_button("redo", tr("Redo"), self.model.history.redo))
        add(column, row, (self._build_table(), 1))
        return middle

    def _build_table(self) -> ClipTable:
        table = self.table = ClipTable()
        show_rows(table, self.filter, tr("Clips"))
        table.setSortingEnabled(True)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = table.horizontalHeader()
        header.setMinimumSectionSize(30)
        for place, width in _WIDTHS.items():
            table.setColumnWidth(place, width)
        for place in (Column.FILE, Column.PROBLEMS):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self._show_button = ShowDelegate(table)
        table.setItemDelegateForColumn(Column.SHOW, self._show_button)
        return table

    def _connect(self) -> None:
        self.shown.currentIndexChanged.connect(self._on_shown_changed)
        self.table.selectionModel().currentRowChanged.connect(self._show_current)
        self.table.activated.connect(self.details.preview.row.toggle)
        self.table.customContextMenuRequested.connect(self._on_menu_wanted)
        self.table.relabel_wanted.connect(self.ask_label)
        self.table.undo_wanted.connect(self.model.history.undo)
        self.table.redo_wanted.connect(self.model.history.redo)
        self.model.choices_changed.connect(self._on_choice_changed)
        self.model.history.indexChanged.connect(self._show_history)
        self.classes.chosen_changed.connect(self._on_choice_changed)
        self.classes.label_picked.connect(self._on_label_picked)
        self.problems.show_wanted.connect(self._on_show_kind)
        self.problems.exclude_wanted.connect(self._on_exclude_kind)
        self.details.exclude_wanted.connect(self._on_exclude_clip)
        self.details.show_wanted.connect(show_file)
        self.details.label_wanted.connect(self.ask_label)
        self._show_button.wanted.connect(show_file)
        self.bar.prepare_wanted.connect(self.prepare_wanted)
        self.bar.seed.valueChanged.connect(self._on_choice_changed)
        self._show_history()

    def _labels(self) -> list[str]:
        """The present classes of the clips."""
        return sorted({clip.label for clip in self.model.clips})

    # Slots

    @Slot()
    def ask_label(self) -> None:
        """Ask for another class of the selected clips."""
        clips = self.selected()
        label = ask_class(self, clips, self._labels()) if clips else None
        if label is not None:
            self.model.relabel([clip.source for clip in clips], label)

    @Slot(QPoint)
    def _on_menu_wanted(self, place: QPoint) -> None:
        if self.selected():
            self.menu().exec(self.table.viewport().mapToGlobal(place))

    def menu(self) -> QMenu:
        """What can be done with the selected clips."""
        clips = self.selected()
        sources = [clip.source for clip in clips if not clip.dropped]
        out = any(self.model.is_used(clip) for clip in clips)
        menu = context_menu(self)
        menu.addAction(tr("Change class…"), QKeySequence("F2"), self.ask_label)
        exclude = menu.addAction(
            tr("Exclude" if out else "Include"), lambda: self.model.exclude(sources, out=out)
        )
        exclude.setEnabled(bool(sources))
        show = menu.addAction(tr("Show file in its folder"), lambda: show_file(clips[0]))
        show.setEnabled(len(clips) == 1 and clips[0].path is not None)
        return menu

    @Slot()
    def _show_history(self) -> None:
        history = self.model.history
        self.undo.setEnabled(history.canUndo())
        self.redo.setEnabled(history.canRedo())
        undo, redo = history.undoText(), history.redoText()
        self.undo.setToolTip(tr("Undo: {edit}", edit=undo) if undo else tr("Undo"))
        self.redo.setToolTip(tr("Redo: {edit}", edit=redo) if redo else tr("Redo"))

    @Slot()
    def _on_choice_changed(self) -> None:
        """Update all totals after a change of the used clips or classes."""
        if self.check is None:
            return
        self.classes.change_labels(self._labels())
        clips, chosen = self.model.clips, self.classes.chosen()
        plan = make_plan(clips, self.model.choices, chosen, self.bar.seed.value())
        self.model.set_splits(plan.splits)
        self.classes.show_plan(plan)
        self.problems.show_problems(self._problems, self.model.excluded)
        self.bar.show_plan(plan)
        self._show_current()

    @Slot(str)
    def _search(self, words: str) -> None:
        self.filter.show(replace(self.filter.wanted, words=words.lower()))

    @Slot(str)
    def _on_label_picked(self, label: str) -> None:
        self.filter.show(replace(self.filter.wanted, label=label))

    @Slot(int)
    def _on_shown_changed(self, row: int) -> None:
        self.problems.show_kind("")
        self.filter.show(replace(self.filter.wanted, shown=self.shown.itemData(row), kind=""))

    @Slot()
    def _show_current(self) -> None:
        index = self.table.currentIndex()
        clip = self.filter.clip(index) if index.isValid() else None
        self.details.show_clip(clip, used=clip is not None and self.model.is_used(clip))

    @Slot(str)
    def _on_show_kind(self, kind: str) -> None:
        self.filter.show(replace(self.filter.wanted, kind=kind))
        if kind and self.filter.rowCount():
            self.table.selectRow(0)

    @Slot(str, bool)
    def _on_exclude_kind(self, kind: str, out: bool) -> None:
        if self.check is not None:
            clips = self._problems[kind]
            self.model.exclude([clip.source for clip in clips if not clip.dropped], out=out)

    @Slot(object, bool)
    def _on_exclude_clip(self, clip: CheckedClip, out: bool) -> None:
        self.model.exclude([clip.source], out=out)


def _audio_text(formats: Sequence[tuple[str, int]]) -> str:
    """The audio formats of the clips, and whether they differ."""
    if not formats:
        return tr("Audio: none.")
    each = ", ".join(
        counted("{n} clip at {format}", "{n} clips at {format}", count, format=text)
        for text, count in formats
    )
    if len(formats) == 1:
        return tr("Audio: {formats}.", formats=each)
    return tr("Audio: {formats}; converted to 22.05 kHz mono.", formats=each)


@Slot(object)
def show_file(clip: CheckedClip) -> None:
    """Show a clip's file in the file manager."""
    if clip.path is not None:
        show_in_folder(clip.path)
