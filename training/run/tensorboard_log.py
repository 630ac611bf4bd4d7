"""Writes TensorBoard event files."""

import warnings
from pathlib import Path

from training.run.messages import RunMessage, StepDone
from training.run.results.curves import values_of


class TensorboardLog:
    """Logs steps and validations under the names of the run's events."""

    def __init__(self, folder: Path, first_step: int) -> None:
        """Open or continue a log folder; existing entries from `first_step` on become void."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of imported packages
            from torch.utils.tensorboard import SummaryWriter

        self._writer = SummaryWriter(str(folder), purge_step=first_step)

    def add(self, event: RunMessage) -> None:
        """Log a step or a validation; other events have no values."""
        values = values_of(event)
        if isinstance(event, StepDone):
            values["eta_s"] = event.eta_s
        for name, value in values.items():
            self._writer.add_scalar(name, value, event.step)

    def close(self) -> None:
        """Close the files."""
        self._writer.close()
