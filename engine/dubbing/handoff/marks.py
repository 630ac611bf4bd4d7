"""Named moments of a clip, which editing programs show as markers.

Here, and not in `marker_files`, because every message between window and engine may hold some: a
process that only reads messages needs neither PyAV nor numpy, which take 0.2 s to import.
"""

from collections.abc import Iterable

from engine.events.event import Event
from engine.storage.values import Value


class Mark(Value, frozen=True, order=True):
    """A named moment or stretch of a clip.

    Attributes:
        time_s: clip time of its start.
        duration_s: 0 for a moment.
        name: shown in the editing program.
    """

    time_s: float
    duration_s: float
    name: str


def event_marks(events: Iterable[Event], name: str) -> list[Mark]:
    """A mark for each audible event, with the name of its track and its strength."""
    return [
        Mark(event.time_s, event.duration_s, f"{name} {event.strength:.0%}")
        for event in events
        if not event.muted
    ]
