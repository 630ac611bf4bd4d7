"""Several tracks in the window: their lanes, headers and commands."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu

from engine.project.guide import Guide
from engine.project.model import new_id
from gui.document.drags import references_data
from gui.dub.monitor import Heard
from gui.kit import theme
from gui.main_window import MainWindow
from tests.gui.window_tools import drag, event_place


@pytest.fixture
def split(opened: MainWindow) -> MainWindow:
    """Four events, of which the second and the fourth are on a track of their own."""
    ids = [item.id for item in opened.document.track.events]
    opened.workspace.selection.set(ids[1::2])
    opened.actions_["split_events"].trigger()
    return opened


def counts(window: MainWindow) -> list[int]:
    return [len(track.events) for track in window.document.clip.tracks]


def titles(window: MainWindow) -> list[str]:
    tracks = window.workspace.timeline.tracks
    return [tracks.group(track.id).header.title.text() for track in window.document.clip.tracks]


def test_a_single_track_is_muted_and_soloed_like_others_but_neither_folded_nor_armed(opened):
    tracks = opened.workspace.timeline.tracks
    header = tracks.active.header
    assert tracks.active.height() == tracks.height()  # it fills the room
    buttons = (header.mute, header.solo, header.fold, header.arm)
    assert [each.isVisible() for each in buttons] == [True, True, False, False]
    opened.actions_["add_track"].trigger()
    assert all(each.isVisible() for each in buttons)
    opened.document.undo_stack.undo()
    assert [each.isVisible() for each in buttons] == [True, True, False, False]
    header.mute.click()
    opened.actions_["solo_track"].trigger()  # and by their keys
    assert (header.mute.isChecked(), header.solo.isChecked()) == (True, True)


def test_gain_and_pan_have_labels_however_many_tracks_there_are(split):
    for track in split.document.clip.tracks:
        header = split.workspace.timeline.tracks.group(track.id).header
        assert header.gain.label.isVisible()
        assert header.pan.label.isVisible()
        assert header.gain.slider.x() == header.pan.slider.x()


def test_the_sliders_of_a_single_track_have_labels(opened):
    header = opened.workspace.timeline.tracks.active.header
    knobs = (header.source.sensitivity, header.gain, header.pan)
    assert [knob.label.text() for knob in knobs] == ["Sensitivity", "Gain", "Pan"]
    assert all(knob.isVisible() and knob.label.isVisible() for knob in knobs)
    header.pan.slider.setValue(-25)
    assert opened.document.track.fader.pan == -0.5


def test_a_track_that_is_not_heard_is_dimmed_and_said_to_be(split):
    first = split.document.clip.tracks[0]
    group = split.workspace.timeline.tracks.group(first.id)
    lane, name = group.events, group.header.accessibleName()
    heard = lane.grab().toImage()
    split.workspace.timeline.tracks.active.header.solo.click()
    assert lane.grab().toImage() != heard
    assert group.header.accessibleName() == f"{name}, not heard"
    assert not group.header.title.isEnabled()
    split.document.undo_stack.undo()
    assert lane.grab().toImage() == heard
    assert group.header.title.isEnabled()


def test_all_tracks_of_a_large_clip_get_their_lanes_the_active_one_first(opened, qtbot):
    for _ in range(11):
        opened.actions_["add_track"].trigger()
    document, tracks = opened.document, opened.workspace.timeline.tracks
    clip = document.clip
    document.show_clip(None)
    with qtbot.waitSignal(tracks.built, timeout=20000):
        document.show_clip(clip.id)
        assert tracks.active.track_id == clip.tracks[-1].id
    groups = [tracks.group(track.id) for track in clip.tracks]
    tops = lambda: [group.y() for group in groups]  # noqa: E731
    qtbot.waitUntil(lambda: tops() == sorted(set(tops())), timeout=20000)


def test_a_header_has_the_colour_of_its_track_in_each_theme(opened, qapp):
    header = opened.workspace.timeline.tracks.active.header
    seen = []
    for name in ("light", "dark"):
        theme.apply(qapp, name)
        seen.append(header.grab().toImage().pixelColor(1, 1).name())
        assert seen[-1] == theme.track_colour(opened.document.track.colour).name()
    assert len(set(seen)) == 2


def test_selected_events_are_put_on_a_new_track_and_stay_selected(split):
    assert counts(split) == [2, 2]
    assert split.document.track is split.document.clip.tracks[1]
    assert split.workspace.selection.ids == {item.id for item in split.document.track.events}
    split.document.undo_stack.undo()
    assert counts(split) == [4]


def test_pressing_a_lane_makes_its_track_the_active_one(split):
    first = split.document.clip.tracks[0]
    QTest.mousePress(
        split.workspace.timeline.tracks.group(first.id).events,
        Qt.MouseButton.LeftButton,
        pos=QPoint(2, 20),
    )
    assert split.document.track.id == first.id
    assert split.workspace.selection.ids == frozenset()


def test_an_event_is_dragged_to_another_track(split, qtbot):
    document, tracks = split.document, split.workspace.timeline.tracks
    qtbot.wait(300)  # the lanes and the split find their heights in a few turns
    place, lane = event_place(split, 0), tracks.events
    other = tracks.group(document.clip.tracks[0].id).events
    moved = document.track.events[0]
    split.workspace.selection.set({moved.id})
    there = lane.mapFromGlobal(other.mapToGlobal(QPoint(0, 20)))
    drag(lane, place, QPoint(place.x(), there.y()))
    assert counts(split) == [3, 1]
    assert document.undo_stack.undoText() == "Move event to another track"
    assert document.track is document.clip.tracks[0]
    assert moved in document.track.events  # at the same time
    assert split.workspace.selection.ids == {moved.id}
    document.undo_stack.undo()
    assert counts(split) == [2, 2]


def test_a_reference_dropped_on_a_track_dubs_it(split, qtbot):
    document, tracks = split.document, split.workspace.timeline.tracks
    first, wood = document.clip.tracks[0], document.project.references[1]
    data, group = references_data([wood]), tracks.group(first.id)
    assert document.track.id != first.id
    for kind in (QDragEnterEvent, QDropEvent):
        QApplication.sendEvent(group, dropped(kind, data))
    qtbot.waitUntil(lambda: len(document.project.takes_of(first.id)) == 1, timeout=40000)
    take = document.project.takes_of(first.id)[0]
    assert (take.title, take.facts.events) == ("wood", 2)
    assert document.track_by_id(first.id).reference_id == wood.id
    assert titles(split) == ["wood", "Track 2"]


def dropped(kind: type[QDropEvent], data: QMimeData) -> QDropEvent:
    place = QPointF(30, 30) if kind is QDropEvent else QPoint(30, 30)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    return kind(place, Qt.DropAction.CopyAction, data, left, none)


def test_the_preview_says_whether_a_take_is_heard_in_the_mix(split, qtbot):
    document, monitor = split.document, split.workspace.monitor
    for number, track in enumerate(document.clip.tracks, start=1):
        document.show_track(track.id)
        split.actions_["dub"].trigger()
        qtbot.waitUntil(lambda n=number: len(document.project.takes) == n, timeout=30000)
    _, second = document.project.takes
    monitor.listen_to(Heard("take", second.id))
    assert monitor.title == f"Take 2 · {second.title} in the mix"
    for solo, title in ((0, "Mix"), (1, f"Take 2 · {second.title}")):
        for place, track in enumerate(document.clip.tracks):
            fader = replace(track.fader, solo=place == solo)
            document.edit_track("Solo", replace(track, fader=fader))
        assert monitor.title == title


def test_the_preview_says_that_the_only_track_is_muted(dubbed, qtbot):
    monitor = dubbed.workspace.monitor
    assert dubbed.workspace.media.sound is not None
    dubbed.actions_["original_under"].setChecked(False)
    dubbed.actions_["mute_track"].trigger()
    assert monitor.title == "Take 1 · metal, muted"
    dubbed.actions_["original_under"].setChecked(True)
    assert monitor.title == "Original"
    dubbed.actions_["mute_track"].trigger()
    assert monitor.title == "Take 1 · metal"


def test_the_header_edits_the_fader_in_one_step_a_drag(split):
    document, header = split.document, split.workspace.timeline.tracks.active.header
    steps = document.undo_stack.count()
    header.gain.slider.sliderPressed.emit()
    for half_db in (-2, -6, -12):
        header.gain.slider.setValue(half_db)
    header.gain.slider.sliderReleased.emit()
    header.mute.click()
    assert document.undo_stack.count() == steps + 2
    assert (document.track.fader.gain_db, document.track.fader.muted) == (-6.0, True)
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert (document.track.fader.gain_db, document.track.fader.muted) == (0.0, False)
    assert header.gain.slider.value() == 0


def test_a_double_click_resets_the_gain(split):
    header = split.workspace.timeline.tracks.active.header
    header.gain.slider.setValue(-20)
    QTest.mouseDClick(header.gain.slider, Qt.MouseButton.LeftButton)
    assert split.document.track.fader.gain_db == 0.0


def test_a_collapsed_track_keeps_its_events_in_a_low_row(split):
    group = split.workspace.timeline.tracks.active
    group.header.fold.click()
    assert split.document.track.collapsed
    assert not group.take.isVisible()
    assert group.events.height() < 30
    split.document.undo_stack.undo()
    assert group.take.isVisible()


def test_tracks_are_renamed_copied_moved_and_deleted(split, monkeypatch):
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("door", True))
    for command in ("rename_track", "duplicate_track", "move_track_up"):
        split.actions_[command].trigger()
    assert titles(split) == ["Track 1", "door 2", "door"]
    split.actions_["delete_track"].trigger()
    assert titles(split) == ["Track 1", "door"]
    assert split.document.track.name == "door"
    for _ in range(4):
        split.document.undo_stack.undo()
    assert titles(split) == ["Track 1", "Track 2"]


def test_six_tracks_scroll_and_the_active_one_is_in_view(split, qtbot):
    for _ in range(4):
        split.actions_["add_track"].trigger()
    tracks = split.workspace.timeline.tracks
    qtbot.waitUntil(lambda: tracks.verticalScrollBar().maximum() > 0)
    for _ in range(5):
        split.actions_["previous_track"].trigger()
    assert split.document.track is split.document.clip.tracks[0]
    active = tracks.active
    qtbot.waitUntil(lambda: active.mapTo(tracks.viewport(), QPoint(0, 0)).y() == 0)
    assert active.height() <= tracks.viewport().height()
    assert tracks.events.width() == split.workspace.timeline.ruler.width()  # one time axis


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_right_click_selects_what_is_under_it_and_offers_an_event_there(opened):
    document, selection = opened.document, opened.workspace.selection
    lane = opened.workspace.timeline.events
    selection.set({document.track.events[3].id})
    right_click(lane, event_place(opened, 1)).close()
    assert selection.ids == {document.track.events[1].id}
    menu = right_click(lane, QPoint(lane.width() - 4, 10))
    assert selection.ids == frozenset()
    offered = {action.text(): action for action in menu.actions()}
    assert not offered["Delete selected events"].isEnabled()
    offered["Add event here"].trigger()
    menu.close()
    assert len(document.track.events) == 5
    assert document.track.events[-1].event.time_s > 0.9
    assert selection.ids == {document.track.events[-1].id}


def right_click(lane, place: QPoint) -> QMenu:
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(lane, QContextMenuEvent(reason, place, lane.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_an_event_that_lasts_is_lengthened_at_its_end(opened):
    document, lane = opened.document, opened.workspace.timeline.events
    opened.workspace.selection.set({document.track.events[3].id})
    opened.actions_["lasting_events"].trigger()
    lasting = document.track.events[3].event
    assert 0 < lasting.duration_s < 0.2  # up to the end of the clip
    end = lane.end(lasting).toPoint()
    drag(lane, end, end - QPoint(10, 0))
    shorter = document.track.events[3].event
    assert shorter.time_s == lasting.time_s
    assert shorter.duration_s < lasting.duration_s
    assert document.undo_stack.undoText() == "Change length of event"


def test_a_jump_selects_the_event_that_it_reaches(opened):
    opened.workspace.player.seek(0.0)
    opened.actions_["next_point"].trigger()
    (chosen,) = opened.workspace.selection.ids
    assert chosen == opened.document.track.events[0].id
    opened.actions_["delete"].trigger()
    assert len(opened.document.track.events) == 3


def test_m_sets_a_marker_at_once(opened):
    opened.workspace.player.seek(0.5)
    opened.actions_["add_marker"].trigger()
    assert [(m.name, m.time_s) for m in opened.document.clip.markers] == [("Marker 1", 0.5)]


def test_only_what_can_be_done_is_enabled(opened):
    actions = opened.actions_
    assert not any(actions[name].isEnabled() for name in ("delete", "delete_track", "clear_range"))
    opened.workspace.selection.set({opened.document.track.events[0].id})
    actions["add_track"].trigger()
    actions["set_in"].trigger()
    assert not actions["delete"].isEnabled()  # the new track has no events
    assert actions["delete_track"].isEnabled()
    moves = ("move_track_up", "move_track_down", "previous_track", "next_track")
    assert [actions[name].isEnabled() for name in moves] == [True, False, True, False]
    actions["move_track_up"].trigger()
    assert [actions[name].isEnabled() for name in moves] == [False, True, False, True]


def test_the_armed_track_is_the_active_one_until_another_is_armed(split):
    armed, (first, second) = split.workspace.armed, split.document.clip.tracks
    assert armed.track_id == second.id
    split.workspace.timeline.tracks.group(first.id).header.arm.click()
    assert armed.track_id == first.id
    split.workspace.timeline.tracks.group(first.id).header.arm.click()
    assert armed.track_id == second.id


def test_meters_move_while_it_plays(dubbed, qtbot):
    meter = dubbed.workspace.timeline.tracks.active.header.meter
    qtbot.waitUntil(lambda: bool(dubbed.workspace.player.mixer.plan.layers), timeout=40000)
    assert meter.level.level_db < -60
    dubbed.workspace.player.seek(0.0)
    dubbed.actions_["play"].trigger()
    sink = dubbed.workspace.player.outputs.output
    levels = []
    for _ in range(40):
        sink.run(0.02)
        dubbed.workspace.player.tick()
        levels.append(meter.level.level_db)
    assert max(levels) > -40
    dubbed.actions_["pause"].trigger()
    assert meter.level.level_db < -60


def test_the_reference_of_the_active_track_is_selected(split, qtbot):
    document, references = split.document, split.workspace.references
    metal, wood = document.project.references
    first, second = document.clip.tracks
    document.choose(first.id, reference_id=metal.id)
    document.choose(second.id, reference_id=wood.id)
    document.show_track(first.id)
    assert references.current() == metal
    document.show_track(second.id)
    document.replace_project(document.project, None)
    assert references.current() == wood


def test_of_many_tracks_the_new_one_is_in_view(opened, qtbot):
    tracks = opened.workspace.timeline.tracks
    for _ in range(8):
        opened.actions_["add_track"].trigger()
    bar = tracks.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)


def test_the_lanes_of_a_track_that_is_gone_hear_of_no_edit(split, qtbot):
    lane = split.workspace.timeline.events
    with qtbot.waitSignal(lane.destroyed):
        split.document.undo_stack.undo()
    split.document.undo_stack.redo()
    split.actions_["set_in"].trigger()
    assert counts(split) == [2, 2]


def test_the_recording_of_a_performance_is_seen_and_can_be_heard(split, qtbot, tone_path):
    window, document = split, split.document
    track, group = document.track, split.workspace.timeline.tracks.active
    assert not group.guide.isVisible()
    document.edit_track("Perform", replace(track, guide=Guide(new_id(), tone_path, 0.25)))
    qtbot.waitUntil(lambda: group.guide.has_sound, timeout=20000)
    assert group.guide.isVisible()
    assert group.guide.span_s[0] == 0.25
    before = len(window.workspace.player.mixer.plan.layers)
    group.header.heard.click()
    assert not document.track.guide.muted
    assert len(window.workspace.player.mixer.plan.layers) == before + 1
    document.undo_stack.undo()
    assert len(window.workspace.player.mixer.plan.layers) == before
    window.actions_["collapse_track"].trigger()
    assert not group.guide.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menu_of_a_recording_removes_it(split, qtbot, tone_path):
    document, group = split.document, split.workspace.timeline.tracks.active
    document.edit_track("Perform", replace(document.track, guide=Guide(new_id(), tone_path)))
    menu = right_click(group.guide, group.guide.rect().center())
    play, _, remove = menu.actions()
    assert not play.isChecked()
    remove.trigger()
    menu.close()
    assert document.track.guide is None
    assert not group.guide.isVisible()


def test_copies_of_a_track_are_numbered(split):
    for _ in range(3):
        split.actions_["duplicate_track"].trigger()
    assert sorted(titles(split)) == ["Track 1", "Track 2", "Track 3", "Track 4", "Track 5"]
    assert len(set(titles(split))) == 5
