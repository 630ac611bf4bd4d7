"""The event calibration of a generator: its temporal code around an event, and at rest.

The picture hardly tells the encoder how strong a blow is. What it says of weak ones, on average,
is what it says of blows that it half overlooked: "perhaps", which a decoder makes nearly silent. So
the template is the mean over the events that it saw clearest, and a blow's strength stands in how
far the code goes beyond that: further than a picture takes it, where the decoder has learnt from
steered codes alone (`training.generator.steering`) what strength means.

The other way round, codes are read as events by the event head, with the threshold that finds most
of the events of clips that it was not trained on.

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

_REACH_FRAMES: Final = 6  # 0.28 s to each side: a code announces a sound, and lets it ring
_REST_S: Final = 0.6  # further from any event than this is rest
_CLEAREST: Final = 0.5  # the share of the events that the template is the mean of
_FAINTEST: Final = 0.1  # of the strongest: what is weaker fades to rest
_LOUDER: Final = 1.5  # times as far from rest is the strongest event's code as the faintest one's
_THRESHOLDS: Final = np.arange(-3.0, 3.01, 0.25)  # logits from which on a peak may be an event
_NEIGHBOUR_S: Final = 0.3  # an event nearer to another than this shows the other's code too


def calibrate(codes: Sequence[Codes], events: Sequence[Sequence[Event]]) -> Calibration | None:
    """Average temporal codes around events.

    Args:
        codes: (K, F) of each clip.
        events: of each clip, in seconds from its first frame.

    Returns:
        The calibration, or None where the clips have no event that stands alone.
    """
    around: list[Codes] = []
    resting = []
    for code, heard in zip(codes, map(audible, events), strict=True):
        around += _snippets(code, heard)
        resting.append(code[:, _at_rest(code.shape[1], heard)])
    if not around:
        return None
    everything = np.concatenate(resting, axis=1)
    if not everything.shape[1]:  # never at rest: the quietest there is, its ends
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
    """A calibration by which codes are read as events as well.

    Args:
        calibration: of the codes' model.
        weights: (K,) of the event head.
        bias: of the event head.
        codes: (K, F) of each clip, best of ones that were not trained on.
        events: of each clip, in seconds from its first frame.

    Returns:
        The one whose events match the true ones best (F1, within 0.1 s).
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
    """The mean (K, W) of those deviations (N, K, W) from rest that are most like an event's."""
    usual = deviations.mean(axis=0)
    likeness = (deviations * usual).sum(axis=(1, 2))
    count = max(1, round(_CLEAREST * len(deviations)))
    mean: Codes = deviations[np.argsort(-likeness, kind="stable")[:count]].mean(axis=0)
    return mean


def _snippets(code: Codes, events: Sequence[Event]) -> Iterator[Codes]:
    """The code (K, W) around each event that stands alone and whole."""
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
        yield np.stack([np.interp(at, frames, channel) for channel in code])


def _at_rest(frames: int, events: Sequence[Event]) -> NDArray[np.bool_]:
    """Which frames (F,) are far from every event."""
    times_s = np.arange(frames) / float(GRID.video_rate)
    rest = np.ones(frames, dtype=bool)
    for event in events:
        rest &= np.abs(times_s - event.time_s) > _REST_S
    return rest
