"""Writes TensorBoard event files."""

import warnings
from pathlib import Path

from training.run.messages import StepDone
from training.run.results.curves import values_of


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
        for name, value in {**values_of(event), "eta_s": event.eta_s}.items():
            self._add(name, value, event.step)

    def validation(self, losses: dict[str, float], step: int) -> None:
        """Log a validation."""
        for name, value in losses.items():
            self._add(f"validation/{name}", value, step)

    def close(self) -> None:
        """Close the files."""
        self._writer.close()

    def _add(self, name: str, value: float, step: int) -> None:
        self._writer.add_scalar(name, value, step)
