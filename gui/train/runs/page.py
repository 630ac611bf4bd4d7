"""The Runs page: a list of runs and the selected one in full."""

import time
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Final, cast

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from engine.model_files.model_file import InstalledModel, install_model
from engine.storage.real_paths import real_path
from gui.file_questions import ask_folder
from gui.hosts.run_observer import Growth, SeenRun
from gui.hosts.training_runs import Control
from gui.kit.desktop import open_path
from gui.kit.language import tr
from gui.kit.layouts import add, hbox, order_tabs, vbox
from gui.kit.questions import accepted
from gui.kit.widgets import empty_words
from gui.train.free_space import free_bytes, may_fill
from gui.train.models.installed_models import choice_of
from gui.train.runs.advice import Action, advice_for, changed_config
from gui.train.runs.advice_card import AdviceCard
from gui.train.runs.checkpoint_commands import CheckpointCommands
from gui.train.runs.comparison.comparison_view import ComparisonView
from gui.train.runs.curves.curves_panel import CurvesPanel
from gui.train.runs.curves.export import ask_export
from gui.train.runs.history import RunHistory
from gui.train.runs.log_dialog import LogDialog
from gui.train.runs.models_view import TrainedModel
from gui.train.runs.run_bar import RunBar
from gui.train.runs.run_commands import RunCommands
from gui.train.runs.runs_panel import RunsPanel
from gui.train.runs.samples.samples_panel import SamplesPanel
from gui.train.runs.side_panel import SidePanel
from gui.train.runs.tensorboard import TensorBoardServer
from gui.train.runs.use_dialog import UseDialog
from gui.train.services import TrainServices
from gui.train.start_questions import ask_turn
from training.config import RunConfig
from training.run.run_folder import RunFolder

_NARROW_PX: Final = 1060  # largest width of the narrow layout
_LOW_PX: Final = 620  # largest height of a page whose side panel leaves something out
_STOP_PATIENCE_S: Final = 15.0  # longer than a step takes on a suitable machine
_RUN, _NOTHING, _COMPARISON = range(3)  # pages beside the list
_DRAW_MS: Final = 250  # least time between two redraws of the curves
_DRAW_SHARE: Final = 0.2  # of the time that drawing the curves of a long run may take


class RunsPage(QWidget):
    """The list on the left, the selected run on the right."""

    new_run_requested = Signal(object)  # RunConfig: the settings to start from
    run_shown = Signal()  # `shown_run` may have changed

    def __init__(self, services: TrainServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._runs = services.runs
        self._selected: Path | None = None
        self.history: RunHistory | None = None  # of the selected run
        self._is_comparing = False
        self._was_listed = False  # the selected run; a new run is selected before it is listed
        self._stop_seen_s: dict[Path, float] = {}
        self.commands = RunCommands(services, self)
        self.checkpoints = CheckpointCommands(services, self)
        self.panel = RunsPanel(self.commands)
        self.bar = RunBar()
        self.card = AdviceCard()
        self.curves = CurvesPanel()
        self.side = SidePanel()
        self.samples = SamplesPanel(services)
        self.tensorboard = TensorBoardServer(self)
        self._drawing = QTimer(self)
        self._drawing.setSingleShot(True)
        self._drawing.setInterval(_DRAW_MS)
        self._assemble()
        self._connect()
        self.setFocusProxy(self.panel.list)
        self._on_listed()

    # Assemble

    def _assemble(self) -> None:
        row = hbox(self, margins=0, spacing=0)
        row.addWidget(self.panel)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._build_run())
        self._pages.addWidget(
            empty_words(tr("No runs yet.\nPrepare a data set, then start a run under “New run”."))
        )
        row.addWidget(self._pages, 1)

    def _build_run(self) -> QWidget:
        page = QWidget()
        column = vbox(page, margins=(12, 12, 14, 10), spacing=10)
        add(column, self.bar, self.card)
        row = hbox(spacing=14)
        add(row, (self.curves, 1), self.side)
        add(column, (row, 1), self.samples)
        return page

    def _connect(self) -> None:
        self.card.rebuilt.connect(lambda: order_tabs(self))
        self._runs.listed.connect(self._on_listed)
        self._runs.grew.connect(self._on_grew)
        self._runs.caught_up.connect(self._on_caught_up)
        self.panel.chosen.connect(self._on_chosen)
        self.panel.compare_asked.connect(self.compare)
        self.panel.open_asked.connect(self._ask_for_run)
        self.panel.forget_asked.connect(self.forget)
        self.panel.again_asked.connect(self._on_again_asked)
        self.panel.log_asked.connect(self.show_log)
        self.commands.moved.connect(self.select)
        self.bar.log_asked.connect(lambda: self._selected and self.show_log(self._selected))
        self.bar.asked.connect(self._on_asked)
        self.bar.use_asked.connect(self._on_use_finished)
        self.bar.folder_asked.connect(self._open_folder)
        self.bar.tensorboard_asked.connect(self._open_tensorboard)
        self.curves.controls.export_asked.connect(self._ask_export)
        self.card.chosen.connect(self._on_action_chosen)
        self.side.models.use_asked.connect(self.use)
        self.side.models.menu_asked.connect(self._open_checkpoint_menu)
        self.checkpoints.use_asked.connect(self.use)
        self.tensorboard.failed.connect(self._services.errors.present)
        self._drawing.timeout.connect(self.draw)

    def shutdown(self) -> None:
        """Stop drawing and TensorBoard; the runs continue."""
        self._drawing.stop()
        if self._is_comparing:
            self.comparison.close_runs()
        self.samples.shutdown()
        self.tensorboard.shutdown()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the narrow layout in a small window."""
        for part in (self.panel, self.bar, self.curves, self.side, self.samples):
            part.set_narrow(self.width() <= _NARROW_PX)
        self.side.set_low(self.height() <= _LOW_PX)
        self.draw()

    # The selected run

    @property
    def selected(self) -> SeenRun | None:
        """The selected run."""
        return self._runs.run(self._selected)

    @property
    def shown_run(self) -> Path | None:
        """The selected run, unless several are compared."""
        return None if self._is_comparing else self._selected

    def select(self, run: Path) -> None:
        """Select a run, which may not be listed yet."""
        run = real_path(run)
        if run == self._selected:
            return
        self._selected, self.history, self._was_listed = run, RunHistory(run), False
        self._runs.watch(run)
        self.panel.choose(self._selected)
        self.draw()
        self.run_shown.emit()

    @Slot(object)
    def _on_chosen(self, run: Path) -> None:
        self.end_comparison()
        self.select(run)

    # Comparison

    @cached_property
    def comparison(self) -> ComparisonView:
        """The view of several runs, built at its first use."""
        view = ComparisonView(self._services)
        view.closed.connect(self.end_comparison)
        view.tensorboard_asked.connect(self._show_tensorboard)
        self._pages.addWidget(view)
        return view

    @Slot()
    def compare(self) -> None:
        """Show the comparison of the selected run with others."""
        self._is_comparing = True
        self.comparison.show_runs(self._runs.runs)
        self.comparison.open(self._selected)
        self._show_state()

    @Slot()
    def end_comparison(self) -> None:
        """Show the selected run again."""
        if self._is_comparing:
            self.comparison.close_runs()
        self._is_comparing = False
        self._show_state()
        self.run_shown.emit()

    # Observed

    @Slot()
    def _on_listed(self) -> None:
        runs = self._runs.runs
        if self._is_comparing:
            self.comparison.show_runs(runs)
        self.panel.compare.setEnabled(len(runs) > 1)
        self.panel.model.show_items(runs)
        self._note_stops(runs)
        if self._was_listed and self.selected is None:  # its folder is gone
            self._deselect()
        self._was_listed = self.selected is not None
        if self._selected is None and runs:
            alive = next((run for run in runs if run.is_alive), runs[0])
            self.select(alive.path)
        self.panel.choose(self._selected)
        self._show_state()
        run = self.selected
        if run is not None and self.history is not None:
            self.bar.show_run(run, self.history)  # the buttons must not wait for the curves
        self._draw_later()

    @Slot(object)
    def _on_grew(self, growth: Growth) -> None:
        if self.history is not None and growth.run == self.history.path:
            self.history.take(growth)
            self._draw_later()

    @Slot()
    def _on_caught_up(self) -> None:
        if self.history is not None and not self.history.is_read:
            self.history.is_read = True
            self._draw_later()

    def _note_stops(self, runs: tuple[SeenRun, ...]) -> None:
        """Remember when the request to stop each run was first seen."""
        asked = [run.path for run in runs if run.is_alive and "stop" in run.requests]
        now_s = time.monotonic()
        self._stop_seen_s = {path: self._stop_seen_s.get(path, now_s) for path in asked}

    def _show_state(self) -> None:
        """Show the comparison, the selected run, or what to do without one."""
        nothing = _NOTHING if self.selected is None else _RUN
        self._pages.setCurrentIndex(_COMPARISON if self._is_comparing else nothing)

    def _draw_later(self) -> None:
        if not self._drawing.isActive():
            self._drawing.start()

    @Slot()
    def draw(self) -> None:
        """Show the selected run as it is known now."""
        run, history = self.selected, self.history
        self._show_state()
        if run is None or history is None:
            return
        begun_s = time.perf_counter()
        self.bar.show_run(run, history)
        since_s = self._stop_seen_s.get(run.path)
        unanswered = since_s is not None and time.monotonic() - since_s > _STOP_PATIENCE_S
        self.card.show_advice(advice_for(run, history, unanswered=unanswered))
        if unanswered or since_s is not None:
            self._draw_later()  # the advice also depends on the time
        self.curves.show_history(history)
        self.side.show_run(run, history)
        self.samples.show_history(history)
        taken_ms = (time.perf_counter() - begun_s) * 1000
        self._drawing.setInterval(max(_DRAW_MS, round(taken_ms / _DRAW_SHARE)))

    # Requests

    @Slot(str)
    def _on_asked(self, control: str) -> None:
        run = self.selected
        if run is None:
            return
        if control == "resume" and not run.is_alive:
            self._continue(run)
        else:
            self._runs.control(run.path, cast(Control, control))

    def _continue(self, run: SeenRun, config: RunConfig | None = None) -> None:
        """Continue a run that ended, behind those on its device if that is wanted."""
        wanted = config or run.config
        turn = "now" if wanted is None else ask_turn(self, self._runs.runs, run.path, wanted)
        needed, free = _needed_bytes(run), free_bytes(run.path)
        if turn != "never" and may_fill(self, tr("Start training"), needed, free):
            self._runs.restart(run.path, config, queued=turn == "queued")

    @Slot(str)
    def _on_action_chosen(self, name: str) -> None:
        run, history = self.selected, self.history
        if run is None or history is None:
            return
        action = cast(Action, name)
        if action == "open_folder":
            self._open_folder()
        elif action == "end":
            self._runs.end(run.path)
        elif action == "find_data":
            self._find_data(run)
        else:
            self._continue(run, changed_config(run, history, action))

    def _find_data(self, run: SeenRun) -> None:
        folder = ask_folder(self, self._services.settings, tr("Locate the data set"))
        if folder is not None and run.config is not None:
            self._continue(run, replace(run.config, dataset=folder))

    @Slot()
    def _on_use_finished(self) -> None:
        choices = self.side.models.choices
        if choices:
            self.use(choices[0])

    @Slot(object)
    def use(self, choice: TrainedModel) -> None:
        """Ask for a name, install the model, and use it in the editor."""
        dialog = UseDialog(choice, self)
        if not accepted(dialog):
            return
        name = dialog.chosen_name
        self._services.do(lambda: install_model(choice.file, name), self._on_installed)

    def _on_installed(self, model: InstalledModel) -> None:
        self._services.models.changed.emit()
        self._services.models.use_requested.emit(choice_of(model))

    @Slot()
    def _open_folder(self) -> None:
        if self._selected is not None:
            open_path(self._selected)

    @Slot()
    def _open_tensorboard(self) -> None:
        if self._selected is not None:
            self._show_tensorboard({self._selected.name: RunFolder(self._selected).tensorboard})

    @Slot(object)
    def _show_tensorboard(self, folders: dict[str, Path]) -> None:
        self._services.banners.show_banner("board", tr("TensorBoard is starting…"), seconds=4)
        self.tensorboard.open(folders)

    @Slot(object, QPoint)
    def _open_checkpoint_menu(self, choice: TrainedModel, place: QPoint) -> None:
        if self.selected is not None:
            self.checkpoints.menu(self.selected, choice).exec(place)

    @Slot(object)
    def show_log(self, run: Path) -> None:
        """Show the log of a run in a window of its own."""
        log = LogDialog(run, self)
        log.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        log.show()

    @Slot()
    def _ask_export(self) -> None:
        run = self.history
        if run is not None:
            ask_export(self._services, self.curves.plot, run.path.name, run.series)

    # The list

    @Slot()
    def _ask_for_run(self) -> None:
        folder = ask_folder(self, self._services.settings, tr("Open run"))
        if folder is not None:
            self._runs.add(folder)
            self.select(folder)

    @Slot(object)
    def forget(self, run: SeenRun) -> None:
        """Remove a run from the list; its folder is kept."""
        if run.path == self._selected:
            self._deselect()
        self._runs.forget(run.path)

    @Slot(object)
    def _on_again_asked(self, run: SeenRun) -> None:
        if run.config is not None:
            self.new_run_requested.emit(run.config)

    def _deselect(self) -> None:
        """Deselect the run."""
        self._selected, self.history, self._was_listed = None, None, False
        self._runs.watch(None)


def _needed_bytes(run: SeenRun) -> int | None:
    """What the next checkpoint takes, going by the last one; None without one."""
    with suppress(IndexError, OSError):
        last = RunFolder(run.path).checkpoint(run.checkpoints[-1])
        return last.state.stat().st_size + last.model.stat().st_size
    return None
