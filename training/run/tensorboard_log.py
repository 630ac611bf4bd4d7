"""Writes TensorBoard event files."""

import logging
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Final

from training.run.messages import RunMessage, StepDone
from training.run.results.curves import values_of

if TYPE_CHECKING:
    from torch.utils.tensorboard import SummaryWriter

_UNREADABLE: Final = re.compile("[\ud800-\udfff]")  # stand for bytes that are no UTF-8

log = logging.getLogger(__name__)


class TensorboardLog:
    """Logs steps and validations under the names of the run's events."""

    def __init__(self, folder: Path, first_step: int) -> None:
        """Open or continue a log folder; existing entries from `first_step` on become void.

        There is none in a place whose name is not UTF-8, which TensorBoard cannot open.
        """
        self._writer: SummaryWriter | None = None
        if _UNREADABLE.search(str(folder)):
            log.warning("TensorBoard gets nothing: %a is not UTF-8", str(folder))
            return
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of imported packages
            from torch.utils import tensorboard

        self._writer = tensorboard.SummaryWriter(str(folder), purge_step=first_step)

    def add(self, event: RunMessage) -> None:
        """Log a step or a validation; other events have no values."""
        if self._writer is None:
            return
        values = values_of(event)
        if isinstance(event, StepDone):
            values["eta_s"] = event.eta_s
        for name, value in values.items():
            self._writer.add_scalar(name, value, event.step)

    def close(self) -> None:
        """Close the files."""
        if self._writer is not None:
            self._writer.close()
