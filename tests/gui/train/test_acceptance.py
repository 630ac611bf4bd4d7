"""What the design promises of trainings and of a window that is killed, each as one test."""

import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.document import autosave
from gui.train.runs.page import RunsPage
from tests.gui.conftest import ENGINE
from tests.gui.helpers import write_tone, write_video
from tests.gui.train.conftest import ROOT
from tests.gui.window_tools import running_window
from tests.training.synthetic import write_dataset
from tests.training.tiny import config
from training.run.run_folder import RunFolder

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def killed(tmp_path) -> Iterator[RunFolder]:
    """A run whose window was killed in the middle of a dub."""
    clip, sound = write_video(tmp_path / "clip.mp4"), write_tone(tmp_path / "metal.wav")
    run = RunFolder(tmp_path / "runs" / "mine")
    words = ["-m", "tests.gui.train.killed_window", str(clip), str(sound), str(run.path)]
    child = subprocess.Popen([sys.executable, *words], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    with child.stdout as lines:
        told = lines.readline()
        child.kill()
        child.wait(20)
    assert told == "ready\n"
    yield run
    process = run.process()
    if process is not None:
        process.terminate()


def test_a_window_that_was_killed_left_its_work_its_takes_and_its_training(killed, qtbot):
    process = killed.process()
    assert process is not None
    assert process.alive
    (work,) = autosave.left_behind()
    with running_window(qtbot, ENGINE) as window:
        qtbot.waitUntil(
            lambda: any("Unsaved work on clip" in text for text in window.banners.texts()),
            timeout=30000,
        )
        window.banners.press(f"recovery:{work.project.id}", "Recover")
        assert window.document.clip.name == "clip.mp4"
        assert len(window.document.track.events) == 4
        (take, *_) = window.document.takes()
        assert take.sound.is_file()
        chip = window.train.chip
        qtbot.waitUntil(lambda: "mine  ·  step" in chip.text(), timeout=30000)


def test_a_training_that_is_stopped_frees_its_device_at_once(services, qtbot, wait, tmp_path):
    """A device is free when its process is gone; a real trainer, asked by the button."""
    data = write_dataset(tmp_path / "set", 12, labels=("knock",), arrays=("features", "mel"))
    page = RunsPage(services)
    page.resize(1180, 760)
    qtbot.addWidget(page)
    page.show()
    services.runs.begin()
    services.runs.start(tmp_path / "runs" / "mine", config(data, steps=100_000))
    wait(lambda: bool(services.runs.runs))
    page.select(tmp_path / "runs" / "mine")

    def step() -> int:
        last = page.history.last
        return 0 if last is None else last.step

    qtbot.waitUntil(lambda: page.history is not None and step() >= 1, timeout=120_000)
    process = RunFolder(tmp_path / "runs" / "mine").process()
    QTest.mouseClick(page.bar.stop, Qt.MouseButton.LeftButton)
    wait(lambda: not process.alive)
    wait(lambda: page.selected.state == "stopped")
    wait(lambda: process.pid not in [each.pid for each in psutil.Process().children()])  # reaped
