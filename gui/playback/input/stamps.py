"""Arrival times of window events, on the monotonic clock.

A busy window handles a key late, but the window system has stamped it when it arrived. Its clock
has another zero, which is found as the smallest delay seen so far: no event is handled before it
arrives.
"""

from typing import Final

_FORGET_S: Final = 60.0  # a suspended computer stops one clock and not the other


class Stamps:
    """Converts the window system's time stamps."""

    def __init__(self) -> None:
        self._zero_s = float("inf")
        self._last_s = float("-inf")

    def at_s(self, stamp_ms: int, now_s: float) -> float:
        """When an event arrived.

        Args:
            stamp_ms: its time stamp; 0 if it has none.
            now_s: the monotonic clock's time.
        """
        if stamp_ms <= 0:
            return now_s
        if now_s - self._last_s > _FORGET_S:
            self._zero_s = float("inf")
        self._last_s = now_s
        self._zero_s = min(self._zero_s, now_s - stamp_ms / 1000)
        return stamp_ms / 1000 + self._zero_s
