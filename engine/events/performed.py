"""Read events from a file: a list of them, or a sound that performs them.

Claps, taps or mouth sounds, recorded while the clip ran, are a performance: their attacks are the
events, their levels the strengths.
"""

from pathlib import Path
from typing import Final

from msgspec.structs import replace

from engine.errors import InputError
from engine.events.event import Event, read_csv
from engine.events.sound import find_events
from engine.media.audio import read_blocks
from engine.media.kinds import CLIPS_IN_FOLDERS, SOUNDS_IN_FOLDERS
from engine.mel.contract import MEL

_LISTS: Final = frozenset({".csv", ".tsv", ".txt", ""})  # suffixes; any other file is a sound


def read_events(path: Path) -> list[Event]:
    """Read the events of a CSV file or of a sound file, sorted by time.

    Raises:
        InputError: the file is missing or unusable, or nothing happens in the sound.
    """
    suffix = path.suffix.lower()
    if suffix in _LISTS:
        return read_csv(path)
    try:
        return _performed(path)
    except InputError as error:
        if suffix in (*SOUNDS_IN_FOLDERS, *CLIPS_IN_FOLDERS) or not path.is_file():
            raise
        raise InputError(
            "{name} is neither a list of events nor a sound.",
            hint="Give a .csv file of events, or a sound that performs them.",
            name=path.name,
        ) from error


def _performed(sound: Path) -> list[Event]:
    """Find the events that a sound file performs, in seconds from its start.

    Raises:
        InputError: the file is missing or holds no sound, or nothing happens in it.
    """
    blocks = read_blocks(sound, rate_hz=MEL.sample_rate_hz, mono=True)
    events = find_events(block[:, 0] for block in blocks)
    if not events:
        raise InputError(
            "Nothing is performed in {name}: it is silent or steady.",
            hint="Record claps or taps while the clip plays, or give the events as a CSV file.",
            name=sound.name,
        )
    return [replace(event, source="performance") for event in events]
