"""The Batch workspace in the window: from clips and references to files, and back to the editor."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from engine.events.event import Event, write_csv
from engine.media.audio import read_mono
from tests.gui.conftest import ENGINE
from tests.gui.helpers import write_tone, write_video
from tests.gui.window_tools import running_window
from tests.tiny_cascade import install_cascade
from tests.tiny_models import install_generator

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def batch(window):
    """The workspace, entered."""
    window.actions_["workspace_batch"].trigger()
    return window.batch.workspace


@pytest.fixture
def filled(batch, tmp_path):
    """With two clips in a folder, one reference and an output folder."""
    (tmp_path / "clips").mkdir()
    for name in ("one", "two"):
        write_video(tmp_path / "clips" / f"{name}.mp4")
    batch.clips.add_paths([tmp_path / "clips"])
    batch.references.add_paths([write_tone(tmp_path / "metal.wav")])
    write_csv(tmp_path / "hits.csv", [Event(0.5)])
    batch.options.setText(f"--events '{tmp_path / 'hits.csv'}'")
    batch.output.path = tmp_path / "out"
    return batch


def press(batch, text):
    (button,) = [each for each in batch.findChildren(QPushButton) if each.text() == text]
    assert button.isEnabled()
    button.click()


def names(batch):
    return [each.job.output.name for each in batch.queue.jobs]


def test_it_takes_the_place_of_the_editor_and_gives_it_back(window, batch, qtbot):
    assert window.pages.currentWidget() is batch
    assert window.actions_["workspace_batch"].isChecked()
    assert not window.actions_["dub"].isEnabled()
    window.actions_["workspace_train"].trigger()
    qtbot.waitUntil(lambda: window.train.is_open, timeout=60_000)
    window.actions_["workspace_batch"].trigger()
    window.actions_["workspace_dub"].trigger()
    assert window.pages.currentWidget() is not batch
    assert window.actions_["open"].isEnabled()
    assert window.actions_["dub"].isEnabled()
    assert window.actions_["workspace_dub"].isChecked()


def test_it_is_seen_from_the_editor_while_it_runs_and_a_click_leads_back(window, filled, qtbot):
    chip = filled.chip
    press(filled, "Add to queue")
    window.actions_["workspace_dub"].trigger()
    assert not chip.isVisible()
    filled.queue.start()
    assert chip.isVisible()
    assert chip.text() == "Batch  ·  1 of 2"
    chip.click()
    assert window.pages.currentWidget() is filled
    filled.queue.stop()
    assert not chip.isVisible()


def test_every_clip_is_dubbed_with_every_reference(filled, qtbot, tmp_path):
    press(filled, "Add to queue")
    assert names(filled) == ["one - metal.mp4", "two - metal.mp4"]
    with qtbot.waitSignal(filled.queue.ended, timeout=200_000) as ended:
        press(filled, "Start")
    assert ended.args == [2, 0], [each.error for each in filled.queue.jobs]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == names(filled)
    assert filled.view.summary.text() == "2 done"
    press(filled, "Clear done")
    assert names(filled) == []


@pytest.mark.slow
def test_the_model_of_a_references_class_and_a_cascade_dub_batches(batch, qtbot, tmp_path):
    install_generator("of bells", classes=("bell",))
    install_cascade(tmp_path / "halves", "pair")
    (tmp_path / "bell").mkdir()
    batch.clips.add_paths([write_video(tmp_path / "one.mp4")])
    batch.references.add_paths([write_tone(tmp_path / "bell" / "high.wav")])
    batch.output.path = tmp_path / "out"
    for model in ("by-class", "pair"):
        batch.name.setText(f"{{clip}} by {model}")
        batch.options.setText(f"--model {model} --vocoder griffin-lim --events auto")
        press(batch, "Add to queue")
    with qtbot.waitSignal(batch.queue.ended, timeout=200_000) as ended:
        press(batch, "Start")
    assert ended.args == [2, 0], [each.error for each in batch.queue.jobs]
    assert names(batch) == ["one by by-class.mp4", "one by pair.mp4"]
    for name in names(batch):
        assert read_mono(tmp_path / "out" / name).any()


def test_without_a_model_of_the_class_a_batch_says_so(batch, qtbot, tmp_path):
    batch.clips.add_paths([write_video(tmp_path / "one.mp4")])
    batch.references.add_paths([write_tone(tmp_path / "high.wav")])
    batch.output.path = tmp_path / "out"
    batch.options.setText("--model by-class:gong")
    press(batch, "Add to queue")
    with qtbot.waitSignal(batch.queue.ended, timeout=200_000) as ended:
        press(batch, "Start")
    assert ended.args == [0, 1]
    assert "classes alone: gong" in str(batch.queue.jobs[0].error)


def test_jobs_come_from_a_list_too(filled, monkeypatch, tmp_path):
    filled.options.setText("--seed 4")
    (tmp_path / "jobs.csv").write_text("clip,reference,events\nclips/one.mp4,metal.wav,hits.csv\n")
    chosen = (str(tmp_path / "jobs.csv"), "")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: chosen)
    press(filled, "Add from CSV…")
    words = filled.queue.jobs[0].job.words
    assert f"--events={tmp_path / 'hits.csv'}" in words
    assert words[-3:-1] == ("--seed", "4")


def test_outputs_of_one_name_are_told_apart_by_their_folders(filled, qtbot, tmp_path):
    filled.name.setText("{clip}/{reference}")
    press(filled, "Add to queue")
    rows = filled.view.model
    told = ["one/metal.mp4", "two/metal.mp4"]
    assert [rows.data(rows.index(row, 0)) for row in range(2)] == told
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert [rows.data(rows.index(row, 0), spoken).split(",")[0] for row in range(2)] == told
    filled.queue.start()
    assert "one/metal.mp4" in filled.chip.toolTip()
    filled.queue.stop()
    filled.queue.remove(filled.queue.jobs)
    (tmp_path / "out" / "two").mkdir(parents=True)
    (tmp_path / "out" / "two" / "metal.mp4").touch()
    press(filled, "Add to queue")
    assert filled.problem.text().startswith("two/metal.mp4 exists already")


def test_jobs_that_are_queued_already_are_counted(filled, tmp_path):
    press(filled, "Add to queue")
    press(filled, "Add to queue")
    assert filled.problem.text() == "2 jobs are in the queue already."
    write_video(tmp_path / "clips" / "three.mp4")
    press(filled, "Add to queue")
    assert len(names(filled)) == 3
    assert filled.problem.text() == "2 jobs are in the queue already."


def test_jobs_for_queued_outputs_with_other_options_are_refused_by_name(filled):
    press(filled, "Add to queue")
    filled.options.setText(f"{filled.options.text()} --seed 3")
    press(filled, "Add to queue")
    assert len(names(filled)) == 2
    assert "Two jobs would write" in filled.problem.text()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda batch: batch.name.setText("../{clip}"), "does not stay inside"),
        (lambda batch: batch.name.setText("same"), "same.mp4: "),
        (lambda batch: batch.references.list.clear(), "There is no sound to dub with."),
        (lambda batch: batch.options.setText("--seed -1"), "Argument --seed"),
        (lambda batch: batch.options.setText("--events 'x"), "options cannot be read"),
        (lambda batch: batch.output.edit.clear(), "Choose an output folder."),
        (lambda batch: batch.clips.add_paths([Path("gone.mp4")]), "There is no file gone.mp4."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_queued(filled, spoil, says):
    spoil(filled)
    press(filled, "Add to queue")
    assert says in filled.problem.text()
    assert not filled.queue.jobs


def test_a_clip_that_appears_in_a_watched_folder_is_dubbed(filled, qtbot, tmp_path):
    filled.watched.setChecked(True)
    qtbot.wait(500)
    write_video(tmp_path / "three.mp4").rename(tmp_path / "clips" / "three.mp4")
    with qtbot.waitSignal(filled.queue.ended, timeout=200_000) as ended:
        pass
    assert ended.args == [1, 0]
    assert names(filled) == ["three - metal.mp4"]


def test_a_clip_that_appears_does_not_start_a_queue_that_was_paused(filled, qtbot, tmp_path):
    press(filled, "Add to queue")
    filled.watched.setChecked(True)
    qtbot.wait(500)
    write_video(tmp_path / "three.mp4").rename(tmp_path / "clips" / "three.mp4")
    qtbot.waitUntil(lambda: "three - metal.mp4" in names(filled), timeout=30_000)
    assert not filled.queue.is_running
    assert filled.queue.current is None


def test_an_output_that_exists_is_not_queued_until_it_may_be_replaced(filled, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "one - metal.mp4").write_text("something else")
    press(filled, "Add to queue")
    assert names(filled) == ["two - metal.mp4"]
    assert "one - metal.mp4 exists already" in filled.problem.text()
    filled.options.setText(f"{filled.options.text()} --overwrite")
    assert not filled.problem.text()
    press(filled, "Add to queue")
    assert names(filled) == ["two - metal.mp4", "one - metal.mp4"]


def test_quitting_asks_about_jobs_that_would_be_lost(window, filled, monkeypatch):
    press(filled, "Add to queue")
    asked = []

    def stay(_window, _title, text, _choices, **_options):
        asked.append(text)
        return ""

    monkeypatch.setattr("gui.batch.lazy_workspace.ask", stay)
    window.close()
    assert window.isVisible()
    assert asked == ["2 jobs of the batch have not ended; they would be lost."]


@pytest.mark.parametrize("part", ["clips", "view"])
def test_what_is_selected_is_removed_by_the_context_menu(filled, part):
    press(filled, "Add to queue")
    rows = getattr(filled, part).list
    rows.selectAll()
    (remove,) = rows.actions()
    remove.trigger()
    assert rows.model().rowCount() == 0


def test_the_form_is_there_again_in_the_next_session(filled, qtbot, tmp_path):
    filled.name.setText("{number}")
    filled.watched.setChecked(True)
    filled.shutdown()
    with running_window(qtbot, ENGINE) as another:
        another.actions_["workspace_batch"].trigger()
        batch = another.batch.workspace
        assert batch.clips.paths == [tmp_path / "clips"]
        assert batch.references.paths == [tmp_path / "metal.wav"]
        assert batch.output.path == tmp_path / "out"
        assert batch.name.text() == "{number}"
        assert batch.options.text() == filled.options.text()
        assert batch.watched.isChecked()
        qtbot.wait(500)
        write_video(tmp_path / "three.mp4").rename(tmp_path / "clips" / "three.mp4")
        qtbot.waitUntil(lambda: names(batch) == ["1.mp4"], timeout=30_000)


def test_the_form_is_kept_while_the_program_runs(window, filled, qtbot, tmp_path):
    kept = window.settings
    qtbot.waitUntil(lambda: kept.batch.output == str(tmp_path / "out"), timeout=5000)
    assert kept.batch.clips == (tmp_path / "clips",)
    filled.watched.setChecked(True)
    qtbot.waitUntil(lambda: kept.batch.watched, timeout=5000)


def test_a_file_dialog_starts_in_the_folder_of_the_last_one(window, batch, monkeypatch, tmp_path):
    clip = write_video(tmp_path / "one.mp4")
    folders = []

    def choose(_parent, _title, folder, *_):
        folders.append(folder)
        return [str(clip)], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    window.settings.last_folder = str(tmp_path.parent)
    for files in (batch.clips, batch.references):
        press(files, "Add…")
    assert folders == [str(tmp_path.parent), str(tmp_path)]
    assert batch.clips.paths == [clip]
