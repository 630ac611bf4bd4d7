"""The Models page: what is installed, where it comes from, what it can do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from gui.train.services import TrainServices


class ModelsPage(QWidget):
    """Installed models with their cards; import, export, delete."""

    use_requested = Signal(object)  # Path of a model file

    def __init__(self, services: "TrainServices", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services

    def refresh(self) -> None:
        """Read the models folder again."""
