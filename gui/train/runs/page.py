"""The Runs page: all trainings of this person, and one of them in full."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.train.services import TrainServices


class RunsPage(QWidget):
    """The list at the left, the chosen run at the right."""

    use_requested = Signal(object)  # Path of an installed model file

    def __init__(self, services: TrainServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services

    def select(self, run: Path) -> None:
        """Show a run."""

    def play(self) -> None:
        """Play the chosen sample, or stop it."""

    def flip(self) -> None:
        """Hear the other one of the two samples."""

    def refresh_theme(self) -> None:
        """Draw in the new colours."""
