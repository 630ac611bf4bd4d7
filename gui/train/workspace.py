"""The Train workspace: four pages, from a folder of clips to a model in the editor."""

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from engine.errors import UsageError
from gui.hosts.engine_host import EngineHost
from gui.hosts.training_runs import TrainingRuns
from gui.kit import theme
from gui.kit.language import mark, tr
from gui.kit.layouts import hbox, put, vbox
from gui.kit.staged_build import NOTHING, Modules, StagedBuild
from gui.playback.file_player import FilePlayer
from gui.playback.player import Player
from gui.playback.sounds import Sounds
from gui.services import Services
from gui.train.data_set.page import DataSetPage
from gui.train.models.page import ModelsPage
from gui.train.new_run.page import NewRunPage
from gui.train.runs.page import RunsPage
from gui.train.services import ModelNews, TrainServices
from training.config import BaselineRun, RunConfig

_RAIL_PX: Final = 92
_ZOOM: Final = 1.5  # factor for one key press
_PAGES: Final = (
    (mark("Data set"), "library"),
    (mark("New run"), "add"),
    (mark("Runs"), "curves"),
    (mark("Models"), "chip"),
)
_DATA_SET, _NEW_RUN, _RUNS, _MODELS = range(len(_PAGES))


class TrainWorkspace(QWidget):
    """Builds the pages one by one in the event loop and connects them."""

    run_shown = Signal()  # `shown_run` may have changed
    working = Signal(str, str)  # as that of the Data set page
    work_ended = Signal(str, bool)

    def __init__(
        self,
        services: Services,
        runs: TrainingRuns,
        player: Player,
        sounds: Sounds,
        host: EngineHost,
    ) -> None:
        super().__init__()
        self.services = TrainServices(
            services.runner,
            services.errors,
            services.banners,
            services.settings,
            runs,
            FilePlayer(player, sounds, self),
            ModelNews(self),
            host,
        )
        self._actions = services.actions
        self._built: list[DataSetPage | NewRunPage | RunsPage | ModelsPage] = []
        self._shown = _RUNS if runs.runs else _DATA_SET  # the runs, if there are any
        if not runs.runs:
            runs.listed.connect(self._on_first_listed)
        self._assemble()
        self._connect()
        self._build = StagedBuild(self._pages(), services.runner, self)

    def _pages(self) -> Iterator[Modules]:
        """Build the visible page, then the others one by one to keep the window responsive."""
        yield NOTHING
        self.show_page(self._shown)
        for index in (_RUNS, _NEW_RUN, _MODELS):
            yield NOTHING
            self._page(index)

    # Pages, built on first use

    @cached_property
    def data_set(self) -> DataSetPage:
        """The page that makes data sets from clips."""
        page = DataSetPage(self.services)
        page.train_requested.connect(self._on_train_requested)
        page.working.connect(self.working)
        page.ended.connect(self.work_ended)
        self._add(page)
        return page

    @cached_property
    def new_run(self) -> NewRunPage:
        """The page that sets up a run."""
        page = NewRunPage(self.services)
        page.started.connect(self.show_run)
        self._add(page)
        return page

    @cached_property
    def runs(self) -> RunsPage:
        """The page that shows runs."""
        page = RunsPage(self.services)
        page.new_run_requested.connect(self._on_new_run_requested)
        page.run_shown.connect(self.run_shown)
        self._add(page)
        return page

    @cached_property
    def models(self) -> ModelsPage:
        """The page that lists installed models."""
        page = ModelsPage(self.services)
        self.services.models.changed.connect(page.refresh)
        self._add(page)
        return page

    def _add(self, page: DataSetPage | NewRunPage | RunsPage | ModelsPage) -> None:
        self._built.append(page)
        self.stack.addWidget(page)

    def _page(self, index: int) -> QWidget:
        match index:
            case 0:
                return self.data_set
            case 1:
                return self.new_run
            case 2:
                return self.runs
            case _:
                return self.models

    # Assemble

    def _assemble(self) -> None:
        row = hbox(self, margins=0, spacing=0)
        row.addWidget(self._build_rail())
        self.stack = put(row, QStackedWidget(), 1)
        self.setFocusProxy(self.stack)

    def _build_rail(self) -> QWidget:
        self._rail = QFrame()
        self._rail.setObjectName("rail")
        column = vbox(self._rail, margins=(8, 12, 8, 12), spacing=6)
        self._buttons = QButtonGroup(self)
        for index, (text, icon) in enumerate(_PAGES):
            button = QToolButton()
            button.setText(tr(text))
            button.setIcon(theme.icon(icon))
            button.setIconSize(QSize(24, 24))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setCheckable(True)
            button.setFixedHeight(62)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._buttons.addButton(button, index)
            column.addWidget(button)
        column.addStretch(1)
        self._rail.ensurePolished()
        self._rail.setFixedWidth(max(_RAIL_PX, self._rail.sizeHint().width()))
        return self._rail

    def _connect(self) -> None:
        services = self.services
        self._buttons.idClicked.connect(self.show_page)
        services.runs.failed.connect(self._on_run_failed)
        services.player.failed.connect(services.errors.present)

    # Life

    def enter(self) -> None:
        """Take over the keys that have a meaning here."""
        self._actions.override(
            {
                "play": self._play,
                "ab": lambda: self._in_runs(self.runs.samples.flip),
                "zoom_in": lambda: self._in_runs(lambda: self.runs.curves.plot.zoom(_ZOOM)),
                "zoom_out": lambda: self._in_runs(lambda: self.runs.curves.plot.zoom(1 / _ZOOM)),
                "zoom_fit": lambda: self._in_runs(self.runs.curves.plot.fit),
            }
        )

        self.services.runs.attend(closely=True)
        self.setFocus()

    def leave(self) -> None:
        """Give the keys back and stop playback."""
        self._actions.end_override()
        self.services.runs.attend(closely=False)
        self.services.player.stop()

    def may_close(self) -> bool:
        """Ask whether quitting may end what goes on here; false means stay."""
        return all(page.may_close() for page in self._built if isinstance(page, DataSetPage))

    def shutdown(self) -> None:
        """Shut the pages down; the runs continue."""
        self._build.stop()
        for page in self._built:
            page.shutdown()

    def _play(self) -> None:
        """Play the selected clip or sample (Space)."""
        if self._shown == _DATA_SET:
            self.data_set.play()
        else:
            self._in_runs(self.runs.samples.play)

    def _in_runs(self, do: Callable[[], object]) -> None:
        if self._shown == _RUNS:
            do()

    # Slots

    @Slot(int)
    def show_page(self, index: int) -> None:
        """Show one of the four pages."""
        self._buttons.button(index).setChecked(True)
        self._shown = index
        self.stack.setCurrentWidget(self._page(index))
        self.run_shown.emit()

    @Slot()
    def show_data_set(self) -> None:
        """Show the page that makes data sets."""
        self.show_page(_DATA_SET)

    @property
    def shows_data_set(self) -> bool:
        """Whether the visible page is the one that makes data sets."""
        return isinstance(self.stack.currentWidget(), DataSetPage)

    @property
    def shown_run(self) -> Path | None:
        """The run on the visible page."""
        page = self.stack.currentWidget()
        return page.shown_run if isinstance(page, RunsPage) else None

    @Slot()
    def _on_first_listed(self) -> None:
        """Show the runs, which were not known before."""
        self.services.runs.listed.disconnect(self._on_first_listed)
        if self._shown == _DATA_SET:
            self.show_page(_RUNS)

    @Slot(object)
    def show_run(self, run: Path) -> None:
        """Show a run."""
        self.runs.select(run)
        self.show_page(_RUNS)

    @Slot(object)
    def _on_train_requested(self, data_set: Path) -> None:
        self.new_run.set_data_set(data_set)
        self.show_page(_NEW_RUN)

    @Slot(object)
    def _on_new_run_requested(self, config: RunConfig) -> None:
        if isinstance(config, BaselineRun):
            self.services.errors.present(
                UsageError(
                    tr("The window does not start the baselines of the evaluation."),
                    hint="main.py train baseline --help",
                )
            )
            return
        self.new_run.use_settings(config)
        self.show_page(_NEW_RUN)

    @Slot(object, object)
    def _on_run_failed(self, _run: Path, error: Exception) -> None:
        self.services.errors.present(error)
