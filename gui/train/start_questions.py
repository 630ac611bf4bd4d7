"""Questions before a training starts: whether to wait for the device, and for room on the disk."""

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


def may_fill_disk(window: QWidget, needed: str, free: str) -> bool:
    """Ask whether to start a run that needs more space than there is.

    Args:
        window: the parent of the question.
        needed: what the run will take, as text.
        free: what is free, as text.
    """
    text = tr(
        "This run will need about {needed}, and this disk has {free} free. Start it anyway?",
        needed=needed,
        free=free,
    )
    anyway = tr("Start anyway")
    return ask(window, tr("Start training"), text, (anyway,)) == anyway
