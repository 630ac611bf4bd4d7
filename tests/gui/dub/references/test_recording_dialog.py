"""Recording a reference: what is written, and what is said when it cannot be."""

import numpy as np
import pytest
import soundfile

from engine.errors import EnvironmentUnusableError
from gui.dub.references.recording_dialog import RecordingDialog
from gui.playback.input.microphone import RATE_HZ, Microphone, Recording, trimmed
from tests.gui.fakes import FakeMicrophone

BELL = (0.5 * np.sin(np.arange(RATE_HZ) / 20)).astype(np.float32)
SILENCE = np.zeros(RATE_HZ, np.float32)


@pytest.fixture
def device():
    return FakeMicrophone()


@pytest.fixture
def open_dialog(qtbot, tmp_path):
    def opened(open_stream):
        dialog = RecordingDialog(Microphone(open_stream), tmp_path / "recordings")
        qtbot.addWidget(dialog)
        return dialog

    return opened


def record(dialog, device, *blocks):
    dialog.record_button.click()
    assert dialog.record_button.text() == "Stop"
    for block in blocks:
        device.heard(block, 0.01)
    dialog.record_button.click()


def test_a_recording_is_written_without_the_silence_around_it(open_dialog, device, tmp_path):
    dialog = open_dialog(device.open)
    record(dialog, device, SILENCE, BELL, SILENCE)
    assert dialog.says.text() == "1.2 s recorded."
    dialog.name.setText("bell")
    dialog.add_button.click()
    assert dialog.file == tmp_path / "recordings" / "bell.wav"
    samples, rate_hz = soundfile.read(dialog.file)
    assert (len(samples), rate_hz) == (pytest.approx(1.2 * RATE_HZ, abs=100), RATE_HZ)


def test_names_are_proposed_that_no_recording_has(open_dialog, device):
    for number in (1, 2):
        dialog = open_dialog(device.open)
        assert dialog.name.text() == f"Recording {number}"
        record(dialog, device, BELL)
        dialog.add_button.click()
        assert dialog.file is not None


def test_no_recording_is_overwritten(open_dialog, device):
    first = open_dialog(device.open)
    record(first, device, BELL)
    first.add_button.click()
    second = open_dialog(device.open)
    record(second, device, BELL, BELL)
    second.name.setText("Recording 1")
    second.add_button.click()
    assert second.file is None
    assert "Recording 1.wav" in second.says.text()


@pytest.mark.parametrize("name", ["", "a/b", ".hidden"])
def test_a_name_that_no_file_can_have_is_refused(open_dialog, device, name):
    dialog = open_dialog(device.open)
    record(dialog, device, BELL)
    dialog.name.setText(name)
    dialog.add_button.click()
    assert dialog.file is None
    assert dialog.says.text() == "Give it a name that a file can have."


@pytest.mark.parametrize(
    ("sound", "says"),
    [(SILENCE, "Only silence was recorded."), (BELL[:2000], "That was too short.")],
)
def test_nothing_is_added_without_a_sound(open_dialog, device, sound, says):
    dialog = open_dialog(device.open)
    record(dialog, device, sound)
    assert dialog.says.text() == says
    assert not dialog.add_button.isEnabled()


def test_a_denied_microphone_is_one_sentence(open_dialog):
    def denied(_heard):
        raise EnvironmentUnusableError("No microphone could be opened.")

    dialog = open_dialog(denied)
    dialog.record_button.click()
    assert dialog.says.text() == "No microphone could be opened."
    assert dialog.record_button.text() == "Record"


def test_what_a_vanished_microphone_recorded_is_kept(qtbot, open_dialog, device):
    dialog = open_dialog(device.open)
    dialog.record_button.click()
    device.heard(BELL, 0.01)
    device.stream.active = False
    qtbot.waitUntil(lambda: dialog.record_button.text() == "Record")
    assert dialog.says.text() == "1.0 s recorded."


def test_soft_ends_of_a_sound_are_kept():
    decay = np.exp(-np.arange(2 * RATE_HZ) / RATE_HZ * 4).astype(np.float32)
    assert len(trimmed(Recording(decay, 0.0))) > 1.1 * RATE_HZ
