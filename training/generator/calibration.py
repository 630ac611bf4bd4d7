"""The event calibration of a generator: its temporal code around an event, and at rest.

The video says little about how strong an event is. For weak events, the average code is that of
events the encoder was unsure about, which a decoder renders nearly silent. So the template is the
mean over the events detected most clearly, and strength is encoded by how far the code goes beyond
it: further than any video takes it, where only training on steered codes
(`training.generator.steering`) has taught the decoder what strength means.

In the other direction, the event head reads events from codes, with the threshold that gives the
best F1 on held-out clips.

Shapes: N clips, K code channels, F video frames, W template frames.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.config import GRID
from engine.events.event import Event, audible
from engine.events.reading import events_from_code
from engine.events.steering import Calibration
from engine.metrics.onsets import match_onsets

Codes = NDArray[np.float32]

_REACH_FRAMES: Final = 6  # 0.28 s to each side: a code leads a sound, and lets it ring
_REST_S: Final = 0.6  # frames at rest are at least this far from any event
_CLEAREST: Final = 0.5  # share of the events that the template averages
_FAINTEST: Final = 0.1  # relative strength; weaker events fade to rest
_LOUDER: Final = 1.5  # ratio of the strongest event's distance from rest to the faintest one's
_THRESHOLDS: Final = np.arange(-3.0, 3.01, 0.25)  # candidate logits for a peak to be an event
_NEIGHBOUR_S: Final = 0.3  # the codes of closer events overlap


def calibrate(codes: Sequence[Codes], events: Sequence[Sequence[Event]]) -> Calibration | None:
    """Average temporal codes (K, F) of clips around events, in seconds from their first frames.

    Returns:
        The calibration, or None if the clips have no isolated event.
    """
    around: list[Codes] = []
    resting = []
    for code, heard in zip(codes, map(audible, events), strict=True):
        around += _snippets(code, heard)
        resting.append(code[:, _at_rest(code.shape[1], heard)])
    if not around:
        return None
    everything = np.concatenate(resting, axis=1)
    if not everything.shape[1]:  # never at rest: use the starts of the snippets instead
        everything = np.stack([snippet[:, 0] for snippet in around], axis=1)
    rest = everything.mean(axis=1)  # (K,)
    event = _clearest(np.stack(around) - rest[:, None])
    return Calibration(
        np.array([_FAINTEST, 1.0], np.float32),
        (rest[:, None] + np.stack([event, _LOUDER * event])).astype(np.float32),
        rest.astype(np.float32),
    )


def with_reading(
    calibration: Calibration,
    weights: Codes,
    bias: float,
    codes: Sequence[Codes],
    events: Sequence[Sequence[Event]],
) -> Calibration:
    """Extend a calibration so that it also reads events from codes.

    Args:
        calibration: of the codes' model.
        weights: (K,) of the event head.
        bias: of the event head.
        codes: (K, F) of each clip, preferably held out from training.
        events: of each clip, in seconds from its first frame.

    Returns:
        The calibration with the best F1 (within 0.1 s) of detected against true events.
    """
    true_s = [[event.time_s for event in audible(each)] for each in events]

    def f1(candidate: Calibration) -> float:
        found = [[event.time_s for event in events_from_code(candidate, code)] for code in codes]
        matched = sum(len(match_onsets(*pair)) for pair in zip(true_s, found, strict=True))
        return 2 * matched / max(1, sum(map(len, true_s)) + sum(map(len, found)))

    candidates = [
        replace(calibration, reading=np.append(weights, bias - threshold).astype(np.float32))
        for threshold in _THRESHOLDS
    ]
    return max(candidates, key=f1)


def _clearest(deviations: Codes) -> Codes:
    """The mean (K, W) of the deviations (N, K, W) from rest that are most typical of events."""
    usual = deviations.mean(axis=0)
    likeness = (deviations * usual).sum(axis=(1, 2))
    count = max(1, round(_CLEAREST * len(deviations)))
    mean: Codes = deviations[np.argsort(-likeness, kind="stable")[:count]].mean(axis=0)
    return mean


def _snippets(code: Codes, events: Sequence[Event]) -> Iterator[Codes]:
    """The code (K, W) around each isolated event that is not cut off at an end."""
    rate = float(GRID.video_rate)
    offsets = np.arange(-_REACH_FRAMES, _REACH_FRAMES + 1)
    frames = np.arange(code.shape[1])
    for place, event in enumerate(events):
        neighbours = [*events[max(0, place - 1) : place], *events[place + 1 : place + 2]]
        if any(abs(other.time_s - event.time_s) < _NEIGHBOUR_S for other in neighbours):
            continue
        at = event.time_s * rate + offsets  # fractional frames
        if at[0] < 0 or at[-1] > frames[-1]:
            continue
        yield np.stack([np.interp(at, frames, channel) for channel in code])


def _at_rest(frames: int, events: Sequence[Event]) -> NDArray[np.bool_]:
    """Which frames (F,) are far from every event."""
    times_s = np.arange(frames) / float(GRID.video_rate)
    rest = np.ones(frames, dtype=bool)
    for event in events:
        rest &= np.abs(times_s - event.time_s) > _REST_S
    return rest
