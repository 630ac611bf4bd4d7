"""The list of takes: what each row says and shows."""

from datetime import date

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from engine.events.event import Event
from engine.project import storage
from engine.project.model import Project, Take, new_id
from gui.dub.monitor import Heard
from gui.dub.takes.takes_panel import TakesPanel, made_text
from gui.kit import theme
from gui.kit.rows import ROW_ROLE, Row
from gui.main_window import MainWindow
from gui.playback.sounds import Sounds
from tests.gui.helpers import a_take
from tests.gui.window_tools import wait_for_takes

TODAY = date(2026, 3, 4)


@pytest.fixture
def take(tmp_path, clip, reference) -> Take:
    return replace(a_take(tmp_path, clip, reference), made_at="2026-03-04T14:32:10+00:00")


def test_a_take_of_today_tells_the_time_of_day_and_an_older_one_the_date(take):
    assert made_text(take, TODAY) == "14:32"
    assert made_text(take, date(2026, 3, 5)) == "2026-03-04"
    for unknown in ("", "yesterday", "2026-13-01"):
        assert made_text(replace(take, made_at=unknown), TODAY) == ""


def row_of(panel: TakesPanel, row: int) -> Row:
    return panel.model.index(row, 0).data(ROW_ROLE)


def test_a_row_shows_the_waveform_in_the_colour_of_its_side(dubbed: MainWindow, qtbot):
    panel, monitor = dubbed.workspace.takes, dubbed.workspace.monitor
    qtbot.waitUntil(lambda: row_of(panel, 0).picture() is not None, timeout=20000)
    assert row_of(panel, 0).badge == "A"
    assert theme.colours().accent in colours_of(row_of(panel, 0))
    monitor.b, monitor.a = monitor.a, monitor.b
    assert row_of(panel, 0).badge == "B"
    assert colours_of(row_of(panel, 0)) == {theme.colours().compare}


def colours_of(row: Row) -> set[str]:
    image = row.picture().toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_a_row_says_what_fits_and_the_tooltip_has_all_numbers(dubbed: MainWindow):
    document, panel = dubbed.document, dubbed.workspace.takes
    document.edit_take("Edit", replace(document.takes()[0], edited=True))
    assert row_of(panel, 0).lines[0].text == "edited  ·  shipped  ·  seed 0"
    tip = row_of(panel, 0).tip
    assert "edited  ·  shipped  ·  seed 0  ·  " in tip
    assert "heard" in tip
    assert "Made: " in tip


def test_the_tooltip_names_the_events_that_are_too_close_to_be_heard_apart(dubbed: MainWindow):
    document, panel = dubbed.document, dubbed.workspace.takes
    take = document.takes()[0]
    events = tuple(Event(time_s) for time_s in (0.2, 0.4, 0.4, 0.7))
    facts = replace(take.facts, events=4, events_heard=0.75)
    recipe = replace(take.recipe, events=events)
    document.edit_take("Edit", replace(take, recipe=recipe, facts=facts))
    assert "Too close to the event before to be told apart: 0:00.400\n" in row_of(panel, 0).tip


def test_a_damaged_take_is_listed_and_said_once(dubbed: MainWindow, tmp_path, qtbot):
    document, panel = dubbed.document, dubbed.workspace.takes
    path = tmp_path / "film.varietysound"
    saved = storage.save(document.project, path)
    path.write_text(path.read_text().replace('"number": 1', '"number": 1.5'))
    document.mark_saved(path)
    dubbed.file_commands.open_paths([path])
    qtbot.waitUntil(lambda: bool(document.project.damaged), timeout=20000)
    assert document.takes() == []
    assert row_of(panel, 0).title == "Damaged take: metal"
    assert "project.takes[0].number" in row_of(panel, 0).lines[0].text
    assert panel.current() is None
    panel.listen_to(0)
    said = [label.text() for label in dubbed.findChildren(QLabel) if label.isVisible()]
    assert sum("of this project is damaged" in text for text in said) == 1
    assert saved.takes[0].sound.is_file()
    document.replace_project(Project(new_id()), None)
    assert saved.takes[0].sound.is_file()  # the project on the disk still names it


@pytest.mark.parametrize("part", ['"number": 1', '"markers": []'])
def test_a_damaged_part_is_removed_with_undo(dubbed: MainWindow, tmp_path, qtbot, part):
    document, panel = dubbed.document, dubbed.workspace.takes
    path = tmp_path / "film.varietysound"
    storage.save(document.project, path)
    name, _, _ = part.partition(":")
    path.write_text(path.read_text().replace(part, f'{name}: "no"'))
    document.mark_saved(path)
    dubbed.file_commands.open_paths([path])
    qtbot.waitUntil(lambda: bool(document.project.damaged), timeout=20000)
    damaged, row = document.project.damaged, panel.model.rowCount() - 1
    assert row_of(panel, row).title.startswith("Damaged")
    panel.list.setCurrentIndex(panel.model.index(row, 0))
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert document.project.damaged == ()
    assert not any("damaged" in text for text in dubbed.banners.texts())
    storage.save(document.project, path)
    assert storage.load(path).damaged == ()
    document.undo_stack.undo()
    assert document.project.damaged == damaged
    assert row_of(panel, row).title.startswith("Damaged")


def test_a_take_whose_sound_cannot_be_read_says_so(dubbed: MainWindow, qtbot):
    document, panel = dubbed.document, dubbed.workspace.takes
    (take,) = document.takes()
    qtbot.waitUntil(lambda: dubbed.workspace.monitor.sound_of(Heard("take", take.id)) is not None)
    broken = take.sound.with_name("broken.wav")
    broken.write_bytes(b"RIFF")
    document.edit_take("Break", replace(take, sound=broken))
    qtbot.waitUntil(lambda: row_of(panel, 0).lines[1].text == "Its sound cannot be read")
    assert dubbed.workspace.timeline.tracks.take.empty_text == "This take cannot be read"


def test_a_number_key_listens_to_the_take_with_that_number(dubbed: MainWindow, qtbot):
    document, monitor = dubbed.document, dubbed.workspace.monitor
    dubbed.actions_["dub_next_seed"].trigger()
    wait_for_takes(qtbot, dubbed, 2)
    takes = {take.number: take for take in document.takes()}
    for number in (1, 2):
        dubbed.actions_[f"take_{number}"].trigger()
        assert monitor.a == Heard("take", takes[number].id)
    dubbed.actions_["take_3"].trigger()
    assert monitor.a == Heard("take", takes[2].id)


def test_what_shows_a_take_says_that_it_is_loading_until_it_is(opened, qtbot, monkeypatch):
    timeline = opened.workspace.timeline
    monkeypatch.setattr(Sounds, "playable", lambda _self, _path, *, again=False: None)
    opened.actions_["dub"].trigger()
    wait_for_takes(qtbot, opened, 1)
    assert timeline.tracks.take.empty_text == "Loading…"
    timeline.mel.show_mel(None)
    opened.workspace.monitor.apply()
    assert timeline.mel.first is None
    assert timeline.mel.empty_text == "Loading…"


def test_the_take_before_is_shown_dimmed_until_the_next_one_is_loaded(dubbed, qtbot, monkeypatch):
    timeline, sounds = dubbed.workspace.timeline, dubbed.workspace.sounds
    (take,) = dubbed.document.takes()
    qtbot.waitUntil(lambda: sounds.get(take.sound) is not None, timeout=40000)
    qtbot.waitUntil(lambda: timeline.mel.first.name.startswith("Take 1"), timeout=20000)
    lanes = (timeline.mel, timeline.tracks.take)
    loaded = [lane.grab().toImage() for lane in lanes]
    with monkeypatch.context() as patch:
        patch.setattr(Sounds, "playable", lambda _self, _path, *, again=False: None)
        dubbed.actions_["dub_next_seed"].trigger()
        wait_for_takes(qtbot, dubbed, 2)
        assert timeline.tracks.take.has_sound
        assert timeline.mel.first.name.startswith("Take 1")
        assert all(a != lane.grab().toImage() for a, lane in zip(loaded, lanes, strict=True))
    dubbed.workspace.monitor.apply()
    qtbot.waitUntil(lambda: timeline.mel.first.name.startswith("Take 2"), timeout=20000)
