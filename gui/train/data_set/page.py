"""The Data set page: check and prepare a folder of clips, open a data set."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from engine.errors import EngineError
from gui.file_questions import ask_folder
from gui.hosts.prepare_jobs import PROGRAM, PrepareJobs, Result, Step, command_line
from gui.kit.drops import DropTarget, paths_of
from gui.kit.language import explained, tr
from gui.kit.layouts import vbox
from gui.kit.questions import ask
from gui.train.data_set.browse.sample_preview import SamplePreview
from gui.train.data_set.browse.view import BrowseView
from gui.train.data_set.check_result import Check, read_check
from gui.train.data_set.check_view import CheckView
from gui.train.data_set.choices import write_choices
from gui.train.data_set.clip_preview import ClipPreview
from gui.train.data_set.open_view import OpenView
from gui.train.data_set.procedural_form import ProceduralForm
from gui.train.data_set.start_view import StartView
from gui.train.data_set.time_strip import PlayRow
from gui.train.data_set.work_view import WorkView
from gui.train.data_set_info import BEGUN, MARKER, describe_arguments, read_description
from gui.train.free_space import free_bytes, may_fill
from gui.train.services import TrainServices


class DataSetPage(QWidget):
    """Turns a folder of clips into a data set for training."""

    train_requested = Signal(object)  # Path of a data set
    working = Signal(str, str)  # what goes on and on which folder; empty when it has ended
    ended = Signal(str, bool)  # how work ended, and whether it failed

    def __init__(
        self,
        services: TrainServices,
        parent: QWidget | None = None,
        *,
        program: tuple[str, ...] = PROGRAM,
    ) -> None:
        super().__init__(parent)
        self._services, self._program = services, program
        self.jobs = PrepareJobs(self, program=program)
        self.start_view = StartView()
        self.work = WorkView()
        self.open_view = OpenView()
        self._back: QWidget = self.start_view  # shown after a failed or cancelled job
        self._made: Path | None = None  # the data set that is being made
        self._pages = QStackedWidget()
        for view in (self.start_view, self.work, self.open_view):
            self._pages.addWidget(view)
        column = vbox(self, margins=0)
        column.addWidget(self._pages)
        self._connect()
        self.start_view.set_recent(services.settings.data_sets)

    # Built at their first use: a visit of the workspace need not wait for them

    @cached_property
    def check_view(self) -> CheckView:
        """A checked folder of clips."""
        view = CheckView(self._services)
        view.other_wanted.connect(self._show_start)
        view.again_wanted.connect(self._check_again)
        view.prepare_wanted.connect(self._prepare)
        self._pages.addWidget(view)
        return view

    @cached_property
    def procedural(self) -> ProceduralForm:
        """What is to be rendered."""
        form = ProceduralForm(self._services.settings)
        form.left.connect(self._show_start)
        form.made.connect(self._make_procedural)
        self._pages.addWidget(form)
        return form

    @cached_property
    def browse_view(self) -> BrowseView:
        """The samples of a data set."""
        view = BrowseView(self._services, self._program)
        view.left.connect(self._leave_browsing)
        self._pages.addWidget(view)
        return view

    @property
    def view(self) -> QWidget | None:
        """The current view."""
        return self._pages.currentWidget()

    def open_folder(self, folder: Path) -> None:
        """Open a data set, or check any other folder for clips."""
        if _is_data_set(folder):
            self.open_data_set(folder)
        else:
            self.check(folder)

    def check(self, folder: Path) -> None:
        """Check a folder of clips."""
        view = self.check_view  # built now: showing thousands of clips takes long enough

        def show(check: Check) -> None:
            view.show_check(check)
            self.show_view(view)
            self.ended.emit(tr("The clips of {name} are checked.", name=folder.name), False)

        def done(result: Result) -> None:  # may be thousands of clips: read in a thread
            self._services.do(lambda: read_check(folder, result), show)

        words = ["prepare", str(folder), "--check", "--json", "--progress"]
        self._back = self.start_view
        self._run(words, tr("Checking the clips"), str(folder), done)

    def open_data_set(
        self,
        folder: Path,
        *,
        every_byte: bool = False,
        failed: dict[str, str] | None = None,
    ) -> None:
        """Open a data set."""

        def done(result: Result) -> None:
            info = read_description(result)
            self.open_view.show_info(info, failed=failed, verified=every_byte)
            self._services.settings.add_data_set(folder)
            self.start_view.set_recent(self._services.settings.data_sets)
            self.show_view(self.open_view)
            self.ended.emit(tr("The data set {name} is ready.", name=folder.name), False)

        self._back = self.open_view if every_byte else self.start_view
        words = tr("Verifying the data set" if every_byte else "Opening the data set")
        self._run(describe_arguments(folder, every_byte=every_byte), words, str(folder), done)

    def may_close(self) -> bool:
        """Ask whether quitting may end the making of a data set; false means stay."""
        if self._made is None or not self.jobs.is_busy:
            return True
        text = tr(
            "“{work}” has not ended. What is done stays in {folder};"
            " the same settings continue it.",
            work=self.work.title.text(),
            folder=self._made,
        )
        leave = tr("Quit")
        return ask(self, tr("Quit?"), text, (leave,), stay=tr("Stay")) == leave

    def shutdown(self) -> None:
        """End the child process and close the previews."""
        self.jobs.shutdown()
        for clip in self.findChildren(ClipPreview):
            clip.close_clip()
        for sample in self.findChildren(SamplePreview):
            sample.shutdown()

    def play(self) -> None:
        """Play or stop the selected clip or sample."""
        for row in () if self.view is None else self.view.findChildren(PlayRow):
            row.toggle()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Stop playback when another page is shown."""
        super().hideEvent(event)
        if any(row.is_playing for row in self.findChildren(PlayRow)):
            self._services.player.stop()

    def _dropped_folder(self, data: QMimeData) -> Path | None:
        folders = (path for path in paths_of(data) if path.is_dir())
        return None if self.jobs.is_busy else next(folders, None)

    # Slots

    def _connect(self) -> None:
        DropTarget(self, self._dropped_folder, _drop_text).dropped.connect(self.open_folder)
        self.start_view.clips_wanted.connect(lambda: self._choose(tr("Choose a folder of clips")))
        self.start_view.data_set_wanted.connect(lambda: self._choose(tr("Choose a data set")))
        self.start_view.procedural_wanted.connect(lambda: self.show_view(self.procedural))
        self.start_view.chosen.connect(self.open_data_set)
        self.work.cancelled.connect(self._cancel)
        self.work.left.connect(self._leave_work)
        self.jobs.progressed.connect(self._on_progressed)
        self.jobs.busy_changed.connect(self._on_busy_changed)
        self.open_view.other_wanted.connect(self._show_start)
        self.open_view.verify_wanted.connect(self._verify)
        self.open_view.train_wanted.connect(self._train)
        self.open_view.browse_wanted.connect(self._browse)

    @Slot()
    def _prepare(self) -> None:
        bar, check = self.check_view.bar, self.check_view.check
        output = bar.output.path
        if output is None or check is None or not self._has_room(output, bar.needed_bytes):
            return
        try:
            write_choices(output, self.check_view.model.choices)
        except EngineError as error:
            self._services.errors.present(error)
            return
        self._back = self.check_view

        def done(result: Result) -> None:
            self.open_data_set(output, failed=dict(result.get("failed") or {}))

        self._make(output, bar.arguments(), tr("Preparing {name}", name=check.folder.name), done)

    def _has_room(self, output: Path, needed: int) -> bool:
        return may_fill(self, tr("Prepare data set"), needed, free_bytes(output))

    @Slot(list)
    def _make_procedural(self, arguments: list[str]) -> None:
        output = self.procedural.output.path
        if output is None or not self._has_room(output, self.procedural.needed_bytes):
            return
        self._back = self.procedural

        def done(_result: Result) -> None:
            self.open_data_set(output)

        self._make(output, arguments, tr("Rendering clips"), done)

    def _make(
        self, output: Path, arguments: list[str], words: str, done: Callable[[Result], object]
    ) -> None:
        """Run a command that makes a data set; it is found again where it has not ended."""
        self._services.settings.add_data_set(output)
        self._run(arguments, words, tr("to {folder}", folder=output), done)
        self._made = output

    def _run(
        self, arguments: list[str], words: str, about: str, done: Callable[[Result], object]
    ) -> None:
        """Run a command and show its progress; an error offers to run it again."""
        self._services.player.stop()
        self._made = None

        def failed(error: EngineError) -> None:
            self.work.show_error(error)
            self.ended.emit(f"{words}: {explained(error)}", True)

        def again() -> None:
            self.work.begin(words, about, command_line(arguments), again)
            self.show_view(self.work)
            self.jobs.start(arguments, done=done, failed=failed)

        again()

    @Slot(object)
    def _on_progressed(self, step: Step) -> None:
        self.work.show_step(step)
        self._tell_work()

    @Slot(bool)
    def _on_busy_changed(self, busy: bool) -> None:
        if busy:
            self._tell_work()
        else:
            self.working.emit("", "")
            self.start_view.set_recent(self._services.settings.data_sets)

    def _tell_work(self) -> None:
        parts = (self.work.stage.text(), self.work.time_left.text())
        about = f"{self.work.title.text()}\n{self.work.about.text()}"
        self.working.emit("  ·  ".join(part for part in parts if part), about)

    @Slot()
    def _cancel(self) -> None:
        self.jobs.cancel()
        self._leave_work()

    @Slot()
    def _leave_work(self) -> None:
        self.show_view(self._back)

    @Slot()
    def _show_start(self) -> None:
        self._services.player.stop()
        self.show_view(self.start_view)

    @Slot()
    def _check_again(self) -> None:
        if self.check_view.check is not None:
            self.check(self.check_view.check.folder)

    @Slot()
    def _verify(self) -> None:
        if self.open_view.info is not None:
            self.open_data_set(self.open_view.info.folder, every_byte=True)

    @Slot()
    def _train(self) -> None:
        if self.open_view.info is not None:
            self.train_requested.emit(self.open_view.info.folder)

    @Slot(str)
    def _browse(self, label: str) -> None:
        if self.open_view.info is not None:
            self.browse_view.show_data_set(self.open_view.info, label)
            self.show_view(self.browse_view)

    @Slot()
    def _leave_browsing(self) -> None:
        self.browse_view.close_view()
        self.show_view(self.open_view)

    def _choose(self, words: str) -> None:
        folder = ask_folder(self, self._services.settings, words)
        if folder is not None:
            self.open_folder(folder)

    def show_view(self, view: QWidget) -> None:
        """Show one of the views."""
        self._pages.setCurrentWidget(view)


def _drop_text(folder: Path) -> str:
    """What dropping a folder does."""
    if _is_data_set(folder):
        return tr("Drop to open\nthe data set")
    return tr("Drop to check\nthe clips")


def _is_data_set(folder: Path) -> bool:
    return (folder / MARKER).exists() or (folder / BEGUN).exists()
