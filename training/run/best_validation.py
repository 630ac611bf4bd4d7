"""The best validation so far."""

from dataclasses import dataclass

from training.task import Validation


@dataclass(slots=True)
class Best:
    """Keeps the best validation of the stage that the training is in.

    Attributes:
        stage: of the training; empty before the first validation.
        score: the smaller, the better.
        step: after how many steps.
        since: validations after it.
    """

    stage: str = ""
    score: float = float("inf")
    step: int = 0
    since: int = 0

    def update(self, validation: Validation, step: int) -> bool:
        """Take a validation into account; whether it is the best of its stage so far."""
        if validation.stage == self.stage and validation.score >= self.score:
            self.since += 1
            return False
        self.stage, self.score = validation.stage, validation.score
        self.step, self.since = step, 0
        return True
