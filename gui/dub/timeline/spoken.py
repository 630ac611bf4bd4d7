"""Tells screen readers what is selected in the timeline, which is painted and has no widgets."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from engine.project.model import Track
from gui.document import event_edits
from gui.document.titles import track_title
from gui.dub.timeline.lanes.lane import LaneContext
from gui.kit.language import counted, number, tr
from gui.kit.time_axis import clock_text


class Spoken(QObject):
    """Describes a widget by the selected events of the active track, and announces changes."""

    def __init__(self, context: LaneContext, timeline: QWidget) -> None:
        super().__init__(timeline)
        self._context = context
        self._timeline = timeline
        document = context.document
        context.selection.changed.connect(self._announce)
        document.tracks_changed.connect(self._announce)
        document.clip_changed.connect(self._describe)
        self._describe()

    @Slot()
    def _describe(self) -> None:
        track, chosen = self._context.document.track, self._context.selection.ids
        text = "" if track is None else f"{self._title(track)}{selected_text(track, chosen)}"
        self._timeline.setAccessibleDescription(text)

    @Slot()
    def _announce(self) -> None:
        self._describe()
        text = self._timeline.accessibleDescription()
        if QAccessible.isActive() and text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._timeline, text))

    def _title(self, track: Track) -> str:
        """The track's title, where there are several."""
        clip, project = self._context.document.clip, self._context.document.project
        if clip is None or len(clip.tracks) == 1:
            return ""
        return f"{track_title(project, track)}: "


def selected_text(track: Track, chosen: frozenset[str]) -> str:
    """The selected events of a track in words: one in full, several by their number."""
    events = [item.event for item in track.events if item.id in chosen]
    if len(events) != 1:
        if events:
            return counted("{n} event selected", "{n} events selected", len(events))
        return counted("{n} event", "{n} events", len(track.events))
    (event,) = events
    place = [item.id in chosen for item in track.events].index(True) + 1
    level = number(event_edits.strength_db(event.strength), 1)
    parts = [
        tr("Event {place} of {count}", place=place, count=len(track.events)),
        clock_text(event.time_s),
        f"{level} dB",
    ]
    if event.duration_s:
        parts.append(tr("lasts {seconds} s", seconds=number(event.duration_s, 3)))
    if event.muted:
        parts.append(tr("muted"))
    return ", ".join(parts)
