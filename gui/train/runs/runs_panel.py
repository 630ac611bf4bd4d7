"""The list of runs, with a context menu and a button to add one."""

import shlex
from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QMenu

from gui.commands.menus import context_menu
from gui.hosts.run_observer import SeenRun
from gui.kit.desktop import copy_text, open_path
from gui.kit.language import tr
from gui.kit.layouts import add, put, vbox
from gui.kit.rows import RowModel, RowView
from gui.kit.widgets import heading, push_button
from gui.train.runs.run_commands import RunCommands
from gui.train.runs.run_list import run_row

_WIDTH_PX: Final = 236
_NARROW_PX: Final = 178


class RunsPanel(QFrame):
    """The runs started or opened by the user."""

    chosen = Signal(object)  # Path of a run
    open_asked = Signal()
    compare_asked = Signal()
    forget_asked = Signal(object)  # SeenRun
    again_asked = Signal(object)  # SeenRun whose settings a new run is to have
    log_asked = Signal(object)  # Path of a run

    def __init__(self, commands: RunCommands) -> None:
        super().__init__()
        self._commands = commands
        self._chosen: Path | None = None
        self.setFixedWidth(_WIDTH_PX)
        self.model = RowModel[SeenRun](run_row, lambda run: run.path, self)
        self.list = RowView(self.model, tr("Runs"), menu=self._open_menu)
        column = vbox(self, margins=(10, 12, 4, 12), spacing=8)
        put(column, heading(tr("Runs")))
        column.addWidget(self.list, 1)
        self._open = push_button(
            tr("Open run…"),
            icon="open",
            tip=tr("Add a run folder from anywhere to the list"),
        )
        self._open.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.compare = push_button(tr("Compare runs"), self.compare_asked, icon="compare")
        self.compare.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        add(column, self.compare, self._open)
        self._open.clicked.connect(self.open_asked)
        self.list.selectionModel().currentChanged.connect(self._on_row_chosen)
        self.list.clicked.connect(self._on_row_clicked)

    def choose(self, run: Path | None) -> None:
        """Select a run's row, if it has one."""
        self._chosen = run
        row = self.model.row_of(run)
        if row >= 0 and row != self.list.currentIndex().row():
            self.list.setCurrentIndex(self.model.index(row, 0))

    def set_narrow(self, narrow: bool) -> None:
        """Leave more room for the run."""
        self.setFixedWidth(_NARROW_PX if narrow else _WIDTH_PX)

    @Slot(QModelIndex, QModelIndex)
    def _on_row_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        """Show the run of the row that was gone to, unless the program itself chose it."""
        if index.isValid() and self.model.item(index).path != self._chosen:
            self.chosen.emit(self.model.item(index).path)

    @Slot(QModelIndex)
    def _on_row_clicked(self, index: QModelIndex) -> None:
        """Show the run although it was selected before, as while runs are compared."""
        self.chosen.emit(self.model.item(index).path)

    @Slot(QPoint)
    def _open_menu(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        if not index.isValid():
            return
        menu = self.menu(self.model.item(index))
        menu.exec(self.list.viewport().mapToGlobal(place))

    def menu(self, run: SeenRun) -> QMenu:
        """The context menu of a run."""
        menu = context_menu(self)
        menu.setToolTipsVisible(True)
        again = menu.addAction(
            tr("New run with these settings"), lambda: self.again_asked.emit(run)
        )
        again.setEnabled(run.config is not None)
        menu.addSeparator()
        self._commands.add_to(menu, run)
        menu.addSeparator()
        menu.addAction(tr("Show log"), lambda: self.log_asked.emit(run.path))
        menu.addAction(tr("Open folder"), lambda: open_path(run.path))
        copy = menu.addAction(tr("Copy command"), lambda: copy_text(shlex.join(run.command)))
        copy.setEnabled(bool(run.command))
        menu.addSeparator()
        forget = menu.addAction(tr("Remove from list"), lambda: self.forget_asked.emit(run))
        forget.setEnabled(not run.is_alive)
        forget.setToolTip(tr("The run folder is kept"))
        return menu
