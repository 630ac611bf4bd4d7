"""Handlers of the track commands."""

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QWidget

from engine.errors import EngineError
from engine.project import storage
from engine.project.model import Clip, Track, new_id
from gui.commands.menus import context_menu, fill_menu
from gui.document import track_edits
from gui.document.document import Document
from gui.document.titles import copy_title, track_title
from gui.dub.timeline.selection import Selection
from gui.dub.timeline.tracks.track_list import TrackList
from gui.kit.language import tr
from gui.kit.questions import ask_text
from gui.services import Services

_MENU: Final = (
    "rename_track",
    "duplicate_track",
    "delete_track",
    "",
    "move_track_up",
    "move_track_down",
    "collapse_track",
    "",
    "mute_track",
    "solo_track",
    "",
    "add_track",
    "split_events",
)


class TrackCommands(QObject):
    """Binds the track commands to the active track."""

    def __init__(
        self, services: Services, selection: Selection, tracks: TrackList, window: QWidget
    ) -> None:
        super().__init__(window)
        self._actions = services.actions
        self._errors = services.errors
        self._document: Document = services.document
        self._selection = selection
        self._window = window
        services.actions.bind(
            add_track=self.add,
            duplicate_track=self.duplicate,
            rename_track=self.ask_name,
            delete_track=self.delete,
            split_events=self.split_events,
            previous_track=lambda: self.go(-1),
            next_track=lambda: self.go(1),
            move_track_up=lambda: self.move(-1),
            move_track_down=lambda: self.move(1),
            mute_track=self.mute,
            solo_track=self.solo,
            collapse_track=self.collapse,
        )
        tracks.track_menu_requested.connect(self.open_menu)
        tracks.rename_requested.connect(self.ask_name)
        self._document.tracks_changed.connect(self._tell_possible)
        selection.changed.connect(self._tell_possible)
        self._tell_possible()

    def add(self) -> None:
        """Add an empty track below the active one, with its settings."""
        clip = self._document.clip
        if clip is not None:
            self._add(clip, Track(id=new_id(), settings=clip.track.settings), tr("Add track"))

    def duplicate(self) -> None:
        """Add a copy of the active track below it, with its takes and the one that is heard."""
        document = self._document
        clip, project, own_path = document.clip, document.project, document.own_path
        if clip is None:
            return
        track = track_edits.copy_of(clip.track, copy_title(project, clip))
        takes = project.takes_of(clip.track.id)[::-1]
        first = document.project.next_take_number
        copies = {
            take.id: replace(take, id=new_id(), track_id=track.id, number=first + place)
            for place, take in enumerate(takes)
        }
        heard = project.chosen_take(clip.track)
        if heard is not None:
            track = replace(track, chosen_take_id=copies[heard.id].id)
        try:
            stored = [storage.adopt_take(project, own_path, each) for each in copies.values()]
        except EngineError as error:
            self._errors.present(error, key=f"clip/{clip.id}/duplicate")
            return
        self._errors.solved(f"clip/{clip.id}/duplicate")
        with document.one_step(tr("Duplicate track")):
            for take in stored:
                document.edit_take(tr("Duplicate track"), take)
            self._add(clip, track, tr("Duplicate track"))

    def split_events(self) -> None:
        """Put the selected events on a new track below the active one."""
        clip, ids = self._document.clip, self._selection.ids
        if clip is None or not ids:
            return
        source = clip.track
        track = Track(id=new_id(), settings=source.settings)
        changed = track_edits.add_track(clip, track, clip.tracks.index(source) + 1)
        changed = track_edits.move_to_track(changed, ids, source.id, track.id)
        self._document.edit_clip(tr("Put events on a new track"), changed)
        self._selection.set(ids)

    def ask_name(self) -> None:
        """Ask for a name; an empty one shows the reference's name."""
        track = self._document.track
        if track is None:
            return
        title = track_title(self._document.project, track)
        name = ask_text(self._window, tr("Rename track"), tr("Name:"), title)
        if name not in (None, title):
            self._edit(tr("Rename track"), lambda track: replace(track, name=name))

    def delete(self) -> None:
        """Delete the active track with its events; undo restores it with its takes."""
        clip = self._document.clip
        if clip is not None:
            changed = track_edits.remove_track(clip, clip.track.id)
            self._document.edit_clip(tr("Delete track"), changed)

    def move(self, by: int) -> None:
        """Move the active track down by a number of places, or up."""
        clip = self._document.clip
        if clip is not None:
            changed = track_edits.move_track(clip, clip.track.id, by)
            self._document.edit_clip(tr("Move track"), changed)

    def go(self, step: int) -> None:
        """Make the next or previous track the active one."""
        clip = self._document.clip
        if clip is not None:
            index = clip.tracks.index(clip.track) + step
            self._document.show_track(clip.tracks[min(max(index, 0), len(clip.tracks) - 1)].id)

    def mute(self) -> None:
        """Mute or unmute the active track."""
        self._edit(
            tr("Mute track"),
            lambda track: replace(track, fader=replace(track.fader, muted=not track.fader.muted)),
        )

    def solo(self) -> None:
        """Solo or unsolo the active track."""
        self._edit(
            tr("Solo track"),
            lambda track: replace(track, fader=replace(track.fader, solo=not track.fader.solo)),
        )

    def collapse(self) -> None:
        """Collapse or expand the active track."""
        self._edit(
            tr("Collapse track"), lambda track: replace(track, collapsed=not track.collapsed)
        )

    @Slot(QPoint)
    def open_menu(self, place: QPoint) -> None:
        """Open the context menu of a track's header."""
        menu = context_menu(self._window)
        fill_menu(menu, self._actions, _MENU)
        menu.popup(place)

    def _add(self, clip: Clip, track: Track, text: str) -> None:
        index = clip.tracks.index(clip.track) + 1
        self._document.edit_clip(text, track_edits.add_track(clip, track, index))

    def _edit(self, text: str, change: Callable[[Track], Track]) -> None:
        track = self._document.track
        if track is not None:
            self._document.edit_track(text, change(track))

    @Slot()
    def _tell_possible(self) -> None:
        clip = self._document.clip
        place = 0 if clip is None else clip.tracks.index(clip.track)
        last = 0 if clip is None else len(clip.tracks) - 1
        enable = self._actions.enable
        any_track = ("add_track", "duplicate_track", "rename_track", "mute_track", "solo_track")
        enable(*any_track, possible=clip is not None)
        enable("delete_track", "collapse_track", possible=last > 0)
        enable("move_track_up", "previous_track", possible=place > 0)
        enable("move_track_down", "next_track", possible=place < last)
        enable("split_events", possible=bool(self._selection.ids))
