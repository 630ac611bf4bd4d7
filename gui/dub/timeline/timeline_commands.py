"""Handlers of the timeline commands: events, range, markers and zoom."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QObject, QPoint, Slot
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QMenu, QWidget

from engine.errors import EngineError
from engine.events import event as event_files
from engine.events.event import Event
from engine.project.model import Clip, Track
from engine.storage.values import DamagedValueError, decode, encode
from gui.document import clip_edits, event_edits
from gui.dub.timeline.lanes.lane import LaneContext
from gui.kit.banners import Button
from gui.kit.time_axis import ZOOM_STEP
from gui.services import Services

_MIME: Final = "application/x-varietysound-events"
_NUDGE_MS: Final = 0.001
_STRENGTH_STEP: Final = 0.05
_MENU: Final = (
    "mute_events",
    "delete",
    "",
    "cut",
    "copy",
    "paste",
    "",
    "quantise",
    "shift_all",
    "",
    "find_auto",
    "find_picture",
    "find_model",
    "find_sound",
    "find_rest",
    "",
    "import_events",
    "export_events",
)
_MARGIN: Final = 0.04  # share of the range that is left free on both sides


class TimelineCommands(QObject):
    """Binds the timeline commands to the active clip."""

    def __init__(self, services: Services, context: LaneContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._context = context
        self._document = services.document
        self._window = parent
        axis, player = context.axis, context.player
        for action_id, handler in {
            "cut": self.cut,
            "copy": self.copy,
            "paste": self.paste,
            "delete": self.delete,
            "select_all": self.select_all,
            "add_event": self.add_event,
            "mute_events": self.mute,
            "louder_events": lambda: self.change_strength(_STRENGTH_STEP),
            "softer_events": lambda: self.change_strength(-_STRENGTH_STEP),
            "nudge_back": lambda: self.nudge_frames(-1),
            "nudge_forward": lambda: self.nudge_frames(1),
            "nudge_back_ms": lambda: self.nudge(-_NUDGE_MS),
            "nudge_forward_ms": lambda: self.nudge(_NUDGE_MS),
            "quantise": self.quantise,
            "shift_all": self.ask_shift_all,
            "import_events": self.ask_import,
            "export_events": self.ask_export,
            "set_in": self.set_in,
            "set_out": self.set_out,
            "clear_range": self.clear_range,
            "go_in": lambda: self._go(0),
            "go_out": lambda: self._go(1),
            "add_marker": self.ask_marker,
            "previous_marker": lambda: self._jump(self._marker_times(), -1),
            "next_marker": lambda: self._jump(self._marker_times(), 1),
            "previous_point": lambda: self._jump(self._point_times(), -1),
            "next_point": lambda: self._jump(self._point_times(), 1),
            "zoom_in": lambda: axis.zoom(ZOOM_STEP, player.position_s),
            "zoom_out": lambda: axis.zoom(1 / ZOOM_STEP, player.position_s),
            "zoom_fit": axis.fit,
            "zoom_range": self._fit_range,
        }.items():
            services.actions.bind(action_id, handler)
        snap = services.actions["snap"]
        snap.setChecked(services.settings.snap)
        services.actions.bind_switch("snap", self._on_snap_toggled)

    # Events

    def copy(self) -> None:
        """Copy the selected events to the clipboard."""
        track = self._document.track
        if track is None or not self._ids:
            return
        events = event_edits.copied(track, self._ids)
        data = QMimeData()
        data.setText("\n".join(f"{event.time_s:.6f},{event.strength:.4f}" for event in events))
        data.setData(_MIME, encode(events))
        QApplication.clipboard().setMimeData(data)

    def cut(self) -> None:
        """Copy and delete."""
        self.copy()
        self._delete_events("Cut events")

    def paste(self) -> None:
        """Paste events from the clipboard at the playhead and select them."""
        data = QApplication.clipboard().mimeData()
        if data is None or not data.hasFormat(_MIME):
            return
        events = _decoded(bytes(data.data(_MIME).data()))
        self._add("Paste events", event_edits.pasted_at(events, self._context.player.position_s))

    def delete(self) -> None:
        """Delete the selected events."""
        self._delete_events("Delete events")

    def select_all(self) -> None:
        """Select every event."""
        track = self._document.track
        self._context.selection.set(item.id for item in track.events) if track else None

    def add_event(self) -> None:
        """Add an event at the playhead and select it."""
        self._add("Add event", [Event(self._context.player.position_s, 0.8)])

    def mute(self) -> None:
        """Mute or unmute the selected events."""
        self._edit("Mute events", lambda track: event_edits.toggle_muted(track, self._ids))

    def change_strength(self, by: float) -> None:
        """Add to the strength of the selected events."""
        self._edit(
            "Change strength",
            lambda track: event_edits.change_strength(track, self._ids, by),
            merge="strength",
        )

    def nudge(self, by_s: float) -> None:
        """Move the selected events by a number of seconds."""
        self._move("Nudge events", self._ids, by_s, merge="nudge")

    def nudge_frames(self, frames: int) -> None:
        """Move the selected events by frames, measured at the first one."""
        track = self._document.track
        chosen = [item for item in track.events if item.id in self._ids] if track else []
        if chosen:
            at_s = chosen[0].event.time_s
            player = self._context.player
            shown_s = player.stepped(at_s + 1e-6, 0)
            self.nudge(player.stepped(shown_s, frames) - shown_s)

    def quantise(self) -> None:
        """Move the selected events, or all, to the nearest frames."""
        times = self._context.player.frame_times
        self._edit(
            "Quantise events",
            lambda track: event_edits.quantise(track, self._ids or _all(track), times),
        )

    def ask_shift_all(self) -> None:
        """Ask by how much to shift all events."""
        milliseconds, ok = QInputDialog.getDouble(
            self._window,
            "Shift all events",
            "Milliseconds (negative for earlier):",
            0.0,
            -60000,
            60000,
        )
        if ok and milliseconds:
            self.shift_all(milliseconds / 1000)

    def shift_all(self, by_s: float) -> None:
        """Move all events by a number of seconds."""
        track = self._document.track
        if track is not None:
            self._move("Shift all events", _all(track), by_s)

    def ask_import(self) -> None:
        """Ask for a CSV file with events."""
        name, _ = QFileDialog.getOpenFileName(self._window, "Import events", "", "CSV (*.csv)")
        if name:
            self.import_csv(Path(name))

    def import_csv(self, path: Path) -> None:
        """Replace all events with those of a CSV file."""
        try:
            events = event_files.read_csv(path)
        except EngineError as error:
            another = Button("Import another…", self.ask_import)
            self._services.errors.present(error, buttons=(another,))
            return
        clip = self._document.clip
        if clip is not None:
            changed = event_edits.replace_events(clip.track, events, clip.file.duration_s)
            self._document.edit_track("Import events", changed)

    def ask_export(self) -> None:
        """Ask where to export the events."""
        clip = self._document.clip
        if clip is None:
            return
        proposed = clip.file.path.with_suffix(".events.csv")
        name, _ = QFileDialog.getSaveFileName(
            self._window, "Export events", str(proposed), "CSV (*.csv)"
        )
        if name:
            self.export_csv(Path(name))

    def export_csv(self, path: Path) -> None:
        """Write the events to a CSV file."""
        clip = self._document.clip
        if clip is None:
            return
        try:
            event_files.write_csv(path, [item.event for item in clip.track.events])
        except EngineError as error:
            elsewhere = Button("Export again…", self.ask_export)
            self._services.errors.present(error, buttons=(elsewhere,))

    @Slot(QPoint)
    def open_menu(self, place: QPoint) -> None:
        """Open the context menu of the event lane."""
        menu = QMenu(self._window)
        for name in _MENU:
            if name:
                menu.addAction(self._services.actions[name])
            else:
                menu.addSeparator()
        menu.exec(place)

    # Range and markers

    def set_in(self) -> None:
        """Set the in point at the playhead."""
        at_s = self._context.player.position_s
        self._edit_clip("Set in point", lambda clip: clip_edits.set_range(clip, at_s, clip.out_s))

    def set_out(self) -> None:
        """Set the out point at the playhead."""
        at_s = self._context.player.position_s
        self._edit_clip("Set out point", lambda clip: clip_edits.set_range(clip, clip.in_s, at_s))

    def clear_range(self) -> None:
        """Remove the in and out points."""
        self._edit_clip("Clear range", lambda clip: replace(clip, in_s=None, out_s=None))

    def ask_marker(self) -> None:
        """Ask for the name of a marker and add it at the playhead."""
        at_s = self._context.player.position_s
        proposed = f"Marker {len(self._marker_times()) + 1}"
        name, ok = QInputDialog.getText(self._window, "Add marker", "Name:", text=proposed)
        if ok and name:
            self._edit_clip("Add marker", lambda clip: clip_edits.add_marker(clip, at_s, name))

    # Helpers

    @property
    def _ids(self) -> frozenset[str]:
        return self._context.selection.ids

    def _edit_clip(self, text: str, change: Callable[[Clip], Clip]) -> None:
        clip = self._document.clip
        if clip is not None:
            self._document.edit_clip(text, change(clip))

    def _edit(self, text: str, change: Callable[[Track], Track], *, merge: str = "") -> None:
        """Edit the events of the active track."""
        track = self._document.track
        if track is not None:
            key = f"{merge}:{sorted(self._ids)}" if merge else ""
            self._document.edit_track(text, change(track), merge_key=key)

    def _add(self, text: str, events: list[Event]) -> None:
        """Add events to the active track and select them."""
        clip = self._document.clip
        if clip is not None:
            changed, ids = event_edits.add_events(clip.track, events, clip.file.duration_s)
            self._document.edit_track(text, changed)
            self._context.selection.set(ids)

    def _move(self, text: str, ids: frozenset[str], by_s: float, *, merge: str = "") -> None:
        clip = self._document.clip
        if clip is not None:
            duration_s = clip.file.duration_s
            self._edit(
                text,
                lambda track: event_edits.move_events(track, ids, by_s, duration_s),
                merge=merge,
            )

    def _delete_events(self, text: str) -> None:
        self._edit(text, lambda track: event_edits.remove_events(track, self._ids))

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
            player.seek(min(ahead) if direction > 0 else max(ahead))
            self._context.axis.follow(player.position_s)

    def _fit_range(self) -> None:
        clip = self._document.clip
        if clip is not None:
            start_s, end_s = clip.range_s
            margin_s = (end_s - start_s) * _MARGIN
            self._context.axis.show(start_s - margin_s, end_s + margin_s)

    @Slot(bool)
    def _on_snap_toggled(self, on: bool) -> None:
        self._services.settings.snap = on


def _all(track: Track) -> frozenset[str]:
    return frozenset(item.id for item in track.events)


def release_clipboard() -> None:
    """Leave only the text of copied events on the clipboard.

    Qt destroys clipboard data after Python has ended and crashes on objects created in Python.
    """
    data = QApplication.clipboard().mimeData()
    if data is not None and data.hasFormat(_MIME):
        QApplication.clipboard().setText(data.text())


def _decoded(data: bytes) -> list[Event]:
    try:
        return decode(list[Event], data, "events")
    except DamagedValueError:
        return []  # not written by this program
