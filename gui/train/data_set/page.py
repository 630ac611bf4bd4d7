"""The Data set page: look at a folder of clips, prepare it, open what was prepared."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from gui.train.services import TrainServices


class DataSetPage(QWidget):
    """From a folder of clips to a data set that can be trained on."""

    train_requested = Signal(object)  # Path of a data set

    def __init__(self, services: "TrainServices", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
