"""The panel for performing: record, inputs and their latency, and a large pad."""

from collections.abc import Iterable, Iterator
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from gui.commands.actions import ActionRegistry
from gui.dub.perform.keys_dialog import KeysDialog, key_text, keys_text
from gui.dub.perform.performing import COUNT_INS_S, Performing, State
from gui.dub.perform.tap_dialog import measure_latency
from gui.dub.perform.touch_pad import TouchPad
from gui.kit.fields import thin_bar, whole_field
from gui.kit.labels import Label
from gui.kit.language import mark, tr
from gui.kit.layouts import add, grid, hbox, vbox
from gui.kit.questions import accepted
from gui.kit.timers import every
from gui.kit.widgets import choice, push_button, set_tone
from gui.playback.input.strokes import INPUT_NAMES, LARGEST_LATENCY_MS
from gui.playback.input.tap_latency import measuring_problem
from gui.playback.player import Player

_MODES: Final = ((mark("Add to the others"), "overdub"), (mark("Replace the others"), "replace"))
_SPEEDS: Final = ((mark("Normal"), 1.0), (mark("Half"), 0.5), (mark("Quarter"), 0.25))
_HINTS: Final = {
    "keys": mark(
        "Tap {first}, {second} or here. Hold for a sound that lasts, Shift for a strong one."
    ),
    "midi": mark("Play notes, or tap here. Hold for a sound that lasts."),
    "microphone": mark("Clap, tap or make mouth sounds. Wear headphones."),
}
_METER_MS: Final = 50


def _translated(options: Iterable[tuple[str, object]]) -> Iterator[tuple[str, object]]:
    return ((tr(text), value) for text, value in options)


class PerformPanel(QWidget):
    """Shows the state of a performance and changes its settings."""

    def __init__(self, performing: Performing, player: Player, actions: ActionRegistry) -> None:
        super().__init__()
        self._performing = performing
        self._player = player
        self.record_button = push_button(tr("Record"), actions["perform"].trigger)
        self.record_button.setToolTip(tr("Record a performance (R)"))
        inputs = ((tr(text), name) for name, text in INPUT_NAMES.items())
        self.input = choice(tr("Input"), inputs)
        self.keys = push_button("", self._choose_keys, tip=tr("Choose other keys"))
        self.count_in = choice(tr("Count-in"), _translated(COUNT_INS_S.items()))
        self.mode = choice(tr("Mode"), _translated(_MODES))
        self.speed = choice(tr("Speed"), _translated(_SPEEDS))
        most_ms = LARGEST_LATENCY_MS
        self.latency = whole_field(tr("Latency"), -most_ms, most_ms, unit=" ms")
        self.measure = push_button(tr("Measure…"), self._measure)
        self.meter = thin_bar(tr("Microphone level"), 100, px=8)
        self.pad = TouchPad()
        self._arrange()
        self.count_in.setCurrentIndex(self.count_in.findData(performing.count_in_s))
        self.input.activated.connect(self._on_input_chosen)
        self.count_in.activated.connect(self._on_settings_chosen)
        self.mode.activated.connect(self._on_settings_chosen)
        self.speed.activated.connect(self._on_settings_chosen)
        self.latency.valueChanged.connect(self._on_latency_typed)
        self.pad.struck.connect(performing.strike)
        self.pad.released.connect(performing.release)
        performing.struck.connect(self.pad.flash)
        performing.state_changed.connect(self._show_state)
        player.outputs.changed.connect(self._show_measure)
        player.outputs.devices_changed.connect(self._show_measure)
        self._meter = every(self, _METER_MS, self._show_level)
        self._show_input()
        self._show_state()

    def _arrange(self) -> None:
        cells = grid(across=8, down=6)
        cells.setColumnStretch(1, 1)
        for row, name in enumerate(
            (tr("Input"), tr("Latency"), tr("Count-in"), tr("Speed"), tr("Events"))
        ):
            cells.addWidget(Label(name), row, 0)
        cells.addLayout(add(hbox(spacing=6), (self.input, 1), self.keys), 0, 1)
        cells.addLayout(add(hbox(spacing=6), (self.latency, 1), self.measure), 1, 1)
        cells.addWidget(self.count_in, 2, 1)
        cells.addWidget(self.speed, 3, 1)
        cells.addWidget(self.mode, 4, 1)
        add(vbox(self, margins=8, spacing=8), cells, self.record_button, self.meter, (self.pad, 1))

    @Slot()
    def _on_input_chosen(self) -> None:
        self._performing.input = self.input.currentData()
        self._show_input()

    def _show_input(self) -> None:
        self.latency.setValue(round(1000 * self._performing.latency_s))
        self.keys.setText(f"{keys_text(self._performing.chosen_keys)}…")
        self.keys.setVisible(self._performing.input == "keys")
        first, second = map(key_text, self._performing.chosen_keys)
        self.pad.say(tr(_HINTS[self._performing.input], first=first, second=second))
        self.meter.setVisible(self._performing.input == "microphone")
        self._show_measure()

    @Slot()
    def _show_measure(self) -> None:
        problem = measuring_problem(self._player.outputs, self._performing.input)
        self.measure.setEnabled(self._performing.state is State.IDLE and not problem)
        self.measure.setToolTip(problem or tr("Tap along with ten clicks"))

    @Slot()
    def _on_settings_chosen(self) -> None:
        self._performing.count_in_s = self.count_in.currentData()
        self._performing.mode = self.mode.currentData()
        self._performing.speed = self.speed.currentData()

    @Slot(int)
    def _on_latency_typed(self, milliseconds: int) -> None:
        self._performing.latency_s = milliseconds / 1000

    @Slot()
    def show_latency(self) -> None:
        """Show the latency of the input, which the preferences may have changed."""
        self.latency.setValue(round(1000 * self._performing.latency_s))

    @Slot()
    def _show_state(self) -> None:
        state = self._performing.state
        idle = state is State.IDLE
        words = {
            State.IDLE: tr("Record"),
            State.COUNTING: tr("Counting in…"),
            State.RECORDING: tr("Stop"),
        }
        self.record_button.setText(words[state])
        set_tone(self.record_button, "" if idle else "danger")
        for field in (
            self.input,
            self.count_in,
            self.mode,
            self.speed,
            self.latency,
            self.keys,
        ):
            field.setEnabled(idle)
        self._show_measure()
        if idle:
            self._meter.stop()
            self.meter.setValue(0)
        else:
            self._meter.start()

    def _show_level(self) -> None:
        if self._performing.microphone.is_on:
            self.meter.setValue(round(100 * self._performing.microphone.take_peak()))

    @Slot()
    def _choose_keys(self) -> None:
        dialog = KeysDialog(self._performing.chosen_keys, self)
        if accepted(dialog):
            self._performing.chosen_keys = dialog.keys
            self._show_input()

    def _measure(self) -> None:
        performing = self._performing
        latency_s = measure_latency(performing, self._player, performing.input, self)
        if latency_s is not None:
            self.latency.setValue(round(1000 * latency_s))
