"""Switches to the Train workspace and back; builds it at the first visit."""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from engine.project.model import ModelChoice
from gui.hosts.run_observer import SeenRun
from gui.hosts.training_runs import TrainingRuns
from gui.kit.banners import Button
from gui.kit.desktop import notify
from gui.kit.language import said, tr
from gui.kit.staged_build import NOTHING, Modules, StagedBuild
from gui.kit.timers import once
from gui.kit.widgets import Chip
from gui.services import Services
from gui.train.comparison import Comparison
from gui.train.editor import Editor
from gui.train.run_chip import RunChip

if TYPE_CHECKING:
    from gui.train.workspace import TrainWorkspace

_WORKSPACE: Final = "gui.train.workspace"
_BANNER: Final = "model"
_DATA_SET_BANNER: Final = "data set"
_IMPORT_DELAY_MS: Final = 3000  # after the start of the program

# As in the main window: in a thread what defines no Qt classes, the rest in short turns.
_LIBRARIES: Final = (
    "PIL.Image",
    "cProfile",
    "cuda.bindings.runtime",  # imported by pyqtgraph where it is installed
    "multiprocessing.util",
    "pydoc",
    "engine.model_files.library",
    "training.data.browsing",
    "training.own_presets",
    "training.presets",
    "training.run.results.past_runs",
    "training.run.results.comparison",
    "training.run.results.sampled",
    "training.run.results.verdict",
    "training.run.sample_files",
)
_QT: Final = ("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets")
_ROOMS: Final = (
    "PySide6.QtTest",
    "PySide6.QtOpenGLWidgets",
    "pyqtgraph",
    "gui.train.data_set.browse.view",
    "gui.train.data_set.check_view",
    "gui.train.data_set.page",
    "gui.train.new_run.draft",
    "gui.train.new_run.page",
    "gui.train.runs.comparison.comparison_view",
    "gui.train.runs.samples.samples_panel",
    "gui.train.runs.page",
    "gui.train.models.page",
    _WORKSPACE,
)


class LazyTrainWorkspace(QObject):
    """Shows the workspace and passes models from it to the editor."""

    entered = Signal()
    left = Signal()  # back to the editor

    def __init__(
        self, services: Services, pages: QStackedWidget, editor: Editor, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._pages = pages
        self._editor = editor
        self._comparison = Comparison(services, editor, self)
        self._runs = TrainingRuns(self)
        self._alive: frozenset[Path] = frozenset()  # as last seen
        self._runs.listed.connect(self._on_listed)
        self.chip = RunChip(self._runs)
        self.chip.open_asked.connect(self.open_run)
        self._work_chip = Chip("library", tr("Data set"))  # shown while one is checked or made
        self._work_chip.clicked.connect(self._open_data_set)
        self._wanted_run: Path | None = None
        self.workspace: TrainWorkspace | None = None
        self._is_imported = _WORKSPACE in sys.modules
        self._imports: StagedBuild | None = None
        self._is_wanted = False  # to be shown as soon as it is imported
        self._import_timer = once(self, _IMPORT_DELAY_MS, self._import)
        self._import_timer.start()
        services.actions["workspace_dub"].setChecked(True)
        services.actions.bind(workspace_dub=self.left.emit, workspace_train=self.enter)
        self._runs.begin()

    @property
    def chips(self) -> tuple[QWidget, ...]:
        """What goes on here, for the status bar."""
        return self.chip, self._work_chip

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self.workspace is not None and self._pages.currentWidget() is self.workspace

    def enter(self) -> None:
        """Show the workspace."""
        if self.is_open:
            return
        if self.workspace is None and not self._is_imported:
            self._is_wanted = True
            self._import()
            return
        if self.workspace is None:
            self.workspace = self._build()
            self._pages.addWidget(self.workspace)
        self._editor.player.pause()
        self.workspace.enter()
        self._services.actions["workspace_train"].setChecked(True)
        self._pages.setCurrentWidget(self.workspace)
        self._services.banners.raise_()  # they lie over the pages
        self._close_told()
        self.entered.emit()

    @Slot(object)
    def open_run(self, run: Path) -> None:
        """Show a run in the workspace."""
        self._wanted_run = run
        self.enter()
        self._show_wanted_run()

    @Slot()
    def _on_listed(self) -> None:
        """Tell of runs that have ended since the last look, until they train again."""
        for run in self._runs.runs:
            if run.is_alive and run.path not in self._alive:
                self._services.banners.close_banner(_end_of(run.path))
            elif run.path in self._alive and not run.is_alive and not run.is_starting:
                self._tell_end(run)
        for path in self._alive.difference(run.path for run in self._runs.runs):
            if not path.exists():
                self._tell_gone(path)
        self._alive = frozenset(run.path for run in self._runs.runs if run.is_alive)

    def _tell_gone(self, path: Path) -> None:
        """Tell that the folder of a run that was training is not where it was."""
        self._services.banners.show_banner(
            _end_of(path),
            tr(
                "The folder of the training {name} was moved or deleted. Move it back, or open the"
                " run where it is now.",
                name=path.name,
            ),
            level="warning",
        )

    @Slot()
    def _close_told(self) -> None:
        """Close the notices of what is shown: its page says the same, and more."""
        if self._shown_run is not None:
            self._services.banners.close_banner(_end_of(self._shown_run))
        if self.is_open and self.workspace is not None and self.workspace.shows_data_set:
            self._services.banners.close_banner(_DATA_SET_BANNER)

    @property
    def _shown_run(self) -> Path | None:
        """The run that is to be seen in the window."""
        if self.workspace is None or not self.is_open:
            return None
        return self.workspace.shown_run

    def _tell_end(self, run: SeenRun) -> None:
        if run.state not in ("failed", "done"):
            return
        failed = run.state == "failed"
        name = run.path.name
        sentence = (
            tr("The training {name} failed. {why}", name=name, why=said(run.status.message))
            if failed
            else tr("The training {name} is done.", name=name)
        )
        if self._services.settings.notifies:
            notify(self._pages.window(), sentence, "")
        if run.path == self._shown_run:
            return
        self._services.banners.show_banner(
            _end_of(run.path),
            sentence,
            level="danger" if failed else "information",
            buttons=(Button(tr("Show"), lambda: self.open_run(run.path)),),
        )

    @Slot()
    def _open_data_set(self) -> None:
        self.enter()
        if self.workspace is not None:
            self.workspace.show_data_set()

    @Slot(str, bool)
    def _tell_work_end(self, sentence: str, failed: bool) -> None:
        """Tell how a data set came out, unless its page is to be seen."""
        if self.workspace is None or (self.is_open and self.workspace.shows_data_set):
            return
        if self._services.settings.notifies:
            notify(self._pages.window(), sentence, "")
        self._services.banners.show_banner(
            _DATA_SET_BANNER,
            sentence,
            level="danger" if failed else "information",
            buttons=(Button(tr("Show"), self._open_data_set),),
        )

    def _show_wanted_run(self) -> None:
        if self.workspace is not None and self._wanted_run is not None:
            self.workspace.show_run(self._wanted_run)
            self._wanted_run = None

    def leave(self) -> None:
        """Give the keys back; the caller shows another page."""
        self._is_wanted = False
        self._wanted_run = None
        self._services.actions["workspace_dub"].setChecked(True)
        if self.is_open and self.workspace is not None:
            self.workspace.leave()

    def may_close(self) -> bool:
        """Ask whether quitting may end what goes on here; false means stay. Runs go on."""
        return self.workspace is None or self.workspace.may_close()

    def shutdown(self) -> None:
        """Stop observing runs; the runs continue."""
        self._import_timer.stop()
        if self._imports is not None:
            self._imports.stop()
        if self.workspace is not None:
            self.workspace.shutdown()
        self._runs.shutdown()

    @Slot()
    def _import(self) -> None:
        """Import its code in stages: 0.3 s that would block the window."""
        self._import_timer.stop()
        if self._imports is None and not self._is_imported:
            self._imports = StagedBuild(self._stages(), self._services.runner, self)

    def _stages(self) -> Iterator[Modules]:
        yield _LIBRARIES
        for module in _QT:  # pyqtgraph looks at all classes of Qt, which PySide creates then
            everything = import_module(module)
            for name in dir(everything):
                getattr(everything, name)
            yield NOTHING
        for module in _ROOMS:
            import_module(module)
            yield NOTHING
        self._is_imported = True
        if self._is_wanted:
            self.enter()
            self._show_wanted_run()

    def _build(self) -> "TrainWorkspace":
        from gui.train.workspace import TrainWorkspace

        workspace = TrainWorkspace(
            self._services,
            self._runs,
            self._editor.player,
            self._editor.sounds,
            self._editor.host,
        )
        models = workspace.services.models
        models.use_requested.connect(self._on_use_requested)
        models.compare_requested.connect(self._on_compare_requested)
        models.changed.connect(self._editor.host.ask_models)
        workspace.run_shown.connect(self._close_told)
        workspace.working.connect(self._work_chip.show_text)
        workspace.work_ended.connect(self._tell_work_end)
        return workspace

    @Slot(object)
    def _on_use_requested(self, model: ModelChoice) -> None:
        """Use the model or vocoder for the next takes and go to the editor."""
        has_clip = self._editor.use_model(model)
        self.left.emit()
        self._services.banners.show_banner(_BANNER, _use_of(model, has_clip=has_clip), seconds=8)

    @Slot(object, object)
    def _on_compare_requested(self, model: ModelChoice, other: ModelChoice) -> None:
        """Make two takes that differ only in the model and go to the editor."""
        self._comparison.ask(model, other)
        self.left.emit()


def _use_of(model: ModelChoice, *, has_clip: bool) -> str:
    """What a model that was taken up is used for; a project that is opened has its own settings."""
    match model.kind, has_clip:
        case "generator", True:
            return tr(
                "The next take will use the model {name}, and the next search for events if it was"
                " taught any.",
                name=model.name,
            )
        case "generator", False:
            return tr(
                "A clip that you add now will use the model {name}, also to find events if it was"
                " taught any. A saved project keeps its own.",
                name=model.name,
            )
        case _, True:
            return tr("Neural takes will use the vocoder {name} from now on.", name=model.name)
        case _:
            return tr(
                "A clip that you add now will use the vocoder {name}. A saved project keeps its"
                " own.",
                name=model.name,
            )


def _end_of(run: Path) -> str:
    """The key of the notice that a run has ended."""
    return f"run {run}"
