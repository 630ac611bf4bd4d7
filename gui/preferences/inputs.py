"""How much later than the clip each input of a performance arrives."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QSpinBox, QWidget
from typing_extensions import override

from gui.kit.fields import whole_field
from gui.kit.language import tr
from gui.kit.layouts import ROOM, add, hbox
from gui.kit.widgets import push_button
from gui.playback.input.strokes import INPUT_NAMES, LARGEST_LATENCY_MS, InputName
from gui.preferences.section import Section
from gui.settings import Settings

Measure = Callable[[InputName, QWidget], float | None]  # input, window -> latency in seconds


class InputSection(Section):
    """The latency of each input: typed, or measured by tapping along with ten clicks.

    Args:
        settings: keeps the latencies.
        measure: the tap test of an input; None if it was cancelled.
    """

    def __init__(self, settings: Settings, measure: Measure) -> None:
        super().__init__(tr("What is played is moved earlier by the latency of its input."))
        self._settings = settings
        self._measure = measure
        self.latencies: dict[InputName, QSpinBox] = {}
        self.buttons = {name: self._add(name, tr(text)) for name, text in INPUT_NAMES.items()}
        self._show()

    @override
    def reset(self) -> None:
        self._settings.latencies_s = {}
        self._show()

    def _add(self, name: InputName, text: str) -> QWidget:
        spoken, most_ms = tr("Latency of {input}", input=text), LARGEST_LATENCY_MS
        box = self.latencies[name] = whole_field(spoken, -most_ms, most_ms, unit=" ms")
        box.setMinimumWidth(100)
        box.valueChanged.connect(partial(self._on_typed, name))
        button = push_button(
            tr("Measure…"), partial(self._on_measure, name), tip=tr("Tap along with ten clicks")
        )
        button.setAccessibleName(tr("Measure the latency of {input}", input=text))
        self.form.addRow(text, add(hbox(spacing=8), box, button, ROOM))
        return button

    def _show(self) -> None:
        for name, box in self.latencies.items():
            box.setValue(round(1000 * self._settings.latencies_s.get(name, 0.0)))

    def _on_typed(self, name: InputName, milliseconds: int) -> None:
        if milliseconds != round(1000 * self._settings.latencies_s.get(name, 0.0)):
            latencies = {**self._settings.latencies_s, name: milliseconds / 1000}
            self._settings.latencies_s = latencies

    def _on_measure(self, name: InputName) -> None:
        latency_s = self._measure(name, self)
        if latency_s is not None:
            self.latencies[name].setValue(round(1000 * latency_s))
