"""The models of a run: the final one and the checkpoints with their validation."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget

from gui.hosts.run_observer import SeenRun
from gui.kit import theme
from gui.kit.labels import plain
from gui.kit.language import number, tr
from gui.kit.layouts import add, hbox, put, vbox
from gui.kit.widgets import empty_words, heading, push_button, small_button
from gui.train.numbers import number_text
from gui.train.runs.curves.loss_colours import name_text
from gui.train.runs.history import RunHistory
from gui.train.runs.run_bar import verdict_of
from training.config import RunConfig, event_steps
from training.run.messages import Done
from training.run.results.verdict import Verdict, finds_events, has_begun, sound_has_begun
from training.run.run_folder import RunFolder

_STAR_PX: Final = 16


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """A model of a run.

    Attributes:
        run: the run's folder.
        file: the model file.
        step: number of training steps.
        finished: whether it is the final model, calibrated and evaluated.
        best: whether it has the best validation so far.
        measured: measurements by name.
        has_sound: whether the training of its sounds had begun.
        is_trained: whether any training had begun.
        finds_events: whether it looks for the events of clips, too.
        verdict: on the final model, where there is anything to judge by.
    """

    run: Path
    file: Path
    step: int
    finished: bool
    best: bool
    measured: tuple[tuple[str, float], ...]
    has_sound: bool = True
    is_trained: bool = True
    finds_events: bool = False
    verdict: Verdict | None = None

    @property
    def text(self) -> str:
        """Its text in a list."""
        title = tr("Final model") if self.finished else tr("Step {step}", step=number(self.step))
        numbers = (f"{name_text(name)} {number_text(value)}" for name, value in self.measured[:1])
        return "  ·  ".join((title, *numbers))


def trained_models(run: SeenRun, history: RunHistory) -> list[TrainedModel]:
    """All models of a run, latest first."""
    folder = RunFolder(run.path)
    best = history.best
    training = None if run.config is None else run.config.training
    sees = training is not None and finds_events(training)
    choices = []
    if run.state == "done" and isinstance(history.end, Done):
        measured = tuple((k, float(f"{v:.3g}")) for k, v in history.end.measurements.items())
        model = TrainedModel(
            *(run.path, folder.model, history.end.step, True, False, measured),
            finds_events=sees,
            verdict=verdict_of(run, history),
        )
        choices.append(model)
    for step in reversed(run.checkpoints):
        validation = history.validation_at(step)
        losses = validation.losses.items() if validation is not None else ()
        measured = tuple((name, float(f"{value:.3g}")) for name, value in losses)
        is_best = best is not None and best.step == step
        file = folder.checkpoint(step).model
        choice = TrainedModel(
            *(run.path, file, step, False, is_best, measured),
            has_sound=training is None or sound_has_begun(training, step),
            is_trained=training is None or has_begun(training, step),
            finds_events=sees,
        )
        choices.append(choice)
    return choices


def without_models(run: SeenRun) -> str:
    """What is said of a run that has no models."""
    if run.config is None or not run.is_alive:
        return tr("No checkpoint was saved.")
    cadence, status = run.config.cadence, run.status
    every = min(cadence.checkpoint_every, cadence.validate_every)  # a first validation is the best
    step = (status.step // every + 1) * every
    length = status.steps or _length(run.config)
    step = min(step, length) if length else step
    return tr("The first one is saved at step {step}.", step=number(step))


def _length(config: RunConfig) -> int:
    """Steps of a run that has not said them yet; 0 if they depend on its data set."""
    training = config.training
    return event_steps(training) + training.steps if training.steps else 0


class ModelsView(QWidget):
    """A list of models, and the button that uses one in the editor."""

    use_asked = Signal(object)  # TrainedModel
    menu_asked = Signal(object, QPoint)  # TrainedModel, position on the screen

    def __init__(self) -> None:
        super().__init__()
        self.choices: list[TrainedModel] = []  # latest first
        self._picked: Path | None = None  # picked by the user: stays selected
        column = vbox(self, margins=0, spacing=6)
        put(column, heading(tr("Checkpoints")))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Checkpoints"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(62)
        self.list.setIconSize(QSize(_STAR_PX, _STAR_PX))
        self.empty = empty_words("")
        self.empty.setWordWrap(True)
        self._pages = QStackedWidget()
        for page in (self.list, self.empty):
            self._pages.addWidget(page)
        column.addWidget(self._pages, 1)
        self.use = push_button(
            tr("Use in the editor…"),
            icon="dub",
            tip=tr("Install the selected checkpoint and use it for the next take"),
        )
        self.use.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more = small_button("more", tr("More for this checkpoint"), self._on_more)
        row = hbox(spacing=4)
        add(row, (self.use, 1), self.more)
        column.addLayout(row)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_menu_asked)
        self.list.itemDoubleClicked.connect(self._on_asked)
        self.list.itemSelectionChanged.connect(self._on_selected)
        self.list.itemClicked.connect(self._on_picked)
        self.use.clicked.connect(self._on_asked)
        self._on_selected()

    def show_choices(self, choices: list[TrainedModel], *, nothing: str) -> None:
        """List these; select the one picked by the user, else the final or best one.

        Args:
            choices: the models, latest first.
            nothing: what is said if there are none.
        """
        self.empty.setText(nothing)
        self._pages.setCurrentWidget(self.list if choices else self.empty)
        if choices == self.choices:
            return
        picked = self._picked
        self.list.clear()
        self.choices = choices
        for choice in choices:
            item = QListWidgetItem(_sign(choice), choice.text)
            item.setToolTip(plain(_tip(choice)))
            self.list.addItem(item)
        files = [choice.file for choice in choices]
        if picked in files:
            self.list.setCurrentRow(files.index(picked))
        elif choices:
            best = next((row for row, choice in enumerate(choices) if choice.best), 0)
            self.list.setCurrentRow(0 if choices[0].finished else best)
        self._picked = picked
        self._on_selected()

    def chosen(self) -> TrainedModel | None:
        """The selected model."""
        row = self.list.currentRow()
        return self.choices[row] if 0 <= row < len(self.choices) else None

    @Slot(QPoint)
    def _on_menu_asked(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        if index.isValid():
            where = self.list.viewport().mapToGlobal(place)
            self.menu_asked.emit(self.choices[index.row()], where)

    @Slot()
    def _on_more(self) -> None:
        choice = self.chosen()
        if choice is not None:
            self.menu_asked.emit(choice, self.more.mapToGlobal(QPoint(0, self.more.height())))

    @Slot()
    def _on_selected(self) -> None:
        for button in (self.use, self.more):
            button.setEnabled(self.chosen() is not None)

    @Slot()
    def _on_picked(self) -> None:
        choice = self.chosen()
        self._picked = None if choice is None else choice.file

    @Slot()
    def _on_asked(self) -> None:
        choice = self.chosen()
        if choice is not None:
            self.use_asked.emit(choice)


def _sign(choice: TrainedModel) -> QIcon:
    if choice.best:
        return theme.icon("star-filled", "warning")
    if choice.finished:
        return theme.icon("dub", "accent")
    return theme.painted_icon(lambda *_, **__: None)  # as wide as the others


def _tip(choice: TrainedModel) -> str:
    lines = [choice.file.name]
    if choice.best:
        lines.append(tr("Best validation so far"))
    if not choice.is_trained:
        lines.append(tr("Not trained yet"))
    elif not choice.has_sound:
        lines.append(tr("Only events so far: the training of its sounds has not begun"))
    lines += [f"{name_text(name)}: {number_text(value)}" for name, value in choice.measured]
    return "\n".join(lines)
