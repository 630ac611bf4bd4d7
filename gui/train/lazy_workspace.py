"""The way into the Train workspace and back: built at the first visit, out of the editor's way."""

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from engine.progress import JobContext
from gui.document.model import ModelChoice
from gui.hosts.training_runs import TrainingRuns
from gui.kit.staged_build import raise_fault
from gui.kit.timers import once
from gui.services import Services
from gui.train.comparison import Comparison
from gui.train.editor import Editor
from gui.train.run_chip import RunChip

if TYPE_CHECKING:
    from gui.train.workspace import TrainWorkspace

_WORKSPACE: Final = "gui.train.workspace"
_BANNER: Final = "model"
_AT_REST_MS: Final = 3000  # after the start; then the code for the first visit is read


class LazyTrainWorkspace(QObject):
    """Shows the workspace, and takes a model from it to the editor."""

    entered = Signal()
    left = Signal()  # back to what was there before

    def __init__(
        self, services: Services, pages: QStackedWidget, editor: Editor, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._pages = pages
        self._editor = editor
        self._comparison = Comparison(services, editor, self)
        self._runs = TrainingRuns(self)
        self.chip = RunChip(self._runs)
        self.chip.open_asked.connect(self.open_run)
        self._wanted_run: Path | None = None
        self.workspace: TrainWorkspace | None = None
        self._is_read = _WORKSPACE in sys.modules
        self._is_being_read = False
        self._is_wanted = False  # as soon as it is read
        self._rest = once(self, _AT_REST_MS, self._read)
        self._rest.start()
        services.actions["workspace_dub"].setChecked(True)
        services.actions.bind("workspace_dub", self.left.emit)
        services.actions.bind("workspace_train", self.enter)
        self._runs.begin()

    @property
    def is_open(self) -> bool:
        """Whether it is what is shown."""
        return self.workspace is not None and self._pages.currentWidget() is self.workspace

    def enter(self) -> None:
        """Show the workspace."""
        if self.is_open:
            return
        if self.workspace is None and not self._is_read:
            self._is_wanted = True
            self._read()
            return
        if self.workspace is None:
            self.workspace = self._build()
            self._pages.addWidget(self.workspace)
        self._editor.player.pause()
        self.workspace.enter()
        self._services.actions["workspace_train"].setChecked(True)
        self._pages.setCurrentWidget(self.workspace)
        self.entered.emit()

    @Slot(object)
    def open_run(self, run: Path) -> None:
        """Show a training, in the workspace."""
        self._wanted_run = run
        self.enter()
        self._show_wanted_run()

    def _show_wanted_run(self) -> None:
        if self.workspace is not None and self._wanted_run is not None:
            self.workspace.show_run(self._wanted_run)
            self._wanted_run = None

    def leave(self) -> None:
        """Give the keys back; whoever calls this shows another page."""
        self._is_wanted = False
        self._wanted_run = None
        self._services.actions["workspace_dub"].setChecked(True)
        if self.is_open and self.workspace is not None:
            self.workspace.leave()

    def shutdown(self) -> None:
        """Look at no run any more; the trainings go on."""
        self._rest.stop()
        if self.workspace is not None:
            self.workspace.shutdown()
        self._runs.shutdown()

    @Slot()
    def _read(self) -> None:
        """Read its code in a thread: 0.3 s in which the window would not answer."""
        self._rest.stop()
        if not (self._is_read or self._is_being_read):
            self._is_being_read = True
            self._services.runner.start(_read_ahead, done=self._on_read, failed=raise_fault)

    def _on_read(self, _: None) -> None:
        self._is_read = True
        if self._is_wanted:
            self.enter()
            self._show_wanted_run()

    def _build(self) -> "TrainWorkspace":
        from gui.train.workspace import TrainWorkspace

        workspace = TrainWorkspace(
            self._services, self._runs, self._editor.player, self._editor.sounds
        )
        workspace.use_requested.connect(self._on_use_requested)
        workspace.compare_requested.connect(self._on_compare_requested)
        workspace.models_changed.connect(self._editor.ask_models)
        return workspace

    @Slot(object)
    def _on_use_requested(self, model: ModelChoice) -> None:
        """Make the model or the vocoder that of the next take, and go to the editor."""
        self._editor.use_model(model)
        self.left.emit()
        sentence = (
            f"The next take is made with the model {model.name}."
            if model.kind == "generator"
            else f"Models make their sound with the vocoder {model.name} from now on."
        )
        self._services.banners.show_banner(_BANNER, sentence, seconds=8)

    @Slot(object, object)
    def _on_compare_requested(self, model: ModelChoice, other: ModelChoice) -> None:
        """Make two takes that differ in the model alone, and go to the editor to hear them."""
        self._comparison.ask(model, other)
        self.left.emit()


def _read_ahead(_: JobContext) -> None:
    """Read the workspace's code, and what a new run's fields mean, which the code itself tells."""
    import_module(_WORKSPACE)
    from gui.train.new_run.fields import fields_of

    for kind in ("generator", "vocoder"):
        fields_of(kind)
