"""Possible events, each with its certainty; a sensitivity decides which of them count.

A detector looks at a clip once and returns every event that any sensitivity would show. Choosing
among them costs nothing, so a slider can show and hide them at once.
"""

from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from engine.events.event import Event
from engine.storage.values import Seconds, Share, Value

USUAL_SENSITIVITY: Final = 0.5  # the one that every detector was measured with


class Candidate(Value, frozen=True):
    """A possible event.

    Attributes:
        event: the event.
        certainty: 0 to 1; 0.5 is just enough at the usual sensitivity.
        may_last_s: a duration that the picture suggests, for a person to confirm; the event itself
            stays a strike.
    """

    event: Event
    certainty: Share
    may_last_s: Seconds = 0.0


def at_sensitivity(
    candidates: Iterable[Candidate], sensitivity: float = USUAL_SENSITIVITY
) -> list[Event]:
    """The events at a sensitivity from 0 (only the surest) to 1 (all candidates), in order."""
    return [each.event for each in candidates if each.certainty >= 1.0 - sensitivity]


def shifted_candidates(candidates: Iterable[Candidate], by_s: float) -> list[Candidate]:
    """Shift candidates in time; any that would fall before 0 s are moved to 0 s."""
    return [
        replace(each, event=replace(each.event, time_s=max(0.0, each.event.time_s + by_s)))
        for each in candidates
    ]


def confirmed(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Let events last as long as the picture suggests."""
    return [
        replace(each, event=replace(each.event, duration_s=each.may_last_s))
        if each.may_last_s > 0
        else each
        for each in candidates
    ]
