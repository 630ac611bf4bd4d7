"""Commands for whole runs: name, note, duplicate, delete with undo, and their order on a device."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from engine.storage.bin import Deleted
from gui.hosts.run_observer import SeenRun
from gui.kit.banners import Button
from gui.kit.language import tr
from gui.kit.questions import ask_text
from gui.train.free_name import free_name
from gui.train.services import TrainServices
from training.run.control.whole_runs import (
    delete_run,
    duplicate_run,
    read_note,
    rename_run,
    restore_run,
    write_note,
)
from training.run.run_folder import RunFolder

_BANNER: Final = "run"


class RunCommands(QObject):
    """Changes runs outside the GUI thread; `moved` follows with the run to show."""

    moved = Signal(object)  # Path of a run to select

    def __init__(self, services: TrainServices, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window

    def add_to(self, menu: QMenu, run: SeenRun) -> None:
        """Add the commands for a run to its menu."""
        rests = not run.is_alive and not run.is_starting
        menu.addAction(tr("Note…"), lambda: self._ask_note(run.path))
        for text, do in (
            (tr("Rename…"), lambda: self._ask_rename(run.path)),
            (tr("Duplicate"), lambda: self.duplicate(run.path)),
            (tr("Delete"), lambda: self.delete(run.path)),
        ):
            action = menu.addAction(text, do)
            action.setEnabled(rests)
            action.setToolTip("" if rests else tr("Stop the run first"))

    def rename(self, run: Path, name: str) -> None:
        """Rename a run and its folder."""
        self._services.do(lambda: rename_run(RunFolder(run), name), self._show)

    def duplicate(self, run: Path) -> None:
        """Copy a run with its checkpoints."""
        name = free_name(run.parent, tr("{run} copy", run=run.name))
        self._services.do(lambda: duplicate_run(RunFolder(run), name), self._show)

    def delete(self, run: Path) -> None:
        """Delete a run; a notice offers to undo this."""

        def done(deleted: Deleted) -> None:
            self._services.runs.look()
            self._services.banners.show_banner(
                _BANNER,
                tr("Deleted the run {run}.", run=run.name),
                buttons=(Button(tr("Undo"), lambda: self._restore(deleted)),),
                seconds=30,
            )

        self._services.do(lambda: delete_run(RunFolder(run)), done)

    def write_note(self, run: Path, text: str) -> None:
        """Keep a note with a run."""
        self._services.do(
            lambda: write_note(RunFolder(run), text), lambda _: self._services.runs.look()
        )

    def _restore(self, deleted: Deleted) -> None:
        self._services.do(lambda: restore_run(deleted), self._show)

    def _show(self, folder: RunFolder) -> None:
        self._services.runs.look()
        self.moved.emit(folder.path)

    def _ask_rename(self, run: Path) -> None:
        name = ask_text(self._window, tr("Rename run"), tr("Name:"), run.name)
        if name and name != run.name:
            self.rename(run, name)

    def _ask_note(self, run: Path) -> None:
        note = read_note(RunFolder(run))
        text, ok = QInputDialog.getMultiLineText(self._window, tr("Note"), f"{run.name}:", note)
        if ok and text != note:
            self.write_note(run, text)
