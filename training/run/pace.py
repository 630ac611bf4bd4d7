"""How fast a run is, how long it still takes, and what memory it takes."""

import time
from collections import deque
from typing import Final

import psutil
import torch

from training.run.random_state import cuda_in_use

_STEPS: Final = 50  # over which the speed is averaged
_MB: Final = 2**20


class Pace:
    """Measures steps.

    Attributes:
        seconds: that steps took, by all processes that worked on the run.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self._recent: deque[float] = deque(maxlen=_STEPS)
        self._began = 0.0

    def begin(self) -> None:
        """A step begins."""
        self._began = time.monotonic()

    def end(self) -> None:
        """The step ended."""
        took = time.monotonic() - self._began
        self.seconds += took
        self._recent.append(took)

    @property
    def hours(self) -> float:
        """Hours that steps took."""
        return self.seconds / 3600

    @property
    def steps_per_s(self) -> float:
        """The speed of late; 0 before the first step."""
        total = sum(self._recent)
        return len(self._recent) / total if total > 0 else 0.0

    def eta_s(self, steps: int) -> float:
        """Seconds that so many more steps take."""
        return steps / self.steps_per_s if self.steps_per_s else 0.0


def memory_mb() -> float:
    """The GPU's memory that this process reserved at most, or its own size without a GPU."""
    if cuda_in_use():
        return round(torch.cuda.max_memory_reserved() / _MB, 1)
    return round(psutil.Process().memory_info().rss / _MB, 1)
