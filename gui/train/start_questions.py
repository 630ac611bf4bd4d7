"""The question before a training starts whose device is busy."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import QWidget

from gui.hosts.run_observer import SeenRun
from gui.kit.language import counted, tr
from gui.kit.questions import ask
from training.config import RunConfig
from training.run.control.queue import shares_device

Turn = Literal["now", "queued", "never"]


def ask_turn(window: QWidget, runs: Sequence[SeenRun], run: Path, config: RunConfig) -> Turn:
    """Ask whether a run is to wait for those that train on its device; `now` if none does."""
    busy = [
        each
        for each in runs
        if each.is_alive
        and each.path != run.resolve()
        and each.config is not None
        and shares_device(each.config.device, config.device)
    ]
    if not busy:
        return "now"
    first, others = busy[0].path.name, len(busy) - 1
    text = (
        counted(
            "{first} and one other run are training on this device. Queue {run} behind them, or"
            " start it now? Trainings on one device slow each other down.",
            "{first} and {n} other runs are training on this device. Queue {run} behind them, or"
            " start it now? Trainings on one device slow each other down.",
            others,
            first=first,
            run=run.name,
        )
        if others
        else tr(
            "{first} is training on this device. Queue {run} behind it, or start it now? Two"
            " trainings on one device slow each other down.",
            first=first,
            run=run.name,
        )
    )
    queue, now = tr("Queue"), tr("Start now")
    answers: dict[str, Turn] = {queue: "queued", now: "now"}
    return answers.get(ask(window, tr("Start training"), text, (queue, now)), "never")
