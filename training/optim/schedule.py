"""Length of a training, samples of each step, learning rates (paper, Training and Inference).

Everything is a pure function of the step number, so that a resumed run cannot differ from an
uninterrupted one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Plan:
    """Batches and length of a training on a data set.

    Attributes:
        samples: size of the training split, at least 1.
        wanted_batch: samples per step; reduced for smaller sets, so that there is always a step.
        epochs: passes over the data, and the unit of the learning-rate schedule.
        wanted_steps: length of the training in steps; 0 for the length given by the epochs.
    """

    samples: int
    wanted_batch: int
    epochs: int
    wanted_steps: int = 0

    def __post_init__(self) -> None:
        """Validate that there is at least one step."""
        if min(self.samples, self.wanted_batch, self.epochs) < 1 or self.wanted_steps < 0:
            raise ValueError(f"nothing can be trained by {self}")

    @property
    def batch(self) -> int:
        """Samples per step."""
        return min(self.wanted_batch, self.samples)

    @property
    def steps_per_epoch(self) -> int:
        """Full batches per epoch; remaining samples are dropped, others in the next epoch."""
        return self.samples // self.batch

    @property
    def steps(self) -> int:
        """Length of the training."""
        return self.wanted_steps or self.epochs * self.steps_per_epoch

    def schedule_epoch(self, step: int) -> int:
        """The epoch, from 0, of the learning-rate schedule, which spreads `epochs` over `steps`.

        It equals the real epoch if the length is given by the epochs.
        """
        return min(step * self.epochs // self.steps, self.epochs - 1)

    def indices(self, step: int, seed: int) -> NDArray[np.int64]:
        """The samples (batch,) of a step, counted from 0; each at most once per epoch."""
        epoch, place = divmod(step, self.steps_per_epoch)
        order = np.random.default_rng([seed, epoch]).permutation(self.samples)
        return order[place * self.batch : (place + 1) * self.batch]


def learning_rate_factor(epoch: int, epochs: int, flat_epochs: int) -> float:
    """The learning-rate factor: constant, then linear decay to almost 0.

    REGNET's schedule, which the paper follows (paper, Training and Inference): with 500 epochs, 100
    of them flat, it is 1 up to epoch 98, then decreases by 1/401 per epoch to 0 in epoch 499.

    Args:
        epoch: from 0.
        epochs: of the whole training.
        flat_epochs: number of epochs at the full rate (one less, as published).
    """
    decayed = max(0, epoch + 2 - flat_epochs)
    return max(0.0, 1.0 - decayed / (epochs - flat_epochs + 1))
