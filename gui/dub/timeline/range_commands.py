"""Handlers of the commands for the range, jumps and zoom."""

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QObject, Slot

from engine.project.model import Clip
from gui.document import clip_edits
from gui.dub.timeline.cut_search import CutSearch
from gui.dub.timeline.lanes.lane import LaneContext
from gui.kit.language import tr
from gui.kit.time_axis import ZOOM_STEP
from gui.services import Services

_MARGIN: Final = 0.04  # share of the range that is left free on both sides
_NEEDS_CLIP: Final = (
    *("set_in", "set_out", "go_in", "go_out", "previous_point", "next_point"),
    *("zoom_range", "mark_cuts"),
)


class RangeCommands(QObject):
    """Binds the commands to the active clip."""

    def __init__(self, services: Services, context: LaneContext, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = services.actions
        self._settings = services.settings
        self._context = context
        self._document = services.document
        axis, player = context.axis, context.player
        services.actions.bind(
            set_in=self.set_in,
            set_out=self.set_out,
            clear_range=self.clear_range,
            go_in=lambda: self._go(0),
            go_out=lambda: self._go(1),
            previous_marker=lambda: self._jump(self._marker_times(), -1),
            next_marker=lambda: self._jump(self._marker_times(), 1),
            previous_point=lambda: self._jump(self._point_times(), -1),
            next_point=lambda: self._jump(self._point_times(), 1),
            zoom_in=lambda: axis.zoom(ZOOM_STEP, player.position_s),
            zoom_out=lambda: axis.zoom(1 / ZOOM_STEP, player.position_s),
            zoom_fit=axis.fit,
            zoom_range=self._fit_range,
        )
        self._cuts = CutSearch(services, self)
        self._document.clips_changed.connect(self._tell_possible)
        self._document.clip_changed.connect(self._tell_possible)
        self._tell_possible()
        snap = services.actions["snap"]
        snap.setChecked(services.settings.snap)
        services.actions.bind_switches(snap=self._on_snap_toggled)

    def shutdown(self) -> None:
        """End a search for cuts."""
        self._cuts.shutdown()

    def set_in(self) -> None:
        """Set the in point at the playhead."""
        at_s = self._context.player.position_s
        self._edit_clip(
            tr("Set in point"), lambda clip: clip_edits.set_range(clip, at_s, clip.out_s)
        )

    def set_out(self) -> None:
        """Set the out point at the playhead."""
        at_s = self._context.player.position_s
        self._edit_clip(
            tr("Set out point"), lambda clip: clip_edits.set_range(clip, clip.in_s, at_s)
        )

    def clear_range(self) -> None:
        """Remove the in and out points."""
        self._edit_clip(tr("Clear range"), lambda clip: replace(clip, in_s=None, out_s=None))

    @Slot()
    def _tell_possible(self) -> None:
        """Enable only the commands that can do something now."""
        clip = self._document.clip
        has_range = clip is not None and (clip.in_s is not None or clip.out_s is not None)
        has_markers = clip is not None and bool(clip.markers)
        self._actions.enable(*_NEEDS_CLIP, possible=clip is not None)
        self._actions.enable("clear_range", possible=has_range)
        self._actions.enable("previous_marker", "next_marker", possible=has_markers)

    def _edit_clip(self, text: str, change: Callable[[Clip], Clip]) -> None:
        clip = self._document.clip
        if clip is not None:
            self._document.edit_clip(text, change(clip))

    def _go(self, end: int) -> None:
        clip = self._document.clip
        if clip is not None:
            self._context.player.seek(clip.range_s[end])

    def _marker_times(self) -> list[float]:
        clip = self._document.clip
        return [marker.time_s for marker in clip.markers] if clip else []

    def _point_times(self) -> list[float]:
        clip = self._document.clip
        if clip is None:
            return []
        return [
            *(item.event.time_s for item in clip.track.events),
            *clip.range_s,
            *self._marker_times(),
        ]

    def _jump(self, times_s: list[float], direction: int) -> None:
        player = self._context.player
        ahead = [t for t in times_s if (t - player.position_s) * direction > 1e-4]
        if ahead:
            target_s = min(ahead) if direction > 0 else max(ahead)
            player.seek(target_s)
            self._context.axis.follow(player.position_s)
            events = self._document.track.events if self._document.track else ()
            there = [item.id for item in events if item.event.time_s == target_s]
            self._context.selection.set(there)

    def _fit_range(self) -> None:
        clip = self._document.clip
        if clip is not None:
            start_s, end_s = clip.range_s
            margin_s = (end_s - start_s) * _MARGIN
            self._context.axis.show(start_s - margin_s, end_s + margin_s)

    @Slot(bool)
    def _on_snap_toggled(self, on: bool) -> None:
        self._settings.snap = on
