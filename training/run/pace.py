"""Speed, remaining time and memory of a run."""

import time
from collections import deque
from typing import Final

import psutil
import torch

from training.run.random_state import cuda_in_use

_AVERAGED_STEPS: Final = 50
_MB: Final = 2**20


class Pace:
    """Times the steps.

    Attributes:
        seconds: total duration of all steps, across all processes of the run.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self._recent: deque[float] = deque(maxlen=_AVERAGED_STEPS)
        self._began = 0.0

    def begin(self) -> None:
        """Start timing a step."""
        self._began = time.monotonic()

    def end(self) -> None:
        """End timing the step."""
        took = time.monotonic() - self._began
        self.seconds += took
        self._recent.append(took)

    @property
    def hours(self) -> float:
        """Total duration of all steps in hours."""
        return self.seconds / 3600

    @property
    def steps_per_s(self) -> float:
        """Recent speed; 0 before the first step."""
        total = sum(self._recent)
        return len(self._recent) / total if total > 0 else 0.0

    def eta_s(self, steps: int) -> float:
        """Estimated seconds for a number of further steps."""
        return steps / self.steps_per_s if self.steps_per_s else 0.0


def memory_mb() -> float:
    """Peak GPU memory reserved by this process, or without a GPU its resident size."""
    if cuda_in_use():
        return round(torch.cuda.max_memory_reserved() / _MB, 1)
    return round(psutil.Process().memory_info().rss / _MB, 1)
