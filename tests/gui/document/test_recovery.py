"""Unsaved work after the window was killed: offered once, then recovered or discarded."""

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QMessageBox

from gui.document import autosave


@pytest.fixture
def left(dubbed, qtbot, monkeypatch):
    """The work of a window that was killed: a copy on the disk, whose process is gone."""
    dubbed.file_commands.recovery.copy()
    qtbot.waitUntil(_copies, timeout=40000)
    monkeypatch.setattr(autosave, "_runs", lambda _identity: False)
    return dubbed


def _copies() -> bool:
    return any(autosave.folder().glob("*.varietysound"))


def test_killed_work_is_offered_and_comes_back_unsaved(left):
    before = left.document.project
    recovery = left.file_commands.recovery
    recovery._copied = None  # a new process does not know the copy
    left.document.replace_project(replace(before, id="other", clips=(), takes=()), None)
    recovery.offer()
    assert any("closed unexpectedly" in text for text in left.banners.texts())
    left.banners.press("recovery", "Recover")
    assert left.document.project == before
    assert left.document.is_modified
    assert len(left.document.takes()) == 1


def test_discarded_work_is_not_offered_again(left):
    recovery = left.file_commands.recovery
    recovery.offer()
    left.banners.press("recovery", "Discard")
    assert not _copies()
    recovery.offer()
    assert not any("closed unexpectedly" in text for text in left.banners.texts())


def test_saving_ends_the_need_for_a_copy(left, tmp_path):
    assert left.file_commands._files.save(tmp_path / "film.varietysound")
    assert not _copies()


def test_leaving_on_purpose_leaves_no_copy(left, monkeypatch):
    monkeypatch.setattr(QMessageBox, "question", lambda *a: QMessageBox.StandardButton.Discard)
    left.file_commands.new()
    assert not _copies()


def test_what_has_not_changed_is_not_copied_again(left, qtbot):
    assert len(autosave.copies_of(left.document.project.id)) == 1
    left.file_commands.recovery.copy()
    qtbot.wait(200)
    assert len(autosave.copies_of(left.document.project.id)) == 1
