"""Handlers of the commands that find events."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from engine.recipe import EventSource
from gui.dub.timeline.event_search import EventSearch
from gui.dub.timeline.rest_search import RestSearch
from gui.dub.timeline.selection import Selection
from gui.services import Services

_COMMANDS: Final[dict[str, EventSource]] = {
    "find_auto": "auto",
    "find_picture": "picture",
    "find_model": "model",
    "find_sound": "sound",
}


class SearchCommands(QObject):
    """Binds the commands to the active track."""

    def __init__(
        self,
        services: Services,
        selection: Selection,
        events: EventSearch,
        rest: RestSearch,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document = services.document
        self._selection = selection
        self._events = events
        self._rest = rest
        for action_id, source in _COMMANDS.items():
            services.actions.bind(action_id, partial(self.find, source))
        services.actions.bind("find_rest", self.find_rest)

    def find(self, source: EventSource) -> None:
        """Find the events of the active track in a source."""
        clip = self._document.clip
        if clip is not None:
            self._events.look(clip, source, asked=True)

    def find_rest(self) -> None:
        """Find the rest like the selected events, or like those set by the user."""
        clip = self._document.clip
        if clip is not None:
            self._rest.find(clip, self._selection.ids)
