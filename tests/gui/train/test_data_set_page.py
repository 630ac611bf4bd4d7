"""The Data set page, with a fake `main.py`; and once with the real one on the sample clips."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, Qt
from PySide6.QtWidgets import QLabel, QPushButton

from engine.config import RESOURCES, Folders
from gui.playback.devices import AudioOutputs
from gui.train import free_space
from gui.train.data_set import check_view
from gui.train.data_set import page as data_set_page
from gui.train.data_set.choices import LABELS, LEFT_OUT, Choices
from gui.train.data_set.class_dialog import ClassDialog
from gui.train.data_set.clip_model import CLIP_ROLE, Column
from gui.train.data_set.page import DataSetPage
from tests.gui.helpers import write_video
from tests.gui.train.answers import check, checked, description
from tests.gui.train.fake_command import Commands, progress
from tests.gui.window_tools import dragged, hold_over, let_go, shown_page
from tests.training.data.clips import clip
from training.data.sample import SHAPES, stored_bytes
from training.data.sources import read_labels
from training.data.splits import assign_splits

pytestmark = pytest.mark.timeout(120)

CLIPS = tuple(
    {**each, "path": f"/absent/{each['source']}", "ready": False}
    for each in (
        checked("dog/a.mp4", seconds=10.0),
        checked("dog/b.mp4", findings=(("clipped", "2 %"),), seconds=4.0, rate_hz=16000),
        checked("dog/c.mp4", findings=(("silent", "digital silence"),), dropped=True),
        checked("hammer/a.mp4", seconds=6.0),
        checked("hammer/b.mp4", findings=(("clipped", "1 %"), ("lengths differ", "9 s, 6 s"))),
    )
)


@pytest.fixture
def commands(tmp_path) -> Commands:
    commands = Commands(tmp_path / "commands")
    commands.answer("--check", lines=[progress("check", 1.0), check(*CLIPS)])
    return commands


@pytest.fixture
def page(qtbot, services, commands) -> Iterator[DataSetPage]:
    with shown_page(qtbot, DataSetPage(services, program=commands.program)) as page:
        yield page


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "my clips"
    folder.mkdir()
    return folder


@pytest.fixture
def checked_page(page, wait, folder) -> DataSetPage:
    page.check(folder)
    wait(lambda: page.view is page.check_view)
    return page


def _column(page, column):
    rows = range(page.check_view.filter.rowCount())
    return [page.check_view.filter.index(row, column).data() for row in rows]


def _problems(details):
    labels = [each for each in details.findChildren(QLabel) if each.property("tone")]
    return [each.text().split(".")[0] for each in labels if each.isVisible()]


def _button(widget, text):
    buttons = [each for each in widget.findChildren(QPushButton) if each.accessibleName() == text]
    assert len(buttons) == 1, [each.accessibleName() for each in widget.findChildren(QPushButton)]
    return buttons[0]


def _press(widget, text):
    _button(widget, text).click()


def test_a_check_becomes_a_table_with_the_worst_on_top(checked_page):
    assert _column(checked_page, Column.FILE)[0] == "c.mp4"
    assert _column(checked_page, Column.PROBLEMS) == [
        "silent (digital silence)",
        "clipped (2 %)",
        "clipped (1 %), lengths differ (9 s, 6 s)",
        *("", ""),
    ]
    assert _column(checked_page, Column.SOUND)[-1] == "44.1 kHz stereo"


def test_the_table_is_sorted_by_numbers_where_they_are_numbers(checked_page):
    view = checked_page.check_view
    view.table.sortByColumn(Column.DURATION, Qt.SortOrder.AscendingOrder)
    assert _column(checked_page, Column.DURATION) == ["4.0 s", "6.0 s", "8.0 s", "8.0 s", "10.0 s"]


def test_classes_and_what_will_be_made_are_counted(checked_page):
    classes = checked_page.check_view.classes
    rows = [classes.topLevelItem(row) for row in range(classes.topLevelItemCount())]
    assert [[row.text(column) for column in range(4)] for row in rows] == [
        ["All", "4 of 5", "28.0 s", "2 / 2 / 0"],
        ["dog", "2 of 3", "14.0 s", "1 / 1 / 0"],
        ["hammer", "2 of 2", "14.0 s", "1 / 1 / 0"],
    ]
    assert "4 samples of ten seconds, 4 MB" in checked_page.check_view.bar.summary.text()


def test_a_problem_s_button_shows_its_clips_and_another_all_again(checked_page):
    view = checked_page.check_view
    kinds = [each.accessibleName() for each in view.problems.findChildren(QPushButton)]
    assert [name for name in kinds if name.startswith("Show clips")] == [
        "Show clips: silent",
        "Show clips: clipped",
        "Show clips: lengths differ",
    ]
    _press(view.problems, "Show clips: clipped")
    assert sorted(_column(checked_page, Column.FILE)) == ["b.mp4", "b.mp4"]
    _press(view.problems, "Show clips: clipped")
    assert len(_column(checked_page, Column.FILE)) == 5


def test_another_choice_of_clips_takes_the_place_of_a_problem(checked_page):
    view = checked_page.check_view
    _press(view.problems, "Show clips: clipped")
    assert _button(view.problems, "Show clips: clipped").text() == "Show all"
    view.shown.setCurrentIndex(view.shown.findData("problems"))
    assert _button(view.problems, "Show clips: clipped").text() == "Show"
    assert len(_column(checked_page, Column.FILE)) == sum(
        bool(c.problems) for c in view.check.clips
    )


def test_a_problem_s_button_excludes_its_clips_and_includes_them_again(checked_page):
    view = checked_page.check_view
    _press(view.problems, "Exclude: clipped")
    assert sorted(view.model.excluded) == ["dog/b.mp4", "hammer/b.mp4"]
    assert view.classes.topLevelItem(0).text(1) == "2 of 5"
    _press(view.problems, "Include: clipped")
    assert sorted(view.model.excluded) == []


def test_a_clip_is_excluded_by_its_box_and_by_the_button_beside_its_problem(checked_page, wait):
    view = checked_page.check_view
    view.table.sortByColumn(Column.FILE, Qt.SortOrder.AscendingOrder)
    index = view.filter.index(0, Column.USE)
    assert view.filter.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert len(view.model.excluded) == 1
    _press(view.problems, "Show clips: lengths differ")
    told = ["Clipped (1 %)", "Lengths differ (9 s, 6 s)"]
    wait(lambda: _problems(view.details) == told)
    view.details.exclude.click()
    assert "hammer/b.mp4" in view.model.excluded
    assert view.details.exclude.text() == "Include"


def test_a_clip_that_cannot_be_used_has_no_box_to_tick(checked_page):
    view = checked_page.check_view
    _press(view.problems, "Show clips: silent")
    flags = view.filter.index(0, Column.USE).flags()
    assert not flags & Qt.ItemFlag.ItemIsUserCheckable
    assert not view.details.exclude.isVisible()


def test_searching_and_the_choice_of_what_is_shown_narrow_the_table(checked_page):
    view = checked_page.check_view
    view.search.setText("HAMMER")
    assert len(_column(checked_page, Column.FILE)) == 2
    view.search.clear()
    view.shown.setCurrentIndex(1)
    assert len(_column(checked_page, Column.FILE)) == 3
    view.shown.setCurrentIndex(2)
    assert _column(checked_page, Column.FILE) == ["c.mp4"]


def test_what_is_chosen_is_what_prepare_is_asked_for(checked_page, commands, wait, tmp_path):
    view = checked_page.check_view
    view.classes.topLevelItem(2).setCheckState(0, Qt.CheckState.Unchecked)
    _press(view.problems, "Exclude: clipped")
    view.bar.seed.setValue(7)
    output = tmp_path / "made"
    view.bar.output.path = output
    commands.answer("--output", lines=[{"failed": {"dog/a.mp4": "It is torn."}}])
    commands.answer("--describe", lines=[description(output, {"dog": (2, 1, 0)})])
    assert view.bar.line.text().endswith("--classes dog --exclude " + str(output / "left-out.txt"))
    view.bar.prepare.click()
    wait(lambda: checked_page.view is checked_page.open_view)
    words = commands.asked()[1]
    assert words[words.index("--seed") + 1] == "7"
    assert words[words.index("--backend") + 1] == "motion"
    assert words[words.index("--classes") + 1] == "dog"
    excluded = Path(words[words.index("--exclude") + 1])
    assert excluded.read_text() == "dog/b.mp4\nhammer/b.mp4\n"
    assert "It is torn." in checked_page.open_view.trouble()


def test_the_paper_s_features_need_a_weight_file(checked_page, tmp_path):
    bar = checked_page.check_view.bar
    bar.backend.setCurrentIndex(1)
    assert not bar.prepare.isEnabled()
    assert bar.weights.isVisible()
    (tmp_path / "w.pth").touch()
    bar.weights.path = tmp_path / ("x" * 5000)
    assert "does not exist" in bar.summary.text()
    bar.weights.path = tmp_path / "w.pth"
    assert bar.prepare.isEnabled()
    assert "--weights" in bar.arguments()


def test_weights_that_were_added_once_need_not_be_named(checked_page):
    bar = checked_page.check_view.bar
    models = Folders.current().models
    models.mkdir(parents=True)
    (models / "bn_inception.pth").touch()
    bar.backend.setCurrentIndex(1)
    assert bar.prepare.isEnabled()
    assert "--weights" not in bar.arguments()


def test_ready_features_of_the_paper_need_no_weights(page, commands, wait, folder):
    clips = [{**clip, "ready": True} for clip in CLIPS]
    commands.answer("--check", lines=[check(*clips)])
    page.check(folder)
    wait(lambda: page.view is page.check_view)
    page.check_view.bar.backend.setCurrentIndex(1)
    assert page.check_view.bar.prepare.isEnabled()


def _select(page, *files):
    view = page.check_view
    view.table.clearSelection()
    for row, file in enumerate(_column(page, Column.FILE)):
        if file in files:
            rows = QItemSelectionModel.SelectionFlag.Rows
            flags = rows | QItemSelectionModel.SelectionFlag.Select
            view.table.selectionModel().select(view.filter.index(row, 0), flags)


def test_the_split_that_will_be_drawn_is_shown_and_follows_every_choice(checked_page):
    view = checked_page.check_view
    splits = _column(checked_page, Column.SPLIT)
    assert sorted(splits) == ["", "Training", "Training", "Validation", "Validation"]
    assert "2 for training, 2 for validation, 0 for the test." in view.bar.summary.text()
    assert "measured on validation clips" in view.bar.summary.text()
    view.shown.setCurrentIndex(view.shown.findText("Validation"))
    assert _column(checked_page, Column.SPLIT) == ["Validation", "Validation"]
    view.classes.topLevelItem(2).setCheckState(0, Qt.CheckState.Unchecked)
    assert _column(checked_page, Column.SPLIT) == ["Validation"]
    labels = {clip["source"]: clip["class"] for clip in CLIPS if not clip["dropped"]}
    view.classes.topLevelItem(2).setCheckState(0, Qt.CheckState.Checked)
    view.shown.setCurrentIndex(0)
    for seed in (1, 2, 3):
        view.bar.seed.setValue(seed)
        shown = {clip.source: view.model.split(clip) for clip in view.model.clips}
        assert {s: split for s, split in shown.items() if split} == assign_splits(labels, seed)


def test_the_class_of_several_clips_is_changed_undone_and_prepared(
    checked_page, commands, wait, monkeypatch, qtbot, tmp_path
):
    view = checked_page.check_view
    asked = []
    monkeypatch.setattr(check_view, "ask_class", lambda *words: asked.append(words[1:]) or "cat")
    view.table.sortByColumn(Column.FILE, Qt.SortOrder.AscendingOrder)
    _select(checked_page, "a.mp4")  # of dog and of hammer
    view.details.relabel.click()
    assert ([clip.source for clip in asked[0][0]], asked[0][1]) == (
        ["dog/a.mp4", "hammer/a.mp4"],
        ["dog", "hammer"],
    )
    rows = [view.classes.topLevelItem(row).text(0) for row in range(4)]
    assert rows == ["All", "cat", "dog", "hammer"]
    assert view.classes.topLevelItem(1).text(1) == "2 of 2"
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.classes.topLevelItemCount() == 3
    assert not view.undo.isEnabled()
    view.redo.click()
    assert view.classes.topLevelItemCount() == 4
    output = tmp_path / "made"
    view.bar.output.path = output
    commands.answer("--output", hang=True)
    view.bar.prepare.click()
    wait(lambda: len(commands.asked()) == 2)
    words = commands.asked()[1]
    assert read_labels(Path(words[words.index("--labels") + 1])) == {
        "dog/a.mp4": "cat",
        "hammer/a.mp4": "cat",
    }
    assert not (output / "left-out.txt").exists()


def test_the_ticks_of_classes_stay_when_a_class_is_added(checked_page):
    view = checked_page.check_view
    view.classes.topLevelItem(2).setCheckState(0, Qt.CheckState.Unchecked)
    view.model.relabel(["dog/a.mp4"], "cat")
    assert view.classes.chosen() == ["cat", "dog"]
    view.model.relabel(["dog/a.mp4"], "dog")
    assert view.model.choices.labels == {}


def test_a_class_that_was_changed_is_bold(checked_page):
    model = checked_page.check_view.model

    def bold():
        fonts = {}
        for row in range(model.rowCount()):
            index = model.index(row, Column.LABEL)
            fonts[index.data(CLIP_ROLE).source] = index.data(Qt.ItemDataRole.FontRole)
        return [source for source, font in fonts.items() if font is not None and font.bold()]

    assert bold() == []
    model.relabel(["dog/a.mp4"], "cat")
    assert bold() == ["dog/a.mp4"]


def test_choices_outlive_another_check_and_a_preparation_that_was_interrupted(
    page, checked_page, folder, wait, commands, qtbot, services
):
    view = page.check_view
    view.model.relabel(["dog/a.mp4"], "cat")
    view.model.exclude(["hammer/a.mp4"], out=True)
    page.check(folder)
    wait(lambda: page.view is view)
    assert view.model.choices.labels == {"dog/a.mp4": "cat"}
    commands.answer("--output", hang=True)
    view.bar.prepare.click()
    page.work.cancel.click()
    with shown_page(qtbot, DataSetPage(services, program=commands.program)) as again:
        again.check(folder)
        wait(lambda: again.view is again.check_view)
        assert again.check_view.model.choices.labels == {"dog/a.mp4": "cat"}
        assert again.check_view.model.excluded == {"hammer/a.mp4"}


def test_a_button_that_builds_the_problems_anew_outlives_its_click(checked_page):
    button = _button(checked_page.check_view.problems, "Exclude: clipped")
    gone = []
    button.destroyed.connect(lambda: gone.append(button))
    button.click()
    assert gone == []


@pytest.mark.parametrize("name", [LEFT_OUT, LABELS])
def test_choices_that_cannot_be_read_are_said(page, folder, wait, services, name):
    kept = folder.with_name(f"{folder.name}-dataset")
    kept.mkdir()
    os.mkfifo(kept / name)
    page.check(folder)
    wait(lambda: page.view is page.check_view)
    assert any(f"{name} could not be read" in text for text in services.banners.texts())
    assert page.check_view.model.choices == Choices()


def test_a_class_is_chosen_or_typed_and_has_no_comma(qtbot, checked_page):
    clips = checked_page.check_view.model.clips[:2]
    dialog = ClassDialog(checked_page, clips, ["dog", "hammer"])
    qtbot.addWidget(dialog)
    assert [dialog.box.itemText(row) for row in range(2)] == ["dog", "hammer"]
    dialog.box.setCurrentText(" a,b")
    assert not dialog.ok.isEnabled()
    assert "comma" in dialog.problem.text()
    dialog.box.setCurrentText(" cat ")
    assert (dialog.ok.isEnabled(), dialog.label) == (True, "cat")


def test_the_menu_of_the_clips_excludes_them_together(checked_page):
    view = checked_page.check_view
    view.table.selectAll()
    exclude = next(each for each in view.menu().actions() if each.text() == "Exclude")
    exclude.trigger()
    assert len(view.model.excluded) == 4  # one cannot be used anyway
    view.undo.click()
    assert view.model.excluded == frozenset()


def test_nothing_is_prepared_of_nothing_or_over_a_data_set(checked_page, tmp_path):
    view = checked_page.check_view
    (tmp_path / "manifest.json").touch()
    view.bar.output.path = tmp_path
    assert "already contains a data set" in view.bar.summary.text()
    view.bar.output.path = tmp_path / "manifest.json"
    assert view.bar.summary.text() == "manifest.json is a file; choose a folder."
    view.bar.output.path = tmp_path / ("x" * 5000)  # the command says that it cannot be
    assert view.bar.prepare.isEnabled()
    view.bar.output.path = tmp_path / "new"
    assert view.bar.prepare.isEnabled()
    for row in (1, 2):
        view.classes.topLevelItem(row).setCheckState(0, Qt.CheckState.Unchecked)
    assert not view.bar.prepare.isEnabled()


@pytest.mark.parametrize("rendered", [False, True])
def test_a_disk_that_is_too_small_is_asked_about_before_it_is_full(
    checked_page, commands, tmp_path, monkeypatch, rendered
):
    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    asked = []
    monkeypatch.setattr(free_space, "ask", lambda *words: asked.append(words[2]) or "")
    if rendered:
        checked_page.procedural.count.setValue(100)
        checked_page.procedural.output.path = tmp_path / "made"
        checked_page.procedural.make.click()
        assert "need about 187 MB, and the disk has 1 kB free" in asked[0]
    else:
        checked_page.check_view.bar.prepare.click()
        assert "need about 4 MB, and the disk has 1 kB free" in asked[0]
    assert not checked_page.jobs.is_busy
    assert len(commands.asked()) == 1


def test_preparing_tells_how_far_it_is_and_can_be_cancelled(checked_page, commands, wait):
    lines = [progress("samples", 0.0), progress("samples", 0.42)]
    commands.answer("--output", lines=lines, hang=True)
    checked_page.check_view.bar.prepare.click()
    wait(lambda: "42 %" in checked_page.work.stage.text())
    assert "left" in checked_page.work.time_left.text()
    checked_page.work.cancel.click()
    assert checked_page.view is checked_page.check_view
    assert not checked_page.jobs.is_busy


@pytest.mark.parametrize(("answer", "closes"), [("Quit", True), ("", False)])
def test_quitting_may_end_the_making_of_a_data_set_if_a_person_says_so(
    page, commands, wait, tmp_path, monkeypatch, answer, closes
):
    asked: list[str] = []
    monkeypatch.setattr(data_set_page, "ask", lambda *words, **_: asked.append(words[2]) or answer)
    commands.answer("--procedural", lines=[progress("clips", 0.02)], hang=True)
    page.procedural.count.setValue(12)
    page.procedural.output.path = tmp_path / "made"
    page.procedural.make.click()
    (tmp_path / "made").mkdir()
    wait(lambda: "2 %" in page.work.stage.text())
    assert page.may_close() is closes
    assert "“Rendering clips” has not ended" in asked[0]
    assert str(tmp_path / "made") in asked[0]
    page.work.cancel.click()
    assert page.may_close()
    assert len(asked) == 1
    assert "made" in page.start_view.recent.item(0).text()


def test_checking_clips_is_ended_without_a_question(page, commands, wait, folder, monkeypatch):
    monkeypatch.setattr(data_set_page, "ask", lambda *_, **__: pytest.fail("asked"))
    commands.answer("--check", lines=[progress("check", 0.5)], hang=True)
    page.check(folder)
    wait(lambda: "50 %" in page.work.stage.text())
    assert page.may_close()


def test_an_error_is_said_and_can_be_tried_again(checked_page, commands, wait, tmp_path):
    commands.answer("--output", said="The disk is full. Free some space.", code=4)
    checked_page.check_view.bar.prepare.click()
    wait(checked_page.work.again.isVisible)
    assert "The disk is full. Free some space." in checked_page.work.problem.text()
    commands.answer("--output", lines=[{"failed": {}}])
    commands.answer("--describe", lines=[description(tmp_path, {"dog": (1, 0, 0)})])
    checked_page.work.again.click()
    wait(lambda: checked_page.view is checked_page.open_view)


def test_what_was_refused_is_not_offered_to_be_tried_again(checked_page, commands, wait):
    commands.answer("--output", said="It was begun with other clips.", code=2)
    checked_page.check_view.bar.prepare.click()
    wait(checked_page.work.back.isVisible)
    assert "It was begun with other clips." in checked_page.work.problem.text()
    assert not checked_page.work.again.isVisible()


def test_a_data_set_shows_its_splits_and_goes_on_to_training(page, commands, wait, qtbot, folder):
    (folder / "manifest.json").touch()
    answer = description(folder, {"dog": (8, 2, 1), "hammer": (4, 1, 1)})
    commands.answer("--describe", lines=[answer])
    page.open_folder(folder)
    wait(lambda: page.view is page.open_view)
    table = page.open_view.table
    texts = [[table.topLevelItem(row).text(c) for c in range(6)] for row in range(2)]
    assert texts == [
        ["dog", "11", "1 min 50 s", "8", "2", "1"],
        ["hammer", "6", "1 min 00 s", "4", "1", "1"],
    ]
    with qtbot.waitSignal(page.train_requested) as asked:
        page.open_view.train.click()
    assert asked.args == [folder]
    page.open_view.other_wanted.emit()
    assert page.start_view.recent.count() == 1


def test_a_damaged_data_set_names_what_is_damaged_and_is_not_trained_on(
    page, commands, wait, folder
):
    damaged = ("The data set's file 00000/mel.npy is damaged.", "splits.csv cannot be read.")
    commands.answer("--describe", lines=[description(folder, {"dog": (8, 2, 1)})])
    page.open_data_set(folder)
    wait(lambda: page.view is page.open_view)
    assert page.open_view.train.isEnabled()
    assert page.open_view.trouble() == ""
    answer = description(folder, {"dog": (8, 2, 1)}, damaged=damaged)
    commands.answer("--verify", lines=[answer])
    page.open_view.verify.click()
    wait(lambda: page.open_view.trouble() != "" and page.view is page.open_view)
    assert page.open_view.trouble().splitlines() == list(damaged)
    assert not page.open_view.train.isEnabled()


def test_rendered_clips_are_made_as_asked(page, commands, wait, tmp_path):
    page.start_view.procedural_wanted.emit()
    form = page.procedural
    form.count.setValue(1)
    assert form.count.text() == "1"
    assert form.problem.text() == "Choose a folder to save to."
    assert not form.make.isEnabled()
    form.count.setValue(12)
    assert form.needed_bytes == 12 * stored_bytes(SHAPES)
    form.seed.setValue(5)
    form.effects.path = tmp_path / "effects"
    (tmp_path / "manifest.json").touch()
    form.output.path = tmp_path
    assert form.problem.text() == (
        f"{tmp_path.name} already contains a data set; choose another folder."
    )
    assert not form.make.isEnabled()
    form.output.path = tmp_path / "made"
    assert form.problem.text() == ""
    commands.answer("--procedural", lines=[{"samples": 12}])
    commands.answer("--describe", lines=[description(tmp_path, {"hammer": (12, 0, 0)})])
    form.make.click()
    wait(lambda: page.view is page.open_view)
    words = commands.asked()[0]
    assert words[:3] == ["prepare", "--procedural", "12"]
    assert words[words.index("--effects") + 1] == str(tmp_path / "effects")


def test_a_dropped_folder_is_checked_where_it_is(page, wait, folder):
    assert hold_over(page, dragged(folder)) is Qt.DropAction.CopyAction
    assert (
        let_go(page, QMimeData()) is Qt.DropAction.CopyAction
    )  # a slow program does not answer at the drop
    wait(lambda: page.view is page.check_view)
    assert page.check_view.check.folder == folder


def test_a_file_over_the_data_set_page_is_not_taken(page, folder):
    assert hold_over(page, dragged(folder / "clip.mp4")) is None


def test_a_chosen_clip_is_seen_and_heard(page, commands, wait, tmp_path, sink, monkeypatch):
    monkeypatch.setattr(AudioOutputs, "check", lambda self: None)  # the fake's time is the test's
    path = write_video(tmp_path / "clip.mp4", sound_s=1.0)
    commands.answer("--check", lines=[check(checked("dog/clip.mp4", path=path, seconds=1.0))])
    page.check(tmp_path)
    wait(lambda: page.view is page.check_view)
    preview = page.check_view.details.preview
    wait(lambda: preview.screen_.image is not None)
    first = preview.screen_.image
    wait(preview.row.button.isEnabled)
    page.play()

    def moved() -> bool:
        sink.run(0.05)
        return preview.screen_.image is not first

    wait(moved)
    page.play()
    assert not preview.row.is_playing
    preview.waveform.sought.emit(0.5)
    assert preview.row.time.text() == "0.5 / 1.0 s"


def test_a_clip_that_is_gone_is_said_on_the_screen(page, commands, wait, tmp_path):
    path = tmp_path / "gone.mp4"
    commands.answer("--check", lines=[check(checked("dog/gone.mp4", path=path))])
    page.check(tmp_path)
    wait(lambda: page.view is page.check_view)
    screen = page.check_view.details.preview.screen_
    wait(lambda: screen.words not in ("Opening…", "Select a clip"))
    assert screen.image is None


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_clips_are_really_checked_prepared_and_opened(qtbot, services, tmp_path):
    clips = tmp_path / "clips"
    clip(clips / "knock" / "a.mkv", duration_s=1.0, at_s=(0.3,))
    clip(clips / "knock" / "b.mkv", duration_s=1.0, at_s=(0.6,))
    shutil.copy(RESOURCES / "samples" / "hammer.mp4", clips / "knock")  # a clip without a sound
    page = DataSetPage(services)
    qtbot.addWidget(page)
    page.check(clips)
    qtbot.waitUntil(lambda: page.view is not page.work, timeout=120000)
    view = page.check_view
    assert page.view is view
    assert {each.source: each.problem_text for each in view.check.clips if each.dropped} == {
        "knock/hammer.mp4": "no sound"
    }
    view.model.exclude(["knock/b.mkv"], out=True)
    view.bar.prepare.click()
    qtbot.waitUntil(lambda: page.view is page.open_view, timeout=240000)
    assert page.open_view.info.samples("train") == 1
    assert page.open_view.info.arrays == ("features", "mel", "aligned", "wave")
    assert page.open_view.trouble() == ""
    page.open_view.browse.click()
    preview = page.browse_view.preview
    qtbot.waitUntil(preview.row.button.isEnabled, timeout=30000)
    qtbot.waitUntil(lambda: preview.picture.view.image is not None, timeout=30000)
    preview.alter.click()
    qtbot.waitUntil(lambda: not preview.original.isHidden(), timeout=120000)
    assert preview.strip.duration_s == pytest.approx(2.5, abs=0.1)
    page.shutdown()
