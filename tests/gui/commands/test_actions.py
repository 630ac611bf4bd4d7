"""The table of commands."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow
from typing_extensions import override

from gui.commands.actions import CATEGORIES, SPECS, ActionRegistry
from gui.commands.cheat_sheet import COLUMNS, shortcut_lines
from gui.commands.command_palette import CommandPalette, matches
from gui.commands.menus import build_menus


def test_no_key_stands_twice():
    keys = Counter(QKeySequence(key).toString() for spec in SPECS for key in spec.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_key_is_one_that_qt_understands():
    assert all(QKeySequence(key).toString() for spec in SPECS for key in spec.keys)


def test_ids_are_unique_and_categories_known():
    assert len({spec.id for spec in SPECS}) == len(SPECS)
    assert {spec.category for spec in SPECS} == set(CATEGORIES)


def test_the_cheat_sheet_shows_every_category_once():
    assert sorted(name for column in COLUMNS for name in column) == sorted(CATEGORIES)


def test_the_nine_take_keys_share_one_line_and_no_other_command_is_in_it(qapp):
    registry = ActionRegistry(qapp)
    assert ("Listen to a take in the list", "1 … 9") in shortcut_lines(registry, "Dub")
    assert ("Solo take", "Ctrl+Alt+M") in shortcut_lines(registry, "Playback")


def test_the_two_keys_named_enter_are_told_once(qapp):
    lines = shortcut_lines(ActionRegistry(qapp), "Dub")
    assert ("Dub", "Ctrl+Enter") in lines
    assert ("Dub with next seed", "Shift+Enter") in lines


@pytest.mark.parametrize(
    ("query", "text", "fits"),
    [
        ("zoom", "Zoom in View", True),
        ("in zo", "Zoom in View", True),
        ("", "anything", True),
        ("zoom out", "Zoom in View", False),
    ],
)
def test_the_palette_finds_words_in_any_order(query, text, fits):
    assert matches(query, text) is fits


def test_the_palette_offers_only_what_can_be_done_and_does_it(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = ActionRegistry(window)
    done: list[str] = []
    actions.bind(zoom_in=lambda: done.append("in"), zoom_out=lambda: done.append("out"))
    palette = CommandPalette(actions, window)
    query = palette.findChild(QLineEdit)
    QTest.keyClicks(query, "zoom")
    assert palette.texts() == ["Zoom in", "Zoom out"]
    QTest.keyClick(query, Qt.Key.Key_Down)
    QTest.keyClick(query, Qt.Key.Key_Return)
    assert done == ["out"]


def test_menus_hold_every_command_but_the_nine_take_keys(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = ActionRegistry(window)
    build_menus(window, actions)
    shown = {
        action.objectName()
        for bar in window.menuBar().actions()
        for action in bar.menu().actions()
        if action.objectName()
    }
    expected = {spec.id for spec in SPECS} - {f"take_{n}" for n in range(1, 10)}
    assert expected <= shown | {"recent"}


class Swedish(QTranslator):
    """A language of one text."""

    @override
    def translate(self, context, text, disambiguation=None, n=-1):
        return "Zooma in" if text == "Zoom in" else ""


def test_the_palette_finds_a_command_in_the_windows_language_and_in_english(qtbot, qapp):
    swedish = Swedish()
    qapp.installTranslator(swedish)
    try:
        window = QMainWindow()
        qtbot.addWidget(window)
        actions = ActionRegistry(window)
        actions.bind(zoom_in=lambda: None)
        palette = CommandPalette(actions, window)
        query = palette.findChild(QLineEdit)
        for typed in ("zooma", "zoom in"):
            query.setText(typed)
            assert palette.texts() == ["Zooma in"]
    finally:
        qapp.removeTranslator(swedish)
