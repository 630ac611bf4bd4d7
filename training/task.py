"""What is trained, as the loop sees it: a task defines a step, the loop owns everything else."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from engine.progress import JobContext


@dataclass(frozen=True, slots=True, kw_only=True)
class StepReport:
    """What one step tells.

    Attributes:
        stage: the part of the training that it belongs to.
        losses: by the names of the equations; every one must be finite.
        learning_rate: the one it was made with.
        epoch: passes over the data so far.
        gradient_ratio: norm of the adversarial gradient over that of the reconstruction; None
            where it is no finite number, too, as in a step whose half precision overflowed.
        lambda_m: the mel loss's weight where it is not fixed.
    """

    stage: str
    losses: dict[str, float]
    learning_rate: float
    epoch: float
    gradient_ratio: float | None = None
    lambda_m: float | None = None


class Validation(NamedTuple):
    """A look at the validation split.

    Attributes:
        stage: validations of two stages are not compared.
        score: by what the best is chosen; smaller is better.
        losses: by name.
    """

    stage: str
    score: float
    losses: dict[str, float]


def finite(numbers: Mapping[str, float]) -> dict[str, float]:
    """The finite ones: a measure of silence may be none, and JSON has no word for it."""
    return {name: number for name, number in numbers.items() if math.isfinite(number)}


class Task(Protocol):
    """A training in steps.

    Nothing but `step` may change the course of the training: not its random numbers either.

    Attributes:
        steps: length of the training.
        device: where it computes, in words.
        batch: samples a step, for advice when the memory is not enough.
    """

    steps: int
    device: str
    batch: int

    def step(self, step: int) -> StepReport:
        """Make step number `step`, counted from 0."""
        ...

    def validate(self, step: int, context: JobContext) -> Validation | None:
        """Look at the validation split after `step` steps; None where it is empty."""
        ...

    def sample(self, step: int, folder: Path, context: JobContext) -> None:
        """Write pictures and sounds into a folder that is there."""
        ...

    def state(self) -> dict[str, Any]:
        """All that continuing needs, as tensors, numbers, texts and containers of them."""
        ...

    def restore(self, state: dict[str, Any]) -> None:
        """Continue from a `state`.

        Raises:
            ValueError, KeyError, RuntimeError: it is of another model.
        """
        ...

    def write_model(self, path: Path, step: int, hours: float, context: JobContext) -> None:
        """Write the model of this moment as a file that the engine can use."""
        ...

    def finish(self, path: Path, hours: float, context: JobContext) -> dict[str, float]:
        """Write the finished model, check that the engine loads it, and return measurements."""
        ...

    def close(self) -> None:
        """End its threads; its memory goes with the last reference to it."""
        ...
