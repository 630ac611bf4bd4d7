"""From a folder of clips to a dub with one's own model, with nothing acted and no terminal.

The sample clips, dubbed without a model, are clips with sound: they are checked, prepared, trained
on for a few steps by a real trainer, and the checkpoint that comes of it dubs the silent clip.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from engine.config import RESOURCES, Folders
from engine.model_files.model_file import read_header
from gui.main_window import MainWindow
from gui.playback.devices import AudioOutputs
from gui.playback.outputs import SilentOutput
from gui.train.runs.use_dialog import UseDialog
from main import main
from training.run.known_runs import known_runs

SAMPLES = RESOURCES / "samples"
PATIENCE_MS = 200_000  # two cores, shared
SETTINGS = {
    "batch": "2",
    "steps": "400",  # more than it is given the time for
    "pretrain_steps": "3",
    "adversarial_start": "2",
}

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture
def clips(tmp_path) -> Path:
    """Clips with sound: each sample clip with each of two references."""
    folder = tmp_path / "my clips"
    for video, reference in (
        ("hammer", "wood"),
        ("hammer", "metal"),
        ("stairs", "glass"),
        ("stairs", "drum"),
    ):
        output = folder / video / f"{reference}.mp4"
        output.parent.mkdir(parents=True, exist_ok=True)
        words = ["dub", str(SAMPLES / f"{video}.mp4"), "--output", str(output)]
        words += ["--reference", str(SAMPLES / f"{reference}.flac"), "--engine", "grains"]
        assert main(words) == 0
    return folder


@pytest.fixture
def window(qtbot, monkeypatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(AudioOutputs, "probe", lambda self, *a, **k: self.use(SilentOutput()))
    window = MainWindow()
    window.resize(1500, 940)
    window.show()
    window.complete()
    yield window
    for run in known_runs():
        process = run.process()
        if process is not None:
            process.terminate()
    window.document.undo_stack.clear()
    window.document.mark_saved(Path("unused"))
    window.close()
    window.deleteLater()


def test_from_a_folder_of_clips_to_a_dub_with_ones_own_model(
    window, clips, qtbot, monkeypatch, tmp_path
):
    def wait(until) -> None:
        qtbot.waitUntil(until, timeout=PATIENCE_MS)

    window.actions_["workspace_train"].trigger()
    train = window.train.workspace
    # The data set
    data, check = train.data_set, train.data_set.check_view
    data.open_folder(clips)
    wait(lambda: data.view is check)
    check.bar.output.path = tmp_path / "data set"
    assert check.bar.prepare.isEnabled()
    check.bar.prepare.click()
    wait(lambda: data.view is data.open_view)
    data.open_view.train_wanted.emit()
    # The run
    new = train.new_run
    new.presets.preset_picked.emit("quick")
    for key, text in SETTINGS.items():
        new.form.edited.emit(key, text)
    new.summary.place.path = tmp_path / "runs"
    new.summary.name.setText("мой first run")
    wait(new.summary.start.isEnabled)
    new.summary.start.click()
    page = train.runs
    wait(lambda: train.stack.currentWidget() is page and page.selected is not None)
    # Watched, asked for a sample, stopped
    wait(lambda: page.history.last is not None and page.history.last.step >= 6)
    page.bar.sample.click()
    wait(lambda: bool(page.samples.model.samples))
    page.bar.stop.click()
    wait(lambda: page.selected.state == "stopped" and not page.selected.is_alive)
    wait(lambda: bool(page.side.models.choices))
    step = page.history.last.step
    assert page.side.models.choices[0].step == step
    assert len(page.history.series["loss/mel"]) == step - 3
    # Used
    monkeypatch.setattr(UseDialog, "exec", lambda dialog: int(QDialog.DialogCode.Accepted))
    page.side.models.use.click()
    wait(lambda: window.pages.currentWidget() is not train)
    name = f"мой first run step {step}"
    model = Folders.current().models / f"{name}.safetensors"
    assert read_header(model).provenance["steps"] == step
    wait(lambda: name in window.workspace.host.info.installed.models)
    # Heard
    document = window.document
    window.file_commands.open_paths([SAMPLES / "hammer.mp4", SAMPLES / "metal.flac"])
    wait(lambda: bool(document.clip and document.track.events))
    assert document.settings.model == name
    window.actions_["dub"].trigger()
    wait(lambda: len(document.takes()) == 1)
    take = document.takes()[0]
    assert take.recipe.model == name
    assert take.sound.stat().st_size > 10_000
