"""The New run page, with a fake `main.py` and a fake trainer."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QFileDialog,
    QLineEdit,
    QScrollArea,
)

from gui.kit.widgets import bytes_text
from gui.train import free_space, start_questions
from gui.train.new_run import sweep
from gui.train.new_run.cost_summary import TRYING, UNKNOWN
from gui.train.new_run.page import NewRunPage
from tests.gui.train.answers import description
from tests.gui.train.fake_command import Commands
from tests.gui.train.new_run.test_cost_summary import COUNTED
from tests.gui.window_tools import shown_page
from training.config import run_config
from training.own_presets import OwnPreset, own_presets, write_preset
from training.presets import find_preset
from training.run.run_folder import RunFolder

TRIED = {"steps_per_s": {"events": 4.0, "adversarial": 0.5}, "memory_mb": 2000, "steps": 10}

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "set"
    folder.mkdir()
    return folder


@pytest.fixture
def commands(tmp_path, folder) -> Commands:
    commands = Commands(tmp_path / "commands")
    commands.answer("--estimate", lines=[COUNTED])
    commands.answer("--try", lines=[COUNTED | {"tried": TRIED}])
    answer = description(folder, {"dog": (60, 5, 5), "drum": (40, 5, 5)})
    commands.answer("--describe", lines=[answer])
    return commands


@pytest.fixture
def page(qtbot, services, commands) -> Iterator[NewRunPage]:
    with shown_page(qtbot, NewRunPage(services, program=commands.program)) as page:
        yield page


@pytest.fixture
def ready(page, wait, folder) -> NewRunPage:
    page.set_data_set(folder)
    wait(lambda: page.data.info is not None)
    return page


def _asked(commands, word):
    return sum(word in words for words in commands.asked())


def _type(page, key, text):
    editor = page.form.row(key).editor
    editor.clear()
    editor.insert(text)
    editor.textEdited.emit(text)


def test_the_numbers_of_the_classes_are_explained(ready):
    assert ready.data.classes.item(0).text() == "dog (60)"
    assert ready.data.counted.text() == "Classes, with their numbers of training samples:"
    assert ready.data.counted.isVisible()


def test_it_cannot_start_without_a_data_set(page):
    assert page.summary.problem.text() == "Choose a data set."
    assert not page.summary.start.isEnabled()


def test_a_data_set_gives_the_run_a_name_and_lets_it_start(ready):
    assert ready.summary.name.text() == "compact-set"
    assert ready.summary.start.isEnabled()
    assert ready.summary.problem.text() == ""


def test_what_is_typed_is_checked_at_once_and_reset_by_the_dot(ready):
    _type(ready, "batch", "0")
    row = ready.form.row("batch")
    assert row.error.text() == "Batch must be from 1 to 4096, not 0."
    assert ready.summary.problem.text() == row.error.text()
    assert not ready.summary.start.isEnabled()
    row.dot.click()
    assert row.text() == "48"  # as published, not as the preset
    assert row.error.text() == ""
    assert not row.dot.is_filled
    assert ready.summary.start.isEnabled()


def test_a_changed_preset_says_so_also_after_a_restart_and_can_be_returned_to(
    ready, qtbot, services, commands
):
    ready.presets.preset_picked.emit("quick")
    assert not ready.presets.reset.isVisible()
    usual = ready.form.row("steps").text()
    _type(ready, "steps", "3")
    assert ready.presets.changed.text() == "Quick test, changed"
    assert ready.presets.reset.isVisible()
    ready.update_estimates()
    with shown_page(qtbot, NewRunPage(services, program=commands.program)) as again:
        assert again.presets.changed.text() == "Quick test, changed"
        assert again.presets.reset.isVisible()
        again.presets.reset.click()
        assert again.form.row("steps").text() == usual
        assert not again.presets.reset.isVisible()


def test_dots_show_what_differs_from_the_published_training(ready):
    assert ready.form.row("batch").dot.is_filled
    assert not ready.form.row("epochs").dot.is_filled
    ready.presets.preset_picked.emit("paper")
    assert not ready.form.row("batch").dot.is_filled
    assert "Published: 48" in _dot_tip_after(ready, "batch", "47")


def _dot_tip_after(page, key, text):
    _type(page, key, text)
    return page.form.row(key).dot.toolTip()


def test_the_paper_trains_one_class_at_a_time(ready):
    ready.presets.preset_picked.emit("paper")
    assert "one class at a time" in ready.summary.problem.text()
    ready.data.classes.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert ready.summary.problem.text() == ""
    assert ready.summary.name.text() == "paper-dog"
    assert "--classes dog" in ready.summary.line.text()


def test_the_estimate_is_counted_by_a_process_and_only_once_for_the_same_networks(
    ready, commands, wait
):
    wait(lambda: ready.summary.fact("Parameters")[0] == "5.0 million generator")
    wait(lambda: _asked(commands, "--try") == 1)
    counted = _asked(commands, "--estimate")
    _type(ready, "steps", "500")
    first = find_preset("generator", "compact").training.pretrain_steps
    assert ready.summary.fact("Length")[0] == f"{first + 500} steps"
    ready.update_estimates()
    assert not ready.estimates.counter.is_busy
    _type(ready, "model.decoder_width", "64")
    wait(lambda: _asked(commands, "--estimate") == counted + 2)  # one of them to try


def test_steps_are_tried_once_and_give_an_estimate(ready, commands, wait):
    wait(lambda: "a few steps on this machine" in ready.summary.fact("Time")[1])
    assert ready.summary.fact("Time")[0].startswith("About ")
    assert ready.summary.fact("Memory")[0] == "About 2.1 GB"
    (words,) = [words for words in commands.asked() if "--try" in words]
    assert str(ready.data.folder()) in words
    _type(ready, "steps", "500")
    ready.update_estimates()
    assert not ready.estimates.trier.is_busy


def test_nothing_is_tried_without_data_or_beside_a_training(
    page, services, commands, folder, stage, wait
):
    wait(lambda: page.summary.fact("Parameters")[0] == "5.0 million generator")
    assert _asked(commands, "--try") == 0
    child = stage.start(stage.new_run().path, "slow")
    runs = services.runs
    runs.begin()
    wait(lambda: any(run.is_alive for run in runs.runs))
    page.set_data_set(folder)
    wait(lambda: page.data.info is not None)
    page.update_estimates()
    assert _asked(commands, "--try") == 0
    assert page.summary.fact("Time")[0] == UNKNOWN
    child.kill()


def test_what_cannot_be_tried_is_left_and_too_large_a_batch_is_said(page, commands, folder, wait):
    commands.answer("--try", said="A step of 16 samples does not fit.", code=75)
    page.set_data_set(folder)
    wait(lambda: page.summary.fact("Memory")[0] == "Does not fit")
    page.update_estimates()
    assert _asked(commands, "--try") == 1


def test_starting_or_leaving_ends_what_is_tried(page, commands, folder, wait):
    commands.answer("--try", hang=True)
    page.set_data_set(folder)
    wait(lambda: page.summary.fact("Time")[0] == TRYING)
    page.hide()
    assert not page.estimates.trier.is_busy


def test_settings_are_found_by_their_help(ready):
    ready.form.search.setText("seed of all randomness")
    shown = [group for group in ready.form.groups if group.isVisible()]
    assert [row.field.key for row in shown[0].rows.values() if row.isVisible()] == ["run.seed"]
    ready.form.search.setText("nothing has these words")
    assert not any(group.isVisible() for group in ready.form.groups)
    ready.form.search.clear()
    assert all(group.isVisible() for group in ready.form.groups)


def test_a_vocoder_has_settings_of_its_own(ready):
    ready.presets.kind_picked.emit("vocoder")
    assert ready.draft.kind == "vocoder"
    assert ready.form.row("version").dot.is_filled
    assert "train vocoder" in ready.summary.line.text()
    assert ready.summary.name.text() == "vocoder-compact-set"


@pytest.mark.parametrize(
    ("kind", "arrays", "damaged", "sentence"),
    [
        ("vocoder", ("features", "mel"), (), "this training needs: wave."),
        ("generator", ("wave",), (), "this training needs: features, mel, aligned."),
        ("generator", ("features", "mel", "aligned"), ("00000/mel.npy is damaged.",), "is damaged"),
    ],
)
def test_a_data_set_that_cannot_be_trained_on_says_why(
    page, commands, wait, folder, kind, arrays, damaged, sentence
):
    answer = description(folder, {"dog": (60, 5, 5)}, arrays=arrays, damaged=damaged)
    commands.answer("--describe", lines=[answer])
    page.presets.kind_picked.emit(kind)
    page.set_data_set(folder)
    wait(lambda: page.data.info is not None)
    assert sentence in page.summary.problem.text()
    assert not page.summary.start.isEnabled()


def test_a_folder_that_is_no_data_set_says_so(page, commands, wait, folder):
    commands.answer("--describe", said="There is no data set in set. Make one.", code=3)
    page.set_data_set(folder)
    wait(lambda: "There is no data set in set" in page.data.facts.text())
    assert not page.summary.start.isEnabled()


def test_a_run_is_started_as_it_is_set(ready, qtbot, stage, tmp_path):
    _type(ready, "batch", "5")
    ready.summary.place.path = tmp_path / "runs here"
    ready.summary.name.setText("mine")
    with qtbot.waitSignal(ready.started, timeout=30000) as started:
        ready.summary.start.click()
        assert ready.summary.start.text() == "Starting…"
        assert not ready.summary.start.isEnabled()
    run = RunFolder.open(tmp_path / "runs here" / "mine")
    assert started.args == [run.path]
    config = run.config()
    assert (config.preset, config.training.batch) == ("compact", 5)
    assert config.dataset == ready.data.folder()
    assert run.command()[:3] == ["main.py", "train", "generator"]
    # The next one gets a name of its own.
    assert ready.summary.name.text() == "compact-set"


def test_the_name_proposed_stays_while_the_run_is_started(ready, qtbot, stage, tmp_path):
    ready.summary.place.path = tmp_path / "runs here"
    with qtbot.waitSignal(ready.started, timeout=30000):
        ready.summary.start.click()
        qtbot.waitUntil((tmp_path / "runs here" / "compact-set").exists, timeout=30000)
        ready.data.classes_changed.emit()  # whatever refreshes the form
        assert ready.summary.name.text() == "compact-set"
    assert ready.summary.name.text() == "compact-set-2"


def test_a_run_whose_folder_is_there_already_is_not_started(ready, tmp_path):
    ready.summary.place.path = tmp_path
    ready.summary.name.setText("set")
    assert "A folder named set already exists" in ready.summary.problem.text()
    ready.summary.name.setText("a/b")
    assert "or contain / " in ready.summary.problem.text()


@pytest.mark.parametrize("name", ["x" * 5000, "..", ".hidden", "a?b"], ids=len)
def test_a_name_that_no_folder_can_have_is_refused(ready, tmp_path, name):
    ready.summary.place.path = tmp_path
    ready.summary.name.setText(name)
    assert "name" in ready.summary.problem.text()
    assert not ready.summary.start.isEnabled()


def test_a_long_word_in_a_sentence_does_not_widen_the_page(ready, commands, tmp_path, wait):
    before = ready.minimumSizeHint().width()
    name = "x" * 250
    commands.answer("--describe", said=f"There is no data set in {name}.", code=3)
    ready.set_data_set(tmp_path / name)
    wait(lambda: name in ready.data.facts.text())
    _type(ready, "batch", "x" * 60)
    assert "not 'xxx" in ready.form.row("batch").error.text()
    QApplication.processEvents()
    assert ready.minimumSizeHint().width() <= before


def test_a_path_that_no_folder_can_have_is_no_error_of_the_window(ready, wait):
    ready.summary.place.path = Path("/" + "x" * 5000)
    ready.update_estimates()
    ready.data.path.path = Path("/" + "x" * 5000)
    wait(lambda: not ready.estimates.known.is_looking)


def test_a_start_that_fails_lets_the_person_try_again(ready, wait, tmp_path, services):
    failures = []
    services.runs.failed.connect(lambda *_: failures.append(1))
    (tmp_path / "file").touch()
    ready.summary.place.path = tmp_path / "file" / "nowhere"
    ready.summary.name.setText("mine")
    ready.summary.start.click()
    wait(lambda: bool(failures))
    assert ready.summary.start.isEnabled()


def test_switching_the_kind_loses_nothing_nor_does_a_restart(ready, qtbot, services, commands):
    _type(ready, "batch", "5")
    ready.presets.kind_picked.emit("vocoder")
    _type(ready, "steps", "77")
    ready.presets.kind_picked.emit("generator")
    assert ready.draft.texts["batch"] == "5"
    ready.presets.kind_picked.emit("vocoder")
    ready.shutdown()
    with shown_page(qtbot, NewRunPage(services, program=commands.program)) as again:
        assert (again.draft.kind, again.draft.texts["steps"]) == ("vocoder", "77")
        assert again.data.folder() == ready.data.folder()
        again.presets.kind_picked.emit("generator")
        assert again.draft.texts["batch"] == "5"
        assert "--set batch=5" in again.summary.line.text()


def test_the_folder_of_the_runs_is_the_same_after_a_restart(
    ready, qtbot, services, commands, tmp_path
):
    ready.summary.place.path = tmp_path / "elsewhere"
    ready.shutdown()
    with shown_page(qtbot, NewRunPage(services, program=commands.program)) as again:
        assert again.summary.place.path == tmp_path / "elsewhere"
        assert "elsewhere" in again.summary.line.text()


def _titles(page):
    return [row.title for _, row in page.presets.model.items]


def test_ablations_have_a_group_of_their_own(page):
    titles = _titles(page)
    assert titles.index("Quick test") < titles.index("Ablations of the paper")
    assert titles[-2:] == ["No mel discriminator", "No alignment discriminator"]


def test_a_preset_of_ones_own_is_saved_picked_renamed_and_deleted_with_undo(ready, services):
    _type(ready, "batch", "5")
    ready.commands.save(ready.draft, "mine")
    assert _titles(ready)[-2:] == ["Your presets", "mine"]
    ready.presets.preset_picked.emit("quick")
    assert ready.draft.texts["batch"] == "4"
    last = ready.presets.model.index(len(ready.presets.model.items) - 1, 0)
    ready.presets.list.setCurrentIndex(last)
    assert (ready.draft.preset, ready.draft.texts["batch"]) == ("compact", "5")
    (mine,) = own_presets("generator")
    ready.commands.rename(mine, "yours")
    assert _titles(ready)[-1] == "yours"
    (yours,) = own_presets("generator")
    ready.commands.menu(yours).actions()[-1].trigger()
    assert "Your presets" not in _titles(ready)
    services.banners.press("preset", "Undo")
    assert _titles(ready)[-1] == "yours"


def test_a_preset_is_imported_from_a_file_or_refused_in_words(ready, services, tmp_path):
    file = tmp_path / "theirs.preset.json"
    write_preset(OwnPreset(kind="vocoder", name="theirs", base="v1", settings=("batch=3",)), file)
    ready.commands.add(file)
    assert (ready.draft.kind, ready.draft.texts["batch"]) == ("vocoder", "3")
    file.write_text("nonsense")
    ready.commands.add(file)
    assert any("not a preset" in text for text in services.banners.texts())


def test_another_run_takes_the_settings_and_classes_of_a_run(ready, wait, folder):
    preset = find_preset("generator", "quick")
    config = run_config(
        replace(preset.training, batch=6),
        preset="quick",
        dataset=folder,
        cadence=replace(preset.cadence, validate_every=9),
        classes=("drum",),
        seed=7,
    )
    ready.use_settings(config)
    wait(lambda: ready.data.info is not None)
    words = ready.summary.line.text()
    for part in ("--preset quick", "batch=6", "validate_every=9", "--classes drum", "--seed 7"):
        assert part in words


def _ready_to_start(page, tmp_path):
    page.summary.place.path = tmp_path / "runs here"
    page.summary.name.setText("mine")


def test_a_count_that_fails_is_given_up_until_something_changes(ready, commands, wait):
    commands.answer("--estimate", said="CUDA cannot be used here.", code=4)
    _type(ready, "model.decoder_width", "64")
    wait(lambda: ready.summary.fact("Parameters")[0] == "Unknown")
    asked = _asked(commands, "--estimate")
    ready.update_estimates()
    commands.answer("--estimate", lines=[COUNTED])
    wait(lambda: ready.summary.fact("Parameters")[0] == "5.0 million generator")
    assert _asked(commands, "--estimate") > asked


GPUS = [
    {
        "name": f"cuda:{number}",
        "title": f"H{number}",
        "free_bytes": 4e9,
        "total_bytes": 8e9,
        "cores": 0,
    }
    for number in range(2)
]
DEVICES = [
    {"name": "cpu", "title": "EPYC", "free_bytes": 1e9, "total_bytes": 2e9, "cores": 4},
    *GPUS,
]


def _shown_devices(page, wait, commands, *devices):
    wait(page.device.refresh.isEnabled)
    commands.answer("devices", lines=[{"devices": list(devices)}])
    page.device.refresh.click()
    wait(lambda: len(page.device.devices) == len(devices))
    return page.device


def _pick(picker, text):
    picker.box.setCurrentIndex(picker.box.findText(text, Qt.MatchFlag.MatchStartsWith))
    picker.box.activated.emit(picker.box.currentIndex())


def test_the_device_is_chosen_from_a_list_with_names_and_free_memory(ready, commands, wait):
    picker = _shown_devices(ready, wait, commands, *DEVICES)
    assert [picker.box.itemText(row) for row in range(picker.box.count())] == [
        "Automatic: the GPU if it works",
        "CPU: EPYC, 1 GB of 2 GB free",
        "GPU 0: H0, 4 GB of 8 GB free",
        "GPU 1: H1, 4 GB of 8 GB free",
        "Several GPUs",
    ]
    _pick(picker, "GPU 1")
    assert "--device cuda:1" in ready.summary.line.text()
    assert not picker.processes.isVisible()
    _pick(picker, "Several GPUs")
    assert "--device cuda:0,cuda:1" in ready.summary.line.text()
    boxes = picker.findChildren(QCheckBox)
    assert [box.isChecked() for box in boxes] == [True, True]
    boxes[0].click()
    assert "--device cuda:1" in ready.summary.line.text()
    _pick(picker, "CPU")
    picker.processes.setValue(3)
    assert "--device cpu --processes 3" in ready.summary.line.text()
    _type(ready, "batch", "2")
    assert "A batch of 2 cannot be divided among 3" in ready.summary.problem.text()
    _pick(picker, "Automatic")
    assert "--device" not in ready.summary.line.text()
    assert "--processes" not in ready.summary.line.text()


def _prefer(page, services, device):
    page.hide()
    services.settings.training_device = device
    page.show()


def test_a_gpu_that_is_not_there_starts_nothing_and_offers_the_cpu(ready, commands, wait, services):
    _prefer(ready, services, "cuda:3")
    picker = _shown_devices(ready, wait, commands, *DEVICES)
    assert picker.problem.text() == "There is no GPU 3 on this machine."
    assert ready.summary.problem.text() == "There is no GPU 3 on this machine."
    assert not ready.summary.start.isEnabled()
    _prefer(ready, services, "cuda")
    _shown_devices(ready, wait, commands, DEVICES[0])
    assert "no GPU that works" in ready.summary.problem.text()
    picker.use_cpu.click()
    assert "--device cpu" in ready.summary.line.text()
    assert ready.summary.problem.text() == ""
    assert not picker.use_cpu.isVisible()


def test_a_gpu_of_another_machine_stays_chosen_until_the_devices_are_known(
    ready, services, commands, wait
):
    _prefer(ready, services, "cuda:1")
    picker = ready.device
    assert picker.box.currentText() == "GPU 1"
    wait(picker.refresh.isEnabled)  # the command that lists them has failed
    assert ready.summary.problem.text() == ""
    commands.answer("devices", hang=True)
    picker.refresh.click()
    ready.update_estimates()
    _type(ready, "batch", "5")
    assert ready.summary.problem.text() == "Looking for the devices of this machine…"
    assert not ready.summary.start.isEnabled()
    _pick(picker, "CPU")
    assert ready.summary.problem.text() == ""


@pytest.mark.parametrize(("answer", "queued"), [("Queue", True), ("Start now", False)])
def test_a_second_run_on_the_device_asks_and_can_be_queued(
    ready, qtbot, stage, tmp_path, wait, services, monkeypatch, answer, queued
):
    child = stage.start(stage.new_run().path, "slow")
    services.runs.begin()
    wait(lambda: any(run.is_alive for run in services.runs.runs))
    asked = []
    monkeypatch.setattr(start_questions, "ask", lambda *words: asked.append(words[2]) or answer)
    _ready_to_start(ready, tmp_path)
    with qtbot.waitSignal(ready.started, timeout=30000):
        ready.summary.start.click()
    assert "is training on this device" in asked[0]
    assert (tmp_path / "runs here" / "mine" / "queued").exists() is queued
    child.kill()


def test_a_disk_that_is_too_small_is_asked_about_in_words(
    ready, commands, wait, tmp_path, monkeypatch
):
    _ready_to_start(ready, tmp_path)
    wait(lambda: ready.summary.fact("Disk")[0] not in ("Counting…", "Depends on the data set"))
    usage = shutil.disk_usage(tmp_path)._replace(free=1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    asked = []
    monkeypatch.setattr(free_space, "ask", lambda *words: asked.append(words[2]) or "")
    ready.summary.start.click()  # it looks again: the disk was not full a moment ago
    wait(lambda: bool(asked))
    assert f"the disk has {bytes_text(1)} free. Start anyway?" in asked[0]
    assert f"only {bytes_text(1)} are free" in ready.summary.fact("Disk")[1]
    assert not (tmp_path / "runs here").exists()
    assert ready.summary.start.isEnabled()


def test_a_start_waits_until_it_is_counted_what_the_run_takes(
    ready, commands, wait, tmp_path, monkeypatch
):
    usage = shutil.disk_usage(tmp_path)._replace(free=1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    asked = []
    monkeypatch.setattr(free_space, "ask", lambda *words: asked.append(words[2]) or "")
    ready.presets.preset_picked.emit("medium")
    _ready_to_start(ready, tmp_path)
    assert ready.summary.fact("Disk")[0] == "Counting…"
    ready.summary.start.click()
    assert ready.summary.start.text() == "Starting…"
    assert not asked
    wait(lambda: bool(asked))
    assert not (tmp_path / "runs here").exists()


def test_a_run_that_is_edited_while_its_start_waits_is_not_started(ready, wait, tmp_path):
    ready.presets.preset_picked.emit("medium")
    _ready_to_start(ready, tmp_path)
    ready.summary.start.click()
    _type(ready, "batch", "5")
    assert ready.summary.start.text() == "Start training"
    assert ready.summary.start.isEnabled()
    ready.update_estimates()
    wait(lambda: ready.summary.fact("Disk")[0] != "Counting…")
    assert not (tmp_path / "runs here").exists()


def test_one_model_for_each_class_is_a_sweep_of_the_command_line_with_its_sum(ready, wait):
    ready.presets.preset_picked.emit("paper")
    assert "or one model for each class" in ready.summary.problem.text()
    ready.data.each.click()
    assert ready.summary.problem.text() == ""
    assert ready.summary.start.text() == "Train 2 models"
    assert ready.summary.line.text().endswith("--each-class")  # it stays with the terminal
    assert ready.summary.name.text() == "paper-set"
    ready.presets.preset_picked.emit("compact")
    assert ready.summary.fact("Models")[0] == "2 models, one after another"
    assert "Each of the 60 samples" in ready.summary.fact("Length")[1]  # of the larger class
    wait(lambda: "Together about" in ready.summary.fact("Models")[1])
    assert "GB" in ready.summary.fact("Models")[1]
    ready.data.classes.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not ready.data.each.isVisible()
    assert ready.summary.start.text() == "Start training"
    assert "--each-class" not in ready.summary.line.text()


def test_the_runs_of_a_sweep_are_queued_in_order_after_a_question(
    ready, qtbot, stage, tmp_path, wait, monkeypatch
):
    _ready_to_start(ready, tmp_path)
    ready.data.each.click()
    wait(lambda: "Together about" in ready.summary.fact("Models")[1])
    asked, answers = [], ["", "Queue 2 trainings"]
    monkeypatch.setattr(
        sweep, "ask", lambda *words: asked.append(words[2]) or answers[len(asked) - 1]
    )
    ready.summary.start.click()
    wait(lambda: bool(asked))
    assert "one model for each of 2 classes" in asked[0]
    assert "Together they take about" in asked[0]
    place = tmp_path / "runs here" / "mine"
    assert not place.exists()
    with qtbot.waitSignal(ready.started, timeout=30000) as started:
        ready.summary.start.click()
    assert started.args == [place / "dog"]
    runs = [RunFolder.open(place / label) for label in ("dog", "drum")]
    assert [run.config().classes for run in runs] == [("dog",), ("drum",)]
    assert all((run.path / "queued").exists() for run in runs)
    assert "--classes" in runs[1].command()
    assert [child.args[-2] for child in stage.processes] == [str(run.path) for run in runs]


def test_a_class_without_training_samples_stops_a_sweep(ready, commands, folder, wait):
    answer = description(folder, {"dog": (60, 5, 5), "drum": (0, 1, 0)})
    commands.answer("--describe", lines=[answer])
    ready.set_data_set(folder)
    wait(lambda: ready.data.info is not None)
    ready.data.each.click()
    assert ready.summary.problem.text() == "The class drum has no training samples."


@pytest.mark.parametrize(
    ("counts", "note"),
    [
        ((60, 5, 5), ""),
        ((60, 5, 0), "No test samples: the model is measured on validation samples."),
        ((60, 0, 0), "No test or validation samples: the model is measured on training samples."),
    ],
)
def test_it_is_said_on_which_samples_a_model_is_measured(
    page, commands, folder, wait, counts, note
):
    commands.answer("--describe", lines=[description(folder, {"dog": counts})])
    page.set_data_set(folder)
    wait(lambda: page.data.info is not None)
    assert (page.data.notes.text() if page.data.notes.isVisible() else "") == note


def test_its_dialogs_for_paths_start_where_the_last_one_ended(
    page, services, tmp_path, monkeypatch
):
    starts = []
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda _window, _title, start: starts.append(start)
    )
    services.settings.last_folder = str(tmp_path)
    page.data.path.path = None
    page.data.path.findChild(QAbstractButton).click()
    assert starts == [str(tmp_path)]


def test_every_field_is_seen_whole_in_the_smallest_window(ready, wait):
    ready.resize(924, 560)  # of a window of 1024x640
    for group in ready.form.groups:
        group.head.setChecked(True)
    rows = [row for group in ready.form.groups for row in group.rows.values()]
    area = ready.form.findChild(QScrollArea)

    def are_inside():
        edges = (row.dot.mapTo(area, row.dot.rect().bottomRight()).x() for row in rows)
        return max(edges) <= area.viewport().width()

    wait(are_inside)
    assert min(row.editor.width() for row in rows if isinstance(row.editor, QLineEdit)) >= 80
