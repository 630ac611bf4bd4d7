"""The way into the Train workspace and back: built at the first visit, out of the editor's way."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from gui.services import Services

if TYPE_CHECKING:
    from gui.dub.workspace import DubWorkspace
    from gui.train.workspace import TrainWorkspace


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
        self.workspace: TrainWorkspace | None = None
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
        if self.workspace is not None:
            self.workspace.shutdown()

    def refresh_theme(self) -> None:
        """Draw in the new colours."""
        if self.workspace is not None:
            self.workspace.refresh_theme()

    def _build(self) -> "TrainWorkspace":
        from gui.train.workspace import TrainWorkspace

        workspace = TrainWorkspace(self._services, self._dub.player, self._dub.sounds)
        workspace.use_requested.connect(self._on_use_requested)
        workspace.compare_requested.connect(self._on_compare_requested)
        workspace.models_changed.connect(self._dub.host.ask_models)
        return workspace

    @Slot(object)
    def _on_use_requested(self, model: Path) -> None:
        """Make the model that of the next take, and go to the editor."""
        self._dub.use_model(model.stem)
        self.left.emit()
        self._services.banners.show_banner(
            "model", f"The next take is made with the model {model.stem}.", seconds=8
        )

    @Slot(object, object)
    def _on_compare_requested(self, model: Path, other: Path) -> None:
        """Make two takes that differ in the model alone, and go to the editor to hear them."""
        self.left.emit()
        self._dub.compare_models((other.stem, model.stem))
        self._services.banners.show_banner(
            "model",
            f"Two takes are made, with {other.stem} and with {model.stem}: B switches.",
            seconds=8,
        )
