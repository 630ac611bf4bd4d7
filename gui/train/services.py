"""Services that the pages of the Train workspace share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from gui.kit.banners import Banners
from gui.kit.errors import Errors
from gui.kit.workers import Runner
from gui.settings import Settings

if TYPE_CHECKING:
    from gui.hosts.engine_host import EngineHost
    from gui.hosts.training_runs import TrainingRuns
    from gui.playback.file_player import FilePlayer


T = TypeVar("T")


class ModelNews(QObject):
    """Announces what happens to models, or is to happen; whoever does it or asks for it emits."""

    changed = Signal()  # some were installed, renamed or deleted
    use_requested = Signal(object)  # ModelChoice: to be used in the editor
    compare_requested = Signal(object, object)  # two ModelChoices of one kind: to hear there


@dataclass(frozen=True, slots=True)
class TrainServices:
    """Services that the pages share.

    Attributes:
        runner: runs work outside the GUI thread.
        errors: shows errors.
        banners: the notices at the top.
        settings: settings kept between sessions.
        runs: starts, observes and controls runs.
        player: plays a sound file.
        models: announces what happens to models.
        host: the engine process, which renders demos.
    """

    runner: Runner
    errors: Errors
    banners: Banners
    settings: Settings
    runs: "TrainingRuns"
    player: "FilePlayer"
    models: ModelNews
    host: "EngineHost"

    def do(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        """Do file work outside the GUI thread; what goes wrong is shown."""
        self.runner.start(lambda _context: work(), done=done, failed=self.errors.present)


def ignore(_error: Exception) -> None:
    """Show nothing: what went wrong is seen elsewhere."""
