"""What the Train workspace needs from the editor."""

from typing import Protocol

from engine.project.model import ModelChoice
from gui.hosts.engine_host import EngineHost
from gui.playback.player import Player
from gui.playback.sounds import Sounds


class Editor(Protocol):
    """Uses trained models and shares its player.

    Attributes:
        player: plays the open clip; paused while the Train workspace is shown.
        sounds: cache of decoded sounds.
        host: the engine process.
    """

    player: Player
    sounds: Sounds
    host: EngineHost

    def use_model(self, choice: ModelChoice) -> bool:
        """Use an installed model or vocoder for the next takes; whether a clip is open."""

    def compare_models(self, choices: tuple[ModelChoice, ...]) -> bool:
        """Make takes of the open clip that differ only in the model; whether that is possible."""
