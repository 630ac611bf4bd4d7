"""Where a track's events come from, and how sensitive their search is."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QMenu, QToolButton, QWidget
from typing_extensions import override

from engine.events.candidates import USUAL_SENSITIVITY
from engine.project.found import FoundBy
from engine.project.model import Track
from engine.recipe import EventSource
from gui.document import found_edits
from gui.dub.timeline.event_search import EventSearch
from gui.dub.timeline.lanes.lane import LaneContext
from gui.dub.timeline.source_counts import SOURCES
from gui.dub.timeline.tracks.knobs import Knob
from gui.kit.language import counted, mark, number, tr
from gui.kit.layouts import hbox, put

_NAMES: Final[Mapping[FoundBy, str]] = {
    "auto": mark("Picture and model"),
    "picture": mark("Picture only"),
    "model": mark("Model only"),
    "sound": mark("Sound of the clip"),
    "likeness": mark("Like the given events"),
}
_EDGE_PX: Final = 2  # of the menu's button, at its text
_HALF: Final = 50  # steps on each side of the usual sensitivity


class SensitivityKnob(Knob):
    """Sensitivity from 0 to 1; a double-click returns to the usual one."""

    def __init__(self) -> None:
        super().__init__(tr("Sensitivity"), tr("Sensitivity"), -_HALF, _HALF, "")

    @override
    def value_at(self, position: int) -> float:
        return USUAL_SENSITIVITY + position / (2 * _HALF)

    @override
    def position_of(self, value: float) -> int:
        return round((value - USUAL_SENSITIVITY) * 2 * _HALF)

    @override
    def text_of(self, value: float) -> str:
        """No text, for which there is no room; the tip says the value."""
        self.setToolTip(
            tr("Sensitivity: {percent} %. Double-click to reset.", percent=number(100 * value))
        )
        return ""

    @override
    def spoken(self, value: float) -> str:
        return tr("Sensitivity: {percent} %", percent=number(100 * value))


class SourceRow(QWidget):
    """A menu of sources with the number of events, and the sensitivity beside it."""

    def __init__(self, context: LaneContext, search: EventSearch, track_id: str) -> None:
        super().__init__()
        self._document = context.document
        self._media = context.media
        self._search = search
        self._track_id = track_id
        row = self._row = hbox(self, margins=0, spacing=4)
        self.button = put(row, QToolButton())
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.sensitivity = put(row, SensitivityKnob(), 1)
        row.addStretch(0)  # takes the room where there is no slider
        self.menu = QMenu(self)
        self._actions: dict[EventSource, QAction] = {}
        for source in SOURCES:
            action = self._actions[source] = self.menu.addAction(tr(_NAMES[source]))
            action.setCheckable(True)
            action.triggered.connect(lambda _on=False, source=source: self._look(source))
        self.menu.aboutToShow.connect(self._ask)
        self.button.setMenu(self.menu)
        self.sensitivity.edited.connect(self._on_sensitivity_moved)
        search.counts.changed.connect(self._show_counts)

    def show_track(self, track: Track, *, alone: bool) -> None:
        """Show the values of the track; without a search there is nothing to slide.

        A track alone has room for the slider below the menu, with its label; of several, it is
        beside the number of events, which it changes.
        """
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if alone else right)
        self._row.setSpacing(1 if alone else 4)
        self.sensitivity.label.setVisible(alone)
        count, found = len(track.events), track.found
        events = counted("{n} event", "{n} events", count)
        self.button.setText(f"{events} ▾")
        self.button.ensurePolished()
        width = self.button.fontMetrics().horizontalAdvance(self.button.text())
        self.button.setFixedWidth(width + 2 * _EDGE_PX)  # the style would indent the text
        by = tr("Set by hand") if found is None else tr(_NAMES[found.by])
        self.button.setToolTip(tr("Where the events come from: {source}", source=by))
        self.button.setAccessibleName(f"{events}, {by}")
        self.sensitivity.setVisible(found is not None and bool(found.events))
        if found is not None:
            self.sensitivity.show_value(found.sensitivity)
        self._show_source(track)

    def _show_source(self, track: Track | None) -> None:
        """Mark where the events come from, also after a search that found nothing else."""
        found = None if track is None else track.found
        for source, action in self._actions.items():
            action.setChecked(found is not None and found.by == source)

    def _look(self, source: EventSource) -> None:
        self._document.show_track(self._track_id)
        self._search.find(source)

    @property
    def _has_sound(self) -> bool:
        return self._media.info is not None and bool(self._media.info.audio)

    @Slot()
    def _ask(self) -> None:
        """Let what is not known yet be counted."""
        clip = self._document.clip
        if clip is not None:
            self._search.counts.ask(clip, has_sound=self._has_sound)
        self._show_source(self._document.track_by_id(self._track_id))
        self._show_counts()

    @Slot()
    def _show_counts(self) -> None:
        clip = self._document.clip
        for source, action in self._actions.items():
            count = "" if clip is None else self._search.counts.text(clip, source)
            name = tr(_NAMES[source])
            action.setText(f"{name}: {count}" if count else name)
            action.setEnabled(clip is not None)
        if not self._has_sound:
            self._actions["sound"].setText(tr("The clip has no sound"))
            self._actions["sound"].setEnabled(False)

    @Slot(float, str)
    def _on_sensitivity_moved(self, value: float, key: str) -> None:
        track = self._document.track_by_id(self._track_id)
        if track is not None:
            changed = found_edits.set_sensitivity(track, value)
            self._document.edit_track(tr("Change sensitivity"), changed, merge_key=key)
