"""Read events from the temporal code: what the model itself detects in the picture.

This departs from the paper's Temporal Information, where only the decoder reads the code. A code is
never quite certain, and the decoder renders uncertainty as a sound without an attack. Reading
events from the code, and rewriting the code from them, makes the model's events sound as distinct
as those set by hand, and lets the user edit them.

Shapes: K code channels, F video frames.
"""

import numpy as np
from numpy.typing import NDArray

from engine.events.event import Event
from engine.events.peaks import peaks
from engine.events.steering import Calibration


def events_from_code(
    calibration: Calibration, code: NDArray[np.float32], *, start_s: float = 0.0
) -> list[Event]:
    """Read the events from a temporal code.

    Args:
        calibration: of the model that made the code.
        code: (K, F).
        start_s: clip time of its first frame.

    Returns:
        Sorted by time; strength rises with confidence, from 0.5. Empty if the model was not
        trained on events.
    """
    if calibration.reading is None:
        return []
    *weights, bias = calibration.reading
    logits = np.asarray(weights) @ code + bias
    return [
        Event(
            start_s + time_s, strength=1.0 / (1.0 + float(np.exp(-logits[row]))), source="picture"
        )
        for row, time_s in peaks(logits, floor=-np.inf, least=0.0)
    ]
