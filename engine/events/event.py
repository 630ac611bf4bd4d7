"""Events, the moments at which something sounds, and the CSV file that a person edits."""

import csv
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.errors import InputError

Source = Literal["picture", "sound", "hand"]
_COLUMNS = ("time_s", "strength", "muted", "source")


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """A moment at which something sounds.

    Attributes:
        time_s: clip time of the attack, seconds from the start of the file, not negative.
        strength: how hard, 0 to 1.
        muted: kept in the list, but not heard.
        source: where it was found: in the picture, in the clip's own sound, or set by hand.
    """

    time_s: float
    strength: float = 1.0
    muted: bool = False
    source: Source = "hand"

    def __post_init__(self) -> None:
        """Refuse times and strengths that mean nothing."""
        if not (math.isfinite(self.time_s) and self.time_s >= 0):
            raise ValueError(f"an event's time must be at least 0 s, not {self.time_s}")
        if not 0.0 <= self.strength <= 1.0:
            raise ValueError(f"an event's strength must be 0 to 1, not {self.strength}")


def audible(events: Iterable[Event]) -> list[Event]:
    """The events that are heard, in order of time."""
    return sorted(event for event in events if not event.muted and event.strength > 0)
