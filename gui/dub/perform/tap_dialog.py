"""The tap test: ten clicks to tap along with, to measure the latency of an input."""

import time

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QWidget

from engine.errors import EngineError
from gui.dub.perform.hearing import attacks
from gui.dub.perform.performing import Performing
from gui.dub.perform.touch_pad import TouchPad
from gui.kit.fields import cancel_row
from gui.kit.language import explained, mark, tr
from gui.kit.layouts import add, vbox
from gui.kit.questions import accepted
from gui.kit.timers import every, once
from gui.kit.widgets import faint, push_button
from gui.playback.input.clicks import Clicks
from gui.playback.input.clip_clock import ClipClock
from gui.playback.input.strokes import InputName, Stroke
from gui.playback.input.tap_latency import PERIOD_S, TapResult, click_times, judge_taps
from gui.playback.player import Player

_LEAD_S = 1.5  # before the first click
_TICK_MS = 10
_GAIN = 0.6
_HINTS: dict[InputName, str] = {
    "keys": mark("Tap your two keys or the pad with each click."),
    "midi": mark("Play a note with each click."),
    "microphone": mark("Wear headphones, and clap with each click."),
}


def measure_latency(
    performing: Performing, player: Player, name: InputName, parent: QWidget | None
) -> float | None:
    """Measure the latency of an input by the tap test; None if it is not to be used."""
    before, performing.input = performing.input, name
    dialog = TapDialog(performing, player, parent)
    is_used = accepted(dialog)
    performing.input = before
    return dialog.result_.latency_s if is_used and dialog.result_ is not None else None


class TapDialog(QDialog):
    """Plays the clicks and shows the result; accepted if it is to be used."""

    def __init__(self, performing: Performing, player: Player, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Measure latency"))
        self.result_: TapResult | None = None
        self._performing = performing
        self._player = player
        self._clock = ClipClock()
        self._taps_s: list[float] = []
        self._clicks = Clicks(click_times(_LEAD_S))
        self._pad = TouchPad()
        self._pad.say(tr(_HINTS[performing.input]))
        self._says = faint(tr("Ten clicks are about to start."))
        self._use = push_button(tr("Use this latency"))
        self._use.setEnabled(False)
        column = vbox(self, margins=(20, 18, 20, 16), spacing=12)
        add(column, (self._pad, 1), self._says, cancel_row(self, self._use))
        self.setMinimumWidth(420)
        self._ticks = every(self, _TICK_MS, self._tick)
        self._end = once(self, round(1000 * (self._clicks.duration_s + PERIOD_S)), self._judge)
        for source in (performing.keys, performing.midi, self._pad):
            source.struck.connect(self._on_struck)
        performing.midi.said.connect(self._says.setText)
        self.finished.connect(self._close_inputs)
        self._start()

    def _start(self) -> None:
        try:
            self._performing.open_inputs()
        except EngineError as error:
            self._says.setText(explained(error))
            return
        self._player.pause()
        self._player.audition.play(self._clicks, 0.0, self._clicks.duration_s + 1.0, _GAIN)
        self._ticks.start()
        self._end.start()

    def _tick(self) -> None:
        """Follow the sound: which moment of the clicks is heard now."""
        self._player.outputs.output.poll()
        heard_s = self._player.audition.mixer.heard_s(self._player.outputs.output.now_s())
        if heard_s is not None:
            self._clock.report(time.monotonic(), heard_s, 1.0)

    @Slot(object)
    def _on_struck(self, stroke: Stroke) -> None:
        self._pad.flash(stroke.strength)
        self._note(stroke.at_s)

    def _note(self, at_s: float) -> None:
        time_s = self._clock.clip_time_s(at_s)
        if time_s is not None:
            self._taps_s.append(time_s)

    def _judge(self) -> None:
        self._ticks.stop()
        microphone = self._performing.microphone
        if microphone.is_on:
            recording = microphone.stop()
            for event in attacks(recording):
                self._note(recording.start_s + event.time_s)
        self.result_ = judge_taps(click_times(_LEAD_S), self._taps_s)
        self._says.setText(self.result_.says)
        self._use.setEnabled(self.result_.latency_s is not None)

    @Slot()
    def _close_inputs(self) -> None:
        self._ticks.stop()
        self._end.stop()
        self._player.audition.stop()
        self._performing.close_inputs()
