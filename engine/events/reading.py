"""Read events from the temporal code: what the model itself detects in the picture.

This departs from the paper's Temporal Information, where only the decoder reads the code. A code is
never quite certain, and the decoder renders uncertainty as a sound without an attack. Reading
events from the code, and rewriting the code from them, makes the model's events sound as distinct
as those set by hand, and lets the user edit them.

Shapes: K code channels, F video frames.
"""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.events.candidates import USUAL_SENSITIVITY, Candidate, at_sensitivity
from engine.events.event import Event, shifted
from engine.events.peaks import peaks
from engine.events.steering import Calibration

Floats = NDArray[np.float32]

_WIDEST_NEPERS: Final = 5.0  # how far the sensitivity moves the threshold, up or down


def event_logits(calibration: Calibration, code: Floats) -> Floats:
    """How strongly a model believes in an event at each frame, in nepers.

    Args:
        calibration: of the model that made the code; it was trained on events.
        code: (K, F).

    Returns:
        (F,) logits: 0 is as likely as not.
    """
    assert calibration.reading is not None
    *weights, bias = calibration.reading
    logits: Floats = (np.asarray(weights) @ code + bias).astype(np.float32)
    return logits


def model_candidates(logits: Floats) -> list[Candidate]:
    """The possible events where a model's belief peaks.

    Args:
        logits: (F,) from `event_logits`.

    Returns:
        Sorted by time, in seconds from the first frame; their strength is the probability, and at
        the usual sensitivity the probable ones count.
    """
    return [
        Candidate(Event(time_s, _sigmoid(float(logits[row])), source="picture"), certainty)
        for row, time_s in peaks(logits, floor=-np.inf)
        if (certainty := _certainty(float(logits[row]))) > 0.0
    ]


def events_from_code(
    calibration: Calibration,
    code: Floats,
    *,
    start_s: float = 0.0,
    sensitivity: float = USUAL_SENSITIVITY,
) -> list[Event]:
    """Read the events from a temporal code.

    Args:
        calibration: of the model that made the code.
        code: (K, F).
        start_s: clip time of its first frame.
        sensitivity: 0 to 1; at the usual one the probable events count.

    Returns:
        Sorted by time; the strength is the probability. Empty if the model was not trained on
        events.
    """
    if calibration.reading is None:
        return []
    candidates = model_candidates(event_logits(calibration, code))
    return shifted(at_sensitivity(candidates, sensitivity), start_s)


def _sigmoid(logit: float) -> float:
    return 1.0 / (1.0 + math.exp(-logit))


def _certainty(logit: float) -> float:
    return min(1.0, max(0.0, 0.5 + logit / (2.0 * _WIDEST_NEPERS)))
