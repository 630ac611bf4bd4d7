"""How far two lists of events agree."""

from collections.abc import Sequence
from typing import Final

AGREEING_S: Final = 0.1  # within which two events are taken for the same one


def agreeing(first_s: Sequence[float], second_s: Sequence[float]) -> int:
    """Count the pairs, one from each sorted list of times, that lie within 100 ms."""
    pairs = one = other = 0
    while one < len(first_s) and other < len(second_s):
        apart_s = first_s[one] - second_s[other]
        near = abs(apart_s) <= AGREEING_S
        pairs += near
        one += near or apart_s < 0
        other += near or apart_s > 0
    return pairs
