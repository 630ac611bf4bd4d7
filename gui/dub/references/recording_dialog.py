"""Record a reference from the microphone."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from engine.errors import EngineError, reason_of
from engine.media.audio import write_wav
from engine.storage.file_names import UNSAFE, is_too_long
from gui.kit.fields import text_field, thin_bar
from gui.kit.language import explained, number, tr
from gui.kit.layouts import add, hbox, vbox
from gui.kit.timers import every
from gui.kit.widgets import faint, push_button, set_tone
from gui.playback.input.microphone import RATE_HZ, Microphone, trimmed

_METER_MS: Final = 50
_SHORTEST_S: Final = 0.3  # a shorter sound has hardly any timbre


def recorded_reference(folder: Path, parent: QWidget) -> Path | None:
    """Let the user record a sound; return its WAV file in the folder, or None."""
    dialog = RecordingDialog(Microphone(), folder, parent)
    dialog.exec()
    dialog.deleteLater()
    return dialog.file


class RecordingDialog(QDialog):
    """Records one sound; when accepted, `file` is its WAV file."""

    def __init__(self, microphone: Microphone, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Record reference"))
        self.file: Path | None = None
        self._microphone = microphone
        self._folder = folder
        self._sound = trimmed(microphone.stop())
        self.record_button = push_button(tr("Record"), self._toggle)
        self.meter = thin_bar(tr("Microphone level"), 100, px=14)
        self.name = text_field(tr("Name"), _free_name(folder))
        self.says = faint(tr("Silence before and after the sound is cut off."))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.add_button = buttons.addButton(tr("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.add_button.setEnabled(False)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        line = add(hbox(spacing=8), self.record_button, (self.meter, 1))
        add(vbox(self, margins=(20, 18, 20, 16), spacing=12), line, self.says, self.name, buttons)
        self.setMinimumWidth(420)
        self._watch = every(self, _METER_MS, self._on_watched)
        self.finished.connect(self._close_microphone)

    @Slot()
    def _toggle(self) -> None:
        if self._microphone.is_on:
            self._stop()
            return
        try:
            self._microphone.start()
        except EngineError as error:
            self.says.setText(explained(error))
            return
        self.record_button.setText(tr("Stop"))
        set_tone(self.record_button, "danger")
        self.says.setText(tr("Recording…"))
        self.add_button.setEnabled(False)
        self._watch.start()

    def _on_watched(self) -> None:
        self.meter.setValue(round(100 * self._microphone.take_peak()))
        if self._microphone.has_vanished:
            self._stop()

    def _stop(self) -> None:
        self._close_microphone()
        seconds = len(self._sound) / RATE_HZ
        long_enough = seconds >= _SHORTEST_S
        self.add_button.setEnabled(long_enough)
        too_short = tr("Only silence was recorded.") if not seconds else tr("That was too short.")
        self.says.setText(
            tr("{seconds} s recorded.", seconds=number(seconds, 1)) if long_enough else too_short
        )

    @Slot()
    def _close_microphone(self) -> None:
        self._watch.stop()
        self.meter.setValue(0)
        self.record_button.setText(tr("Record"))
        set_tone(self.record_button, "")
        if self._microphone.is_on:
            self._sound = trimmed(self._microphone.stop())

    @Slot()
    def _save(self) -> None:
        name = self.name.text().strip()
        if not name or is_too_long(name) or UNSAFE.search(name):
            self.says.setText(tr("Give it a name that a file can have."))
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = self._folder / f"{name}.wav"
            write_wav(file, [self._sound[:, None]], RATE_HZ)
        except EngineError as error:
            self.says.setText(explained(error))
            return
        except OSError as error:
            text = tr(
                "{folder} could not be made: {reason}.",
                folder=self._folder,
                reason=reason_of(error),
            )
            self.says.setText(text)
            return
        self.file = file
        self.accept()


def _free_name(folder: Path) -> str:
    """The first name that no recording has."""
    count = 1
    name = tr("Recording {n}", n=count)
    while (folder / f"{name}.wav").exists():
        count += 1
        name = tr("Recording {n}", n=count)
    return name
