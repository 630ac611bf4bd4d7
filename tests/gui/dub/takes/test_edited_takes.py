"""Takes that follow edits of their events."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from engine.project import storage
from engine.recipe import Delivery
from gui.dub.export.contents import take_content
from gui.dub.mix_layers import heard_mix
from gui.dub.monitor import ORIGINAL, Heard
from gui.hosts.engine_host import HostState
from gui.kit import theme
from gui.main_window import MainWindow


@pytest.fixture
def edited(dubbed: MainWindow, qtbot) -> MainWindow:
    """A take, and another that followed a nudge of an event."""
    nudge(dubbed, qtbot)
    return dubbed


def nudge(window: MainWindow, qtbot) -> None:
    """Nudge the first event and wait for the take that follows."""
    document = window.document
    before = len(document.project.takes)
    window.workspace.selection.set({document.track.events[0].id})
    window.actions_["nudge_forward_ms"].trigger()
    qtbot.waitUntil(lambda: len(document.project.takes) > before, timeout=40000)


def numbers(window: MainWindow) -> list[int]:
    return [take.number for take in window.document.takes()]


def test_the_next_edit_replaces_the_edited_take_and_keeps_its_number(edited, qtbot):
    assert numbers(edited) == [2, 1]
    before = edited.document.takes()[0]
    assert before.edited
    nudge(edited, qtbot)
    assert numbers(edited) == [2, 1]
    assert edited.document.chosen_take() == edited.document.takes()[0] != before
    assert edited.workspace.monitor.name_of(edited.workspace.monitor.b).startswith("Take 1")


@pytest.mark.parametrize("keep", ["star", "rename"])
def test_an_edited_take_that_was_starred_or_renamed_is_kept(edited, qtbot, keep, monkeypatch):
    panel, take = edited.workspace.takes, edited.document.takes()[0]
    if keep == "rename":
        monkeypatch.setattr(
            "gui.kit.questions.QInputDialog.getText", lambda *_, **__: ("good", True)
        )
    getattr(panel, keep)(take)
    nudge(edited, qtbot)
    assert numbers(edited) == [3, 2, 1]


def test_an_edited_take_that_was_exported_is_kept(edited, qtbot, tmp_path):
    edited.document.mark_saved(tmp_path / "one.varietysound")
    content = take_content(edited.document.takes()[0])
    delivery = Delivery(output=tmp_path / "dubbed.mp4")
    job = edited.workspace.exporting.export(content, delivery)
    qtbot.waitUntil(lambda: job.is_over, timeout=40000)
    assert edited.document.is_modified  # or a project that is opened again would not know
    nudge(edited, qtbot)
    assert numbers(edited) == [3, 2, 1]


def test_undo_of_an_edit_returns_to_the_take_before_it(edited, qtbot):
    edited.document.undo_stack.undo()
    qtbot.waitUntil(lambda: edited.document.chosen_take().number == 1, timeout=40000)
    assert numbers(edited) == [2, 1]
    assert edited.workspace.host.running is None


def test_no_take_follows_while_it_is_turned_off(dubbed, qtbot):
    assert dubbed.workspace.host.state is HostState.READY
    dubbed.actions_["auto_render"].setChecked(False)
    dubbed.workspace.selection.set({dubbed.document.track.events[0].id})
    dubbed.actions_["nudge_forward_ms"].trigger()
    qtbot.wait(600)
    assert dubbed.workspace.host.running is None
    assert numbers(dubbed) == [1]
    assert not dubbed.settings.auto_render


def test_a_track_that_loses_events_is_rendered_again(dubbed, qtbot):
    document, actions = dubbed.document, dubbed.actions_
    first = document.track
    dubbed.workspace.selection.set([item.id for item in first.events][:2])
    actions["split_events"].trigger()
    second = document.track
    qtbot.waitUntil(lambda: len(document.project.takes_of(first.id)) == 2, timeout=40000)
    assert document.project.takes_of(first.id)[0].facts.events == 2
    assert document.takes() == []  # nothing to follow on the new track yet
    actions["dub"].trigger()
    qtbot.waitUntil(lambda: len(document.takes()) == 1, timeout=40000)
    assert document.takes()[0].facts.events == 2
    assert document.takes()[0].track_id == second.id


@pytest.mark.parametrize("command", ["delete", "mute_events"])
def test_a_track_without_audible_events_falls_silent_until_undo(dubbed, qtbot, command):
    document, workspace = dubbed.document, dubbed.workspace
    dubbed.actions_["select_all"].trigger()
    dubbed.actions_[command].trigger()
    qtbot.waitUntil(lambda: numbers(dubbed) == [2, 1], timeout=40000)
    (heard,) = heard_mix(document.project, document.clip).takes
    assert (heard.take.number, heard.take.facts.events) == (2, 0)
    newest = workspace.takes.model.index(0, 0)
    assert "Silent, without events" in newest.data(Qt.ItemDataRole.AccessibleTextRole)
    qtbot.waitUntil(lambda: workspace.timeline.tracks.take.has_sound, timeout=20000)
    silence = workspace.monitor.sound_of(workspace.monitor.a)
    assert silence.lufs is None
    assert silence.duration_s == pytest.approx(document.clip.file.duration_s, abs=0.01)
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: document.chosen_take().number == 1, timeout=40000)
    assert numbers(dubbed) == [1]  # nobody goes back to silence
    assert workspace.monitor.a == Heard("take", document.takes()[0].id)
    assert workspace.monitor.b == ORIGINAL
    document.undo_stack.redo()
    qtbot.waitUntil(lambda: numbers(dubbed) == [2, 1], timeout=40000)  # the number is used again
    assert document.chosen_take().facts.events == 0


def test_a_dub_after_a_silent_take_replaces_it(dubbed, qtbot):
    document, actions = dubbed.document, dubbed.actions_
    actions["select_all"].trigger()
    actions["delete"].trigger()
    qtbot.waitUntil(lambda: numbers(dubbed) == [2, 1], timeout=40000)
    actions["auto_render"].setChecked(False)
    actions["add_event"].trigger()
    actions["dub"].trigger()
    qtbot.waitUntil(lambda: numbers(dubbed) == [3, 1], timeout=40000)
    assert document.chosen_take().facts.events == 1


def test_a_take_follows_what_was_edited_while_it_was_rendered(opened, qtbot):
    document = opened.document
    opened.actions_["dub"].trigger()
    opened.actions_["select_all"].trigger()
    opened.actions_["delete"].trigger()
    qtbot.waitUntil(lambda: numbers(opened) == [2, 1], timeout=40000)
    assert document.chosen_take().facts.events == 0


def test_undo_while_a_take_follows_an_edit_leaves_the_take_before_it(dubbed, qtbot):
    document, host = dubbed.document, dubbed.workspace.host
    dubbed.workspace.selection.set({document.track.events[0].id})
    with qtbot.waitSignal(host.job_changed, timeout=40000):  # a job may end before a look at it
        dubbed.actions_["nudge_forward_ms"].trigger()
    assert host.running is not None
    document.undo_stack.undo()
    qtbot.wait(600)  # as long as a take would need to follow
    assert host.running is None
    assert document.chosen_take().number == 1


def test_a_duplicated_track_has_the_takes_and_the_one_that_is_heard(edited, qtbot):
    document = edited.document
    edited.workspace.monitor.listen_to(Heard("take", document.takes()[1].id))
    edited.actions_["duplicate_track"].trigger()
    assert [take.number for take in document.takes()] == [4, 3]
    assert document.chosen_take().number == 3
    assert all(take.sound.is_file() for take in document.takes())
    assert len({take.sound for take in document.project.takes}) == 4
    qtbot.waitUntil(lambda: edited.workspace.timeline.tracks.take.has_sound, timeout=20000)
    document.undo_stack.undo()
    assert [take.number for take in document.project.takes] == [1, 2]


def is_dimmed(window: MainWindow) -> bool:
    """Whether the take lane of the active track lacks the full colour of the track."""
    image = window.workspace.timeline.tracks.take.grab().toImage()
    colour = theme.track_colour(window.document.track.colour).rgb()
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return not any(image.pixel(x, y) == colour for x, y in places)


def test_a_take_older_than_its_events_is_dimmed_until_it_follows(dubbed, qtbot):
    qtbot.waitUntil(lambda: not is_dimmed(dubbed), timeout=20000)
    dubbed.actions_["auto_render"].setChecked(False)
    dubbed.workspace.selection.set({dubbed.document.track.events[0].id})
    dubbed.actions_["nudge_forward_ms"].trigger()
    assert is_dimmed(dubbed)
    dubbed.actions_["auto_render"].setChecked(True)  # catches up
    qtbot.waitUntil(lambda: numbers(dubbed) == [2, 1], timeout=40000)
    qtbot.waitUntil(lambda: not is_dimmed(dubbed), timeout=20000)


@pytest.fixture
def saved(edited, tmp_path, qtbot) -> MainWindow:
    """An edited take that replaced another, in a saved project."""
    nudge(edited, qtbot)
    document, path = edited.document, tmp_path / "film.varietysound"
    document.use_saved(storage.save(document.project, path))
    document.mark_saved(path)
    return edited


def sounds(window: MainWindow) -> list[bool]:
    """Whether the sound of each take is still there, in the order in which they were made."""
    return [take.sound.is_file() for take in window.document.project.takes]


def remove_until(window: MainWindow, qtbot, left: list[bool]) -> None:
    """Look again and again, as a copy of unsaved work that is being written names all takes."""

    def removed() -> bool:
        window.workspace.replaced_takes.remove()
        return sounds(window) == left

    qtbot.waitUntil(removed, timeout=40000)


def test_the_file_of_a_replaced_take_goes_while_the_project_is_open(saved, qtbot):
    assert sounds(saved) == [True, True, True]
    remove_until(saved, qtbot, [True, False, True])


def test_the_file_of_a_take_that_undo_brings_back_stays(saved, qtbot):
    document = saved.document
    document.edit_take("Delete", replace(document.project.takes[0], deleted=True))
    remove_until(saved, qtbot, [True, False, True])
