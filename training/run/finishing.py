"""Tells what is done after the last step, and how long it still takes."""

import time
from collections.abc import Callable
from typing import Final

from engine.progress import Progress

_LEAST_FRACTION: Final = 0.02  # an earlier estimate would be a guess
_APART_S: Final = 1.0  # between two estimates


class FinishingReport:
    """Tells each stage when it begins, and then once a second the time that it still takes.

    Args:
        tell: called with the name of the stage and the seconds left of it, 0 while unknown.
    """

    def __init__(self, tell: Callable[[str, float], object]) -> None:
        self._tell = tell
        self._stage = ""
        self._fraction = self._began_s = self._told_s = 0.0

    def begin(self, stage: str) -> None:
        """Tell that a stage begins."""
        self._stage, self._fraction = stage, 0.0
        self._began_s = self._told_s = time.monotonic()
        self._tell(stage, 0.0)

    def advance(self, progress: Progress) -> None:
        """Take the progress of a stage; what comes before the first stage is not told."""
        if progress.stage not in ("", self._stage):
            self.begin(progress.stage)
        now_s, fraction = time.monotonic(), progress.fraction
        if fraction < self._fraction:  # the stage goes over other clips
            self._began_s = now_s
        self._fraction = fraction
        if self._stage and fraction >= _LEAST_FRACTION and now_s - self._told_s >= _APART_S:
            self._told_s = now_s
            self._tell(self._stage, (now_s - self._began_s) * (1.0 - fraction) / fraction)
