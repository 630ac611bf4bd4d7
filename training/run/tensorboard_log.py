"""Writes TensorBoard event files."""

import warnings
from pathlib import Path

from training.run.messages import StepDone


class TensorboardLog:
    """Logs steps and validations under the names of the run's events."""

    def __init__(self, folder: Path, first_step: int) -> None:
        """Open or continue a log folder; existing entries from `first_step` on become void."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of imported packages
            from torch.utils.tensorboard import SummaryWriter

        self._writer = SummaryWriter(str(folder), purge_step=first_step)

    def step(self, event: StepDone) -> None:
        """Log a step."""
        for name, value in event.losses.items():
            self._add(f"loss/{name}", value, event.step)
        self._add("learning_rate", event.learning_rate, event.step)
        self._add("steps_per_s", event.steps_per_s, event.step)
        self._add("memory_mb", event.memory_mb, event.step)
        self._add("eta_s", event.eta_s, event.step)
        if event.gradient_ratio is not None:
            self._add("gradient_ratio", event.gradient_ratio, event.step)
        if event.lambda_m is not None:
            self._add("lambda_m", event.lambda_m, event.step)

    def validation(self, losses: dict[str, float], step: int) -> None:
        """Log a validation."""
        for name, value in losses.items():
            self._add(f"validation/{name}", value, step)

    def close(self) -> None:
        """Close the files."""
        self._writer.close()

    def _add(self, name: str, value: float, step: int) -> None:
        self._writer.add_scalar(name, value, step)
