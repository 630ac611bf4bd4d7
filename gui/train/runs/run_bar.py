"""The header of a run: its name, state, progress, and buttons to control it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from gui.hosts.run_observer import SeenRun
from gui.kit.durations import left_text
from gui.kit.fields import thin_bar
from gui.kit.labels import ElidedLabel, Label, plain
from gui.kit.language import mark, number, tr
from gui.kit.layouts import add, grid, hbox, vbox
from gui.kit.widgets import faint, push_button, set_tone, small_button
from gui.train.numbers import speed_text, steps_text
from gui.train.runs.history import RunHistory
from gui.train.runs.run_list import draw_state, state_text
from gui.train.stored_texts import device_text
from training.config import RunConfig
from training.run.messages import Done, StepDone
from training.run.results.verdict import Verdict, verdict_on
from training.run.run_folder import State

_STAGE_WORDS: Final = {
    "events": mark("training event detection"),
    "adversarial": mark("adversarial training"),
    "vocoder": mark("training the vocoder"),
    "validation": mark("validation"),
    "samples": mark("generating samples"),
    "checkpoint": mark("saving a checkpoint"),
    "calibration": mark("calibrating event detection"),
    "measurements": mark("evaluating the model"),
    "model": mark("saving the model"),
}
_KINDS: Final = {
    "generator": mark("Generator"),
    "vocoder": mark("Vocoder"),
    "baseline": mark("Baseline"),
}
_TITLE_PX: Final = 200  # of name and settings; below, the words of buttons are shortened
_BUTTONS_PX: Final = 8  # between two of them


class StateSign(QWidget):
    """The icon of a run's state, as in the list."""

    def __init__(self) -> None:
        super().__init__()
        self._state: State = "stopped"
        self.setFixedSize(18, 18)

    def show_state(self, state: State) -> None:
        """Draw this state."""
        self._state = state
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_state(painter, self.rect(), state=self._state)


class RunBar(QWidget):
    """Follows the observed run: buttons reflect its state, not the last click."""

    asked = Signal(str)  # a `Control`
    use_asked = Signal()
    folder_asked = Signal()
    tensorboard_asked = Signal()
    log_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._narrow = False
        self._shown: tuple[SeenRun, bool] | None = None  # and whether it is finishing
        self.sign = StateSign()
        self.name = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        font = self.name.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        self.name.setFont(font)
        self.about = ElidedLabel()
        self.about.setProperty("faint", True)
        self.state = Label()
        self.verdict = Label()
        self.verdict.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar = thin_bar(tr("Progress"), 1000, px=8)
        self.numbers = faint("", wraps=False)
        self._build_buttons()
        self._assemble()

    def _build_buttons(self) -> None:
        def ask(control: str) -> Callable[[], None]:
            return lambda: self.asked.emit(control)

        tip = tr("Continue from the last checkpoint")
        self.resume = _button(tr("Continue"), "play", tip, ask("resume"), main=True)
        tip = tr("Install this model and use it for the next take")
        self.use = _button(tr("Use in the editor…"), "dub", tip, self.use_asked, main=True)
        tip = tr("Save a checkpoint, free the device memory, and wait")
        self.pause = _button(tr("Pause"), "pause", tip, ask("pause"))
        tip = tr("Save a checkpoint and end after the current step")
        self.stop = _button(tr("Stop after this step"), "stop", tip, ask("stop"))
        tip = tr("Generate samples from the current model")
        self.sample = _button(tr("Sample now"), "note", tip, ask("sample"))
        tip = tr("Save a checkpoint now")
        self.checkpoint = _button(tr("Checkpoint now"), "save", tip, ask("checkpoint"))
        self.log = small_button("jobs", tr("Show the log"), self.log_asked)
        self.folder = small_button("folder", tr("Open the run folder"), self.folder_asked)
        self.tensorboard = small_button("curves", tr("Open in TensorBoard"), self.tensorboard_asked)

    def _assemble(self) -> None:
        column = vbox(self, margins=0, spacing=8)
        head = self._head = hbox(spacing=_BUTTONS_PX)
        title = vbox(spacing=1)
        add(title, self.name, self.about)
        head.addLayout(title, 1)
        for button in (self.resume, self.use, self.pause, self.stop, self.sample, self.checkpoint):
            head.addWidget(button)
        head.addSpacing(4)
        add(head, self.log, self.folder, self.tensorboard)
        column.addLayout(head)
        cells = grid(across=8, down=5)
        cells.setColumnStretch(3, 1)
        cells.addWidget(self.sign, 0, 0)
        cells.addWidget(self.state, 0, 1)
        cells.addWidget(self.verdict, 0, 2)
        cells.addWidget(self.numbers, 0, 3, Qt.AlignmentFlag.AlignRight)
        cells.addWidget(self.bar, 1, 0, 1, 4)
        column.addLayout(cells)

    def set_narrow(self, narrow: bool) -> None:
        """Use shorter texts to leave room for the name."""
        self._narrow = narrow

    def show_run(self, run: SeenRun, history: RunHistory) -> None:
        """Show the current state."""
        self.sign.show_state(run.state)
        self.name.setText(run.path.name)
        self.name.setToolTip(plain(str(run.path)))
        about = "  ·  ".join(filter(None, (run.note.replace("\n", " "), about_text(run, history))))
        self.about.setText(about)
        self.state.setText(self._state_text(run, history))
        verdict = verdict_of(run, history)
        self.verdict.setText("" if verdict is None else verdict_text(verdict))
        set_tone(self.verdict, "" if verdict is None or verdict.is_good else "warning")
        self.numbers.setText(numbers_text(run, history))
        status = run.status
        share = status.step / status.steps if status.steps else 0.0
        waits = run.is_alive and not status.steps  # preparing: duration unknown
        self.bar.setRange(0, 0 if waits or (run.is_alive and history.finishing) else 1000)
        self.bar.setValue(round(1000 * min(share, 1.0)))
        self._shown = (run, bool(history.finishing))
        self._fit_buttons()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """Show the buttons, in short words where the name has no room beside long ones."""
        if self._shown is None:
            return
        run, finishing = self._shown
        self._show_buttons(run, finishing=finishing, short=self._narrow)
        if self._title_room() < max(_TITLE_PX, self.name.sizeHint().width()):
            self._show_buttons(run, finishing=finishing, short=True)

    def _title_room(self) -> int:
        """Width that the buttons leave to the name."""
        beside = map(self._head.itemAt, range(1, self._head.count()))
        shown = (item.sizeHint().width() for item in beside if item and not item.isEmpty())
        return self.width() - sum(width + _BUTTONS_PX for width in shown)

    def _show_buttons(self, run: SeenRun, *, finishing: bool, short: bool) -> None:
        state, asked = run.state, run.requests
        running = state == "running" and not finishing
        ended = not run.is_alive
        stops = "stop" in asked or state == "stopping"
        starts = run.is_starting and ended
        self.resume.setVisible(state in ("paused", "stopped"))  # a failed run has its card
        self.resume.setText(tr("Starting…") if starts else tr("Continue"))
        self.resume.setEnabled(not starts and not ("continue" in asked and state == "paused"))
        self.use.setVisible(state == "done")
        self.pause.setVisible(running)
        self.pause.setText(tr("Pausing…") if "pause" in asked else tr("Pause"))
        self.pause.setEnabled("pause" not in asked and "stop" not in asked)
        self.stop.setVisible(run.is_alive)
        word = tr("Stop") if short or finishing else tr("Stop after this step")
        self.stop.setText(tr("Stopping…") if stops else word)
        self.stop.setEnabled(not stops)
        for button, request, text, now, asked_text in (
            (self.sample, "sample_now", tr("Sample"), tr("Sample now"), tr("Sample…")),
            (
                *(self.checkpoint, "checkpoint_now"),
                *(tr("Checkpoint"), tr("Checkpoint now"), tr("Checkpoint…")),
            ),
        ):
            button.setVisible(running)
            button.setEnabled(request not in asked and "stop" not in asked)
            word = text if short else now
            button.setText(asked_text if request in asked else word)

    def _state_text(self, run: SeenRun, history: RunHistory) -> str:
        if run.requests & {"stop", "pause"}:
            return state_text(run)
        if run.state == "running" and history.finishing:
            return tr("Finishing: {stage}", stage=stage_text(history.finishing))
        if run.state == "running" and run.status.stage:
            return tr("Running: {stage}", stage=stage_text(run.status.stage))
        if run.state == "running" and history.last is not None and run.status.steps:
            return tr("Running: {stage}", stage=training_text(history.last))
        return state_text(run)


def stage_text(stage: str) -> str:
    """A stage of a training in words."""
    return tr(_STAGE_WORDS.get(stage, stage))


def training_text(step: StepDone) -> str:
    """What a step trained, in words."""
    if step.stage == "adversarial" and step.gradient_ratio is None:
        return tr("training the generator")  # the discriminators have not started
    return stage_text(step.stage)


def kind_text(config: RunConfig) -> str:
    """What a run trains."""
    return tr(_KINDS[config.kind])


def about_text(run: SeenRun, history: RunHistory) -> str:
    """Kind, preset, data set, classes and device in one line."""
    config = run.config
    if config is None:
        return str(run.path)
    parts = [
        tr(
            "{kind}, preset {preset}",
            kind=kind_text(config),
            preset=config.preset.replace("_", " "),
        ),
        tr("data set {name}", name=config.dataset.name),
    ]
    if config.classes:
        parts.append(", ".join(config.classes))
    if history.device:
        parts.append(device_text(history.device))
    return "  ·  ".join(parts)


def verdict_of(run: SeenRun, history: RunHistory) -> Verdict | None:
    """The verdict on a finished run; None before, and where there is nothing to judge by."""
    if run.state != "done" or run.config is None or not isinstance(history.end, Done):
        return None
    return verdict_on(run.config.training, history.end.measurements)


def verdict_text(verdict: Verdict) -> str:
    """A verdict in the window's language."""
    return tr(verdict.text, **{name: number(value, 2) for name, value in verdict.figures.items()})


def numbers_text(run: SeenRun, history: RunHistory) -> str:
    """Step, speed, memory and time left, in one line."""
    status, last = run.status, history.last
    parts = []
    if status.steps:
        parts.append(steps_text(status.step, status.steps))
    if last is not None and run.state == "running" and not history.finishing:
        parts.append(speed_text(last.steps_per_s))
        parts.append(tr("{n} GB", n=number(last.memory_mb / 1024, 1)))
        parts.append(tr("{time} left", time=left_text(last.eta_s)))
    elif run.state == "running" and status.eta_s > 0:
        parts.append(tr("{time} left", time=left_text(status.eta_s)))
    return "  ·  ".join(parts)


def _button(
    text: str,
    icon: str,
    tip: str,
    slot: Callable[[], object] | SignalInstance,
    *,
    main: bool = False,
) -> QPushButton:
    button = push_button(text, slot, icon=icon, tip=tip, main=main)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
