"""The audio output, with a tone to hear whether it works."""

from typing import Final

import numpy as np
from PySide6.QtCore import Slot
from typing_extensions import override

from gui.kit.language import tr
from gui.kit.layouts import add, hbox
from gui.kit.widgets import choice, offer, push_button
from gui.playback.mixer import RATE_HZ, Block
from gui.playback.player import Player
from gui.preferences.section import Section
from gui.settings import Remembered, Settings

_PITCHES_HZ: Final = (440.0, 554.37)  # left, right: one hears whether they are swapped
_TONE_S: Final = 1.6
_FADE_S: Final = 0.02
_LEVEL: Final = 0.25


class ChannelTone:
    """A tone on the left, then a higher one on the right; a `Source` for normal speed."""

    duration_s: Final = _TONE_S

    def add_to(self, out: Block, start: float, rate: float, gain: float) -> None:
        """Add the samples from `start` on to `out` (n, 2); silence outside."""
        del rate  # always 1
        seconds = (start + np.arange(len(out))) / RATE_HZ
        half_s = _TONE_S / 2
        for side, pitch_hz in enumerate(_PITCHES_HZ):
            inside_s = seconds - side * half_s
            edge_s = np.minimum(inside_s, half_s - inside_s)
            envelope = np.clip(edge_s / _FADE_S, 0.0, 1.0)
            tone = _LEVEL * gain * envelope * np.sin(2 * np.pi * pitch_hz * inside_s)
            out[:, side] += tone.astype(np.float32)


class AudioSection(Section):
    """The device that plays, and a look for others."""

    def __init__(self, settings: Settings, player: Player) -> None:
        super().__init__()
        self._settings = settings
        self._player = player
        self._outputs = player.outputs
        self.output = choice(tr("Audio output"))
        self.output.activated.connect(self._on_output_chosen)
        self.test = push_button(tr("Test"), self.play_test)
        self.rescan = push_button(
            tr("Rescan"), self._on_rescan_clicked, tip=tr("Rescan audio devices")
        )
        row = add(hbox(spacing=8), (self.output, 1), self.test, self.rescan)
        self.form.addRow(tr("Audio output"), row)
        self.problem = self.note("")
        self._outputs.devices_changed.connect(self._fill)
        self._outputs.changed.connect(self._show_problem)
        self._fill()

    @override
    def reset(self) -> None:
        self._settings.output = Remembered().output
        self._outputs.choose(self._settings.output)
        self._fill()

    @Slot()
    def play_test(self) -> None:
        """Play the test tone through the output in use."""
        self._player.pause()
        self._player.audition.play(ChannelTone(), 0.0, _TONE_S, max(self._player.volume, 0.1))

    @Slot()
    def _fill(self) -> None:
        devices = [(tr(device.name), device.name) for device in self._outputs.devices]
        silent = [(tr(self._outputs.output.name), "")]
        offer(self.output, devices or silent, self._settings.output)
        self._show_problem()

    @Slot()
    def _show_problem(self) -> None:
        problem = self._outputs.problem
        self.problem.setText(problem)
        self.test.setEnabled(not problem)
        self.test.setToolTip(problem or tr("A tone on the left, then one on the right"))

    @Slot()
    def _on_output_chosen(self) -> None:
        self._settings.output = self.output.currentData()
        self._outputs.choose(self._settings.output)

    @Slot()
    def _on_rescan_clicked(self) -> None:
        self._outputs.probe(self._settings.output, again=True)
