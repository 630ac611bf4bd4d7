"""Edits of a clip's range and markers."""

from msgspec.structs import replace

from gui.document import clip_edits


def test_an_in_point_past_the_out_point_takes_the_out_point_away(clip):
    ranged = clip_edits.set_range(clip, 2.0, 4.0)
    assert ranged.range_s == (2.0, 4.0)
    assert clip_edits.set_range(ranged, 5.0, ranged.out_s).range_s == (5.0, 10.0)
    assert clip_edits.set_range(ranged, ranged.in_s, 1.0).range_s == (0.0, 1.0)


def test_markers_are_set_renamed_and_removed(clip):
    marked = clip_edits.add_marker(clip, 4.0, "door")
    marker = marked.markers[0]
    renamed = clip_edits.put_marker(marked, replace(marker, name="knock", time_s=2.0))
    assert [(m.time_s, m.name) for m in renamed.markers] == [(2.0, "knock")]
    assert clip_edits.remove_marker(renamed, marker.id).markers == ()
