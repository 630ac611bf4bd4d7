"""How much later than the clip each input of a performance arrives."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSpinBox, QWidget
from typing_extensions import override

from gui.kit.fields import whole_field
from gui.kit.language import tr
from gui.kit.layouts import ROOM, add, hbox
from gui.kit.widgets import push_button
from gui.playback.devices import AudioOutputs
from gui.playback.input.strokes import INPUT_NAMES, LARGEST_LATENCY_MS, InputName
from gui.playback.input.tap_latency import measuring_problem
from gui.preferences.section import Section
from gui.settings import Settings

Measure = Callable[[InputName, QWidget], float | None]  # input, window -> latency in seconds


class InputSection(Section):
    """The latency of each input: typed, or measured by tapping along with ten clicks.

    Args:
        settings: keeps the latencies.
        outputs: play the clicks of the test.
        measure: the tap test of an input; None if it was cancelled.
    """

    def __init__(self, settings: Settings, outputs: AudioOutputs, measure: Measure) -> None:
        super().__init__(tr("What is played is moved earlier by the latency of its input."))
        self._settings = settings
        self._outputs = outputs
        self._measure = measure
        self.latencies: dict[InputName, QSpinBox] = {}
        self.buttons = {name: self._add(name, tr(text)) for name, text in INPUT_NAMES.items()}
        self.problem = self.note("")
        outputs.changed.connect(self._show_problems)
        outputs.devices_changed.connect(self._show_problems)
        self._show()
        self._show_problems()

    @override
    def reset(self) -> None:
        self._settings.latencies_s = {}
        self._show()

    def _add(self, name: InputName, text: str) -> QWidget:
        spoken, most_ms = tr("Latency of {input}", input=text), LARGEST_LATENCY_MS
        box = self.latencies[name] = whole_field(spoken, -most_ms, most_ms, unit=" ms")
        box.setMinimumWidth(100)
        box.valueChanged.connect(partial(self._on_typed, name))
        button = push_button(tr("Measure…"), partial(self._on_measure, name))
        button.setAccessibleName(tr("Measure the latency of {input}", input=text))
        self.form.addRow(text, add(hbox(spacing=8), box, button, ROOM))
        return button

    def _show(self) -> None:
        for name, box in self.latencies.items():
            box.setValue(round(1000 * self._settings.latencies_s.get(name, 0.0)))

    @Slot()
    def _show_problems(self) -> None:
        """Offer what can be measured, and say why the rest cannot."""
        problems = {name: measuring_problem(self._outputs, name) for name in self.buttons}
        for name, problem in problems.items():
            self.buttons[name].setEnabled(not problem)
            self.buttons[name].setToolTip(problem or tr("Tap along with ten clicks"))
        self.problem.setText(next(filter(None, problems.values()), ""))

    def _on_typed(self, name: InputName, milliseconds: int) -> None:
        if milliseconds != round(1000 * self._settings.latencies_s.get(name, 0.0)):
            latencies = {**self._settings.latencies_s, name: milliseconds / 1000}
            self._settings.latencies_s = latencies

    def _on_measure(self, name: InputName) -> None:
        latency_s = self._measure(name, self)
        if latency_s is not None:
            self.latencies[name].setValue(round(1000 * latency_s))
