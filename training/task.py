"""The interface between the training loop and a task, which defines the training step."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from engine.phrases import Phrase
from engine.progress import JobContext


@dataclass(frozen=True, slots=True, kw_only=True)
class StepReport:
    """The results of one step.

    Attributes:
        stage: of the training.
        losses: by the names of the equations; all must be finite.
        learning_rate: of this step.
        epoch: passes over the data so far.
        gradient_ratio: norm of the adversarial gradient over that of the reconstruction; also None
            if it is not finite, as after a half-precision overflow.
        lambda_m: weight of the mel loss if it is adaptive.
        note: a sentence for the user, if there is one.
    """

    stage: str
    losses: dict[str, float]
    learning_rate: float
    epoch: float
    gradient_ratio: float | None = None
    lambda_m: float | None = None
    note: Phrase | None = None


class Validation(NamedTuple):
    """The results of a validation.

    Attributes:
        stage: of the training; scores of different stages are not comparable.
        score: selects the best checkpoint; lower is better.
        losses: by name.
    """

    stage: str
    score: float
    losses: dict[str, float]


def finite(numbers: Mapping[str, float]) -> dict[str, float]:
    """Keep the finite values: metrics of silence may be NaN, which JSON cannot represent."""
    return {name: number for name, number in numbers.items() if math.isfinite(number)}


class Task(Protocol):
    """A model to train step by step.

    Only `step` may affect the training, including its random state.

    Attributes:
        steps: length of the training.
        device: description of the device.
        batch: samples per step, for advice when out of memory.
    """

    steps: int
    device: str
    batch: int

    def step(self, step: int) -> StepReport:
        """Perform step number `step`, counted from 0."""
        ...

    def validate(self, step: int, context: JobContext) -> Validation | None:
        """Validate after `step` steps; None if the validation split is empty."""
        ...

    def sample(self, step: int, folder: Path, context: JobContext) -> None:
        """Write pictures and sounds into an existing folder."""
        ...

    def state(self) -> dict[str, Any]:
        """The state to resume from: tensors, numbers, strings and containers of them."""
        ...

    def restore(self, state: dict[str, Any]) -> None:
        """Resume from a `state`.

        Raises:
            ValueError, KeyError, RuntimeError: it belongs to a different model.
        """
        ...

    def write_model(self, path: Path, step: int, hours: float, context: JobContext) -> None:
        """Write the current model as a file that the engine can use."""
        ...

    def finish(self, path: Path, hours: float, context: JobContext) -> dict[str, float]:
        """Write the final model, check that the engine loads it, and return measurements."""
        ...

    def close(self) -> None:
        """Stop its threads; memory is freed with the last reference to the task."""
        ...
