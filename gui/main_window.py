"""The main window: builds the parts and connects them."""

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow, QStackedWidget
from typing_extensions import override

from engine.machine.garbage import keep_what_is_there
from gui.commands.actions import ActionRegistry
from gui.commands.edit_history import bind_history
from gui.commands.help_commands import bind_help
from gui.commands.menus import build_menus, build_switch, build_toolbar, fill_recent
from gui.commands.shortcuts import Shortcuts
from gui.commands.tour import Tour
from gui.document.document import Document
from gui.kit import theme
from gui.kit.banners import Banners
from gui.kit.desktop import take_least_size, take_size
from gui.kit.drops import paths_of, take_copy
from gui.kit.errors import Errors
from gui.kit.language import tr
from gui.kit.staged_build import NOTHING, FirstPaint, Modules, StagedBuild
from gui.kit.workers import Runner
from gui.settings import Settings
from gui.start_page import StartPage

if TYPE_CHECKING:
    from gui.batch.lazy_workspace import LazyBatchWorkspace
    from gui.dub.workspace import DubWorkspace
    from gui.file_commands import FileCommands
    from gui.listen.opening import ListeningTest
    from gui.services import Services
    from gui.train.lazy_workspace import LazyTrainWorkspace

_TITLE: Final = "VarietySound Studio"
_SIZE: Final = (1280, 800)
_SMALLEST: Final = (1024, 640)

# The libraries take the longest, and define no Qt classes; the rooms do (see `StagedBuild`).
_LIBRARIES: Final = (
    "numpy",
    "av",
    "filelock",
    "psutil",
    "engine.cli.recipe_words",
    "engine.events.likeness.finding",
    "engine.events.sound",
    "engine.host.messages",
    "engine.project.storage",
    "training.run.control.whole_runs",
    "training.run.results.curves",
)
# So many that each is imported in a short turn of the event loop; what another needs comes first.
_ROOMS: Final = """
    playback.player playback.clip_media dub.monitor hosts.engine_host
    dub.references.hits_dialog document.project_files library.library
    dub.references.reference_list dub.references.timbre_map dub.references.references_panel
    dub.timeline.lanes.event_lane dub.timeline.tracks.group dub.timeline.tracks.track_list
    dub.timeline.timeline dub.export.exporting dub.inspector.events_panel dub.perform.perform_panel
    dub.takes.dubbing dub.takes.takes_panel dub.takes.settings_panel
    dub.timeline.event_commands dub.timeline.range_commands dub.jobs.jobs_panel dub.clips
    dub.workspace file_commands train.lazy_workspace listen.opening
""".split()  # noqa: SIM905 - a list of one name a line is long


class MainWindow(QMainWindow):
    """Shows the start page first; the workspace is built after the first paint."""

    def __init__(self, *, engine_command: tuple[str, ...] | None = None) -> None:
        super().__init__()
        self._engine_command = engine_command  # replaced in tests
        self.settings = Settings()
        self.document = Document(self)
        self.actions_ = ActionRegistry(self)
        Shortcuts(self.actions_, self.settings).load()
        self.banners = Banners()
        self.errors = Errors(self.banners, self)
        self.runner = Runner(self)
        self.workspace: DubWorkspace | None = None
        self.file_commands: FileCommands | None = None
        self.train: LazyTrainWorkspace | None = None
        self.listening: ListeningTest | None = None
        self.batch: LazyBatchWorkspace | None = None
        self._waiting: list[Callable[[FileCommands], object]] = []  # until all is built
        self._staged_build: StagedBuild | None = None
        self._dragged: list[Path] = []  # files being dragged over the window
        self._is_shut_down = False

        self._build()
        self._connect()
        self._restore()
        self._update_title()

    # Assemble

    def _build(self) -> None:
        self.setAcceptDrops(True)
        take_least_size(self, *_SMALLEST)
        self.resize(*_SIZE)
        self._recent_menu = build_menus(self, self.actions_)
        build_switch(self, self.actions_)
        self._toolbar = build_toolbar(self, self.actions_)
        self._toolbar.hide()
        self.start_page = StartPage(self.settings.recent)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.start_page)
        self.setCentralWidget(self.pages)
        self.banners.lie_over(self.pages)
        self.statusBar().setSizeGripEnabled(False)

    def _connect(self) -> None:
        self.actions_.bind(
            quit=self.close,
            open=lambda: self._when_built(lambda commands: commands.open()),
            open_sample=lambda: self._when_built(lambda commands: commands.open_sample()),
            tour=self._take_tour,
            theme=self._toggle_theme,
            full_screen=self._toggle_full_screen,
            reset_layout=self.reset_layout,
        )
        bind_help(self.actions_, self.errors.environment, self)
        self.actions_["workspace_dub"].setChecked(True)
        self.actions_["theme"].setChecked(self.settings.theme == "light")
        bind_history(self.actions_, self.document.undo_stack, self)
        self.document.undo_stack.canRedoChanged.connect(self._tell_undone)
        self.document.clips_changed.connect(self._on_clips_changed)
        self.document.modified_changed.connect(self._update_title)
        self.document.path_changed.connect(self._update_title)
        self._recent_menu.aboutToShow.connect(self._fill_recent)
        self.start_page.open_requested.connect(self.actions_["open"].trigger)
        self.start_page.sample_requested.connect(self.actions_["open_sample"].trigger)
        self.start_page.path_requested.connect(self._open_path)

    def _restore(self) -> None:
        geometry = self.settings.layout("window")
        if geometry is not None:
            self.restoreGeometry(geometry)

    # Life

    def show_first(self, path: Path | None) -> None:
        """Show the window, then build the rest."""
        if path is not None:
            self._open_path(path)
        self.errors.install()
        FirstPaint(self, self._begin_rest)
        if self.settings.layout("window") is None:
            take_size(self, *_SIZE)
        self.show()

    @Slot()
    def _begin_rest(self) -> None:
        self._staged_build = StagedBuild(self._rest_for_good(), self.runner, self)

    def _rest_for_good(self) -> Iterator[Modules]:
        yield from self._rest()
        keep_what_is_there()

    def complete(self) -> None:
        """Build everything now instead of in stages."""
        for _ in self._rest():
            pass

    def _rest(self) -> Iterator[Modules]:
        """Build what the first paint does not need, in short stages."""
        yield _LIBRARIES
        for module in _ROOMS:
            import_module(f"gui.{module}")
            yield NOTHING
        from gui.batch.lazy_workspace import LazyBatchWorkspace
        from gui.document.project_files import ProjectFiles
        from gui.dub.workspace import DubWorkspace
        from gui.file_commands import FileCommands
        from gui.hosts.engine_host import COMMAND
        from gui.listen.opening import ListeningTest
        from gui.services import Services
        from gui.train.lazy_workspace import LazyTrainWorkspace

        files = ProjectFiles(self.document, self.runner, self.errors, self.settings)
        services = Services(
            self.document,
            self.actions_,
            self.settings,
            self.banners,
            self.errors,
            self.runner,
            files,
        )
        workspace = DubWorkspace(services, engine_command=self._engine_command or COMMAND)
        for _ in workspace.build():
            yield NOTHING
        self.workspace = workspace
        self.pages.addWidget(workspace)
        yield NOTHING
        self.file_commands = FileCommands(services, self, workspace.may_leave)
        self.file_commands.take_drops(workspace, workspace.references)
        self.file_commands.leaving.connect(workspace.performing.finish)
        self.train = LazyTrainWorkspace(services, self.pages, workspace, self)
        self.train.left.connect(self._on_clips_changed)
        self.train.entered.connect(self._toolbar.hide)
        self.listening = ListeningTest(services, workspace.player, workspace.sounds, self)
        self.batch = LazyBatchWorkspace(services, self.pages, self.statusBar(), self)
        self.batch.entering.connect(self.train.leave)
        self.batch.entering.connect(self._toolbar.hide)
        for widget in (*self.train.chips, *workspace.status_widgets()):
            self.statusBar().addPermanentWidget(widget)
        self.statusBar().addWidget(workspace.job_line, 1)
        self.banners.crowded.connect(workspace.set_status_short)
        self.banners.lie_on(workspace.job_line, workspace.job_line.leave_free)
        files.busy_changed.connect(workspace.job_line.tell_busy)
        self.document.replaced.connect(self.file_commands.relinking.tell_missing)
        self.actions_.bind(preferences=lambda: self._open_preferences(services, workspace))
        self._on_clips_changed()
        for command in self._waiting:
            command(self.file_commands)
        self._waiting.clear()

    def shutdown(self) -> None:
        """Stop all processes and threads before the widgets are destroyed."""
        if self._is_shut_down:
            return
        self._is_shut_down = True
        self.errors.uninstall()
        if self._staged_build is not None:
            self._staged_build.stop()
        for room in (self.train, self.listening, self.batch, self.workspace):
            if room is not None:
                room.shutdown()
        self.runner.shutdown()
        if self.file_commands is not None:
            self.file_commands.shutdown()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        rooms = (self.workspace, self.batch, self.train)
        may_lose_jobs = all(room is None or room.may_close() for room in rooms)
        if not may_lose_jobs or not (self.file_commands is None or self.file_commands.may_leave()):
            event.ignore()
            return
        self.settings.keep_layout("window", self.saveGeometry())
        if self.workspace is not None:
            self.workspace.keep_layout()
        event.accept()
        self.shutdown()

    @override
    def event(self, event: QEvent) -> bool:
        """Let Space press a focused button instead of starting playback."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Space
            and isinstance(self.focusWidget(), QAbstractButton)
        ):
            event.accept()
            return True
        return super().event(event)

    # Drops

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._dragged = paths_of(event.mimeData())
        if self._dragged:
            take_copy(event)
            self.start_page.set_hot(True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.start_page.set_hot(False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.start_page.set_hot(False)
        # On X11 a slow source may not answer at the drop; fall back to what it sent on entering.
        paths, self._dragged = paths_of(event.mimeData()) or self._dragged, []
        if paths:
            take_copy(event)
            self._when_built(lambda commands: commands.open_paths(paths))

    # Slots

    def reset_layout(self) -> None:
        """Restore the default window layout."""
        self.settings.forget_layouts()
        if not self.isMaximized():
            self.resize(*_SIZE)
        if self.workspace is not None:
            self.workspace.reset_layout()

    @Slot()
    def _on_clips_changed(self) -> None:
        for room in (self.train, self.batch):
            if room is not None:
                room.leave()
        if not self._has_work():
            self.pages.setCurrentWidget(self.start_page)
            self._toolbar.hide()
        elif self.pages.currentWidget() is self.start_page:
            # Another turn of the event loop, in which the window answers, lies in between.
            QTimer.singleShot(0, self._leave_start_page)
        else:
            self._show_editor()
        self.start_page.set_recent(self.settings.recent)
        self._update_title()

    def _has_work(self) -> bool:
        project = self.document.project
        return self.workspace is not None and bool(project.clips or project.references)

    @Slot()
    def _leave_start_page(self) -> None:
        if self._has_work() and self.pages.currentWidget() is self.start_page:
            self._show_editor()

    def _show_editor(self) -> None:
        workspace, layout = self.workspace, self.layout()
        if workspace is None or layout is None:
            return
        self._toolbar.show()
        layout.activate()  # before the page is shown: its panels keep their sizes
        self.pages.setCurrentWidget(workspace)
        workspace.timeline.setFocus()

    @Slot(bool)
    def _tell_undone(self, can_redo: bool) -> None:
        self.start_page.tell_undone(self.actions_.keys("redo")[:1] if can_redo else ())

    @Slot()
    def _update_title(self) -> None:
        clip = self.document.clip
        name = self.document.path.stem if self.document.path else (clip.name if clip else "")
        if self.document.is_read_only:
            name = tr("{name} (read-only)", name=name)
        self.setWindowTitle(f"{name}[*] — {_TITLE}" if name else _TITLE)
        self.setWindowModified(bool(name) and self.document.is_modified)

    def _when_built(self, what: "Callable[[FileCommands], object]") -> None:
        """Run a file command now, or once the window is complete."""
        if self.file_commands is not None:
            what(self.file_commands)
        else:
            self._waiting.append(what)

    def _open_path(self, path: Path) -> None:
        self._when_built(lambda commands: commands.open_paths([path]))

    def _fill_recent(self) -> None:
        fill_recent(self._recent_menu, self.settings.recent, self._open_path, self._clear_recent)

    def _clear_recent(self) -> None:
        self.settings.clear_recent()
        self.start_page.set_recent([])

    def _open_preferences(self, services: "Services", workspace: "DubWorkspace") -> None:
        from gui.dub.perform.tap_dialog import measure_latency
        from gui.preferences.dialog import Preferences

        measure = partial(measure_latency, workspace.performing, workspace.player)
        dialog = Preferences(services, workspace.player, workspace.host, measure, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(workspace.perform_panel.show_latency)
        dialog.open()

    @Slot()
    def _take_tour_soon(self) -> None:
        QTimer.singleShot(0, self._take_tour)  # once the editor is shown

    @Slot()
    def _take_tour(self) -> None:
        """Show the parts of the editor, in the sample if nothing else is open."""
        if self.document.clip is None:
            once = Qt.ConnectionType.SingleShotConnection
            self.document.clips_changed.connect(self._take_tour_soon, once)  # shows the editor
            self.actions_["open_sample"].trigger()
        elif self.workspace is not None:
            from gui.dub.editor_tour import editor_steps

            steps = editor_steps(self.workspace, self._toolbar, self.actions_)
            Tour(steps, self).begin()

    def _toggle_theme(self) -> None:
        self.settings.theme = "light" if self.actions_["theme"].isChecked() else "dark"
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self.settings.theme)

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()
