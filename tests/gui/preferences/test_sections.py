"""The sections of the preferences: each choice is kept and does what it says."""

import json
import sys

import numpy as np
import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFileDialog, QToolButton

from gui.playback.mixer import RATE_HZ
from gui.playback.outputs import SilentOutput
from gui.playback.player import Player
from gui.preferences.audio import AudioSection, ChannelTone
from gui.preferences.compute import ComputeSection
from gui.preferences.folders import FolderSection
from gui.preferences.general import GeneralSection
from gui.preferences.inputs import InputSection
from gui.preferences.saving import SavingSection
from gui.settings import Settings
from tests.gui.fakes import FakeSink


def choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


@pytest.fixture
def settings() -> Settings:
    return Settings()


def test_a_language_is_kept_for_the_next_start_which_is_said(qtbot, settings):
    section = GeneralSection(settings, QAction())
    qtbot.addWidget(section)
    notes = [label for label in section.findChildren(type(section.note(""))) if label.text()]
    (said,) = [label for label in notes if "next start" in label.text()]
    assert not said.isVisibleTo(section)
    choose(section.language, "de")
    assert Settings().language == "de"
    assert said.isVisibleTo(section)
    reopened = GeneralSection(settings, QAction())
    qtbot.addWidget(reopened)
    labels = reopened.findChildren(type(said))
    assert [each.isVisibleTo(reopened) for each in labels if each.text() == said.text()] == [True]
    section.reset()
    assert Settings().language == ""
    assert not said.isVisibleTo(section)


def test_the_theme_is_switched_by_its_command(qtbot, settings):
    light = QAction()
    light.triggered.connect(lambda: settings.keep(theme="light"))
    section = GeneralSection(settings, light)
    qtbot.addWidget(section)
    choose(section.theme, "light")
    assert Settings().theme == "light"


class Host:
    """An engine that only remembers its device."""

    def __init__(self) -> None:
        self.device = "auto"

    def use_device(self, device: str) -> None:
        self.device = device


def test_every_gpu_is_offered_by_its_name_and_the_engine_moves_to_it(qtbot, settings, tmp_path):
    told = tmp_path / "told.py"
    listed = {"cpu": "Chip", "cuda:0": "Big", "cuda:1": "Small"}
    devices = [{"name": name, "title": title} for name, title in listed.items()]
    told.write_text(f"print({json.dumps({'devices': devices})!r})\n")
    host = Host()
    section = ComputeSection(settings, host, program=(sys.executable, str(told)))
    qtbot.addWidget(section)
    section.show()
    qtbot.waitUntil(lambda: section.dubbing.count() == 4, timeout=30000)
    assert section.dubbing.itemText(3) == "GPU 1: Small"
    choose(section.dubbing, "cuda:1")
    assert host.device == "cuda:1"
    choose(section.training, "cpu")
    assert (Settings().dubbing_device, Settings().training_device) == ("cuda:1", "cpu")
    section.reset()
    assert host.device == "auto"
    assert (Settings().dubbing_device, Settings().training_device) == ("auto", "auto")
    section.shutdown()
    section.hide()


def test_a_device_that_is_away_stays_chosen_and_shown(qtbot, settings):
    settings.dubbing_device = "cuda:7"
    section = ComputeSection(settings, Host())
    qtbot.addWidget(section)
    assert section.dubbing.currentData() == "cuda:7"


def test_a_folder_is_kept_and_shown_until_it_is_reset(qtbot, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    section = FolderSection(settings)
    qtbot.addWidget(section)
    for button in section.findChildren(QToolButton):
        if button.accessibleName().startswith("Choose: "):
            button.click()
    assert section.runs.text() == Settings().runs_folder == str(tmp_path)
    assert section.projects.text() == section.exports.text() == str(tmp_path)
    assert Settings().exports_folder == Settings().projects_folder == str(tmp_path)
    section.reset()
    assert section.projects.text() == "Beside the clip"
    assert Settings().exports_folder == Settings().projects_folder == ""
    assert section.runs.text() == str(Settings().place_of_runs)


def test_how_often_work_is_copied_is_kept_until_it_is_reset(qtbot, settings):
    section = SavingSection(settings)
    qtbot.addWidget(section)
    choose(section.period, 60.0)
    assert Settings().autosave_s == 60.0
    section.reset()
    assert Settings().autosave_s == section.period.currentData() == 1.5


@pytest.fixture
def player(qapp):
    player = Player()
    yield player
    player.close()


@pytest.fixture
def speakers(player):
    player.outputs.use(FakeSink())
    return player.outputs


def test_a_latency_is_typed_or_measured_for_its_input_alone(qtbot, settings, speakers):
    section = InputSection(settings, speakers, lambda name, _window: {"midi": 0.012}.get(name))
    qtbot.addWidget(section)
    section.latencies["keys"].setValue(30)
    section.buttons["midi"].click()
    section.buttons["microphone"].click()  # cancelled
    assert Settings().latencies_s == {"keys": 0.03, "midi": 0.012}
    section.reset()
    assert Settings().latencies_s == {}
    assert section.latencies["keys"].value() == 0


def test_a_latency_that_cannot_be_measured_says_why(qtbot, settings, speakers):
    section = InputSection(settings, speakers, lambda _name, _window: None)
    qtbot.addWidget(section)
    assert all(button.isEnabled() for button in section.buttons.values())
    assert section.problem.text() == ""
    speakers.has_microphone = False
    speakers.devices_changed.emit()
    assert [name for name, each in section.buttons.items() if not each.isEnabled()] == [
        "microphone"
    ]
    assert section.problem.text() == section.buttons["microphone"].toolTip()
    assert section.problem.text() == "No microphone is connected."
    speakers.use(SilentOutput())
    assert not any(button.isEnabled() for button in section.buttons.values())
    assert section.problem.text() == "Without an audio device, the clicks would not be heard."


def test_a_test_tone_that_no_device_plays_says_why(qtbot, settings, player, speakers):
    section = AudioSection(settings, player)
    qtbot.addWidget(section)
    assert section.test.isEnabled()
    assert section.test.toolTip() == "A tone on the left, then one on the right"
    speakers.use(SilentOutput())
    assert not section.test.isEnabled()
    assert section.test.toolTip() == section.problem.text()
    assert section.problem.text() == "No audio device found. Playback is silent."


def played(start_s: float, seconds: float) -> np.ndarray:
    out = np.zeros((round(seconds * RATE_HZ), 2), np.float32)
    ChannelTone().add_to(out, start_s * RATE_HZ, 1.0, 1.0)
    return np.abs(out).max(axis=0)


def test_the_test_tone_is_heard_on_the_left_then_on_the_right():
    left, right = played(0.1, 0.5), played(0.9, 0.5)
    assert left[0] == pytest.approx(0.25, abs=0.01)
    assert left[1] == 0.0
    assert right[0] == 0.0
    assert right[1] == pytest.approx(0.25, abs=0.01)
    assert played(-1.0, 0.9).max() == played(ChannelTone.duration_s, 1.0).max() == 0.0


def test_the_test_tone_begins_and_ends_without_a_click():
    assert played(0.0, 0.001).max() < 0.02
    assert played(0.799, 0.001)[0] < 0.02
