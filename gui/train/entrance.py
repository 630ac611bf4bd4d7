"""The way into the Train workspace and back: built at the first visit, out of the editor's way."""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from gui.document.model import ModelChoice
from gui.services import Services
from gui.train.comparison import Comparison

if TYPE_CHECKING:
    from gui.dub.workspace import DubWorkspace
    from gui.train.workspace import TrainWorkspace

# What the first visit needs, read one after the other once the window has come to rest: together
# it takes a quarter of a second, which would be felt.
_PARTS: Final = ("data_set.page", "new_run.page", "models.page", "runs.page", "workspace")
_BANNER: Final = "model"
_FIRST_PART_MS: Final = 3000
_NEXT_PART_MS: Final = 300


class TrainEntrance(QObject):
    """Shows the workspace, and takes a model from it to the editor."""

    entered = Signal()
    left = Signal()  # back to what was there before

    def __init__(
        self, services: Services, pages: QStackedWidget, dub: "DubWorkspace", parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._pages = pages
        self._dub = dub
        self._comparison = Comparison(services, dub, self)
        self.workspace: TrainWorkspace | None = None
        self._parts = iter(_PARTS)
        self._reading = QTimer(self)
        self._reading.setInterval(_FIRST_PART_MS)
        self._reading.timeout.connect(self._read_part)
        self._reading.start()
        services.actions["workspace_dub"].setChecked(True)
        services.actions.bind("workspace_dub", self.left.emit)
        services.actions.bind("workspace_train", self.enter)

    @property
    def is_open(self) -> bool:
        """Whether it is what is shown."""
        return self.workspace is not None and self._pages.currentWidget() is self.workspace

    def enter(self) -> None:
        """Show the workspace."""
        if self.is_open:
            return
        if self.workspace is None:
            self._reading.stop()
            self.workspace = self._build()
            self._pages.addWidget(self.workspace)
        self._dub.player.pause()
        self.workspace.enter()
        self._services.actions["workspace_train"].setChecked(True)
        self._pages.setCurrentWidget(self.workspace)
        self.entered.emit()

    def leave(self) -> None:
        """Give the keys back; whoever calls this shows another page."""
        self._services.actions["workspace_dub"].setChecked(True)
        if self.is_open and self.workspace is not None:
            self.workspace.leave()

    def shutdown(self) -> None:
        """Look at no run any more; the trainings go on."""
        self._reading.stop()
        if self.workspace is not None:
            self.workspace.shutdown()

    def refresh_theme(self) -> None:
        """Draw in the new colours."""
        if self.workspace is not None:
            self.workspace.refresh_theme()

    @Slot()
    def _read_part(self) -> None:
        part = next(self._parts, None)
        if part is None:
            self._reading.stop()
            return
        self._reading.setInterval(_NEXT_PART_MS)
        import_module(f"gui.train.{part}")

    def _build(self) -> "TrainWorkspace":
        from gui.train.workspace import TrainWorkspace

        workspace = TrainWorkspace(self._services, self._dub.player, self._dub.sounds)
        workspace.use_requested.connect(self._on_use_requested)
        workspace.compare_requested.connect(self._on_compare_requested)
        workspace.models_changed.connect(self._dub.host.ask_models)
        return workspace

    @Slot(object)
    def _on_use_requested(self, model: ModelChoice) -> None:
        """Make the model or the vocoder that of the next take, and go to the editor."""
        self._dub.use_model(model)
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
