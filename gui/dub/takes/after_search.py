"""Dubs that wait until the events of their track are found."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from engine.project.model import Clip
from gui.dub.timeline.event_search import EventSearch, Outcome
from gui.kit.language import mark, tr
from gui.services import Services

_DROPPED: Final[Mapping[Outcome | None, str]] = {
    Outcome.FAILED: mark("Not dubbed, as finding events failed."),
    Outcome.CANCELLED: mark("Not dubbed, as finding events was cancelled."),
}


class AfterSearch(QObject):
    """Postpones actions while events are searched, and says what becomes of them."""

    said = Signal(str)  # message for the status bar

    def __init__(self, services: Services, search: EventSearch, parent: QObject) -> None:
        super().__init__(parent)
        self._document = services.document
        self._banners = services.banners
        self._search = search
        self._waiting: dict[str, Callable[[], object]] = {}  # by track
        search.ended.connect(self._on_search_ended)

    def postpones(self, clip: Clip, action: Callable[[], object]) -> bool:
        """Postpone an action while the track's events are being found; return whether it was."""
        track = clip.track
        if track.events or not self._search.is_under_way(track.id):
            return False
        self._waiting[track.id] = action
        text = tr("Dubs when the events are found")
        self._search.tell_next(track.id, text)
        self.said.emit(text)
        return True

    @Slot(str)
    def _on_search_ended(self, track_id: str) -> None:
        action, searched = self._waiting.pop(track_id, None), self._document.track_by_id(track_id)
        if action is None or searched is None:
            return
        track = self._document.track
        if track is None or track.id != track_id:
            self._say_dropped(tr("Not dubbed, as another track was chosen meanwhile."))
        elif not track.events:
            none = mark("Not dubbed, as no events were found.")
            self._say_dropped(tr(_DROPPED.get(self._search.outcome(track_id), none)))
        else:
            action()

    def _say_dropped(self, text: str) -> None:
        self._banners.show_banner("not-dubbed", text)
