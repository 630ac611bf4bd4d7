"""The open project: edits, undo, and what happens by itself."""

import pytest
from msgspec.structs import replace

from engine.events.event import Event
from engine.project.model import Clip, DubSettings, Marker, Track, new_clip, new_id
from gui.document import event_edits
from gui.document.document import Document
from gui.document.track_edits import put_track
from tests.gui.helpers import a_file, a_take


def with_event(clip: Clip) -> Clip:
    """The clip with an event at 1 s on its active track."""
    return put_track(clip, event_edits.add_events(clip.track, [Event(1.0)], 10.0)[0])


@pytest.fixture
def document(qapp, clip) -> Document:
    document = Document()
    document.add_clip(clip)
    return document


def test_the_first_clip_is_shown_and_undo_takes_it_away(document, clip):
    assert document.clip == clip
    assert document.undo_stack.undoText() == "Add clip.mp4"
    document.undo_stack.undo()
    assert document.clip is None
    document.undo_stack.redo()
    assert document.clip == clip


def test_an_edit_tells_its_new_value_and_undo_the_old_one(document, clip, qtbot):
    changed = with_event(clip)
    with qtbot.waitSignal(document.clip_changed) as told:
        document.edit_clip("Add event", changed)
    assert told.args == [changed]
    with qtbot.waitSignal(document.clip_changed) as told:
        document.undo_stack.undo()
    assert told.args == [clip]


def test_an_edit_that_changes_nothing_is_no_step(document, clip):
    steps = document.undo_stack.count()
    document.edit_clip("Nothing", clip)
    assert document.undo_stack.count() == steps


def test_nudges_of_the_same_events_are_one_step(document, clip):
    changed = with_event(clip)
    document.edit_clip("Add event", changed)
    for _ in range(5):
        ids = {item.id for item in document.track.events}
        moved = event_edits.move_events(document.track, ids, 0.04, 10.0)
        document.edit_track("Nudge", moved, merge_key="nudge")
    assert document.track.events[0].event.time_s == pytest.approx(1.2)
    document.undo_stack.undo()
    assert document.clip == changed


def test_a_take_that_arrives_is_not_undone_with_the_edit_before_it(
    document, clip, reference, tmp_path
):
    changed = with_event(clip)
    document.edit_clip("Add event", changed)
    take = a_take(tmp_path, clip, reference)
    document.add_take(take)
    document.undo_stack.undo()
    assert document.clip == clip
    assert document.takes() == [take]


def test_a_deleted_take_leaves_the_list_and_undo_brings_it_back(
    document, clip, reference, tmp_path
):
    take = a_take(tmp_path, clip, reference)
    document.add_take(take)
    document.edit_take("Delete take 1", replace(take, deleted=True))
    assert document.takes() == []
    assert document.project.next_take_number == 2
    document.undo_stack.undo()
    assert document.takes() == [take]


def test_takes_are_shown_newest_first_and_only_of_the_shown_clip(
    document, clip, reference, tmp_path
):
    for number in (1, 2):
        document.add_take(a_take(tmp_path, clip, reference, number))
    assert [take.number for take in document.takes()] == [2, 1]
    document.add_clip(new_clip(clip.file))
    assert document.takes() == []


def test_several_references_are_added_and_removed_as_one_step(document, reference, tmp_path):
    other = replace(reference, id="other", file=a_file(tmp_path, "dog.wav"))
    document.add_references([reference, other])
    document.remove_references([reference.id, other.id])
    assert document.project.references == ()
    document.undo_stack.undo()
    assert document.project.references == (reference, other)
    document.undo_stack.undo()
    assert document.project.references == ()


def test_of_many_references_is_told_once(document, reference, qtbot):
    """Lists read all of them each time."""
    told = []
    document.references_changed.connect(lambda: told.append(len(document.project.references)))
    document.add_references(replace(reference, id=f"{number}") for number in range(500))
    document.undo_stack.undo()
    document.undo_stack.redo()
    document.remove_references(f"{number}" for number in range(499))
    assert told == [500, 0, 500, 1]


def test_removing_the_shown_clip_shows_another(document, clip):
    other = new_clip(clip.file)
    document.add_clip(other)
    document.remove_clip(other.id)
    assert document.clip == clip
    document.undo_stack.undo()
    assert document.clip == other
    assert document.project.clips == (clip, other)


def test_modified_means_edits_or_takes_since_the_last_save(document, clip, reference, tmp_path):
    document.mark_saved(tmp_path / "a.varietysound")
    assert not document.is_modified
    document.add_take(a_take(tmp_path, clip, reference))
    assert document.is_modified
    document.mark_saved(tmp_path / "a.varietysound")
    document.edit_settings(replace(document.settings, seed=7))
    assert document.is_modified
    document.undo_stack.undo()
    assert not document.is_modified


def test_undo_and_redo_show_the_clip_that_they_change(document, clip, reference, tmp_path):
    stack, other = document.undo_stack, new_clip(clip.file)
    take = a_take(tmp_path, clip, reference)
    document.add_take(take)
    document.add_clip(other)
    document.edit_clip("Add event", with_event(clip))
    assert document.clip == other  # the edit itself leads nowhere
    stack.undo()
    assert document.clip == clip
    document.show_clip(other.id)
    stack.redo()
    assert document.clip.id == clip.id
    document.show_clip(other.id)
    document.edit_take("Delete take 1", replace(take, deleted=True))
    stack.undo()
    assert document.clip.id == clip.id


def test_what_was_found_unasked_is_no_step_and_no_undo_takes_it_away(document, clip):
    stack = document.undo_stack
    document.edit_clip("Add marker", replace(clip, markers=(Marker(new_id(), 0.5, "cut"),)))
    document.mark_saved(clip.file.path)
    found = with_event(clip).track
    document.add_found(found)
    assert (stack.count(), document.track.events) == (2, found.events)
    assert document.is_modified
    stack.undo()
    assert (document.clip.markers, document.track.events) == ((), found.events)
    stack.undo()
    stack.redo()
    assert document.track.events == found.events


def test_a_relinked_file_is_used_at_its_new_place(document, clip, tmp_path):
    new = replace(clip.file, path=tmp_path / "moved.mp4")
    document.relink({clip.file.path: new})
    assert document.clip.file == new


def with_track(clip: Clip, name: str) -> Clip:
    """The clip with one more track."""
    return replace(clip, tracks=(*clip.tracks, Track(id=new_id(), name=name)))


def test_an_added_track_is_the_active_one_until_undo_removes_it(document, clip, qtbot):
    with qtbot.waitSignal(document.tracks_changed):
        document.edit_clip("Add track", with_track(clip, "door"))
    assert document.track.name == "door"
    with qtbot.waitSignal(document.tracks_changed):
        document.undo_stack.undo()
    assert document.track == clip.track


def test_undo_of_an_edit_leaves_the_active_track_alone(document, clip):
    document.edit_clip("Add track", with_track(clip, "door"))
    first = document.clip.tracks[0]
    edited, _ = event_edits.add_events(first, [Event(1.0)], 10.0)
    document.edit_track("Add event", edited)
    assert document.track.name == "door"
    document.show_track(first.id)
    document.undo_stack.undo()
    assert document.track == first


def test_each_track_has_its_own_settings_and_takes(document, clip, reference, tmp_path, qtbot):
    document.edit_settings(DubSettings(seed=5))
    take = a_take(tmp_path, clip, reference)
    document.add_take(take)
    document.edit_clip("Add track", with_track(document.clip, "door"))
    assert document.settings == DubSettings()
    assert document.takes() == []
    with qtbot.waitSignals([document.settings_changed, document.takes_changed]):
        document.show_track(clip.track.id)
    assert document.settings == DubSettings(seed=5)
    assert document.takes() == [take]


def test_a_new_clip_takes_over_the_settings(document, clip):
    document.edit_settings(DubSettings(seed=5))
    document.add_clip(new_clip(clip.file))
    assert document.settings == DubSettings(seed=5)


def test_the_chosen_take_is_the_newest_until_another_is_chosen(document, clip, reference, tmp_path):
    first, second = (a_take(tmp_path, clip, reference, number) for number in (1, 2))
    document.add_take(first)
    document.add_take(second)
    assert document.chosen_take() == second
    document.choose_take(first)
    assert document.chosen_take() == first
    document.edit_clip("Add event", with_event(document.clip))
    document.choose_take(second)
    document.undo_stack.undo()
    assert document.chosen_take() == second  # listening is no edit
    document.edit_take("Delete take 2", replace(second, deleted=True))
    assert document.chosen_take() == first


def test_a_track_that_comes_back_has_its_reference_and_chosen_take(
    document, clip, reference, tmp_path
):
    document.edit_clip("Add track", with_track(clip, "door"))
    first, second = (a_take(tmp_path, document.clip, reference, number) for number in (1, 2))
    document.add_take(first)
    document.add_take(second)
    document.choose_take(first)
    document.choose(document.track.id, reference_id=reference.id)
    door = document.track
    document.undo_stack.undo()
    document.undo_stack.redo()
    assert document.track == door


def test_a_clip_that_comes_back_has_its_reference_and_chosen_take(
    document, clip, reference, tmp_path
):
    document.add_references([reference])
    document.choose(clip.track.id, reference_id=reference.id)
    takes = [a_take(tmp_path, clip, reference, number) for number in (1, 2)]
    for take in takes:
        document.add_take(take)
    document.choose_take(takes[0])
    for _ in range(2):
        document.undo_stack.undo()
    assert document.clip is None
    for _ in range(2):
        document.undo_stack.redo()
    assert document.track.reference_id == reference.id
    assert document.chosen_take() == takes[0]
