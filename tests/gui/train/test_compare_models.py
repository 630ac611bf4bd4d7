"""Two models on the open clip: asked for among the models, heard in the editor."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gui.main_window import MainWindow
from gui.playback.devices import AudioOutputs
from tests.gui.fakes import FakeSink
from tests.gui.helpers import write_tone, write_video
from tests.gui.window_tools import running_window

ENGINE = (sys.executable, str(Path(__file__).parents[1] / "engine_script.py"))

pytestmark = pytest.mark.timeout(90)


@pytest.fixture
def window(qtbot, monkeypatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(AudioOutputs, "probe", lambda self, *a, **k: self.use(FakeSink()))
    monkeypatch.setattr(AudioOutputs, "check", lambda self: None)
    with running_window(qtbot, ENGINE, patience_ms=20000) as window:
        yield window


def test_two_takes_that_differ_in_the_model_alone_are_put_on_a_and_b(window, wait, tmp_path):
    clip, tone = write_video(tmp_path / "clip.mp4"), write_tone(tmp_path / "metal.wav")
    window.file_commands.open_paths([clip, tone])
    wait(lambda: bool(window.document.clip and window.document.clip.events))
    wait(lambda: len(window.document.project.references) == 1)
    window.actions_["workspace_train"].trigger()
    train = window.train.workspace
    train.models.compare_requested.emit(Path("first.safetensors"), Path("second.safetensors"))
    assert window._pages.currentWidget() is window.workspace
    wait(lambda: len(window.document.takes()) == 2)
    recipes = {take.id: take.recipe for take in window.document.takes()}
    monitor = window.workspace.monitor
    heard = [recipes[side.id].settings.model for side in (monitor.a, monitor.b)]
    assert heard == ["first", "second"]
    first, second = recipes.values()
    assert first.events == second.events
    assert first.settings.seed == second.settings.seed
    assert {recipe.settings.engine for recipe in recipes.values()} == {"neural"}


def test_without_a_clip_it_is_said_what_is_missing(window):
    window.actions_["workspace_train"].trigger()
    window.train.workspace.models.compare_requested.emit(Path("a"), Path("b"))
    assert window.document.takes() == []
    assert window.workspace.host.running is None
