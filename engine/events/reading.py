"""Events read off the temporal code: what the model itself sees in the picture.

Not the paper's way with Temporal Information, whose decoder reads the code alone. A code is never
quite sure, and a decoder makes of "perhaps" a sound without an attack. Read as events, which write
the code anew, what the model saw sounds as clear as what a person set by hand, and can be edited
like it.

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
    """The events that a temporal code tells of.

    Args:
        calibration: of the model whose code it is.
        code: (K, F).
        start_s: the clip time of its first frame.

    Returns:
        In order of time; the surer, the stronger, from 0.5 up. None where the model was never
        taught events.
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
