"""The lanes of a track beside its header."""

from typing import Final

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QSizePolicy

from engine.project.guide import Guide
from engine.project.model import Track
from gui.document.document import Document
from gui.document.titles import track_title
from gui.dub.timeline.armed import Armed
from gui.dub.timeline.event_search import EventSearch
from gui.dub.timeline.lanes import event_lane
from gui.dub.timeline.lanes.event_lane import EventLane
from gui.dub.timeline.lanes.guide_lane import GuideLane
from gui.dub.timeline.lanes.lane import LaneContext
from gui.dub.timeline.lanes.take_lane import TakeLane
from gui.dub.timeline.tracks.header import DIMMED, TrackHeader
from gui.kit import theme
from gui.kit.language import tr
from gui.kit.layouts import NO_LIMIT, grid
from gui.playback.sounds import LoadedSound
from gui.playback.waveform import Peaks

_EVENTS_PX: Final = 42  # beside other tracks
_WAVE_PX: Final = 34
_COLLAPSED_PX: Final = 26
_OUTDATED_ALPHA: Final = 0.35


class TrackGroup(QFrame):
    """Header, events and the chosen take of one track."""

    def __init__(
        self, context: LaneContext, search: EventSearch, armed: Armed, track_id: str
    ) -> None:
        super().__init__()
        self.track_id = track_id
        self._document: Document = context.document
        self._sound: LoadedSound | None = None
        self._start_s = 0.0
        self._is_outdated = False
        self._is_heard = True
        self._shown: object = None  # what of the project is shown
        self._guide_shown: tuple[Guide | None, Peaks | None] = (None, None)
        self.header = TrackHeader(context, search, armed, track_id)
        self.events = EventLane(context, track_id)
        self.guide = GuideLane(context, track_id, lambda: theme.colour("faint"))
        self.take = TakeLane(context, track_id, self._colour)
        cells = grid(self, margins=0, across=0, down=1)
        cells.addWidget(self.header, 0, 0, 3, 1)
        cells.addWidget(self.events, 0, 1)
        cells.addWidget(self.guide, 1, 1)
        cells.addWidget(self.take, 2, 1)
        cells.setColumnStretch(1, 1)
        cells.setRowStretch(2, 1)

    def show_track(self, track: Track, *, alone: bool, is_heard: bool = True) -> None:
        """Show the values of the track.

        Args:
            track: the track.
            alone: whether the clip has no other; it fills the room there is.
            is_heard: whether it sounds in the mix; it is dimmed otherwise.
        """
        title = track_title(self._document.project, track)
        active, reference = self._document.track, self._document.reference(track.reference_id)
        is_active = active is not None and active.id == track.id
        shown = track, alone, is_heard, title, is_active, reference
        if shown == self._shown:
            return  # most edits change one track of many
        self._shown = shown
        self.header.show_track(track, alone=alone, is_heard=is_heard)
        self.events.set_opacity(1.0 if is_heard else DIMMED)
        if is_heard != self._is_heard:
            self._is_heard = is_heard
            self.take.refresh()
        self.events.setAccessibleName(tr("Events of {track}", track=title))
        self.take.setAccessibleName(tr("Take of {track}", track=title))
        is_small = track.collapsed and not alone
        height = event_lane.HEIGHT if alone else _EVENTS_PX
        self.events.setFixedHeight(_COLLAPSED_PX if is_small else height)
        self.take.setVisible(not is_small)
        self.guide.setVisible(track.guide is not None and not is_small)
        self.take.setMaximumHeight(NO_LIMIT if alone else _WAVE_PX)
        grows = QSizePolicy.Policy.Expanding if alone else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, grows)
        for part in (self.header.source, self.header, self):
            layout = part.layout()
            if layout is not None:
                layout.activate()  # so that its height is right at once

    def show_sound(
        self, sound: LoadedSound | None, start_s: float, *, is_outdated: bool = False
    ) -> None:
        """Show the sound of the take that is heard.

        Args:
            sound: the sound; None if there is none.
            start_s: clip time of its start.
            is_outdated: whether the events have changed since it was made; it is dimmed then.
        """
        if (sound, start_s, is_outdated) != (self._sound, self._start_s, self._is_outdated):
            self._sound, self._start_s, self._is_outdated = sound, start_s, is_outdated
            self.take.set_sound(None if sound is None else sound.data.peaks, start_s)

    def show_loading(self) -> None:
        """Dim the sound that is shown, if there is one, until the next one is loaded."""
        self.show_sound(self._sound, self._start_s, is_outdated=True)

    def show_guide(self, guide: Guide, sound: LoadedSound | None) -> None:
        """Show the recording of a performance."""
        peaks = None if sound is None else sound.data.peaks
        if self._guide_shown != (guide, peaks):
            self._guide_shown = guide, peaks
            self.guide.set_sound(peaks, guide.start_s)

    def _colour(self) -> QColor:
        track = self._document.track_by_id(self.track_id)
        alpha = _OUTDATED_ALPHA if self._is_outdated else 1.0
        if not self._is_heard:
            alpha = min(alpha, DIMMED)
        return theme.track_colour(0 if track is None else track.colour, alpha)
