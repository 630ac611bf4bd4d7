"""Handlers of the commands for events."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QObject, QPoint, Slot
from PySide6.QtWidgets import QApplication, QInputDialog, QWidget

from engine.errors import EngineError
from engine.events import event as event_files
from engine.events.event import Event
from engine.project.model import Track
from engine.storage.values import DamagedValueError, decode, encode
from gui.commands.menus import context_menu, fill_menu
from gui.document import event_edits, found_edits
from gui.dub.timeline.lanes.lane import LaneContext
from gui.file_questions import ask_file, ask_target
from gui.kit.banners import Button
from gui.kit.language import tr
from gui.services import Services

_MIME: Final = "application/x-varietysound-events"
_NUDGE_MS: Final = 0.001
_STRENGTH_STEP: Final = 0.05
_NEW_STRENGTH: Final = 0.8
_IMPORT, _EXPORT = "import-events", "export-events"  # keys of notices
_MENU: Final = (
    "mute_events",
    "lasting_events",
    "delete",
    "split_events",
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
    "accept_events",
    "",
    "import_events",
    "export_events",
)
_NEEDS_SELECTION: Final = (
    *("cut", "copy", "delete", "mute_events", "lasting_events", "louder_events", "softer_events"),
    *("nudge_back", "nudge_forward", "nudge_back_ms", "nudge_forward_ms"),
)
_NEEDS_EVENTS: Final = ("select_all", "quantise", "shift_all", "export_events")
_NEEDS_CLIP: Final = (
    *("add_event", "import_events"),
    *("find_auto", "find_picture", "find_model", "find_sound", "find_rest"),
)


class EventCommands(QObject):
    """Binds the commands for events to the active track."""

    def __init__(self, services: Services, context: LaneContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._context = context
        self._document = services.document
        self._window = parent
        services.actions.bind(
            cut=self.cut,
            copy=self.copy,
            paste=self.paste,
            delete=self.delete,
            select_all=self.select_all,
            add_event=self.add_event,
            accept_events=self.accept,
            mute_events=self.mute,
            lasting_events=self.toggle_lasting,
            louder_events=lambda: self.change_strength(_STRENGTH_STEP),
            softer_events=lambda: self.change_strength(-_STRENGTH_STEP),
            nudge_back=lambda: self.nudge_frames(-1),
            nudge_forward=lambda: self.nudge_frames(1),
            nudge_back_ms=lambda: self.nudge(-_NUDGE_MS),
            nudge_forward_ms=lambda: self.nudge(_NUDGE_MS),
            quantise=self.quantise,
            shift_all=self.ask_shift_all,
            import_events=self.ask_import,
            export_events=self.ask_export,
        )
        document, selection = services.document, context.selection
        for changed in (selection.changed, document.tracks_changed, document.clip_changed):
            changed.connect(self._tell_possible)
        QApplication.clipboard().dataChanged.connect(self._tell_possible)
        self._tell_possible()

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
        self._delete_events(tr("Cut events"))

    def paste(self) -> None:
        """Paste events from the clipboard at the playhead and select them."""
        data = QApplication.clipboard().mimeData()
        if data is None or not data.hasFormat(_MIME):
            return
        events = _decoded(bytes(data.data(_MIME).data()))
        self._add(
            tr("Paste events"), event_edits.pasted_at(events, self._context.player.position_s)
        )

    def delete(self) -> None:
        """Delete the selected events."""
        self._delete_events(tr("Delete events"))

    def select_all(self) -> None:
        """Select every event."""
        track = self._document.track
        self._context.selection.set(item.id for item in track.events) if track else None

    def add_event(self) -> None:
        """Add an event at the playhead and select it."""
        self.add_event_at(self._context.player.position_s)

    def add_event_at(self, time_s: float) -> None:
        """Add an event to the active track and select it."""
        self._add(tr("Add event"), [Event(time_s, _NEW_STRENGTH)])

    def mute(self) -> None:
        """Mute or unmute the selected events."""
        self._edit(tr("Mute events"), lambda track: event_edits.toggle_muted(track, self._ids))

    def accept(self) -> None:
        """Make the selected found events the user's own; if none is selected, all of them."""

        def accepted(track: Track) -> Track:
            found = set() if track.found is None else {each.id for each in track.found.events}
            return found_edits.accept(track, self._ids & found or _all(track))

        self._edit(tr("Accept events"), accepted)

    def toggle_lasting(self) -> None:
        """Let the selected events last, as the picture suggests, or make strikes of them."""
        clip = self._document.clip
        if clip is not None:
            suggested_s = found_edits.suggested_durations_s(clip.track)
            changed = event_edits.toggle_lasting(
                clip.track, self._ids, clip.file.duration_s, suggested_s
            )
            self._document.edit_track(tr("Change length of events"), changed)

    def change_strength(self, by: float) -> None:
        """Add to the strength of the selected events."""
        self._edit(
            tr("Change strength"),
            lambda track: event_edits.change_strength(track, self._ids, by),
            merge="strength",
        )

    def nudge(self, by_s: float) -> None:
        """Move the selected events by a number of seconds."""
        self._move(tr("Nudge events"), self._ids, by_s, merge="nudge")

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
            tr("Quantise events"),
            lambda track: event_edits.quantise(track, self._ids or _all(track), times),
        )

    def ask_shift_all(self) -> None:
        """Ask by how much to shift all events."""
        milliseconds, ok = QInputDialog.getDouble(
            self._window,
            tr("Shift all events"),
            tr("Milliseconds (negative for earlier):"),
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
            self._move(tr("Shift all events"), _all(track), by_s)

    def ask_import(self) -> None:
        """Ask for a CSV file with events."""
        settings = self._services.settings
        path = ask_file(self._window, settings, tr("Import events"), tr("CSV (*.csv)"))
        if path is not None:
            self.import_csv(path)

    def import_csv(self, path: Path) -> None:
        """Replace all events with those of a CSV file."""
        try:
            events = event_files.read_csv(path)
        except EngineError as error:
            another = Button(tr("Import another…"), self.ask_import)
            self._services.errors.present(error, buttons=(another,), key=_IMPORT)
            return
        self._services.errors.solved(_IMPORT)
        clip = self._document.clip
        if clip is not None:
            changed = event_edits.replace_events(clip.track, events, clip.file.duration_s)
            self._document.edit_track(tr("Import events"), changed)

    def ask_export(self) -> None:
        """Ask where to export the events."""
        clip = self._document.clip
        if clip is None:
            return
        settings, proposed = self._services.settings, str(clip.file.path.with_suffix(".events.csv"))
        path = ask_target(self._window, settings, tr("Export events"), proposed, tr("CSV (*.csv)"))
        if path is not None:
            self.export_csv(path)

    def export_csv(self, path: Path) -> None:
        """Write the events to a CSV file."""
        clip = self._document.clip
        if clip is None:
            return
        try:
            event_files.write_csv(path, [item.event for item in clip.track.events])
        except EngineError as error:
            elsewhere = Button(tr("Export again…"), self.ask_export)
            self._services.errors.present(error, buttons=(elsewhere,), key=_EXPORT)
        else:
            self._services.errors.solved(_EXPORT)

    @Slot(QPoint, float)
    def open_menu(self, place: QPoint, time_s: float) -> None:
        """Open the context menu of an event lane, asked for at a clip time."""
        menu = context_menu(self._window)
        menu.addAction(tr("Add event here"), lambda: self.add_event_at(time_s))
        menu.addSeparator()
        fill_menu(menu, self._services.actions, _MENU)
        menu.popup(place)

    # Helpers

    @Slot()
    def _tell_possible(self) -> None:
        """Enable only the commands that can do something now."""
        clip, data = self._document.clip, QApplication.clipboard().mimeData()
        has_events = clip is not None and bool(clip.track.events)
        can_paste = clip is not None and data is not None and data.hasFormat(_MIME)
        has_found = clip is not None and bool(found_edits.unchanged(clip.track))
        enable = self._services.actions.enable
        enable(*_NEEDS_SELECTION, possible=bool(self._ids))
        enable(*_NEEDS_EVENTS, possible=has_events)
        enable("accept_events", possible=has_found)
        enable(*_NEEDS_CLIP, possible=clip is not None)
        enable("paste", possible=can_paste)

    @property
    def _ids(self) -> frozenset[str]:
        return self._context.selection.ids

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
