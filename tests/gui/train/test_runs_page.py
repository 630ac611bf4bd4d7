"""The Runs page: what it says of a run, what its buttons do, and how samples are heard."""

import shutil
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QInputDialog,
    QLabel,
    QPushButton,
)

from engine.config import Folders
from engine.model_files.model_file import find_model
from engine.project.model import ModelChoice
from gui.kit.widgets import bytes_text
from gui.train import free_space, start_questions
from gui.train.runs import page as page_module
from gui.train.runs.history import without_data
from gui.train.runs.log_dialog import LogDialog
from gui.train.runs.models_view import TrainedModel
from gui.train.runs.page import RunsPage
from gui.train.runs.resume_dialog import ResumeDialog
from gui.train.runs.use_dialog import UseDialog
from tests import fake_trainer
from training.run.control.queue import set_queued
from training.run.known_runs import remember_run
from training.run.results.verdict import TOO_LITTLE, Verdict
from training.run.run_folder import RunFolder

pytestmark = pytest.mark.timeout(90)


@pytest.fixture
def page(services, qtbot) -> RunsPage:
    page = RunsPage(services)
    page.resize(1180, 760)
    qtbot.addWidget(page)
    page.show()
    services.runs.begin()
    return page


def shown(page: RunsPage) -> set[str]:
    """The buttons of the head that can be seen."""
    return {button.text() for button in page.bar.findChildren(QPushButton) if button.isVisible()}


@pytest.fixture
def press(page, wait) -> Callable[[str], None]:
    """Press a button of the page by its text, as soon as it is there."""

    def press(text: str) -> None:
        def found() -> list[QPushButton]:
            buttons = page.findChildren(QPushButton)
            return [each for each in buttons if each.text() == text and each.isVisible()]

        wait(lambda: bool(found()))
        QTest.mouseClick(found()[0], Qt.MouseButton.LeftButton)

    return press


def follow(page: RunsPage, wait, run: RunFolder, state: str) -> None:
    """Wait until a run is shown in a state, with all that it wrote."""
    page.select(run.path)
    wait(lambda: page.selected is not None and page.selected.state == state)
    if state != "failed":
        wait(lambda: page.history.last is not None)


@pytest.fixture
def done(page, stage, wait) -> RunFolder:
    run = stage.ended("normal")
    follow(page, wait, run, "done")
    wait(lambda: len(page.samples.model.samples) == 6)
    return run


def test_without_a_run_it_says_what_to_do(page, services, wait):
    (empty,) = (e for e in page.findChildren(QLabel) if e.text().startswith("No runs yet."))
    assert empty.isVisibleTo(page)
    assert page.selected is None


def test_buttons_follow_the_observed_run_and_never_the_click(page, press, stage, wait):
    run = stage.new_run()
    stage.start(run.path, "slow")
    follow(page, wait, run, "running")
    everything = {"Pause", "Stop after this step", "Sample now", "Checkpoint now"}
    wait(lambda: shown(page) == everything)
    press("Pause")
    assert page.bar.pause.text() == "Pause"  # asked, but nothing is seen of it yet
    wait(lambda: page.selected.state == "paused")
    assert shown(page) == {"Continue", "Stop after this step"}
    press("Continue")
    wait(lambda: shown(page) == everything)
    press("Stop after this step")
    wait(lambda: page.selected.state == "stopped" and not page.selected.is_alive)
    assert shown(page) == {"Continue"}


def test_a_request_on_its_way_is_shown_as_that(page, press, stage, wait):
    run = stage.new_run()
    stage.start(run.path, "deaf")
    follow(page, wait, run, "running")
    press("Stop after this step")
    wait(lambda: page.bar.stop.text() == "Stopping…")
    assert not page.bar.stop.isEnabled()
    assert not page.bar.pause.isEnabled()


def test_a_run_that_does_not_stop_can_be_ended(page, press, stage, wait, monkeypatch):
    monkeypatch.setattr(page_module, "_STOP_PATIENCE_S", 0.3)
    run = stage.new_run()
    stage.start(run.path, "deaf")
    follow(page, wait, run, "running")
    press("Stop after this step")
    wait(lambda: page.card.advice is not None)
    press("End now")
    wait(lambda: not page.selected.is_alive)


def test_out_of_memory_offers_the_batch_that_fits_and_continues_with_it(page, press, stage, wait):
    run = stage.ended("oom")
    follow(page, wait, run, "failed")
    wait(lambda: page.card.advice is not None and "Batch size 24" in page.card.advice.text)
    assert "memory is not enough for batches of 48" in page.card.advice.title
    press("Continue with batch size 24")
    wait(lambda: page.selected.state == "done")
    assert RunFolder(run.path).config().training.batch == 24
    wait(lambda: not page.card.isVisible())


def test_a_diverged_loss_offers_half_the_learning_rate(page, press, stage, wait):
    run = stage.ended("nan")
    before = run.config().training.learning_rate
    follow(page, wait, run, "failed")
    wait(lambda: page.card.advice is not None and "half" in page.card.advice.text)
    press("Continue with half the learning rate")
    wait(lambda: page.selected.state == "done")
    assert run.config().training.learning_rate == before / 2


@pytest.mark.parametrize(
    ("behaviour", "title", "text", "log"),
    [
        ("disk_full", "The disk is full", "Free some space", "it broke"),
        ("crash", "without saying why", "Continue from the last checkpoint", "Segmentation fault"),
        ("lie", "missing or damaged", "Continue from the last checkpoint", ""),
    ],
)
def test_every_failure_says_what_to_do_and_shows_the_log(
    page, stage, wait, behaviour, title, text, log
):
    run = stage.ended(behaviour)
    follow(page, wait, run, "failed")
    wait(lambda: page.card.advice is not None and text in page.card.advice.text)
    assert title in page.card.advice.title
    assert log in "\n".join(page.card.advice.log)
    assert bool(page.card.advice.log) >= ("the log below" in page.card.advice.text)
    assert "Done" not in page.bar.state.text()


def test_a_data_set_that_moved_is_located_and_the_run_continues(
    page, press, stage, wait, monkeypatch, tmp_path
):
    run = stage.ended("dataset")
    follow(page, wait, run, "failed")
    wait(
        lambda: page.card.advice is not None and "choose its new location" in page.card.advice.text
    )
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda *a, **k: str(tmp_path / "moved")
    )
    press("Locate data set…")
    wait(lambda: page.selected.state == "done")
    assert run.config().dataset == tmp_path / "moved"


def test_a_done_run_shows_its_measurements_and_stars_its_best(page, done):
    assert page.side.measured.isVisible()
    assert page.side.measured_on.text() == (
        "Measured on 2 validation clips: there are no test clips"
    )
    assert [choice.best for choice in page.side.models.choices].count(True) == 1
    assert page.side.models.choices[0].finished
    assert page.samples.model.best_step == 60
    assert "Done" in page.bar.state.text()
    assert page.bar.verdict.text() == "Follows the picture: F1 0.79, by chance 0.28."


def test_a_checkpoint_becomes_a_model_under_the_name_that_was_given(
    page, done, wait, monkeypatch, services
):
    used: list[ModelChoice] = []
    changed: list[bool] = []
    services.models.use_requested.connect(used.append)
    services.models.changed.connect(lambda: changed.append(True))

    def accept(dialog: UseDialog) -> int:
        dialog.name.setText("мой hammer")
        assert dialog.use.isEnabled()
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(UseDialog, "exec", accept)
    page.use(page.side.models.choices[2])
    wait(lambda: bool(used))
    assert used == [ModelChoice("generator", "мой hammer")]
    assert find_model("generator", "мой hammer") is not None
    assert changed == [True]


def test_a_name_that_is_taken_or_no_name_is_refused_before_anything_is_copied(page, done, qtbot):
    models = Folders.current().models
    models.mkdir(parents=True)
    fake_trainer.write_model(models / "taken.safetensors")
    dialog = UseDialog(page.side.models.choices[0])
    qtbot.addWidget(dialog)
    for name, possible in (("taken", False), ("", False), ("a/b", False), ("new", True)):
        dialog.name.setText(name)
        assert dialog.use.isEnabled() is possible


def test_a_checkpoint_of_which_only_the_events_are_trained_is_used_with_a_warning(
    page, done, qtbot
):
    *_, first = page.side.models.choices
    assert first.step <= done.config().training.pretrain_steps
    final = page.side.models.choices[0]
    for choice, warned in ((first, True), (final, False)):
        dialog = UseDialog(choice)
        qtbot.addWidget(dialog)
        texts = [label.text() for label in dialog.findChildren(QLabel)]
        assert any("has learned nothing of sound yet" in text for text in texts) is warned
        assert dialog.use.isEnabled()


def words_of(qtbot, choice: TrainedModel) -> str:
    """All that the dialog says before a model is used."""
    dialog = UseDialog(choice)
    qtbot.addWidget(dialog)
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_of_a_checkpoint_before_the_first_step_nothing_is_claimed(page, done, qtbot):
    begun = page.side.models.choices[-1]
    words = words_of(qtbot, replace(begun, step=0, is_trained=False))
    assert "It has not been trained yet." in words
    assert "it finds events" not in words


def test_a_verdict_that_is_not_good_is_said_before_the_model_is_used(page, done, qtbot):
    final = page.side.models.choices[0]
    for verdict in (Verdict(TOO_LITTLE, {}, is_good=False), Verdict(TOO_LITTLE, {}, is_good=True)):
        words = words_of(qtbot, replace(final, verdict=verdict))
        assert ("Too little to judge" in words) is not verdict.is_good


def test_what_a_model_will_be_used_for_is_said_before(page, done, qtbot):
    final = page.side.models.choices[0]
    for finds, text in (
        (True, "The next take and the next search for events"),
        (False, "The next take will"),
    ):
        assert text in words_of(qtbot, replace(final, finds_events=finds))


def heard_step(page: RunsPage) -> int:
    return page.samples.heard.step


def test_the_newest_two_samples_are_a_and_b_and_the_key_switches(page, done):
    assert heard_step(page) == 60
    page.samples.flip()
    assert heard_step(page) == 50
    page.samples.flip()
    assert heard_step(page) == 60


def test_a_clicked_sample_plays_and_b_goes_on_at_the_same_place(page, done, services, sink, wait):
    samples, player = page.samples, services.player
    samples.listen_to(samples.model.samples[1])
    wait(lambda: player.wanted is None)
    sink.run(0.4)
    at_s = player.position_s
    assert at_s == pytest.approx(0.4, abs=0.15)
    samples.flip()
    wait(lambda: player.wanted is None)
    sink.run(0.1)
    assert player.is_playing
    assert player.path == samples.model.samples[5].generated
    assert player.position_s == pytest.approx(at_s + 0.1, abs=0.05)
    samples.play()
    assert not player.is_playing


def test_a_sound_that_is_over_ends_the_playing(page, done, services, sink, wait):
    page.samples.play()
    wait(lambda: services.player.wanted is None)
    sink.run(1.5)
    wait(lambda: not services.player.is_playing)
    assert page.samples.model.heard is None


def test_the_truth_is_heard_at_the_same_place_as_the_sample(page, done, services, wait):
    page.samples.play()
    wait(lambda: services.player.wanted is None)
    page.samples.play_truth()
    wait(lambda: services.player.wanted is None)
    assert services.player.path == page.samples.model.samples[-1].truth


def test_another_clip_keeps_the_steps_that_are_compared(page, done):
    page.samples.choose_clip(1)
    assert [sample.clip for sample in page.samples.model.samples] == [1] * 6
    assert (page.samples.model.a.step, page.samples.model.b.step) == (60, 50)


def test_curves_are_switched_off_by_their_name_and_groups_by_theirs(page, done):
    drawn = lambda: [curve.name for curve in page.curves.plot.curves]  # noqa: E731
    assert "mel L1" in drawn()
    next(b for b in page.curves.findChildren(QCheckBox) if b.text() == "mel L1").click()
    assert "mel L1" not in drawn()
    page.curves.groups.button(1).click()
    assert drawn() == ["gradient ratio", "mel loss weight"]


def test_another_run_shows_nothing_of_the_one_before(page, done, stage, wait):
    page.samples.model.a = page.samples.model.samples[1]  # not the newest, which is followed
    other = stage.ended("crash")
    follow(page, wait, other, "failed")
    wait(lambda: page.history.last is not None and page.history.last.step == 35)
    wait(lambda: len(page.samples.model.samples) == 3)
    assert page.samples.model.a.folder.is_relative_to(other.path)
    assert {choice.run for choice in page.side.models.choices} == {other.path}


def test_a_run_is_taken_out_of_the_list(page, done, wait):
    page.forget(page.selected)
    wait(lambda: page.panel.model.rowCount() == 0)
    assert page.selected is None
    assert done.exists


def test_a_run_whose_folder_is_gone_gives_way_to_another(page, done, stage, wait):
    other = stage.ended("crash")
    shutil.rmtree(done.path)
    wait(lambda: page.selected is not None and page.selected.path == other.path)


def test_the_run_that_runs_is_shown_first(services, stage, qtbot, wait):
    live = stage.new_run("live")
    stage.ended("normal", "later")
    stage.start(live.path, "slow")
    wait(lambda: live.status().state == "running")
    page = RunsPage(services)
    qtbot.addWidget(page)
    services.runs.begin()
    wait(lambda: page.selected is not None)
    assert page.selected.path == live.path


def test_every_state_can_be_painted(page, stage, wait):
    runs = [stage.ended(behaviour) for behaviour in ("normal", "oom", "garbage")]
    for run in runs:
        page.select(run.path)
        wait(lambda: page.history.end is not None)
        page.draw()
        assert not page.grab().isNull()


def test_a_run_gives_its_settings_to_a_new_one(page, done, qtbot):
    again = page.panel.menu(page.selected).actions()[0]
    with qtbot.waitSignal(page.new_run_requested) as asked:
        again.trigger()
    assert asked.args == [done.config()]


def command(page: RunsPage, text: str) -> None:
    """Choose a command in the menu of the selected run."""
    menu = page.panel.menu(page.selected)
    (action,) = (each for each in menu.actions() if each.text() == text)
    action.trigger()


def test_a_deleted_run_comes_back_by_undo(page, done, services, wait):
    command(page, "Delete")
    wait(lambda: page.selected is None and services.banners.texts() != [])
    assert not done.path.exists()
    services.banners.press("run", "Undo")
    wait(lambda: page.selected is not None and page.selected.path == done.path)


def test_a_duplicate_is_shown_and_a_run_is_renamed(page, done, wait):
    command(page, "Duplicate")
    wait(lambda: page.selected is not None and page.selected.path.name == "normal copy")
    page.commands.rename(page.selected.path, "other")
    wait(lambda: page.selected is not None and page.selected.path.name == "other")
    assert done.exists


def test_the_command_of_a_run_is_copied_as_a_terminal_takes_it(page, stage, wait):
    words = ["main.py", "train", "generator", "--dataset", "my clips"]
    run = RunFolder.create(stage.folder / "a run", fake_trainer.config(), words)
    remember_run(run)
    page.select(run.path)
    wait(lambda: page.selected is not None)
    command(page, "Copy command")
    assert QApplication.clipboard().text() == "main.py train generator --dataset 'my clips'"


def test_a_note_is_shown_with_the_run(page, done, wait):
    page.commands.write_note(done.path, "larger batches")
    wait(lambda: page.bar.about.text().startswith("larger batches"))


def test_the_log_of_a_living_run_is_followed_at_its_end(page, stage, wait):
    run = stage.new_run()
    run.log.write_text("".join(f"line {number}\n" for number in range(500)))
    log = LogDialog(run.path, page)
    log.show()
    bar = log.text.verticalScrollBar()
    wait(lambda: bar.value() == bar.maximum() > 0)
    with run.log.open("a") as file:
        file.write("the last line\n")
    wait(lambda: log.text.toPlainText().endswith("the last line"))
    assert bar.value() == bar.maximum()
    log.close()


@pytest.mark.parametrize(("answer", "queued"), [("Queue", True), ("Start now", False)])
def test_continuing_beside_a_run_on_the_device_asks_and_can_be_queued(
    page, press, stage, wait, services, qtbot, monkeypatch, answer, queued
):
    run, other = stage.ended("disk_full"), stage.new_run("another run")
    set_queued(run, True)  # as of a trainer that was killed while it waited
    child = stage.start(other.path, "slow")
    wait(lambda: any(each.is_alive for each in services.runs.runs))
    follow(page, wait, run, "failed")
    asked = []
    monkeypatch.setattr(start_questions, "ask", lambda *words: asked.append(words[2]) or answer)
    with qtbot.waitSignal(services.runs.started, timeout=30000):
        press("Continue")
    assert asked[0].startswith("another run is training on this device")
    assert (run.path / "queued").exists() is queued
    child.kill()


def test_a_run_is_not_continued_unasked_while_the_disk_is_too_full_for_a_checkpoint(
    page, press, stage, wait, monkeypatch, tmp_path
):
    run = stage.ended("disk_full")
    follow(page, wait, run, "failed")
    usage = shutil.disk_usage(tmp_path)._replace(free=1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    asked = []
    monkeypatch.setattr(free_space, "ask", lambda *words: asked.append(words[2]) or "")
    press("Continue")
    assert f"the disk has {bytes_text(1)} free. Start anyway?" in asked[0]
    assert not stage.processes


def test_nothing_is_continued_from_a_checkpoint_that_is_not_there(page, stage, wait):
    run = stage.ended("dataset")
    for file in run.checkpoints.iterdir():
        file.unlink()
    follow(page, wait, run, "failed")
    wait(lambda: page.card.advice is not None)
    assert [text for _, text in page.card.advice.actions] == ["Locate data set…", "Start again"]


def test_a_run_that_has_written_nothing_is_read_at_first_and_has_no_data_then(page, stage, wait):
    run = stage.new_run()
    remember_run(run)
    page.select(run.path)
    wait(lambda: page.selected is not None)
    assert page.history.is_read or without_data(page.history) == "Reading the run…"
    wait(lambda: without_data(page.history) == "No data yet")
    wait(lambda: page.samples.badge.text().startswith("No samples yet."))


def test_without_a_checkpoint_the_list_says_when_there_will_be_one(page, stage, wait):
    run = stage.new_run()
    child = stage.start(run.path, "slow")
    follow(page, wait, run, "running")
    empty = page.side.models.empty
    first = fake_trainer.config().cadence.validate_every
    wait(lambda: empty.text() == f"The first one is saved at step {first}.")
    child.kill()
    wait(lambda: empty.text() == "No checkpoint was saved.")
    assert empty.isVisible()
    page.select(stage.ended("normal").path)
    wait(lambda: page.side.models.list.count() > 0)
    assert not empty.isVisible()


def test_a_checkpoint_is_resumed_from_with_changed_settings_as_a_new_run(page, done, wait, qtbot):
    run = page.selected
    first = run.checkpoints[0]
    dialog = ResumeDialog(run.config, first, len(run.checkpoints) - 1, page)
    assert dialog.as_new.isChecked()  # loses nothing unless told to
    dialog.fields["batch"].setText("0")
    assert not dialog.resume.isEnabled()
    assert "batch must be" in dialog.note.text().lower()
    dialog.fields["batch"].setText("3")
    dialog.fields["processes"].setText("0")
    assert not dialog.resume.isEnabled()
    dialog.fields["processes"].setText("2")
    assert dialog.config.processes == 2
    dialog.fields["processes"].setText("1")
    assert dialog.resume.isEnabled()
    page.checkpoints.resume(run, first, dialog.config, as_new=True)
    new = RunFolder(done.path.parent / f"{done.path.name} from {first}")
    wait(lambda: page.selected is not None and new.exists and new.status().state == "done")
    assert new.config().training.batch == 3
    assert len(done.checkpoints_there()) == len(run.checkpoints)
    dialog.as_new.setChecked(False)
    assert "later checkpoint" in dialog.note.text()


def test_settings_to_resume_with_are_typed_with_the_decimal_mark_of_the_language(page, done):
    run, before = page.selected, QLocale()
    QLocale.setDefault(QLocale("de"))
    try:
        dialog = ResumeDialog(run.config, run.checkpoints[0], 0, page)
        assert dialog.resume.isEnabled()
        rate = dialog.fields["learning_rate"]
        assert "," in rate.text()
        for text in ("0,00025", "0.00025"):
            rate.setText(text)
            assert dialog.config.training.learning_rate == 0.00025
        rate.setText("x" * 5000)
        assert len(dialog.note.text()) < 150
        rate.setText("-1")
        assert dialog.note.text().startswith("Learning rate must be")
        assert not dialog.resume.isEnabled()
    finally:
        QLocale.setDefault(before)


def test_the_menu_of_the_selected_checkpoint_has_a_button_of_its_own(page, done, qtbot):
    models = page.side.models
    models.menu_asked.disconnect()  # a shown menu would wait for a person
    models.list.setCurrentRow(2)
    with qtbot.waitSignal(models.menu_asked) as asked:
        models.more.click()
    assert asked.args[0] == models.choices[2]
    menu = page.checkpoints.menu(page.selected, models.choices[2])
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Resume from here…",
        "Use in the editor…",
        "Compare on the open clip…",
        "Export…",
        "Delete…",
    ]


def test_a_checkpoint_is_compared_with_an_installed_model(page, done, services, qtbot, monkeypatch):
    Folders.current().models.mkdir(parents=True)
    fake_trainer.write_model(Folders.current().models / "old.safetensors", data="other")
    offered: list[str] = []

    def choose(_window, _title, _label, names, **_) -> tuple[str, bool]:
        offered.extend(names)
        return names[0], True

    monkeypatch.setattr(QInputDialog, "getItem", choose)
    checkpoint = page.side.models.choices[1]
    menu = page.checkpoints.menu(page.selected, checkpoint)
    (compare,) = (each for each in menu.actions() if each.text().startswith("Compare"))
    with qtbot.waitSignal(services.models.compare_requested, timeout=30000) as asked:
        compare.trigger()
    assert offered == ["old"]
    name = f"{done.path.name} step {checkpoint.step}"
    assert asked.args == [ModelChoice("generator", name), ModelChoice("generator", "old")]
    assert find_model("generator", name) is not None


def test_a_checkpoint_is_exported_with_its_checksum(page, done, wait, tmp_path):
    choice = page.side.models.choices[-1]
    page.checkpoints.export(choice, tmp_path / "out.safetensors")
    wait(lambda: len(list(tmp_path.glob("out.safetensors*"))) == 2)


def test_only_resting_runs_offer_to_resume_or_delete_a_checkpoint(page, done):
    choice = page.side.models.choices[-1]
    resting = page.checkpoints.menu(page.selected, choice)
    running = page.checkpoints.menu(replace(page.selected, is_alive=True), choice)
    for menu, offered in ((resting, True), (running, False)):
        enabled = {each.text(): each.isEnabled() for each in menu.actions()}
        assert enabled["Resume from here…"] is enabled["Delete…"] is offered
        assert enabled["Use in the editor…"]


def test_axes_have_titles_and_the_curves_are_exported(page, done, wait, tmp_path, monkeypatch):
    wait(lambda: page.curves.plot.titles == ("Step", "Loss"))
    page.curves.groups.button(3).click()
    assert page.curves.plot.titles == ("Step", "Steps per second")
    target = str(tmp_path / "curves.csv")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (target, ""))
    page.curves.controls.export.click()
    first, *lines = (tmp_path / "curves.csv").read_text().splitlines()
    assert "loss/mel" in first.split(",")
    assert len(lines) == page.history.steps


def test_a_sample_shows_the_class_and_the_file_of_its_clip_and_its_events(page, done, wait):
    wait(lambda: page.samples.picture.caption.text() == "hammer  ·  hammer/clip 1.mp4")
    page.samples.choose_clip(1)
    wait(lambda: page.samples.picture.caption.text() == "hammer  ·  hammer/clip 2.mp4")


def test_a_folder_that_is_a_link_to_itself_is_opened_as_no_run(page, tmp_path):
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    page.select(loop)
    assert page.selected is None


def test_a_small_window_has_room_for_smoothing_and_checkpoints(page, stage, wait):
    run = stage.new_run()
    stage.start(run.path, "slow")
    follow(page, wait, run, "running")
    page.resize(924, 576)  # of a window of 1024x640
    controls = page.curves.controls
    wait(lambda: controls.average.width() >= controls.average.sizeHint().width())
    wait(lambda: not page.side.ratio.isVisible())
    assert controls.log.width() >= controls.log.sizeHint().width()
