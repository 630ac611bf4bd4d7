"""Detect events in the picture by a model and the detector of impacts together.

Shapes: F feature rows at 21.5 per second.

Each is right where the other errs. The model has learned what an event looks like, and is sure
where a clip resembles those that it was trained on; elsewhere it believes in little. The detector
(`engine.events.picture`) knows impacts only, but sees them in any clip, and takes a hand that
swings back for another. Their evidence is added on one scale, that of the model's logit, and an
event is a peak above a threshold. Where nothing around reaches far above it, the model does not
know this kind of clip; there the impacts that are nearly the strongest around need less.

Both look for strikes. Where something goes on (`engine.events.stretches`) in which the model sees
none, its beginning is an event, too.

The constants were chosen on 60 rendered clips and the 25 shared ones (docs/events.md); the results
are flat around every one of them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.events.candidates import USUAL_SENSITIVITY, Candidate
from engine.events.event import Event
from engine.events.peaks import peaks, prominences
from engine.events.picture import strongest_around
from engine.events.stretches import Stretch
from engine.media.filters import running_max

Floats = NDArray[np.floating[Any]]

_IMPACT_NEPERS: Final = 3.0  # what the strongest impact around adds to the model's logit
_LEAST_NEPERS: Final = 0.5  # evidence of an event ...
_LEAST_PROMINENCE: Final = 1.0  # ... that rises this far out of its surroundings
_CLEAR_IMPACT: Final = 0.7  # of the strongest around: such an impact ...
_WIDEST_NEPERS: Final = 5.0  # ... needs no more evidence than this below the strongest around
_STRENGTH_PER_NEPER: Final = 0.3  # a neper below the strongest around sounds 2.6 dB softer

_CLEAR_RISE: Final = 1.0  # nepers by which the picture gets livelier: just enough of an event
_SAME_S: Final = 0.15  # a candidate so near a beginning is the beginning ...
_SAME_ROWS: Final = 3  # ... and so is a strike that the model sees so soon after it


def auto_candidates(
    logits: Floats, impact: Floats, stretches: Sequence[Stretch] = ()
) -> list[Candidate]:
    """Detect all possible events by model and detector.

    Args:
        logits: (F,) of the model (`engine.events.reading`).
        impact: (F,) of the detector (`engine.events.picture.impacts`).
        stretches: in which something goes on (`engine.events.stretches`).

    Returns:
        Sorted by time, in seconds from the first row; their strength is relative to the most
        evident within 10 s.

    Raises:
        ValueError: the lengths differ.
    """
    if logits.shape != impact.shape:
        raise ValueError(f"expected as many logits as impacts, got {logits.shape}, {impact.shape}")
    share = impact / np.maximum(strongest_around(impact), np.finfo(np.float32).tiny)
    evidence = (logits + _IMPACT_NEPERS * share).astype(np.float32)
    strongest = strongest_around(evidence)
    is_clear = running_max(share.astype(np.float32), 3) >= _CLEAR_IMPACT
    least = np.where(is_clear, np.minimum(_LEAST_NEPERS, strongest - _WIDEST_NEPERS), _LEAST_NEPERS)
    floor = float(evidence.min(initial=np.inf))  # a level curve has no peak
    found = peaks(evidence, floor=floor)
    descents = prominences(evidence, [row for row, _ in found], floor=floor)
    candidates = []
    for (row, time_s), descent in zip(found, descents, strict=True):
        certainty = min(
            1.0,
            0.5 + float(evidence[row] - least[row]) / (2.0 * _WIDEST_NEPERS),
            0.5 * float(descent) / _LEAST_PROMINENCE,
        )
        if certainty > 0.0:
            strength = np.exp(_STRENGTH_PER_NEPER * float(evidence[row] - strongest[row]))
            candidates.append(
                Candidate(Event(time_s, float(strength), source="picture"), certainty)
            )
    return _with_beginnings(candidates, [each for each in stretches if _strikeless(each, logits)])


def _strikeless(stretch: Stretch, logits: Floats) -> bool:
    """Whether a model sees no strike in what goes on, after its beginning."""
    within = logits[stretch.row + _SAME_ROWS : stretch.stop]
    return float(within.max(initial=-np.inf)) <= _LEAST_NEPERS


def _with_beginnings(candidates: list[Candidate], stretches: Sequence[Stretch]) -> list[Candidate]:
    """Add the beginning of each stretch in place of a less certain candidate."""
    times_s = [each.event.time_s for each in candidates]
    most = max((each.rise for each in stretches), default=1.0)
    beginnings: list[Candidate] = []
    replaced: set[int] = set()
    for each in stretches:
        certainty = min(1.0, USUAL_SENSITIVITY * each.rise / _CLEAR_RISE)
        near = _between(times_s, each.start_s - _SAME_S, each.start_s + _SAME_S)
        if all(candidates[index].certainty < certainty for index in near):
            replaced.update(near)
            event = Event(each.start_s, each.rise / most, source="picture")
            beginnings.append(Candidate(event, certainty))
    kept = [each for index, each in enumerate(candidates) if index not in replaced]
    return sorted([*kept, *beginnings], key=lambda each: each.event.time_s)


def _between(times_s: Sequence[float], first_s: float, last_s: float) -> range:
    """The indices of the ascending times from one to another."""
    return range(bisect_left(times_s, first_s), bisect_right(times_s, last_s))
