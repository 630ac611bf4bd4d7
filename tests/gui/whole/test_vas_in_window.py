"""The paper's way on real clips of VAS: prepare, train a class, dub in the window, evaluate."""

import csv
import shutil

import numpy as np
import pytest

import main
from engine.media.audio import read_mono
from gui.hosts.engine_host import COMMAND
from gui.playback.devices import AudioOutputs
from tests.gui.fakes import FakeSink
from tests.gui.window_tools import drop, running_window
from tests.media import make_sound
from tests.tiny_models import install_vocoder

pytestmark = [pytest.mark.real, pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(1800)]

LONG_MS = 600_000  # a machine with ten jobs a core
RATE_HZ = 22050
NARROW = (
    *("model.temporal_layers=1", "model.temporal_width=4", "model.temporal_lstm_hidden=3"),
    *("model.sgau_units=1", "model.sgau_group_channels=2", "model.sgau_width=4"),
    *("model.timbre_width=4", "model.background_width=3", "model.upsample_width=4"),
    *("model.decoder_width=4", "model.decoder_blocks=1", "model.decoder_heads=1"),
    *("model.decoder_filter=4", "discriminator_width=0.01", "batch=2", "steps=3"),
)


@pytest.fixture
def clips(real_data, tmp_path):
    """Two drums, the first as a clip, the second as a sound in a folder of its class."""
    found = sorted((real_data / "vas" / "videos" / "drum").iterdir())
    clip = shutil.copyfile(found[0], tmp_path / "clip.mp4")
    (tmp_path / "drum").mkdir()
    sound = make_sound(tmp_path / "drum" / "other.wav", read_mono(found[1])[:, None], RATE_HZ)
    return clip, sound


def test_a_class_of_vas_from_its_folder_to_the_report(
    real_data, clips, tmp_path, qtbot, monkeypatch
):
    vas, data, run = real_data / "vas", tmp_path / "data", tmp_path / "drums"
    words = ["prepare", vas, "--classes", "drum", "--output", data, "--workers", "1"]
    assert command(*words) == 0
    words = ["train", "generator", "--dataset", data, "--run", run, "--preset", "paper"]
    words += ["--classes", "drum", "--device", "cpu"]
    words += [word for each in NARROW for word in ("--set", each)]
    assert command(*words) == 0
    assert command("models", "--import", run) == 0

    monkeypatch.setattr(AudioOutputs, "probe", lambda self, *a, **k: self.use(FakeSink()))
    monkeypatch.setattr(AudioOutputs, "check", lambda self: None)
    with running_window(qtbot, COMMAND, patience_ms=LONG_MS) as window:
        take = dub_by_class(qtbot, window, clips)
        assert (take.recipe.model, take.recipe.steering) == ("drums", "picture")
        assert np.abs(read_mono(take.sound)).max() > 0

    report = tmp_path / "report"
    words = ["evaluate", "--clips", vas / "videos" / "drum", "--model", "drums"]
    install_vocoder("noise")  # it takes no time
    words += ["--vocoder", "noise:unrefined", "--examples", "0", "--output", report]
    assert command(*words) == 0
    with (report / "measures.csv").open(encoding="utf-8", newline="") as file:
        assert "drums" in {row["system"] for row in csv.DictReader(file)}


def dub_by_class(qtbot, window, clips):
    """Open the clip, and dub it by the paper's inference with the model of the sound's class."""
    document = window.document
    drop(window, *clips)
    qtbot.waitUntil(lambda: bool(document.clip and document.track.events), timeout=LONG_MS)
    assert [each.tags for each in document.project.references] == [("drum",)]
    panel = window.workspace.settings_panel
    choose(panel.model, "Neural: by class")
    choose(panel.vocoder, "Griffin-Lim (no file)")
    choose(panel.steering, "Model only")
    window.actions_["dub"].trigger()
    qtbot.waitUntil(lambda: len(document.takes()) == 1, timeout=LONG_MS)
    return document.takes()[0]


def choose(box, text):
    """Choose an entry as a person does."""
    row = box.findText(text)
    assert row >= 0, f"{text} is not offered"
    box.setCurrentIndex(row)
    box.activated.emit(row)


def command(*words: object) -> int:
    return main.main([str(word) for word in words])
