"""Unsaved work after the window was killed: offered once, then recovered or discarded."""

import itertools
import threading

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QLabel

from engine.project.model import Project, new_id
from engine.storage.process import ProcessId
from gui import file_commands
from gui.document import autosave
from tests.gui.helpers import a_take
from tests.gui.window_tools import let_all_end


@pytest.fixture
def left(dubbed, qtbot, monkeypatch):
    """The work of a window that was killed: a copy on the disk, whose process is gone."""
    let_all_end(qtbot, dubbed.runner)  # a copy may be on its way
    dubbed.file_commands.recovery.copy()
    let_all_end(qtbot, dubbed.runner)
    begun_s = itertools.count(1.0, 60.0)  # the same id, but every time a later process
    monkeypatch.setattr(ProcessId, "of", lambda pid: ProcessId(pid, next(begun_s)))
    return dubbed


def _copies() -> bool:
    return any(autosave.folder().glob("*.varietysound"))


def test_killed_work_is_offered_and_comes_back_unsaved(left):
    before = left.document.project
    recovery = left.file_commands.recovery
    copies = {path: path.read_bytes() for path in autosave.copies_of(before.id)}
    left.document.replace_project(replace(before, id=new_id(), clips=(), takes=()), None)
    for path, data in copies.items():  # which a killed process does not delete
        path.write_bytes(data)
    recovery.offer()
    assert any("closed unexpectedly" in text for text in left.banners.texts())
    left.banners.press(f"recovery:{before.id}", "Recover")
    assert left.document.project == before
    assert left.document.is_modified
    assert len(left.document.takes()) == 1


def test_recovering_asks_about_the_work_that_is_open(left, monkeypatch):
    answers = ["", "Discard"]
    monkeypatch.setattr(file_commands, "ask", lambda *_, **__: answers.pop(0))
    before = left.document.project
    left.file_commands.recovery.offer()
    left.document.replace_project(Project(new_id()), None)
    left.document.add_references(before.references)
    for wanted in ((), before.takes):
        left.banners.press(f"recovery:{before.id}", "Recover")
        assert left.document.project.takes == wanted
    assert answers == []


def test_work_is_copied_as_often_as_the_preferences_say(left, qtbot):
    recovery, document = left.file_commands.recovery, left.document
    before = autosave.copies_of(document.project.id)
    left.settings.autosave_s = 3600.0
    document.edit_settings(replace(document.settings, seed=document.settings.seed + 1))
    recovery.copy_if_due()
    let_all_end(qtbot, left.runner)
    assert autosave.copies_of(document.project.id) == before
    left.settings.autosave_s = 1.5
    recovery.copy_if_due()
    let_all_end(qtbot, left.runner)
    assert autosave.copies_of(document.project.id) != before


def test_discarded_work_is_not_offered_again(left):
    recovery = left.file_commands.recovery
    recovery.offer()
    left.banners.press(f"recovery:{left.document.project.id}", "Discard")
    assert not _copies()
    recovery.offer()
    assert not any("closed unexpectedly" in text for text in left.banners.texts())


def test_saving_ends_the_need_for_a_copy(left, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "film.varietysound"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    assert left.file_commands.save_as()
    qtbot.waitUntil(lambda: not _copies())  # one may have been on its way


def test_leaving_on_purpose_leaves_no_copy(left, qtbot, monkeypatch):
    monkeypatch.setattr(file_commands, "ask", lambda *_, **__: "Discard")
    left.file_commands.new()
    qtbot.waitUntil(lambda: not _copies())


def test_what_has_not_changed_is_not_copied_again(left, qtbot):
    before = autosave.copies_of(left.document.project.id)
    left.file_commands.recovery.copy()
    let_all_end(qtbot, left.runner)
    assert autosave.copies_of(left.document.project.id) == before


def test_a_later_warning_does_not_hide_the_offer(left):
    left.file_commands.recovery.offer()
    left.banners.show_banner("output", "No audio device found.", level="warning")
    shown = [each.text() for each in left.banners.findChildren(QLabel) if each.isVisible()]
    assert any("closed unexpectedly" in text for text in shown)


def test_all_work_that_was_left_is_offered(left):
    autosave.write(Project(new_id(), left.document.project.clips), None)
    left.file_commands.recovery.offer()
    assert sum("closed unexpectedly" in text for text in left.banners.texts()) == 2


def test_an_edit_is_copied_within_two_seconds(dubbed, qtbot):
    dubbed.workspace.takes.star(dubbed.document.takes()[0])
    qtbot.waitUntil(_copies, timeout=2000)


def test_a_take_is_copied_at_once(window, qtbot, clip, reference, tmp_path):
    window.file_commands.recovery.findChild(QTimer).stop()
    window.document.add_take(a_take(tmp_path, clip, reference))
    qtbot.waitUntil(_copies, timeout=1000)


@pytest.fixture
def slow_write(monkeypatch):
    """Writes copies as a slow disk does: each waits to be let go."""
    write, begun, let_go = autosave.write, [], threading.Event()

    def slowly(project, *rest):
        begun.append(project)
        assert let_go.wait(20)
        write(project, *rest)

    monkeypatch.setattr(autosave, "write", slowly)
    yield begun, let_go
    let_go.set()


def test_a_slow_disk_writes_one_copy_at_a_time_and_then_the_newest(
    window, qtbot, slow_write, clip, reference, tmp_path
):
    begun, let_go = slow_write
    document, recovery = window.document, window.file_commands.recovery
    document.add_take(a_take(tmp_path, clip, reference))
    document.add_take(a_take(tmp_path, clip, reference, number=2))
    recovery.copy()
    qtbot.waitUntil(lambda: len(begun) == 1)
    let_go.set()
    qtbot.waitUntil(lambda: begun[-1] is document.project, timeout=10000)
    assert len(begun) == 2


def test_a_copy_that_a_slow_disk_writes_after_saving_is_deleted(
    window, qtbot, slow_write, clip, reference, tmp_path
):
    begun, let_go = slow_write
    window.document.add_take(a_take(tmp_path, clip, reference))
    qtbot.waitUntil(lambda: len(begun) == 1)
    window.document.mark_saved(tmp_path / "film.varietysound")
    let_go.set()
    let_all_end(qtbot, window.runner)
    assert not _copies()


def test_a_copy_that_cannot_be_written_is_said_and_the_next_one_takes_it_back(
    dubbed, qtbot, monkeypatch
):
    recovery = dubbed.file_commands.recovery

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(autosave, "write", full)
        recovery.copy()
        qtbot.waitUntil(
            lambda: any("No space left on device" in text for text in dubbed.banners.texts())
        )
    recovery.copy()
    qtbot.waitUntil(lambda: not any("autosaved" in text for text in dubbed.banners.texts()))


def test_copies_are_read_by_their_owner_alone(left):
    copies = autosave.copies_of(left.document.project.id)
    assert {copy.stat().st_mode & 0o777 for copy in copies} == {0o600}
