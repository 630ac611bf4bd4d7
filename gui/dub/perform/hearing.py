"""What a recording of the microphone becomes: events, and the guide that shows what was heard."""

from pathlib import Path
from typing import NamedTuple

from engine.errors import EngineError
from engine.events.event import Event
from engine.events.sound import find_events
from engine.progress import JobContext
from engine.project.guide import Guide
from engine.project.model import new_id
from engine.project.sounds import write_guide
from gui.playback.input.microphone import RATE_HZ, Recording
from gui.playback.input.performance import Performance


class Hearing(NamedTuple):
    """What was heard in a recording.

    Attributes:
        events: its attacks, in clip time.
        guide: the recording itself; None if nothing was heard, or it could not be stored.
        problem: why it could not be.
    """

    events: list[Event]
    guide: Guide | None = None
    problem: EngineError | None = None


def hear(
    recording: Recording, pass_: Performance, speed: float, folder: Path, context: JobContext
) -> Hearing:
    """Find the events in a recording, and keep it.

    Args:
        recording: the recording.
        pass_: the pass in which it was made; knows when the clip was where.
        speed: at which the clip was played.
        folder: of recordings.
        context: for cancelling.
    """
    events = pass_.in_clip(attacks(recording, context), recording.start_s)
    if not events:
        return Hearing(events)
    try:
        return Hearing(events, _guide(recording, pass_, speed, folder))
    except EngineError as error:
        return Hearing(events, problem=error)


def attacks(recording: Recording, context: JobContext | None = None) -> list[Event]:
    """The attacks in a recording, in seconds from its start."""
    pairs = recording.samples[: len(recording.samples) // 2 * 2].reshape(-1, 2)
    return find_events(pairs.mean(axis=1), context)  # 44.1 kHz to the 22.05 kHz it expects


def _guide(recording: Recording, pass_: Performance, speed: float, folder: Path) -> Guide | None:
    """The part of a recording that the pass covers, as long as its part of the clip.

    Raises:
        TargetError: it cannot be written.
    """
    covered_s, start_s = pass_.covered_s, pass_.clip_time_s(recording.start_s)
    if covered_s is None or start_s is None:
        return None
    rate_hz = round(RATE_HZ / speed)  # of clip time
    first, end = (max(0, round((time_s - start_s) * rate_hz)) for time_s in covered_s)
    samples = recording.samples[first:end]
    if not len(samples):
        return None
    id_ = new_id()
    path = folder / f"guide-{id_}.flac"
    write_guide(path, samples, rate_hz)
    return Guide(id_, path, max(0.0, start_s + first / rate_hz))
