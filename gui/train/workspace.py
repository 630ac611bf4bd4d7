"""The Train workspace: a rail with four pages, from a folder of clips to a model in the editor."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.dub.sounds import Sounds
from gui.hosts.training_runs import TrainingRuns
from gui.playback.player import Player
from gui.services import Services
from gui.train.data_set.page import DataSetPage
from gui.train.models.page import ModelsPage
from gui.train.new_run.page import NewRunPage
from gui.train.runs.page import RunsPage
from gui.train.services import ModelNews, TrainServices
from gui.train.sound_bench import SoundBench

_RAIL_PX: Final = 92
_ZOOM: Final = 1.5  # a press of the key
_PAGES: Final = (
    ("Data set", "library"),
    ("New run", "add"),
    ("Runs", "curves"),
    ("Models", "chip"),
)
_DATA_SET, _NEW_RUN, _RUNS, _MODELS = range(len(_PAGES))


class TrainWorkspace(QWidget):
    """Builds the pages and hands what one says to the others."""

    use_requested = Signal(object)  # ModelChoice: use it in the editor
    compare_requested = Signal(object, object)  # two ModelChoices: hear both in the editor
    models_changed = Signal()  # the editor's list of models is old

    def __init__(self, services: Services, player: Player, sounds: Sounds) -> None:
        super().__init__()
        self.services = TrainServices(
            services.runner,
            services.errors,
            services.banners,
            services.settings,
            TrainingRuns(self),
            SoundBench(player, sounds, self),
            ModelNews(self),
        )
        self._actions = services.actions
        self.data_set = DataSetPage(self.services)
        self.new_run = NewRunPage(self.services)
        self.runs = RunsPage(self.services)
        self.models = ModelsPage(self.services)
        self._assemble()
        self._connect()
        self.show_page(_DATA_SET)
        self.services.runs.listed.connect(self._on_first_listed)
        self.services.runs.begin()

    # Assemble

    def _assemble(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._build_rail())
        self._stack = QStackedWidget()
        for page in (self.data_set, self.new_run, self.runs, self.models):
            self._stack.addWidget(page)
        row.addWidget(self._stack, 1)
        self.setFocusProxy(self._stack)

    def _build_rail(self) -> QWidget:
        self._rail = QFrame()
        self._rail.setObjectName("rail")
        self._rail.setFixedWidth(_RAIL_PX)
        column = QVBoxLayout(self._rail)
        column.setContentsMargins(8, 12, 8, 12)
        column.setSpacing(6)
        self._buttons = QButtonGroup(self)
        for index, (text, icon) in enumerate(_PAGES):
            button = QToolButton()
            button.setText(text)
            button.setIcon(theme.icon(icon))
            button.setIconSize(QSize(24, 24))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setCheckable(True)
            button.setFixedSize(_RAIL_PX - 17, 62)
            self._buttons.addButton(button, index)
            column.addWidget(button)
        column.addStretch(1)
        self._style_rail()
        return self._rail

    def _style_rail(self) -> None:
        c = theme.colours()
        self._rail.setStyleSheet(
            f"#rail {{ background: {c.panel}; border-right: 1px solid {c.border}; }}"
        )

    def _connect(self) -> None:
        services = self.services
        self._buttons.idClicked.connect(self.show_page)
        self.data_set.train_requested.connect(self._on_train_requested)
        self.new_run.started.connect(self._on_started)
        self.runs.use_requested.connect(self.use_requested)
        self.models.use_requested.connect(self.use_requested)
        self.models.compare_requested.connect(self.compare_requested)
        services.models.changed.connect(self.models.refresh)
        services.models.changed.connect(self.models_changed)
        services.runs.failed.connect(self._on_run_failed)
        services.player.failed.connect(services.errors.present)

    # Life

    def enter(self) -> None:
        """Take the keys that mean something here, too."""
        plot = self.runs.curves.plot
        self._actions.lend(
            {
                "play": self._play,
                "ab": lambda: self._in_runs(self.runs.samples.flip),
                "zoom_in": lambda: self._in_runs(lambda: plot.zoom(_ZOOM)),
                "zoom_out": lambda: self._in_runs(lambda: plot.zoom(1 / _ZOOM)),
                "zoom_fit": lambda: self._in_runs(plot.fit),
            }
        )

        self.setFocus()

    def leave(self) -> None:
        """Give the keys back and be silent."""
        self._actions.give_back()
        self.services.player.stop()

    def shutdown(self) -> None:
        """Look at no run any more; the trainings go on."""
        self.services.runs.shutdown()
        for page in (self.runs, self.data_set, self.new_run, self.models):
            page.shutdown()

    def refresh_theme(self) -> None:
        """Draw what is painted by hand in the new colours."""
        self._style_rail()
        for index, (_, icon) in enumerate(_PAGES):
            self._buttons.button(index).setIcon(theme.icon(icon))
        for page in (self.runs, self.data_set, self.new_run, self.models):
            page.refresh_theme()

    def _play(self) -> None:
        """What Space does: the chosen clip or the chosen sample is heard."""
        if self._stack.currentIndex() == _DATA_SET:
            self.data_set.play()
        else:
            self._in_runs(self.runs.samples.play)

    def _in_runs(self, do: Callable[[], object]) -> None:
        if self._stack.currentIndex() == _RUNS:
            do()

    # Slots

    @Slot(int)
    def show_page(self, index: int) -> None:
        """Show one of the four pages."""
        self._buttons.button(index).setChecked(True)
        self._stack.setCurrentIndex(index)

    @Slot()
    def _on_first_listed(self) -> None:
        """Whoever has trained before comes to see how it goes."""
        self.services.runs.listed.disconnect(self._on_first_listed)
        if self._stack.currentIndex() == _DATA_SET:
            self.show_page(_RUNS)

    @Slot(object)
    def _on_train_requested(self, data_set: Path) -> None:
        self.new_run.set_data_set(data_set)
        self.show_page(_NEW_RUN)

    @Slot(object)
    def _on_started(self, run: Path) -> None:
        self.runs.select(run)
        self.show_page(_RUNS)

    @Slot(object, object)
    def _on_run_failed(self, _run: Path, error: Exception) -> None:
        self.services.errors.present(error)
