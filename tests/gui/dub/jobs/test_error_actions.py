"""Errors: the notice has a button that tries it again."""

import shutil
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from gui.hosts.jobs import HostError
from tests.gui.helpers import write_video
from tests.gui.window_tools import drop, press, wait_for_takes


def failing_once(window, monkeypatch, code: int):
    """The next job fails in the place of what the engine would have answered."""
    host = window.workspace.host
    original = host.submit

    def submit(ask, **rest):
        monkeypatch.setattr(host, "submit", original)
        rest["failed"](HostError("It did not work.", code=code))

    monkeypatch.setattr(host, "submit", submit)


def test_a_dub_that_failed_is_tried_again(opened, qtbot, monkeypatch):
    failing_once(opened, monkeypatch, code=4)
    opened.actions_["dub"].trigger()
    press(opened.banners, "Try again")
    wait_for_takes(qtbot, opened, 1)
    assert not any("did not work" in text for text in opened.banners.texts())


def test_a_track_keeps_the_name_of_its_take_when_a_dub_with_another_reference_failed(
    dubbed, qtbot, monkeypatch
):
    def title():
        return dubbed.workspace.timeline.tracks.active.header.title.text()

    metal, wood = dubbed.document.project.references
    before = title()
    other = wood if before == metal.name else metal
    dubbed.workspace.references.select([other.id])
    failing_once(dubbed, monkeypatch, code=4)
    dubbed.actions_["dub"].trigger()
    assert title() == before
    press(dubbed.banners, "Try again")
    wait_for_takes(qtbot, dubbed, 2)
    assert title() == other.name


def test_a_dub_that_failed_or_was_cancelled_changes_nothing(dubbed, qtbot, monkeypatch, tmp_path):
    document, references = dubbed.document, dubbed.workspace.references
    other = next(each for each in document.project.references if each != references.current())
    document.mark_saved(tmp_path / "project.vss")
    before = document.project
    references.select([other.id])
    failing_once(dubbed, monkeypatch, code=4)
    dubbed.actions_["dub"].trigger()
    assert any("did not work" in text for text in dubbed.banners.texts())
    dubbed.actions_["dub"].trigger()
    dubbed.actions_["cancel"].trigger()
    qtbot.waitUntil(lambda: dubbed.workspace.host.running is None, timeout=40000)
    assert document.project == before
    assert not document.is_modified
    assert references.current() == other  # the next take is made with it


def test_a_reference_chosen_while_a_take_is_made_stays_chosen(dubbed, qtbot):
    references = dubbed.workspace.references
    first = references.current()
    other = next(each for each in dubbed.document.project.references if each != first)
    references.select([other.id])
    dubbed.actions_["dub"].trigger()
    references.select([first.id])
    wait_for_takes(qtbot, dubbed, 2)
    assert dubbed.document.track.reference_id == other.id
    assert references.current() == first


def test_an_error_goes_when_the_same_has_worked(opened, qtbot, monkeypatch):
    failing_once(opened, monkeypatch, code=4)
    opened.actions_["dub"].trigger()
    assert any("did not work" in text for text in opened.banners.texts())
    opened.actions_["dub"].trigger()
    wait_for_takes(qtbot, opened, 1)
    assert not any("did not work" in text for text in opened.banners.texts())


def test_an_error_about_a_clip_goes_with_the_clip(opened, qtbot, monkeypatch, tmp_path):
    failing_once(opened, monkeypatch, code=4)
    opened.actions_["dub"].trigger()
    drop(opened, write_video(tmp_path / "next.mp4"))
    qtbot.waitUntil(lambda: opened.document.clip.name == "next.mp4", timeout=40000)
    assert not any("did not work" in text for text in opened.banners.texts())


def test_a_file_that_could_not_be_opened_is_forgotten_with_the_next_one(window, qtbot, tmp_path):
    (tmp_path / "broken.mp4").write_bytes(b"no video")
    drop(window, tmp_path / "broken.mp4")
    qtbot.waitUntil(lambda: bool(window.banners.texts()), timeout=40000)
    drop(window, write_video(tmp_path / "good.mp4"))
    qtbot.waitUntil(lambda: window.document.clip is not None, timeout=40000)
    assert not any("broken.mp4" in text for text in window.banners.texts())


def test_where_memory_was_short_the_engine_is_started_anew_first(opened, qtbot, monkeypatch):
    failing_once(opened, monkeypatch, code=75)
    restarts = []
    restart = opened.workspace.host.restart
    monkeypatch.setattr(opened.workspace.host, "restart", lambda: restarts.append(restart()))
    opened.actions_["dub"].trigger()
    press(opened.banners, "Free memory and try again")
    assert len(restarts) == 1
    wait_for_takes(qtbot, opened, 1)


def test_a_search_that_failed_is_begun_again(opened, qtbot, monkeypatch):
    opened.actions_["select_all"].trigger()
    opened.actions_["delete"].trigger()
    failing_once(opened, monkeypatch, code=4)
    opened.actions_["find_picture"].trigger()
    press(opened.banners, "Try again")
    qtbot.waitUntil(lambda: len(opened.document.track.events) == 4, timeout=40000)


def test_in_the_place_of_a_broken_file_another_is_opened(window, qtbot, monkeypatch, tmp_path):
    (tmp_path / "broken.mp4").write_bytes(b"no video")
    good = write_video(tmp_path / "good.mp4")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *a, **k: ([str(good)], ""))
    drop(window, tmp_path / "broken.mp4")
    qtbot.waitUntil(lambda: bool(window.banners.texts()), timeout=40000)
    press(window.banners, "Open another…")
    qtbot.waitUntil(lambda: window.document.clip is not None, timeout=40000)
    assert window.document.clip.name == "good.mp4"


def test_a_clip_whose_file_was_damaged_is_found_again(opened, qtbot, monkeypatch, tmp_path):
    clip = opened.document.clip
    intact = Path(shutil.copy(clip.file.path, tmp_path / "copy of the clip.mp4"))
    clip.file.path.write_bytes(b"no video")
    opened.workspace.media.open(None)
    opened.document.clips_changed.emit()
    qtbot.waitUntil(lambda: bool(opened.banners.texts()), timeout=40000)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a, **k: (str(intact), ""))
    press(opened.banners, "Find…")
    qtbot.waitUntil(lambda: opened.workspace.media.info is not None, timeout=40000)
    assert opened.document.clip.file.path == intact
    assert opened.document.clip.tracks == clip.tracks
    assert opened.banners.texts() == ["All media found."]
