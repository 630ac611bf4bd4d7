"""Records one pass of a performance: events that a person plays while the clip runs.

No Qt and no clock of its own: every call says when it happens, on the monotonic clock.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from msgspec.structs import replace

from engine.events.event import Event
from gui.playback.input.clip_clock import ClipClock

LEAST_HOLD_S: Final = 0.25  # a key that is released sooner was struck, not held
_REPEAT_S: Final = 0.03  # of one key: contacts that bounce
_GAP_S: Final = 0.01  # between the releases and presses of a key that the system repeats
_BACK_S: Final = 0.05  # a position this much earlier is a jump, not jitter


class _Held(NamedTuple):
    """A key that is down: when it was struck, the clip time of that, and its event's place."""

    at_s: float
    time_s: float
    place: int


class Performance:
    """One pass.

    Args:
        clock: maps arrival times to clip times; `follow` feeds it.
        punch_s: start and end of the part that is recorded; None records everywhere.
    """

    def __init__(self, clock: ClipClock, punch_s: tuple[float, float] | None = None) -> None:
        self._clock = clock
        self._punch_s = punch_s
        self._events: list[Event] = []
        self._held: dict[object, _Held] = {}
        self._struck_s: dict[object, float] = {}
        self._let_go: dict[object, tuple[float, _Held]] = {}
        self._covered_s: tuple[float, float] | None = None

    @property
    def events(self) -> tuple[Event, ...]:
        """What was played so far, sorted by time."""
        return tuple(sorted(self._events))

    @property
    def covered_s(self) -> tuple[float, float] | None:
        """First and last clip time of the pass, within the punch range; None if it has not run."""
        if self._covered_s is None or self._punch_s is None:
            return self._covered_s
        start_s, end_s = self._covered_s
        clipped = max(start_s, self._punch_s[0]), min(end_s, self._punch_s[1])
        return clipped if clipped[0] <= clipped[1] else None

    def follow(self, now_s: float, position_s: float, speed: float) -> bool:
        """Follow the player; return whether it jumped back, which ends the pass.

        After a jump, nothing was recorded; the next pass is another `Performance`.
        """
        if self._covered_s is not None and position_s < self._covered_s[1] - _BACK_S:
            return True
        self._clock.report(now_s, position_s, speed)
        start_s = position_s if self._covered_s is None else self._covered_s[0]
        self._covered_s = (start_s, position_s)
        return False

    def press(self, key: object, at_s: float, strength: float = 1.0) -> Event | None:
        """A key or pad was struck.

        Args:
            key: identifies it until its release.
            at_s: when.
            strength: 0 to 1.

        Returns:
            The event, a strike until the key has been held; None outside the punch range, or if the
            key has only bounced or is repeated while it is held.
        """
        let_go_s, held = self._let_go.pop(key, (float("-inf"), None))
        if held is not None and at_s - let_go_s < _GAP_S:
            self._held[key] = held
            return None
        time_s = self._clock.clip_time_s(at_s)
        bounced = at_s - self._struck_s.get(key, float("-inf")) < _REPEAT_S
        if key in self._held or bounced or time_s is None or not self._records(time_s):
            return None
        self._struck_s[key] = at_s
        event = Event(max(0.0, time_s), min(max(strength, 0.0), 1.0), source="performance")
        self._held[key] = _Held(at_s, event.time_s, len(self._events))
        self._events.append(event)
        return event

    def release(self, key: object, at_s: float) -> None:
        """A key or pad was released; if it was held, its event lasts until now."""
        held = self._held.pop(key, None)
        if held is not None:
            self._let_go[key] = at_s, held
        if held is None or at_s - held.at_s < LEAST_HOLD_S:
            return
        end_s = self._clock.clip_time_s(at_s)
        if end_s is None:
            return
        if self._punch_s is not None:
            end_s = min(end_s, self._punch_s[1])
        struck = self._events[held.place]
        lasting = Event(
            struck.time_s,
            struck.strength,
            source="performance",
            duration_s=max(0.0, end_s - held.time_s),
        )
        self._events[held.place] = lasting

    def finish(self, at_s: float) -> tuple[Event, ...]:
        """End the pass: release what is held, and return what was played."""
        for key in tuple(self._held):
            self.release(key, at_s)
        return self.events

    def clip_time_s(self, at_s: float) -> float | None:
        """The clip time of a moment on the monotonic clock; None before the pass ran."""
        return self._clock.clip_time_s(at_s)

    def in_clip(self, attacks: Iterable[Event], start_s: float) -> list[Event]:
        """Attacks of a recording as events of the clip, within the punch range.

        Args:
            attacks: in seconds from the start of the recording.
            start_s: when that was, on the monotonic clock.
        """
        events = []
        for attack in attacks:
            time_s = self.clip_time_s(start_s + attack.time_s)
            if time_s is not None and time_s >= 0.0 and self._records(time_s):
                events.append(replace(attack, time_s=time_s, source="performance"))
        return events

    def add(self, heard: Iterable[Event]) -> None:
        """Add events that were found afterwards in a recording, in clip time."""
        self._events += heard

    def _records(self, time_s: float) -> bool:
        return self._punch_s is None or self._punch_s[0] <= time_s < self._punch_s[1]
