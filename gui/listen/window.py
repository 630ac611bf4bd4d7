"""The window of the listening test: prepare or open, listen, read the results."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from engine.errors import EngineError
from engine.evaluation.listening.sitting import Sitting, read_sitting
from gui.kit.banners import Banners
from gui.kit.errors import Errors
from gui.kit.language import tr
from gui.kit.layouts import add, vbox
from gui.kit.workers import Runner
from gui.listen.listeners_page import ListenersPage
from gui.listen.results_page import ResultsPage
from gui.listen.session import Session
from gui.listen.start_page import StartPage
from gui.listen.trial_page import TrialPage
from gui.listen.trial_player import TrialPlayer
from gui.playback.player import Player
from gui.playback.sounds import Sounds
from gui.settings import Settings

_SIZE: Final = (900, 760)
_SMALLEST: Final = (640, 600)


class ListeningWindow(QWidget):
    """A window of its own, so that the keys of the editor do not interfere."""

    def __init__(
        self,
        runner: Runner,
        settings: Settings,
        player: Player,
        sounds: Sounds,
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(tr("Listening test"))
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_SIZE)
        self._folder = Path()
        self._sitting: Sitting | None = None
        self._banners = Banners()
        errors = Errors(self._banners, self)
        self._player = TrialPlayer(player, sounds, self)
        self.start_page = StartPage(runner, errors, settings)
        self.listeners = ListenersPage(runner, self._banners, errors, settings, player.outputs)
        self.trials = TrialPage(self._player)
        self.results = ResultsPage(errors, settings)
        self.pages = QStackedWidget()
        for page in (self.start_page, self.listeners, self.trials, self.results):
            self.pages.addWidget(page)
        add(vbox(self, margins=0, spacing=0), (self.pages, 1))
        self._banners.lie_over(self.pages)
        self._errors = errors
        self.start_page.prepared.connect(self._on_prepared)
        self.start_page.open_requested.connect(self.open_test)
        self.listeners.start_requested.connect(self._on_start)
        self.listeners.results_requested.connect(self._on_results)
        self.listeners.left.connect(lambda: self.pages.setCurrentWidget(self.start_page))
        self.trials.finished.connect(self._on_finished)
        self.trials.left.connect(self._show_listeners)
        self.trials.failed.connect(errors.present)
        self.results.left.connect(self._show_listeners)
        self._player.failed.connect(errors.present)

    @Slot(object)
    def open_test(self, folder: Path) -> None:
        """Open a prepared test."""
        try:
            sitting = read_sitting(folder)
        except EngineError as error:
            self._errors.present(error)
            return
        self._on_prepared(folder, sitting)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._player.close()
        self.start_page.stop()
        if self.pages.currentWidget() is self.trials:
            self._show_listeners()
        event.accept()

    @Slot(object, object)
    def _on_prepared(self, folder: Path, sitting: Sitting) -> None:
        self._folder, self._sitting = folder, sitting
        self.listeners.show_sitting(folder, sitting)
        self.pages.setCurrentWidget(self.listeners)

    @Slot(str)
    def _on_start(self, listener: str) -> None:
        if self._sitting is None:
            return
        session = Session(self._folder, self._sitting, self.listeners.of(listener))
        self.pages.setCurrentWidget(self.trials)
        self.trials.start(session)

    @Slot()
    def _on_finished(self) -> None:
        self._show_listeners()
        self._banners.show_banner("done", tr("Thank you. All sounds are scored."), seconds=8)

    @Slot()
    def _on_results(self) -> None:
        if self._sitting is not None:
            self.results.show_results(self._sitting, self.listeners.answers)
            self.pages.setCurrentWidget(self.results)

    @Slot()
    def _show_listeners(self) -> None:
        self.listeners.refresh()
        self.pages.setCurrentWidget(self.listeners)
