"""Edits of a clip's range and markers, as pure functions from clip to clip."""

from msgspec.structs import replace

from engine.project.model import Clip, Marker, new_id


def _inside(clip: Clip, time_s: float) -> float:
    return min(max(time_s, 0.0), clip.file.duration_s)


def set_range(clip: Clip, in_s: float | None, out_s: float | None) -> Clip:
    """Set the in and out points; a point on or past the other removes the other."""
    in_s = None if in_s is None or in_s <= 0 else _inside(clip, in_s)
    out_s = None if out_s is None or out_s >= clip.file.duration_s else _inside(clip, out_s)
    if in_s is not None and out_s is not None and out_s <= in_s:
        if in_s != clip.in_s:
            out_s = None
        else:
            in_s = None
    return replace(clip, in_s=in_s, out_s=out_s)


def add_marker(clip: Clip, time_s: float, name: str) -> Clip:
    """Add a named marker."""
    return put_marker(clip, Marker(new_id(), _inside(clip, time_s), name))


def put_marker(clip: Clip, marker: Marker) -> Clip:
    """Add a marker, or replace the one with the same id."""
    others = [other for other in clip.markers if other.id != marker.id]
    ordered = sorted([*others, marker], key=lambda item: (item.time_s, item.id))
    return replace(clip, markers=tuple(ordered))


def remove_marker(clip: Clip, marker_id: str) -> Clip:
    """Remove a marker."""
    return replace(clip, markers=tuple(m for m in clip.markers if m.id != marker_id))
