"""Which events of a take can be heard: its sound rises at the event, and not just anywhere.

Noise rises and falls all the time, so that by chance an onset is found near any moment. An event
counts as heard if there is an onset at it that stands out from how the same sound rises where no
event is.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.events.event import Event
from engine.mel.contract import MEL
from engine.metrics.onsets import TOLERANCE_S, match_onsets, onset_rise, onsets_of_rise

_ELSEWHERE_SHARE: Final = 0.9  # an onset must exceed this share of the rises elsewhere ...
_STANDING_OUT: Final = 1.25  # ... by this factor
_STEP_S: Final = 0.05  # between the places elsewhere
_LEAST_PLACES: Final = 4  # fewer say nothing about the sound elsewhere


def events_heard(wave: NDArray[np.float32], events: Sequence[Event]) -> float | None:
    """The share of events that are heard in a take.

    Args:
        wave: (n,) at 22050 Hz, mono.
        events: audible ones, ascending, in seconds from its start; those after its end are left
            out.

    Returns:
        0 to 1; None without events.
    """
    end_s = len(wave) / MEL.sample_rate_hz
    within = [event for event in events if event.time_s < end_s]
    if not within:
        return None
    times_s = np.array([event.time_s for event in within])
    rise = onset_rise(wave)
    onsets_s = onsets_of_rise(rise).tolist()
    matched = [index for index, _ in match_onsets(times_s.tolist(), onsets_s)]
    gaps_s = np.diff(times_s)
    reach_s = min(TOLERANCE_S, float(np.median(gaps_s)) / 4) if len(gaps_s) else TOLERANCE_S
    places_s = _places_elsewhere(within, end_s, 2 * reach_s)
    if len(places_s) < _LEAST_PLACES:
        return len(matched) / len(within)
    elsewhere = [_largest(rise, place_s, reach_s) for place_s in places_s]
    least = _STANDING_OUT * np.quantile(elsewhere, _ELSEWHERE_SHARE)
    heard = sum(_largest(rise, times_s[index], reach_s) > least for index in matched)
    return float(heard / len(within))


def _places_elsewhere(
    events: Sequence[Event], end_s: float, distance_s: float
) -> NDArray[np.float64]:
    """Times (N,) at least a distance from every event and from both ends of the take."""
    places_s = np.arange(distance_s, end_s - distance_s, _STEP_S)
    is_free = np.ones(len(places_s), bool)
    for event in events:
        before, after = event.time_s - distance_s, event.end_s + distance_s
        first, stop = np.searchsorted(places_s, [before + 1e-9, after - 1e-9])
        is_free[first:stop] = False
    return places_s[is_free]


def _largest(rise: NDArray[np.float32], time_s: float, reach_s: float) -> float:
    rate_hz = MEL.sample_rate_hz / MEL.hop_samples
    first, stop = ((time_s + side * reach_s) * rate_hz - 1 for side in (-1, 1))
    return float(rise[max(0, round(first)) : max(0, round(stop)) + 1].max(initial=0.0))
