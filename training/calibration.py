"""The event calibration of a generator: its temporal code around events by strength, and at rest.

Shapes: N clips, K code channels, F video frames, S strengths, W template frames.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID
from engine.events.event import Event, audible
from engine.events.steering import Calibration

Codes = NDArray[np.float32]

_REACH_FRAMES: Final = 6  # 0.28 s to each side: a code announces a sound, and lets it ring
_REST_S: Final = 0.6  # further from any event than this is rest
_GROUPS: Final = 4  # strengths told apart, at most
_LEAST_EVENTS: Final = 8  # that a mean is made of
_NEIGHBOUR_S: Final = 0.3  # an event nearer to another than this shows the other's code too


def calibrate(codes: Sequence[Codes], events: Sequence[Sequence[Event]]) -> Calibration | None:
    """Average temporal codes around events.

    Args:
        codes: (K, F) of each clip.
        events: of each clip, in seconds from its first frame.

    Returns:
        The calibration, or None where the clips have no event that stands alone.
    """
    around: list[tuple[float, Codes]] = []
    resting = []
    for code, heard in zip(codes, map(audible, events), strict=True):
        around += _snippets(code, heard)
        resting.append(code[:, _at_rest(code.shape[1], heard)])
    if not around:
        return None
    around.sort(key=lambda each: each[0])
    groups = _groups([strength for strength, _ in around])
    strengths = [float(np.mean([around[i][0] for i in group])) for group in groups]
    templates = [np.mean([around[i][1] for i in group], axis=0) for group in groups]
    everything = np.concatenate(resting, axis=1)
    if not everything.shape[1]:  # never at rest: the quietest there is, its ends
        everything = np.stack([snippet[:, 0] for _, snippet in around], axis=1)
    return Calibration(
        np.array(strengths, np.float32),
        np.stack(templates).astype(np.float32),
        everything.mean(axis=1).astype(np.float32),
    )


def _snippets(code: Codes, events: Sequence[Event]) -> Iterator[tuple[float, Codes]]:
    """The code around each event that stands alone and whole: its strength, and (K, W)."""
    rate = float(GRID.video_rate)
    offsets = np.arange(-_REACH_FRAMES, _REACH_FRAMES + 1)
    frames = np.arange(code.shape[1])
    for place, event in enumerate(events):
        neighbours = [*events[max(0, place - 1) : place], *events[place + 1 : place + 2]]
        if any(abs(other.time_s - event.time_s) < _NEIGHBOUR_S for other in neighbours):
            continue
        at = event.time_s * rate + offsets  # between frames, as the event is
        if at[0] < 0 or at[-1] > frames[-1]:
            continue
        yield event.strength, np.stack([np.interp(at, frames, channel) for channel in code])


def _at_rest(frames: int, events: Sequence[Event]) -> NDArray[np.bool_]:
    """Which frames (F,) are far from every event."""
    times_s = np.arange(frames) / float(GRID.video_rate)
    rest = np.ones(frames, dtype=bool)
    for event in events:
        rest &= np.abs(times_s - event.time_s) > _REST_S
    return rest


def _groups(strengths: Sequence[float]) -> list[list[int]]:
    """Cut ascending strengths into groups of like size, each of its own mean strength."""
    count = max(1, min(_GROUPS, len(strengths) // _LEAST_EVENTS))
    parts = [part.tolist() for part in np.array_split(np.arange(len(strengths)), count)]
    groups: list[list[int]] = []
    for part in parts:
        # equal strengths are one group, wherever the cut fell
        if groups and strengths[part[-1]] - strengths[groups[-1][0]] < 0.02:
            groups[-1] += part
        else:
            groups.append(part)
    return groups
