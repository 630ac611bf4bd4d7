"""Handlers of the commands for markers, and the context menu of the ruler."""

from collections.abc import Callable
from itertools import count
from typing import Final

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QWidget

from engine.project.model import Clip, Marker
from gui.commands.menus import context_menu, fill_menu
from gui.document import clip_edits
from gui.dub.timeline.lanes.lane import LaneContext
from gui.dub.timeline.lanes.ruler import Ruler
from gui.kit.language import tr
from gui.kit.questions import ask_text
from gui.kit.time_axis import clock_text
from gui.services import Services

_AT_PLAYHEAD: Final = ("rename_marker", "delete_marker")
_NEAR_S: Final = 0.01  # less than half a frame at 50 frames per second
_MENU: Final = ("clear_range", "loop", "", "mark_cuts", "", "zoom_fit", "zoom_range", "snap")


class MarkerCommands(QObject):
    """Adds, renames and deletes markers of the active clip."""

    def __init__(
        self, services: Services, context: LaneContext, ruler: Ruler, window: QWidget
    ) -> None:
        super().__init__(window)
        self._window = window
        self._actions = services.actions
        self._document = services.document
        self._player = context.player
        services.actions.bind(
            add_marker=lambda: self.add(self._player.position_s),
            rename_marker=lambda: self._at_playhead(self.ask_name),
            delete_marker=lambda: self._at_playhead(self.delete),
        )
        self._document.clips_changed.connect(self._tell_possible)
        self._document.clip_changed.connect(self._tell_possible)
        self._player.position_changed.connect(self._tell_possible)
        ruler.marker_rename_requested.connect(self.ask_name)
        ruler.menu_requested.connect(self.open_menu)
        self._tell_possible()

    def add(self, time_s: float) -> None:
        """Add a marker; a double-click on it gives it another name."""
        clip = self._document.clip
        if clip is not None:
            taken = {marker.name for marker in clip.markers}
            names = (tr("Marker {number}", number=number) for number in count(1))
            name = next(name for name in names if name not in taken)
            self._document.edit_clip(tr("Add marker"), clip_edits.add_marker(clip, time_s, name))

    @Slot(object)
    def ask_name(self, marker: Marker) -> None:
        """Ask for another name; an empty one deletes the marker."""
        title = tr("Marker at {time}", time=clock_text(marker.time_s))
        label = tr("Name (leave empty to delete the marker):")
        name, clip = ask_text(self._window, title, label, marker.name), self._document.clip
        if name == "":
            self.delete(marker)
        elif name is not None and clip is not None:
            renamed = clip_edits.put_marker(clip, Marker(marker.id, marker.time_s, name))
            self._document.edit_clip(tr("Rename marker"), renamed)

    def delete(self, marker: Marker) -> None:
        """Delete a marker."""
        clip = self._document.clip
        if clip is not None:
            removed = clip_edits.remove_marker(clip, marker.id)
            self._document.edit_clip(tr("Delete marker"), removed)

    @Slot(QPoint, float, object)
    def open_menu(self, place: QPoint, time_s: float, marker: Marker | None) -> None:
        """Open the context menu of the ruler, asked for at a clip time or on a marker."""
        clip = self._document.clip
        if clip is None:
            return
        menu = context_menu(self._window)
        if marker is not None:
            menu.addAction(tr("Rename marker…"), lambda: self.ask_name(marker))
            menu.addAction(tr("Delete marker"), lambda: self.delete(marker))
            menu.addSeparator()
        menu.addAction(tr("Add marker here"), lambda: self.add(time_s))
        menu.addSeparator()
        menu.addAction(tr("Set in point here"), lambda: self._set_in(clip, time_s))
        menu.addAction(tr("Set out point here"), lambda: self._set_out(clip, time_s))
        fill_menu(menu, self._actions, _MENU)
        menu.popup(place)

    def _set_in(self, clip: Clip, time_s: float) -> None:
        changed = clip_edits.set_range(clip, time_s, clip.out_s)
        self._document.edit_clip(tr("Set in point"), changed)

    def _set_out(self, clip: Clip, time_s: float) -> None:
        changed = clip_edits.set_range(clip, clip.in_s, time_s)
        self._document.edit_clip(tr("Set out point"), changed)

    def _here(self) -> Marker | None:
        """The marker at the playhead."""
        clip, now_s = self._document.clip, self._player.position_s
        markers = clip.markers if clip is not None else ()
        near = [marker for marker in markers if abs(marker.time_s - now_s) < _NEAR_S]
        return min(near, key=lambda marker: abs(marker.time_s - now_s), default=None)

    def _at_playhead(self, act: Callable[[Marker], object]) -> None:
        marker = self._here()
        if marker is not None:
            act(marker)

    @Slot()
    def _tell_possible(self) -> None:
        """Enable only what can be done here."""
        self._actions.enable("add_marker", possible=self._document.clip is not None)
        self._actions.enable(*_AT_PLAYHEAD, possible=self._here() is not None)
