"""The New run page: what to train, on what, how; and what it will take."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from gui.train.services import TrainServices


class NewRunPage(QWidget):
    """Presets, settings, an estimate, and Start."""

    started = Signal(object)  # Path of the run's folder

    def __init__(self, services: "TrainServices", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._data_set: Path | None = None

    def set_data_set(self, path: Path) -> None:
        """Train on this data set."""
        self._data_set = path
