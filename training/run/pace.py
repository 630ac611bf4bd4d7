"""Speed, remaining time and memory of a run."""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psutil
import torch

from training.config import Cadence
from training.run.random_state import cuda_in_use

_AVERAGED_STEPS: Final = 50
_MB: Final = 2**20


class Pace:
    """Times the steps, and what is done between them.

    Attributes:
        seconds: total duration of all steps, across all processes of the run.
    """

    def __init__(self, cadence: Cadence) -> None:
        self.seconds = 0.0
        self._every = {
            "validation": cadence.validate_every,
            "samples": cadence.sample_every,
            "checkpoint": cadence.checkpoint_every,
        }
        self._took: dict[str, float] = {}  # the last of each, in seconds
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

    @contextmanager
    def between_steps(self, stage: str) -> Iterator[None]:
        """Time a validation, samples or a checkpoint."""
        began = time.monotonic()
        yield
        self._took[stage] = time.monotonic() - began

    def eta_s(self, step: int, steps: int) -> float:
        """Estimated seconds to the end of the steps, as told before what is due after this step.

        What has not been done yet, such as the first validation, is not counted.

        Args:
            step: the last one made, from 1.
            steps: all of them.
        """
        if not self.steps_per_s:
            return 0.0
        between = sum(
            took_s * (steps // self._every[stage] - (step - 1) // self._every[stage])
            for stage, took_s in self._took.items()
        )
        return (steps - step) / self.steps_per_s + between


def memory_mb() -> float:
    """Peak GPU memory reserved by this process, or without a GPU its resident size."""
    if cuda_in_use():
        return round(torch.cuda.max_memory_reserved() / _MB, 1)
    return round(psutil.Process().memory_info().rss / _MB, 1)
