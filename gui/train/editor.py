"""What the Train workspace asks of the editor, without knowing it."""

from typing import Protocol

from gui.document.model import ModelChoice
from gui.playback.player import Player
from gui.playback.sounds import Sounds


class Editor(Protocol):
    """Where models that were trained are used, and whose player is shared.

    Attributes:
        player: plays the open clip; paused while the Train workspace is shown.
        sounds: sounds that were decoded already.
    """

    player: Player
    sounds: Sounds

    def use_model(self, choice: ModelChoice) -> None:
        """Make the next takes with a model or a vocoder that is installed."""

    def compare_models(self, choices: tuple[ModelChoice, ...]) -> bool:
        """Make takes of the open clip that differ in the model alone; whether they are made."""

    def ask_models(self) -> None:
        """The installed models have changed."""
