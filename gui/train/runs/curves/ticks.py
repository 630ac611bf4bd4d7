"""Round tick values for the axes of a plot."""

import math
from typing import Final

_CLOSER: Final = 0.75  # rather a few more ticks than half as many
_STEPS: Final = (1.0, 2.0, 5.0, 10.0)


def linear_ticks(low: float, high: float, most: int) -> list[float]:
    """At most about `most` evenly spaced round numbers in a range."""
    if not high > low:
        return [low]
    least = _CLOSER * (high - low) / max(most, 1)
    power = 10.0 ** math.floor(math.log10(least))
    step = next(power * factor for factor in _STEPS if power * factor >= least * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [number * step for number in range(first, last + 1)]


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """Powers of ten in a positive range, with numbers between them if there are few."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    powers = [10.0**power for power in range(first, last + 1)]
    inside = [value for value in powers if low <= value <= high]
    if len(inside) > most:
        return inside[:: -(-len(inside) // most)]
    fine = [power * factor for power in powers for factor in (1.0, 2.0, 5.0)]
    between = [value for value in fine if low <= value <= high]
    if len(inside) >= 3 or (len(between) > most and len(inside) >= 2):
        return inside
    return between if len(between) >= 3 else linear_ticks(low, high, most)
