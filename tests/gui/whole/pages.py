"""Walks through the whole window: every page, panel and dialog, one after another."""

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMenu, QMessageBox, QWidget

from gui.dub.timeline.lanes.lane import Lane
from gui.main_window import MainWindow
from gui.train.data_set.check_result import read_check
from gui.train.data_set.page import DataSetPage
from gui.train.data_set_info import read_description
from tests import fake_trainer
from tests.engine.evaluation.listening.sittings import make_sitting
from tests.gui.helpers import write_tone, write_video
from tests.gui.train.answers import check, checked, description
from tests.gui.window_tools import drop
from tests.training.synthetic import write_dataset
from training.run.known_runs import remember_run
from training.run.run_folder import RunFolder

Visit = Callable[[str, QWidget], None]  # a name, and what has just been shown
PATIENCE_MS = 60000


class Tour:
    """Shows all that there is to see, and calls `visit` with each part.

    Dialogs and menus that would wait for an answer are visited and cancelled.
    """

    def __init__(self, window: MainWindow, qtbot, monkeypatch, folder: Path, visit: Visit) -> None:
        self.window, self.qtbot, self.folder, self._visit = window, qtbot, folder, visit
        self.seen: list[str] = []

        def pass_dialog(dialog: QDialog) -> int:
            dialog.show()
            self.see(type(dialog).__name__, dialog)
            dialog.reject()
            return QDialog.DialogCode.Rejected

        monkeypatch.setattr(QDialog, "exec", pass_dialog)
        monkeypatch.setattr(QDialog, "open", pass_dialog)
        monkeypatch.setattr(QMenu, "exec", lambda menu, *_: self.see("menu", menu))
        for kind in ("getSaveFileName", "getOpenFileName", "getOpenFileNames"):
            monkeypatch.setattr(QFileDialog, kind, lambda *_, **__: ("", ""))
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: "")
        for kind in ("getText", "getMultiLineText", "getDouble"):
            monkeypatch.setattr(QInputDialog, kind, lambda *_, **__: ("", False))
        cancel = QMessageBox.StandardButton.Cancel
        monkeypatch.setattr(QMessageBox, "question", lambda *_, **__: cancel)

    def everything(self) -> None:
        """All of it."""
        self.start_page()
        self.editor()
        self.dialogs()
        self.batch()
        self.listening()
        self.train()

    def see(self, name: str, widget: QWidget) -> None:
        """Visit what is shown now."""
        self.qtbot.wait(10)
        self.seen.append(name)
        self._visit(name, widget)

    def _do(self, action_id: str) -> None:
        self.window.actions_[action_id].trigger()

    def start_page(self) -> None:
        """The window as it starts."""
        self.see("start page", self.window)

    def editor(self) -> None:
        """A clip of two tracks and two takes, with every panel open."""
        window, document = self.window, self.window.document
        clip, metal = write_video(self.folder / "clip.mp4"), write_tone(self.folder / "metal.wav")
        drop(window, clip, metal, write_tone(self.folder / "wood.wav", hz=200))
        self._wait(lambda: document.clip is not None and len(document.track.events) == 4)
        for count, command in enumerate(("dub", "dub_next_seed"), 1):
            self._do(command)
            self._wait(lambda count=count: len(document.takes()) == count)
        workspace = window.workspace
        workspace.takes.list.setCurrentIndex(workspace.takes.list.model().index(0, 0))
        workspace.selection.set([document.track.events[0].id])
        for name in ("add_track", "add_marker", "jobs", "performing", "event_panel"):
            self._do(name)
        self.see("editor", window)
        self._do("previous_track")
        self.see("editor on its first track", window)

    def dialogs(self) -> None:
        """The dialogs of the commands, over the editor."""
        for name in ("preferences", "about", "news", "clip_details", "export", "record_reference"):
            self._do(name)
        self._wait(lambda: "DetailsDialog" in self.seen)
        for name in ("palette", "cheat_sheet", "history"):
            before = set(self.window.findChildren(QDialog))
            self._do(name)
            for dialog in set(self.window.findChildren(QDialog)) - before:
                self.see(name, dialog)
                dialog.close()
        references, perform = self.window.workspace.references, self.window.workspace.perform_panel
        references.show_hits()
        for _ in range(2):  # closed and opened again, it is in front of the events
            self._do("performing")
            self.qtbot.wait(20)
        self._wait(perform.keys.isEnabled)
        perform.keys.click()
        perform.measure.click()
        for lane in self.window.workspace.timeline.findChildren(Lane):
            self.see("lane", lane)
        self.window.errors.report_fault(RuntimeError("a fault"))
        self.window.banners.show_banner("a", "A notice", level="warning")
        self.window.banners.show_banner("b", "Another notice", level="danger")
        self.see("notices", self.window.banners)

    def batch(self) -> None:
        """The Batch workspace, with jobs."""
        self._do("workspace_batch")
        workspace = self.window.batch.workspace
        workspace.clips.add_paths([self.folder / "clip.mp4"])
        workspace.references.add_paths([self.folder / "metal.wav"])
        self.see("batch", workspace)

    def listening(self) -> None:
        """The pages of the listening test."""
        self._do("listening_test")
        window = self.window.listening.window
        self.see("listening test", window)
        folder, _ = make_sitting(self.folder)
        window.open_test(folder)
        self.see("listeners", window)
        window.listeners.start_requested.emit("Ann")
        self.see("trial", window)
        window.listeners.results_requested.emit()
        self.see("results", window)
        window.close()

    def train(self) -> None:
        """The pages of the Train workspace, with a run that is done and one that failed."""
        for behaviour in ("normal", "oom"):
            run = RunFolder.create(
                self.folder / "runs" / behaviour, fake_trainer.config(), ["train", "generator"]
            )
            remember_run(run)
            fake_trainer.act(run, behaviour)
        self._do("workspace_train")
        self._wait(lambda: self.window.train.is_open)
        train = self.window.train.workspace
        self._wait(lambda: len(train.services.runs.runs) == 2)
        self.qtbot.wait(300)  # what comes to see the runs, once they are listed
        for index, name in enumerate(("data set", "new run", "runs", "models")):
            train.show_page(index)
            self.qtbot.wait(300)
            self.see(name, train)
        train.show_page(2)
        train.runs.compare()
        self._wait(lambda: bool(train.runs.comparison.plot.curves))
        self.see("comparison", train)
        self.data_set(train.data_set)
        train.show_page(0)

    def data_set(self, page: DataSetPage) -> None:
        """What the page of data sets shows on the way from a folder of clips to its samples."""
        self.window.train.workspace.show_page(0)
        page.start_view.procedural_wanted.emit()
        self.see("rendered clips", page)
        found = (
            checked("metal/one.mp4", path=self.folder / "one.mp4"),
            checked("wood/two.mp4", path=self.folder / "two.mp4", findings=(("clipped", ""),)),
        )
        page.check_view.show_check(read_check(self.folder / "metal", check(*found)))
        page.check_view.model.relabel(["metal/one.mp4"], "wood")
        page.show_view(page.check_view)
        self.see("check", page)
        self.see("menu of clips", page.check_view.menu())
        page.check_view.ask_label()
        folder = write_dataset(self.folder / "wood", 4, labels=("metal", "wood"))
        info = read_description(description(folder, {"metal": (1, 1, 0)}))
        page.open_view.show_info(replace(info, origin="", feature_backend=""))
        page.show_view(page.open_view)
        self.see("data set, open", page)
        page.open_view.browse.click()
        self._wait(page.browse_view.preview.row.button.isEnabled)
        self.see("samples", page)
        page.browse_view.left.emit()

    def _wait(self, until: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(until, timeout=PATIENCE_MS)
