"""How long a training is, which samples a step sees, and how fast it learns: pure functions.

All of it follows from the step's number, so that a resumed run cannot differ from one that was
never interrupted.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Plan:
    """The course of a training over a data set.

    Attributes:
        samples: in the training split, at least 1.
        wanted_batch: samples a step; a smaller set gets a smaller batch, never zero steps.
        epochs: times that the data is seen, and the unit of the learning rate's schedule.
        wanted_steps: length of the training in steps; 0 for as many as the epochs take.
    """

    samples: int
    wanted_batch: int
    epochs: int
    wanted_steps: int = 0

    def __post_init__(self) -> None:
        """Refuse a plan without a single step."""
        if min(self.samples, self.wanted_batch, self.epochs) < 1 or self.wanted_steps < 0:
            raise ValueError(f"nothing can be trained by {self}")

    @property
    def batch(self) -> int:
        """Samples a step."""
        return min(self.wanted_batch, self.samples)

    @property
    def steps_per_epoch(self) -> int:
        """Whole batches in the data; what is left over waits for another epoch's order."""
        return self.samples // self.batch

    @property
    def steps(self) -> int:
        """Length of the training."""
        return self.wanted_steps or self.epochs * self.steps_per_epoch

    def schedule_epoch(self, step: int) -> int:
        """The epoch, from 0, as the learning rate counts it: `epochs` of them in `steps`.

        It is the real epoch where the training is as long as its epochs.
        """
        return min(step * self.epochs // self.steps, self.epochs - 1)

    def indices(self, step: int, seed: int) -> NDArray[np.int64]:
        """The samples of a step (counted from 0): (batch,), each sample at most once an epoch."""
        epoch, place = divmod(step, self.steps_per_epoch)
        order = np.random.default_rng([seed, epoch]).permutation(self.samples)
        return order[place * self.batch : (place + 1) * self.batch]


def learning_rate_factor(epoch: int, epochs: int, flat_epochs: int) -> float:
    """What the learning rate is multiplied by: flat, then straight down to almost 0.

    REGNET's schedule, which the paper follows (paper, Training and Inference): with 500 epochs of
    which 100 are flat, 1 up to epoch 98, then 1/401 less every epoch, 0 in epoch 499.

    Args:
        epoch: from 0.
        epochs: of the whole training.
        flat_epochs: of them, those at the full rate (one less, as published).
    """
    decayed = max(0, epoch + 2 - flat_epochs)
    return max(0.0, 1.0 - decayed / (epochs - flat_epochs + 1))
