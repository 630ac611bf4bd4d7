"""Asking for the same take again."""

import os

from gui.hosts.engine_host import HostState
from gui.main_window import MainWindow
from tests.gui.window_tools import wait_for_takes

REPEATED = "Nothing has changed since take 1 was made."


def numbers(window: MainWindow) -> list[int]:
    return [take.number for take in window.document.takes()]


def test_a_dub_with_unchanged_settings_listens_to_the_take_that_is_there(dubbed, qtbot):
    dubbed.actions_["dub"].trigger()
    assert dubbed.workspace.host.running is None
    assert dubbed.banners.texts() == [REPEATED]
    dubbed.banners.press("repeat", "Next seed")
    wait_for_takes(qtbot, dubbed, 2)
    assert [take.recipe.seed for take in dubbed.document.takes()] == [1, 0]
    assert REPEATED not in dubbed.banners.texts()


def test_a_dub_that_is_asked_for_twice_at_once_is_made_once(opened, qtbot):
    qtbot.waitUntil(lambda: opened.workspace.host.state is HostState.READY, timeout=40000)
    for _ in range(3):
        opened.actions_["dub"].trigger()
    assert not opened.workspace.host.waiting
    wait_for_takes(qtbot, opened, 1)
    assert numbers(opened) == [1]


def test_another_level_is_another_take(dubbed, qtbot):
    dubbed.workspace.settings_panel.gain.setValue(-3.0)
    dubbed.actions_["dub"].trigger()
    wait_for_takes(qtbot, dubbed, 2)


def test_a_reference_that_was_written_again_is_dubbed_with_again(dubbed, qtbot):
    path = dubbed.document.takes()[0].recipe.reference.file
    os.utime(path, (1.0, 1.0))
    dubbed.actions_["dub"].trigger()
    wait_for_takes(qtbot, dubbed, 2)


def test_a_take_that_was_deleted_is_made_again(dubbed, qtbot):
    dubbed.workspace.takes.delete(dubbed.document.takes()[0])
    dubbed.actions_["dub"].trigger()
    qtbot.waitUntil(lambda: numbers(dubbed) == [2], timeout=40000)


def test_of_several_variations_only_those_that_are_missing_are_made(dubbed, qtbot):
    dubbed.workspace.settings_panel.variations.setValue(3)
    dubbed.actions_["dub"].trigger()
    wait_for_takes(qtbot, dubbed, 3)
    assert sorted(take.recipe.seed for take in dubbed.document.takes()) == [0, 1, 2]


def test_the_take_that_the_sample_comes_with_is_not_made_again(window, qtbot):
    window.actions_["open_sample"].trigger()
    document = window.document
    qtbot.waitUntil(lambda: bool(document.takes()), timeout=40000)
    qtbot.waitUntil(lambda: window.workspace.references.current() is not None, timeout=40000)
    window.actions_["dub"].trigger()
    assert window.banners.texts() == [REPEATED]
    assert window.workspace.host.running is None
    window.workspace.settings_panel.seed.setValue(1)
    window.actions_["dub"].trigger()
    wait_for_takes(qtbot, window, 2)
