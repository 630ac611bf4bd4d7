"""Events, the times at which something sounds, and their CSV file.

The file has a header and one line per event: `time_s,strength,muted,source,duration_s`, of which
only `time_s` is required. It may come from a spreadsheet (`engine.storage.spreadsheet`), with
decimal commas where the comma is not the separator.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, Literal, get_args

from msgspec.structs import asdict, replace

from engine.errors import InputError, TargetError, os_errors_as
from engine.phrases import Phrase
from engine.storage.atomic import write_atomic
from engine.storage.spreadsheet import read_rows
from engine.storage.timecode import exact, parse_time
from engine.storage.values import LATEST_S, Value

Source = Literal["picture", "sound", "hand", "performance"]

_SOURCES: Final[dict[str, Source]] = {name: name for name in get_args(Source)}
_COLUMNS: Final = ("time_s", "strength", "muted", "source", "duration_s")
_TRUE: Final = frozenset({"1", "true", "yes", "x"})
_FALSE: Final = frozenset({"0", "false", "no", ""})
_HINT: Final = "The first line must name the columns: time_s,strength,muted,source,duration_s."


class Event(Value, frozen=True, order=True):
    """A time at which something sounds.

    Attributes:
        time_s: clip time of the attack, seconds from the start of the file, not negative.
        strength: 0 to 1, the attack's peak relative to the strongest one.
        muted: kept in the list but not rendered.
        source: detected in the picture or in the clip's own sound, set by hand, or performed.
        duration_s: 0 is a strike; more is a sound that lasts that long.
    """

    time_s: float
    strength: float = 1.0
    muted: bool = False
    source: Source = "hand"
    duration_s: float = 0.0

    def __post_init__(self) -> None:
        """Reject invalid times, strengths and durations."""
        if not 0.0 <= self.time_s <= LATEST_S:
            raise ValueError(f"an event's time must be 0 to {LATEST_S:.0f} s, not {self.time_s}")
        if not 0.0 <= self.strength <= 1.0:
            raise ValueError(f"an event's strength must be 0 to 1, not {self.strength}")
        if not 0.0 <= self.duration_s <= LATEST_S:
            raise ValueError(
                f"an event's duration must be 0 to {LATEST_S:.0f} s, not {self.duration_s}"
            )

    @property
    def end_s(self) -> float:
        """Clip time of its end; for a strike, of the strike."""
        return self.time_s + self.duration_s


def audible(events: Iterable[Event]) -> list[Event]:
    """The events that are rendered, sorted by time."""
    return sorted(event for event in events if not event.muted and event.strength > 0)


def shifted(events: Iterable[Event], by_s: float) -> list[Event]:
    """Shift events in time; any that would fall before 0 s are moved to 0 s."""
    return [replace(event, time_s=max(0.0, event.time_s + by_s)) for event in events]


def events_json(events: Iterable[Event]) -> list[dict[str, Any]]:
    """Convert events to JSON objects."""
    return [asdict(event) for event in events]


def read_csv(path: Path) -> list[Event]:
    """Read the events of a CSV file, sorted by time.

    Raises:
        InputError: the file is missing or unreadable, or a line is not a valid event; the message
            names the file and the line.
    """
    rows = read_rows(path, Phrase("a list of events"), Phrase(_HINT))
    header_line, header = next(rows, (1, []))
    columns = [name.casefold() for name in header]
    if columns.count("time_s") != 1:
        raise InputError(
            "{name}, line {header_line}: more than one column is named time_s."
            if "time_s" in columns
            else "{name}, line {header_line}: no column is named time_s.",
            hint=_HINT,
            name=path.name,
            header_line=header_line,
        )
    twice = next((name for name in columns if name and columns.count(name) > 1), None)
    if twice is not None:
        raise InputError(
            "{name}, line {header_line}: two columns are named {twice}.",
            hint=_HINT,
            name=path.name,
            header_line=header_line,
            twice=twice,
        )
    events = []
    for line, cells in rows:
        try:
            events.append(_event(columns, cells))
        except ValueError as error:
            raise InputError(
                "{name}, line {line}: {error}.", hint=_HINT, name=path.name, line=line, error=error
            ) from error
    return sorted(events, key=lambda event: event.time_s)


def csv_text(events: Iterable[Event]) -> str:
    """The content of a CSV file of events, sorted by time; `read_csv` restores them exactly."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for event in sorted(events):
        time, strength = exact(event.time_s, 6), exact(event.strength, 4)
        duration = exact(event.duration_s, 6)
        writer.writerow((time, strength, int(event.muted), event.source, duration))
    return text.getvalue()


def write_csv(path: Path, events: Iterable[Event]) -> None:
    """Write events, replacing an existing file.

    Raises:
        TargetError: the file cannot be written; an existing one is left unchanged.
    """
    with os_errors_as(
        TargetError,
        "{name} could not be written: {reason}.",
        hint="Choose an existing folder that you may write to.",
        name=path.name,
    ):
        write_atomic(path, csv_text(events).encode())


def _event(columns: list[str], cells: list[str]) -> Event:
    """Parse one line; missing or empty cells get the defaults of `Event`."""
    if any(cells[len(columns) :]):
        raise ValueError("there are more cells than columns")
    named = dict(zip(columns, cells, strict=False))
    muted = named.get("muted", "").casefold()
    if muted not in _TRUE | _FALSE:
        raise ValueError(f"muted must be 0 or 1, not '{muted}'")
    source = named.get("source", "").casefold() or "hand"
    if source not in _SOURCES:
        names = ", ".join(_SOURCES)
        raise ValueError(f"source must be one of {names}, not '{source}'")
    # a comma inside a cell is a decimal comma; separators are already gone
    time_s = parse_time(named.get("time_s", "").replace(",", "."))
    strength = _strength(named.get("strength", "").replace(",", ".") or "1")
    duration_s = parse_time(named.get("duration_s", "").replace(",", ".") or "0")
    return Event(time_s, strength, muted in _TRUE, _SOURCES[source], duration_s)


def _strength(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError(f"strength must be a number from 0 to 1, not '{text}'") from None
