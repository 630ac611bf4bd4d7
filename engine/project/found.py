"""What a search found for a track, so that a sensitivity can show and hide it at any time."""

from collections.abc import Iterable, Mapping
from typing import Literal

from engine.events.candidates import USUAL_SENSITIVITY, Candidate
from engine.events.event import Event
from engine.recipe import EventSource
from engine.storage.values import Id, Share, Value

FoundBy = EventSource | Literal["likeness"]


class FoundEvent(Value, frozen=True):
    """A candidate, and the id that its event has on the track.

    Attributes:
        id: of the event, shown or not.
        candidate: the possible event.
        rejected: deleted by the user; no sensitivity shows it again.
    """

    id: Id
    candidate: Candidate
    rejected: bool = False


class Found(Value, frozen=True):
    """The result of the last search for a track.

    Attributes:
        by: where it looked; `likeness` found events like those that the user set.
        events: all candidates that the user has not made his own, sorted by time.
        sensitivity: decides which of them are on the track.
    """

    by: FoundBy
    events: tuple[FoundEvent, ...]
    sensitivity: Share = USUAL_SENSITIVITY

    def shown(self) -> Mapping[str, Event]:
        """The events at the sensitivity by id, as they were found."""
        return self._events(each for each in self.events if not each.rejected)

    def placed(self) -> Mapping[str, Event]:
        """The events at the sensitivity with those that the user rejected."""
        return self._events(self.events)

    def _events(self, found: Iterable[FoundEvent]) -> Mapping[str, Event]:
        least = 1.0 - self.sensitivity
        return {
            each.id: each.candidate.event
            for each in found
            if each.rejected or each.candidate.certainty >= least
        }
