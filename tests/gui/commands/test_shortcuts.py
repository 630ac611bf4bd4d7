"""Keys that a person chose: kept, free of conflicts, and followed by every list of keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow

from gui.commands.actions import ActionRegistry
from gui.commands.cheat_sheet import shortcut_lines
from gui.commands.shortcut_editor import ShortcutEditor
from gui.commands.shortcuts import Shortcuts
from gui.settings import Settings


@pytest.fixture
def actions(qtbot) -> Iterator[ActionRegistry]:
    window = QMainWindow()
    qtbot.addWidget(window)
    yield ActionRegistry(window)  # noqa: PT022 - the window lives as long as the test


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def shortcuts(actions, settings) -> Shortcuts:
    return Shortcuts(actions, settings)


def test_a_key_that_is_taken_belongs_to_one_command_only(shortcuts, actions):
    assert shortcuts.conflict("dub", "B").id == "ab"
    shortcuts.add("dub", "B")
    assert actions.keys("ab") == ()
    assert actions.keys("dub") == ("Ctrl+Enter", "Ctrl+Return", "B")


def test_keys_are_kept_for_the_next_start(shortcuts, settings, qtbot):
    shortcuts.add("try_on", "Ctrl+Shift+T")
    shortcuts.remove("try_on", "T")
    window = QMainWindow()
    qtbot.addWidget(window)
    later = ActionRegistry(window)
    Shortcuts(later, settings).load()
    assert later.keys("try_on") == ("Ctrl+Shift+T",)
    assert later.keys("dub") == ("Ctrl+Enter", "Ctrl+Return")


def test_stored_keys_that_clash_do_not_make_a_key_work_twice(actions):
    settings = Settings()
    settings.shortcuts = {"dub": ("B",), "no such command": ("Z",), "snap": ("",)}
    Shortcuts(actions, settings).load()
    assert actions.keys("dub") == ()
    assert actions.keys("ab") == ("B",)
    assert actions.keys("snap") == ()


def test_keys_that_were_stored_under_an_old_name_of_a_command_still_work(actions):
    settings = Settings()
    settings.shortcuts = {"slower": ("Z",), "mute_original": ("Y",), "try_on": ("U",)}
    shortcuts = Shortcuts(actions, settings)
    shortcuts.load()
    assert actions.keys("play_backward") == ("Z",)
    assert actions.keys("original_under") == ("Y",)
    assert actions.keys("play_forward") == ("L",)
    shortcuts.add("try_on", "V")
    assert settings.shortcuts == {
        "play_backward": ("Z",),
        "original_under": ("Y",),
        "try_on": ("U", "V"),
    }


def test_reset_brings_the_first_keys_back_and_takes_them_from_others(shortcuts, actions):
    shortcuts.add("dub", "B")
    shortcuts.reset("ab")
    assert actions.keys("ab") == ("B",)
    assert actions.keys("dub") == ("Ctrl+Enter", "Ctrl+Return")


def test_reset_all_forgets_every_change(shortcuts, settings, actions):
    shortcuts.add("dub", "B")
    shortcuts.add("play", "Ctrl+P")
    shortcuts.reset_all()
    assert actions.keys("ab") == ("B",)
    assert actions.keys("play") == ("Space",)
    assert settings.shortcuts == {}


def test_a_reset_of_all_shortcuts_is_taken_back_until_another_change(shortcuts, actions, qtbot):
    editor = ShortcutEditor(shortcuts)
    qtbot.addWidget(editor)
    assert not editor.reset_all.isEnabled()  # nothing was changed
    shortcuts.add("dub", "B")
    editor.refresh()
    editor.reset_all.click()
    assert actions.keys("ab") == ("B",)
    assert editor.reset_all.text() == "Undo reset"
    editor.reset_all.click()
    assert actions.keys("ab") == ()
    assert actions.keys("dub") == ("Ctrl+Enter", "Ctrl+Return", "B")
    editor.reset_all.click()
    editor.choose("ab")
    editor.remove.click()
    assert editor.reset_all.text() == "Reset all"
    assert shortcuts.changed == {"ab": ()}


def test_the_cheat_sheet_and_the_tips_follow(shortcuts, actions):
    shortcuts.add("ab", "Ctrl+Shift+B")
    shortcuts.remove("ab", "B")
    assert ("Switch between A and B", "Ctrl+Shift+B") in shortcut_lines(actions, "Playback")
    assert actions["ab"].toolTip().endswith("(Ctrl+Shift+B)")


def test_the_editor_names_the_conflict_before_it_takes_the_key(shortcuts, actions, qtbot):
    editor = ShortcutEditor(shortcuts)
    qtbot.addWidget(editor)
    editor.show()
    editor.choose("dub")
    QTest.keyClick(editor.edit, Qt.Key.Key_B)
    assert "Switch between A and B" in editor.note.text()
    assert editor.add.text() == "Reassign"
    editor.add.click()
    assert actions.keys("dub") == ("Ctrl+Enter", "Ctrl+Return", "B")
    editor.close()


def test_the_editor_finds_a_command_by_its_key(shortcuts, qtbot):
    editor = ShortcutEditor(shortcuts)
    qtbot.addWidget(editor)
    editor.search.setText("ctrl+return")
    assert editor.tree.topLevelItemCount() == 1
    branch = editor.tree.topLevelItem(0)
    assert [branch.child(row).text(0) for row in range(branch.childCount())] == ["Dub"]
