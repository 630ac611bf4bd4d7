"""What every page of the Train workspace is handed: one of each, made by the workspace."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.kit.banners import Banners
from gui.kit.errors import Errors
from gui.kit.workers import Runner
from gui.settings import Settings

if TYPE_CHECKING:
    from gui.hosts.training_runs import TrainingRuns
    from gui.playback.file_player import FilePlayer


class ModelNews(QObject):
    """Tells that models were installed, renamed or deleted; whoever did it emits `changed`."""

    changed = Signal()


@dataclass(frozen=True, slots=True)
class TrainServices:
    """The shared parts of the workspace.

    Attributes:
        runner: work beside the GUI thread.
        errors: shows failures.
        banners: the notices at the top.
        settings: what is remembered between sessions.
        runs: starts, observes and controls trainings.
        player: plays a sound file.
        models: tells that the installed models changed.
    """

    runner: Runner
    errors: Errors
    banners: Banners
    settings: Settings
    runs: "TrainingRuns"
    player: "FilePlayer"
    models: ModelNews
