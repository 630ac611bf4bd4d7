"""Detect events in the picture by a model and the detector of impacts together.

Shapes: F feature rows at 21.5 per second.

Each is right where the other errs. The model has learned what an event looks like, and is sure
where a clip resembles those that it was trained on; elsewhere it believes in little. The detector
(`engine.events.picture`) knows impacts only, but sees them in any clip, and takes a hand that
swings back for another. Their evidence is added on one scale, that of the model's logit, and an
event is a peak above a threshold. Where nothing around reaches far above it, the model does not
know this kind of clip; there the impacts that are nearly the strongest around need less.

The constants were chosen on 60 rendered clips and the 25 shared ones (docs/events.md); the results
are flat around every one of them.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.events.candidates import Candidate
from engine.events.event import Event
from engine.events.peaks import peaks, prominences
from engine.events.picture import strongest_around
from engine.media.filters import running_max

Floats = NDArray[np.floating[Any]]

_IMPACT_NEPERS: Final = 3.0  # what the strongest impact around adds to the model's logit
_LEAST_NEPERS: Final = 0.5  # evidence of an event ...
_LEAST_PROMINENCE: Final = 1.0  # ... that rises this far out of its surroundings
_CLEAR_IMPACT: Final = 0.7  # of the strongest around: such an impact ...
_WIDEST_NEPERS: Final = 5.0  # ... needs no more evidence than this below the strongest around
_STRENGTH_PER_NEPER: Final = 0.3  # a neper below the strongest around sounds 2.6 dB softer


def auto_candidates(logits: Floats, impact: Floats) -> list[Candidate]:
    """Detect all possible events by model and detector.

    Args:
        logits: (F,) of the model (`engine.events.reading`).
        impact: (F,) of the detector (`engine.events.picture.impacts`).

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
    return candidates
