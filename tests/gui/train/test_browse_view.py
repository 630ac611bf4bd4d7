"""Browsing a prepared data set: the list, and one sample to see and hear."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidgetItem
from typing_extensions import override

from engine.config import GRID
from gui.playback.mel_picture import FRAME_S
from gui.settings import KeptDraft, KeptForm
from gui.train.data_set.browse.sample_model import Column, SampleModel, Wanted
from gui.train.data_set.browse.sample_preview import SamplePreview
from gui.train.data_set.page import DataSetPage
from tests.gui.helpers import write_video
from tests.gui.train.answers import description
from tests.gui.train.fake_command import Commands
from tests.gui.window_tools import shown_page
from tests.training.synthetic import write_dataset
from training.data.browsing import Browser
from training.data.dataset import Dataset
from training.own_presets import OwnPreset, save_preset
from training.run.sample_files import write_16_bit_wav

pytestmark = pytest.mark.timeout(120)

COUNT = 24


@pytest.fixture
def folder(tmp_path) -> Path:
    return write_dataset(tmp_path / "set", count=COUNT, shard_samples=5)


@pytest.fixture
def commands(tmp_path) -> Commands:
    return Commands(tmp_path / "commands")


@pytest.fixture
def page(qtbot, services, commands, folder, wait) -> Iterator[DataSetPage]:
    (folder / "clips-folder.txt").write_text(str(folder.parent / "clips"))
    classes = {"knock": (8, 2, 2), "ring": (8, 2, 2)}
    commands.answer("--describe", lines=[description(folder, classes)])
    with shown_page(qtbot, DataSetPage(services, program=commands.program)) as page:
        page.open_data_set(folder)
        wait(lambda: page.view is page.open_view)
        yield page


@pytest.fixture
def view(page, wait):
    page.open_view.browse.click()
    wait(lambda: _is_listed(page.browse_view))
    return page.browse_view


def _is_listed(view):
    return view.model.rowCount() > 0 and view.model.is_complete


def _column(view, column):
    return [view.model.index(row, column).data() for row in range(view.model.rowCount())]


def _choose(box, text):
    box.setCurrentIndex(box.findText(text))


def test_all_samples_are_listed_with_class_and_split(page, view, folder):
    assert page.view is view
    dataset = Dataset(folder)
    assert len(_column(view, Column.FILE)) == COUNT
    assert _column(view, Column.LABEL) == [sample.label for sample in dataset.samples]
    assert _column(view, Column.SPLIT).count("Test") == len(dataset.select("test"))
    view.left.emit()
    assert page.view is page.open_view


class _LongWords(QTranslator):
    """A language in which columns have long titles."""

    @override
    def isEmpty(self):
        return False

    @override
    def translate(self, context, text, disambiguation=None, n=-1):
        return {"Events": "Ereignisse", "Start": "Anfangszeit"}.get(text, "")


@pytest.fixture
def long_words(qapp):
    translator = _LongWords()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def test_no_column_is_narrower_than_its_title(long_words, view):
    header = view.table.horizontalHeader()
    for column in Column:
        assert view.table.columnWidth(column) >= header.sectionSizeHint(column)


@pytest.mark.parametrize("part", ["table", "search"])
def test_escape_leaves_it(page, view, wait, part):
    getattr(view, part).setFocus()
    QTest.keyClick(getattr(view, part), Qt.Key.Key_Escape)
    assert page.view is page.open_view


def test_the_list_is_narrowed_by_class_split_and_name(view, folder, wait):
    _choose(view.label, "ring")
    wait(lambda: _is_listed(view))
    assert set(_column(view, Column.LABEL)) == {"ring"}
    _choose(view.split, "Validation")
    wait(lambda: _is_listed(view))
    expected = len(Dataset(folder).select("validation", ["ring"]))
    assert _column(view, Column.SPLIT) == ["Validation"] * expected
    _choose(view.label, "All classes")
    _choose(view.split, "All splits")
    view.search.setText("KNOCK/22")
    wait(lambda: _column(view, Column.FILE) == ["22.mp4"])


def test_a_class_is_browsed_by_a_double_click_on_it(page, wait):
    item = page.open_view.table.topLevelItem(1)
    assert isinstance(item, QTreeWidgetItem)
    page.open_view.table.itemActivated.emit(item, 0)
    wait(lambda: _is_listed(page.browse_view))
    assert set(_column(page.browse_view, Column.LABEL)) == {"ring"}


def test_only_what_a_list_asks_for_is_read(services, folder, wait, monkeypatch):
    monkeypatch.setattr("gui.train.data_set.browse.sample_model._PAGE", 5)
    model = SampleModel(services.runner)
    model.open(Browser(folder), Wanted())
    wait(lambda: model.rowCount() == 5)
    assert model.canFetchMore()
    model.fetchMore()
    wait(lambda: model.rowCount() == 10)
    assert not model.is_complete


def test_a_sample_is_seen_and_heard_with_its_events(view, folder, wait, sink):
    preview = view.preview
    wait(preview.row.button.isEnabled)
    view.table.selectRow(3)
    assert not preview.row.button.isEnabled()
    wait(preview.row.button.isEnabled)
    events = [(event.time_s, event.strength) for event in Dataset(folder).samples[3].events]
    assert preview.strip.events == events
    assert preview.strip.duration_s == pytest.approx(GRID.window_mel_frames * FRAME_S)
    assert preview.picture.view.image is not None  # of the features, as there is no clip
    preview.row.toggle()
    assert preview.row.is_playing

    def moved() -> bool:
        sink.run(0.05)
        return not preview.row.time.text().startswith("0.0")

    wait(moved)
    preview.row.toggle()
    assert not preview.row.is_playing
    preview.strip.sought.emit(4.5)
    assert preview.row.time.text() == "4.5 / 10.0 s"


def test_the_picture_is_that_of_the_clip_where_it_still_is(page, folder, wait):
    clip = folder.parent / "clips" / "knock" / "0.mp4"
    clip.parent.mkdir(parents=True)
    write_video(clip, sound_s=1.0)
    page.open_view.browse.click()
    picture = page.browse_view.preview.picture.view
    wait(lambda: picture.image is not None and picture.image.width() != 170)


def test_an_altered_example_is_heard_and_the_original_again(view, folder, commands, wait, tmp_path):
    preview = view.preview
    wait(preview.row.button.isEnabled)
    mel, sound = tmp_path / "a.npy", tmp_path / "a.wav"
    np.save(mel, np.full((80, 200), 0.5, np.float32))
    write_16_bit_wav(sound, np.zeros(51200, np.float32))
    answer = {"sound": str(sound), "mel": str(mel), "length_s": 2.322, "events": [[0.5, 1.0]]}
    commands.answer("--sample", lines=[answer])
    preview.alter.click()
    wait(preview.original.isVisible)
    assert preview.strip.events == [(0.5, 1.0)]
    assert preview.row.is_playing
    assert preview.preset.currentData() == "compact"
    preview.preset.setCurrentIndex(preview.preset.findData("paper"))
    preview.alter.click()
    wait(lambda: len(commands.asked()) == 3)
    first, second = ([*words] for words in commands.asked()[1:])
    assert first[:5] == ["prepare", "--describe", str(folder), "--sample", "0"]
    assert first[first.index("--seed") + 1] != second[second.index("--seed") + 1]
    presets = [words[words.index("--preset") + 1] for words in (first, second)]
    assert presets == ["compact", "paper"]
    wait(preview.alter.isEnabled)
    preview.original.click()
    assert len(preview.strip.events) == 2
    assert not preview.original.isVisible()


def test_an_example_is_first_made_by_the_preset_that_was_chosen_for_a_run(qtbot, services):
    save_preset(OwnPreset(kind="generator", name="mine", base="compact"))
    draft = KeptDraft(preset="compact", own="mine")
    services.settings.new_run = KeptForm(drafts={"generator": draft})
    preview = SamplePreview(services, ())
    qtbot.addWidget(preview)
    preview.offer_presets()
    assert preview.preset.currentText() == "mine"
    preview.shutdown()


def test_an_example_that_cannot_be_made_is_said(view, commands, wait):
    wait(view.preview.row.button.isEnabled)
    commands.answer("--sample", said="The data set's file 00000/mel.npy is damaged.", code=3)
    view.preview.alter.click()
    wait(lambda: "is damaged" in view.preview.note.text())
    assert view.preview.alter.isEnabled()


def test_a_sample_that_cannot_be_read_is_said_and_the_others_are_shown(view, folder, wait):
    (folder / "shards" / "00001" / "mel.npy").unlink()
    view.table.selectRow(6)
    wait(lambda: "not there any more" in view.preview.note.text())
    view.table.selectRow(1)
    wait(view.preview.row.button.isEnabled)
    assert not view.preview.note.isVisible()


def test_a_damaged_record_is_said_below_the_list(page, folder, wait):
    (folder / "shards" / "00002" / "shard.json").write_text(json.dumps({}))
    page.open_view.browse.click()
    wait(page.browse_view.problem.isVisible)
    assert "00002/shard.json" in page.browse_view.problem.text()


def test_a_data_set_without_sounds_says_so(qtbot, services, commands, wait, tmp_path):
    folder = write_dataset(tmp_path / "silent", count=3, arrays=("mel", "aligned"))
    commands.answer("--describe", lines=[description(folder, {"knock": (2, 0, 1)})])
    with shown_page(qtbot, DataSetPage(services, program=commands.program)) as page:
        page.open_data_set(folder)
        wait(lambda: page.view is page.open_view)
        page.open_view.browse.click()
        preview = page.browse_view.preview
        wait(lambda: "holds no sounds" in preview.note.text())
        assert not preview.row.button.isEnabled()
        assert preview.alter.isEnabled()


@pytest.mark.parametrize("rendered", [True, False])
def test_rendered_clips_say_that_they_also_sound_where_nothing_is_seen(
    qtbot, services, commands, wait, tmp_path, rendered
):
    arrays = ("features", "mel", "wave", *(("foreground", "reference") if rendered else ()))
    folder = write_dataset(tmp_path / "made", count=3, arrays=arrays)
    commands.answer("--describe", lines=[description(folder, {"knock": (2, 0, 1)})])
    with shown_page(qtbot, DataSetPage(services, program=commands.program)) as page:
        page.open_data_set(folder)
        wait(lambda: page.view is page.open_view)
        page.open_view.browse.click()
        preview = page.browse_view.preview
        wait(preview.row.button.isEnabled)
        assert ("Sounds without a mark" in preview.note.text()) is rendered
