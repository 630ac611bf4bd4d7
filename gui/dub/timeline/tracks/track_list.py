"""The tracks of the active clip, one above the other; they scroll if they do not fit."""

from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

from engine.dubbing.mix.faders import heard
from engine.project.model import Reference, Take, Track
from engine.project.track_recipe import is_outdated
from gui.document.drags import read_references, read_sounds
from gui.document.titles import track_title
from gui.dub.monitor import Heard, Monitor
from gui.dub.timeline.armed import Armed
from gui.dub.timeline.event_search import EventSearch
from gui.dub.timeline.lanes.event_lane import EventLane
from gui.dub.timeline.lanes.lane import LaneContext
from gui.dub.timeline.lanes.take_lane import TakeLane
from gui.dub.timeline.tracks.group import TrackGroup
from gui.kit.drops import DropTarget
from gui.kit.language import counted, tr
from gui.kit.layouts import NO_LIMIT, vbox
from gui.kit.timers import once
from gui.playback.sounds import Sounds

_AT_ONCE: Final = 4  # groups that are built in one turn of the event loop
_PAUSE_MS: Final = 80  # by then those that were built are painted


class TrackList(QScrollArea):
    """Keeps one group of lanes for each track, and the active one in view."""

    events_dragged = Signal(object)  # Track: with the drag so far applied; None at its end
    event_menu_requested = Signal(QPoint, float)  # global place, clip time
    track_menu_requested = Signal(QPoint)  # global place
    rename_requested = Signal()  # of the active track
    references_dropped = Signal(object)  # list[Reference], on what is now the active track
    sounds_dropped = Signal(object)  # list[Path] of sound files, the same
    built = Signal()  # there is a group for every track

    def __init__(
        self,
        context: LaneContext,
        search: EventSearch,
        armed: Armed,
        monitor: Monitor,
        sounds: Sounds,
    ) -> None:
        super().__init__()
        self._context = context
        self._search = search
        self._armed = armed
        self._monitor = monitor
        self._sounds = sounds
        self._hint = ""
        self._groups: dict[str, TrackGroup] = {}
        self._empty = TrackGroup(context, search, armed, "")  # shown without a clip
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it shows what is focused in it
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._holder = QWidget()
        self._column = vbox(self._holder, margins=0, spacing=1)
        self._column.addWidget(self._empty)
        self._column.addStretch(0)
        self.setWidget(self._holder)
        document = context.document
        document.tracks_changed.connect(self._on_tracks_changed)
        document.clip_changed.connect(self._show)
        document.clip_changed.connect(self._show_sounds)
        document.references_changed.connect(self._show)
        document.takes_changed.connect(self._show_sounds)
        monitor.changed.connect(self._show_sounds)
        sounds.decoded.connect(self._show_sounds)
        context.player.metered.connect(self._show_levels)
        context.player.state_changed.connect(self._show_levels)
        self._scroll = once(self, 0, self._show_active)  # a new track has its place by then
        self._more = once(self, _PAUSE_MS, self._on_tracks_changed)
        self.verticalScrollBar().rangeChanged.connect(lambda *_: self._scroll.start())
        self._on_tracks_changed()

    @property
    def active(self) -> TrackGroup:
        """The group of the active track; an empty one without a clip."""
        track = self._context.document.track
        return self._empty if track is None else self._groups.get(track.id, self._empty)

    @property
    def events(self) -> EventLane:
        """The event lane of the active track."""
        return self.active.events

    @property
    def take(self) -> TakeLane:
        """The take lane of the active track."""
        return self.active.take

    def group(self, track_id: str) -> TrackGroup:
        """The lanes of a track of the active clip."""
        return self._groups[track_id]

    def whole_height(self, most: int) -> int:
        """The height of all tracks, or of as many as fit into `most` pixels."""
        heights = [group.minimumSizeHint().height() for group in self._groups.values()]
        sums = [*accumulate(heights, lambda above, own: above + self._column.spacing() + own)]
        fitting = [each for each in sums if each <= most]
        return max(fitting, default=self.minimumHeight())

    @property
    def is_crowded(self) -> bool:
        """Whether there is more than one track."""
        return len(self._groups) > 1

    @Slot(str)
    def set_hint(self, text: str) -> None:
        """Set the text of the active track's lane while it has no events."""
        self._hint = text
        self.events.set_hint(text)

    @Slot(str, object)
    def show_performed(self, track_id: str, preview: Track | None) -> None:
        """Show a track with what is being performed on it; None at its end."""
        group = self._groups.get(track_id)
        if group is not None:
            group.events.show_preview(preview)

    @Slot()
    def _on_tracks_changed(self) -> None:
        """Build and remove groups so that there is one for each track, in their order.

        A few are built at a time, the active one first, as each takes 5 ms and its first picture
        as long again.
        """
        clip = self._context.document.clip
        ids = [track.id for track in clip.tracks] if clip is not None else []
        for track_id in set(self._groups) - set(ids):
            group = self._groups.pop(track_id)
            self._column.removeWidget(group)
            group.hide()
            group.deleteLater()
        missing = [track_id for track_id in ids if track_id not in self._groups]
        missing.sort(key=lambda track_id: clip is None or track_id != clip.track.id)
        for track_id in missing[:_AT_ONCE]:
            self._groups[track_id] = self._new_group(track_id)
        for index, track_id in enumerate(each for each in ids if each in self._groups):
            self._column.insertWidget(index, self._groups[track_id])
            self._groups[track_id].show()  # Qt would do so later, and make room for it then
        self._empty.setVisible(not ids)
        rest = self._column.count() - 1  # the room below several tracks; a single one takes it
        for index in range(rest + 1):
            self._column.setStretch(index, int((len(ids) > 1) == (index == rest)))
        for track_id, group in self._groups.items():
            is_active = clip is not None and clip.track.id == track_id
            group.events.set_hint(self._hint if is_active else "")
        self._show()
        self._show_sounds()
        self._column.activate()
        self._scroll.start()
        if len(missing) > _AT_ONCE:
            self._more.start()
        else:
            self.built.emit()

    @Slot()
    def _show_active(self) -> None:
        """Scroll to the active track, so that no other is cut at the top."""
        if not self.is_crowded:
            return
        bar, active = self.verticalScrollBar(), self.active.geometry()
        if active.top() < bar.value():
            bar.setValue(active.top())
        elif active.bottom() >= bar.value() + self.viewport().height():
            lowest = active.bottom() + 1 - self.viewport().height()
            tops = (group.y() for group in self._groups.values())
            bar.setValue(min((top for top in tops if top >= lowest), default=lowest))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self._holder:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """A single track never scrolls; of several, one is always seen whole."""
        whole = self.active if self.is_crowded else self._holder
        self.setMinimumHeight(whole.minimumSizeHint().height())
        height = self._holder.minimumSizeHint().height()
        self.setMaximumHeight(height if self.is_crowded else NO_LIMIT)

    def _new_group(self, track_id: str) -> TrackGroup:
        group = TrackGroup(self._context, self._search, self._armed, track_id)
        group.events.dragged.connect(self.events_dragged)
        group.events.menu_requested.connect(self.event_menu_requested)
        group.header.menu_requested.connect(self.track_menu_requested)
        group.header.rename_requested.connect(self.rename_requested)

        def hint(dropped: list[Reference] | list[Path]) -> str:
            return drop_text(dropped, self._title_of(track_id))

        references = DropTarget(group, read_references, hint)
        references.dropped.connect(partial(self._on_dropped, track_id, self.references_dropped))
        files = DropTarget(group, read_sounds, hint)
        files.dropped.connect(partial(self._on_dropped, track_id, self.sounds_dropped))
        return group

    def _title_of(self, track_id: str) -> str:
        """The title of a track; empty if it is the only one."""
        document = self._context.document
        track = document.track_by_id(track_id)
        return track_title(document.project, track) if track and self.is_crowded else ""

    def _on_dropped(self, track_id: str, tell: SignalInstance, dropped: object) -> None:
        self._context.document.show_track(track_id)
        tell.emit(dropped)

    @Slot()
    def _show(self) -> None:
        """Show the values of all tracks."""
        clip = self._context.document.clip
        tracks = clip.tracks if clip is not None else ()
        for track, is_heard in zip(tracks, heard([t.fader for t in tracks]), strict=True):
            group = self._groups.get(track.id)
            if group is not None:
                group.show_track(track, alone=not self.is_crowded, is_heard=is_heard)
        self._column.activate()
        self._fit()

    @Slot()
    def _show_sounds(self) -> None:
        """Show the take that is heard of each track."""
        clip = self._context.document.clip
        for track in clip.tracks if clip is not None else ():
            group = self._groups.get(track.id)
            if group is None:
                continue
            self._show_take(group, track)
            if track.guide is not None:
                group.show_guide(track.guide, self._sounds.playable(track.guide.sound))

    def _show_take(self, group: TrackGroup, track: Track) -> None:
        document, clip = self._context.document, self._context.document.clip
        take = document.project.chosen_take(track)
        for source in (self._monitor.heard, self._monitor.a):
            own = document.take(source.id) if source.kind == "take" else None
            if own is not None and own.track_id == track.id:
                take = own
                break
        group.take.say(self._words_for(take))
        if take is None or clip is None:
            group.show_sound(None, 0.0)
            return
        sound = self._monitor.sound_of(Heard("take", take.id))
        if sound is None and not self._monitor.is_unreadable(take):
            group.show_loading()
            return
        outdated = is_outdated(clip, track, take)
        group.show_sound(sound, take.recipe.span.start_s, is_outdated=outdated)

    def _words_for(self, take: Take | None) -> str:
        """What a lane without a sound says."""
        if take is None:
            return tr("Your dub will appear here")
        lost = self._monitor.is_unreadable(take)
        return tr("This take cannot be read" if lost else "Loading…")

    @Slot()
    def _show_levels(self) -> None:
        """Show the levels of all tracks as they are heard."""
        meters = self._context.player.meters
        for track_id, group in self._groups.items():
            group.header.meter.show_level(meters.level(track_id))


def drop_text(dropped: list[Reference] | list[Path], track: str = "") -> str:
    """What dropping references or sound files does, on a named track if there are several."""
    first, count = dropped[0], len(dropped)
    name = first.stem if isinstance(first, Path) else first.name
    if track:
        return counted(
            "Drop to dub with {name} on {track}",
            "Drop to try on {n} references on {track}",
            count,
            name=name,
            track=track,
        )
    return counted("Drop to dub with {name}", "Drop to try on {n} references", count, name=name)
