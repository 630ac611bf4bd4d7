"""Clip times of what a person does while a clip plays.

Keys, pads and microphones stamp what they hear on the system's monotonic clock. The player reports
its position often; between two reports the clip runs on at the playback speed. A person reacts to
what was shown and heard, so the latency of the input is taken off before the position is looked up:
this also holds across the jump of a loop, and at any speed.
"""

from typing import Final, NamedTuple

_STEADY_S: Final = 0.002  # a report this close to what was expected tells nothing new


class _Report(NamedTuple):
    now_s: float
    position_s: float
    speed: float


class ClipClock:
    """Knows which clip time was heard at a time of the monotonic clock.

    Args:
        latency_s: how much later than the clip an input arrives; may be negative.
    """

    def __init__(self, latency_s: float = 0.0) -> None:
        self.latency_s = latency_s
        self._reports: list[_Report] = []

    def report(self, now_s: float, position_s: float, speed: float) -> None:
        """Record that the clip is at a position now, and runs on at a speed."""
        if self._reports:
            last = self._reports[-1]
            expected_s = last.position_s + (now_s - last.now_s) * last.speed
            if speed == last.speed and abs(position_s - expected_s) < _STEADY_S:
                return
        self._reports.append(_Report(now_s, position_s, speed))

    def clip_time_s(self, at_s: float) -> float | None:
        """The clip time that the person reacted to; None before the first report.

        Args:
            at_s: when the input arrived, on the monotonic clock.
        """
        meant_s = at_s - self.latency_s
        for report in reversed(self._reports):
            if report.now_s <= meant_s:
                return report.position_s + (meant_s - report.now_s) * report.speed
        if not self._reports:
            return None
        first = self._reports[0]  # a little early: the latency reaches back before the start
        return first.position_s + (meant_s - first.now_s) * first.speed
