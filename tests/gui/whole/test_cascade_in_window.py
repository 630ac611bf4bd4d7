"""A cascade beside a generator on the open clip, made by the real engine."""

import shutil

import pytest

from engine.config import RESOURCES
from engine.media.audio import read_mono
from engine.project.model import ModelChoice
from gui.hosts.engine_host import COMMAND
from gui.playback.devices import AudioOutputs
from tests.gui.fakes import FakeSink
from tests.gui.helpers import write_tone
from tests.gui.window_tools import drop, running_window
from tests.tiny_cascade import install_cascade
from tests.tiny_models import install_generator

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(600)]

LONG_MS = 300_000


def test_a_cascade_is_heard_beside_a_generator(qtbot, monkeypatch, tmp_path):
    install_generator("one model")
    install_cascade(tmp_path / "halves", "pair")
    monkeypatch.setattr(AudioOutputs, "probe", lambda self, *a, **k: self.use(FakeSink()))
    monkeypatch.setattr(AudioOutputs, "check", lambda self: None)
    with running_window(qtbot, COMMAND, patience_ms=LONG_MS) as window:
        document = window.document
        clip = shutil.copyfile(RESOURCES / "samples" / "hammer.mp4", tmp_path / "clip.mp4")
        drop(window, clip, write_tone(tmp_path / "metal.wav"))
        qtbot.waitUntil(lambda: bool(document.clip and document.track.events), timeout=LONG_MS)
        window.actions_["workspace_train"].trigger()
        qtbot.waitUntil(lambda: window.train.is_open, timeout=LONG_MS)
        pair = [ModelChoice("generator", name) for name in ("pair", "one model")]
        window.train.workspace.services.models.compare_requested.emit(*pair)
        qtbot.waitUntil(lambda: len(document.takes()) == 2, timeout=LONG_MS)
        takes = {take.recipe.model: take for take in document.takes()}
        assert set(takes) == {"pair", "one model"}
        for take in takes.values():
            assert read_mono(take.sound).any()
        assert {each.id for each in takes.values()} == {
            window.workspace.monitor.a.id,
            window.workspace.monitor.b.id,
        }
