"""Edits of a clip's timeline."""

import pytest
from msgspec.structs import replace

from engine.events.event import Event
from engine.project.model import Clip
from gui.document import edits


def _times(clip: Clip) -> list[float]:
    return [item.event.time_s for item in clip.events]


@pytest.fixture
def three(clip: Clip) -> tuple[Clip, tuple[str, ...]]:
    return edits.add_events(clip, [Event(1.0, 0.5), Event(3.0, 0.5), Event(2.0, 0.5)])


def test_added_events_stand_in_order_of_time(three):
    clip, _ = three
    assert _times(clip) == [1.0, 2.0, 3.0]


def test_events_past_the_clip_are_left_out(clip):
    changed, ids = edits.add_events(clip, [Event(1.0), Event(99.0)])
    assert len(ids) == 1
    assert _times(changed) == [1.0]


def test_a_moved_group_stops_at_the_edge_and_keeps_its_spacing(three):
    clip, ids = three
    assert _times(edits.move_events(clip, ids, -5.0)) == [0.0, 1.0, 2.0]
    assert _times(edits.move_events(clip, ids, +50.0)) == [8.0, 9.0, 10.0]


def test_strength_stays_between_just_visible_and_one(three):
    clip, ids = three
    assert {e.event.strength for e in edits.change_strength(clip, ids, -9).events} == {0.02}
    assert {e.event.strength for e in edits.change_strength(clip, ids, +9).events} == {1.0}


def test_muting_a_mixed_group_mutes_all_and_again_lets_all_sound(three):
    clip, ids = three
    mixed = edits.toggle_muted(clip, ids[:1])
    muted = edits.toggle_muted(mixed, ids)
    assert all(item.event.muted for item in muted.events)
    assert not any(item.event.muted for item in edits.toggle_muted(muted, ids).events)


def test_quantising_moves_only_the_chosen_to_the_nearest_frame(three):
    clip, ids = three
    moved = edits.quantise(clip, ids[:1], [0.0, 1.04, 2.04])
    assert _times(moved) == [1.04, 2.0, 3.0]


def test_pasted_events_start_at_the_cursor_with_their_old_spacing():
    pasted = edits.pasted_at([Event(7.0, 0.3), Event(6.0, 0.9)], 1.5)
    assert [(e.time_s, e.strength) for e in pasted] == [(1.5, 0.9), (2.5, 0.3)]


def test_an_in_point_past_the_out_point_takes_the_out_point_away(clip):
    ranged = edits.set_range(clip, 2.0, 4.0)
    assert ranged.range_s == (2.0, 4.0)
    assert edits.set_range(ranged, 5.0, ranged.out_s).range_s == (5.0, 10.0)
    assert edits.set_range(ranged, ranged.in_s, 1.0).range_s == (0.0, 1.0)


def test_markers_are_set_renamed_and_removed(clip):
    marked = edits.add_marker(clip, 4.0, "door")
    marker = marked.markers[0]
    renamed = edits.put_marker(marked, replace(marker, name="knock", time_s=2.0))
    assert [(m.time_s, m.name) for m in renamed.markers] == [(2.0, "knock")]
    assert edits.remove_marker(renamed, marker.id).markers == ()
